-- The reports of an incident in one line: one row per incident. Key: incident_id.
-- Copies and versions are left out of the names and counted nowhere.
-- Reads from: intermediate.document_incident, intermediate.document_outlet, intermediate.claim_origin.
-- Known limits: a publisher that is not known has no name here.
create or replace view intermediate.incident_reports as
with origins as (
    select
        incident_id,
        string_agg(distinct original_source, '; ' order by original_source) as original_sources,
        count(distinct origin) as origin_count
    from intermediate.claim_origin
    group by incident_id
)

select
    m.incident_id,
    string_agg(distinct d.outlet_name, '; ' order by d.outlet_name) as outlets,
    string_agg(distinct d.title, '; ' order by d.title) as titles,
    string_agg(distinct d.url, '; ' order by d.url) as urls,
    count(distinct d.document_id) as document_count,
    min(d.published_at) as first_published_at,
    max(d.published_at) as last_published_at,
    min(o.original_sources) as original_sources,
    min(o.origin_count) as origin_count
from intermediate.document_incident as m
inner join intermediate.document_outlet as d on m.document_id = d.document_id
left join origins as o on m.incident_id = o.incident_id
where d.duplicate_of is null
group by m.incident_id;
