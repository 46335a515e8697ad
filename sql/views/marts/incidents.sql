-- What happened, by how many reports: one row per incident. Key: incident_id.
-- document_count counts copies and versions each; independent_source_count collapses copies and shared carriers.
-- killed and wounded are the least and greatest number that any source states for this incident, never sums:
-- running totals and parts of other figures are left out, and "more than 100" counts as 100 at its upper end.
-- Reads from: intermediate.incident_place, intermediate.document_incident, intermediate.document_outlet,
-- intermediate.claim_origin, intermediate.incident_toll, mart.figure_disputes.
-- Known limits: numbers about different groups are not told apart here; mart.figures does.
create or replace view mart.incidents as
with documents as (
    select
        m.incident_id,
        count(distinct m.document_id) as document_count,
        count(distinct d.outlet_name) as outlet_count
    from intermediate.document_incident as m
    inner join intermediate.document_outlet as d on m.document_id = d.document_id
    group by m.incident_id
),

sources as (
    select
        incident_id,
        count(*) as claim_count,
        count(distinct lower(origin)) as independent_source_count
    from intermediate.claim_origin
    group by incident_id
),

disputed as (
    select distinct incident_id
    from mart.figure_disputes
)

select
    i.incident_id,
    i.title,
    i.start_date,
    i.end_date,
    i.place_name,
    i.admin1,
    i.country_code,
    i.latitude,
    i.longitude,
    i.plover_type,
    i.acled_sub_event_type,
    coalesce(d.document_count, 0) as document_count,
    coalesce(d.outlet_count, 0) as outlet_count,
    coalesce(s.independent_source_count, 0) as independent_source_count,
    coalesce(s.claim_count, 0) as claim_count,
    k.low as killed_low,
    k.high as killed_high,
    w.low as wounded_low,
    w.high as wounded_high,
    p.incident_id is not null as is_disputed
from intermediate.incident_place as i
left join documents as d on i.incident_id = d.incident_id
left join sources as s on i.incident_id = s.incident_id
left join intermediate.incident_toll as k on i.incident_id = k.incident_id and k.kind = 'killed'
left join intermediate.incident_toll as w on i.incident_id = w.incident_id and w.kind = 'wounded'
left join disputed as p on i.incident_id = p.incident_id;
