-- What each outlet printed: one row per outlet. Key: outlet_name (null where unknown).
-- Reads from: intermediate.document_outlet, intermediate.document_incident.
-- Known limits: copies and versions count as documents; duplicate_count says how many there are.
create or replace view mart.outlets_coverage as
with incidents as (
    select
        d.outlet_name,
        count(distinct m.incident_id) as incident_count
    from intermediate.document_incident as m
    inner join intermediate.document_outlet as d on m.document_id = d.document_id
    group by d.outlet_name
),

documents as (
    select
        outlet_name,
        min(outlet_country_code) as country_code,
        min(outlet_kind) as kind,
        count(*) as document_count,
        count(*) filter (where duplicate_of is not null) as duplicate_count,
        sum(claim_count)::bigint as claim_count,
        sum(attributed_count)::bigint as attributed_count,
        sum(figure_count)::bigint as figure_count,
        min(published_at) as first_published_at,
        max(published_at) as last_published_at
    from intermediate.document_outlet
    group by outlet_name
)

select
    d.outlet_name,
    d.country_code,
    d.kind,
    d.document_count,
    d.duplicate_count,
    coalesce(i.incident_count, 0) as incident_count,
    d.claim_count,
    d.attributed_count,
    case when d.claim_count > 0 then d.attributed_count / d.claim_count end as attributed_share,
    d.figure_count,
    d.first_published_at,
    d.last_published_at
from documents as d
left join incidents as i on d.outlet_name is not distinct from i.outlet_name;
