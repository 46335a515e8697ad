-- Who speaks of an incident: one row per incident, source, speaker and carrier.
-- Key: incident_id, origin, source_name, source_kind, via_name.
-- source_name is the name in the reports, original_source the fullest name of that speaker in all of them; rows with one
-- origin are one independent source, and origin_reason says why. credited_count counts reports that credit an agency.
-- Reads from: intermediate.claim_context, intermediate.claim_voice.
-- Known limits: copies and versions of a report count in claim_count and document_count.
create or replace view mart.incident_sources as
select
    c.incident_id,
    c.source_name,
    c.source_kind,
    c.via_name,
    count(*) as claim_count,
    count(distinct c.document_id) as document_count,
    count(distinct c.outlet_name) as outlet_count,
    count(*) filter (where c.factuality = 'denied') as denied_count,
    list_sort(list_distinct(list(c.outlet_name))) as outlet_names,
    min(c.published_at) as first_published_at,
    min(v.original_source) as original_source,
    v.origin,
    min(v.origin_kind) as origin_kind,
    min(v.side) as side,
    min(v.origin_reason) as origin_reason,
    count(distinct c.document_id) filter (where len(c.agencies) > 0) as credited_count
from intermediate.claim_context as c
inner join intermediate.claim_voice as v on c.claim_id = v.claim_id
where c.incident_id is not null
group by c.incident_id, v.origin, c.source_name, c.source_kind, c.via_name;
