-- How much there is: one row per kind of thing. Key: name.
-- Reads from: intermediate.document_outlet, intermediate.incident_place.
-- Known limits: copies and versions count as documents, and their claims as claims.
create or replace view mart.totals as
select
    'documents' as name,
    count(*) as row_count
from intermediate.document_outlet
union all
select
    'outlets' as name,
    count(distinct outlet_name) as row_count
from intermediate.document_outlet
union all
select
    'claims' as name,
    coalesce(sum(claim_count), 0)::bigint as row_count
from intermediate.document_outlet
union all
select
    'events' as name,
    coalesce(sum(event_count), 0)::bigint as row_count
from intermediate.document_outlet
union all
select
    'figures' as name,
    coalesce(sum(figure_count), 0)::bigint as row_count
from intermediate.document_outlet
union all
select
    'incidents' as name,
    count(*) as row_count
from intermediate.incident_place;
