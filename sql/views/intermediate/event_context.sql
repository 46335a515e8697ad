-- Event mentions with place, incident and the source that tells them: one row per event mention. Key: event_id.
-- Reads from: staging.event, staging.place, staging.incident_event, intermediate.claim_context, intermediate.sentence_text.
-- Known limits: none.
create or replace view intermediate.event_context as
select
    e.*,
    p.name as place_name,
    p.country_code,
    l.incident_id,
    c.outlet_id,
    c.outlet_name,
    c.duplicate_of,
    c.source_name,
    c.source_kind,
    c.via_name,
    s.sentence_text
from staging.event as e
left join staging.place as p on e.place_id = p.place_id
left join staging.incident_event as l on e.event_id = l.event_id
inner join intermediate.claim_context as c on e.claim_id = c.claim_id
left join intermediate.sentence_text as s on e.document_id = s.document_id and e.sentence_no = s.sentence_no;
