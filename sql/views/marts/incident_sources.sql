-- Who speaks of an incident: one row per incident, source and carrier. Key: incident_id, source_name, source_kind, via_name.
-- Reads from: intermediate.claim_context.
-- Known limits: copies and versions of a report count in claim_count and document_count.
create or replace view mart.incident_sources as
select
    incident_id,
    source_name,
    source_kind,
    via_name,
    count(*) as claim_count,
    count(distinct document_id) as document_count,
    count(distinct outlet_name) as outlet_count,
    count(*) filter (where factuality = 'denied') as denied_count,
    list_sort(list_distinct(list(outlet_name))) as outlet_names,
    min(published_at) as first_published_at
from intermediate.claim_context
where incident_id is not null
group by incident_id, source_name, source_kind, via_name;
