-- Which incidents a document tells of: one row per document and incident. Key: document_id, incident_id.
-- is_main marks the incident that more than half of the document's linked events belong to, if there is one.
-- Reads from: staging.event, staging.incident_event.
-- Known limits: a round-up of many incidents has no main one.
create or replace view intermediate.document_incident as
with counted as (
    select
        e.document_id,
        l.incident_id,
        count(*) as event_count
    from staging.incident_event as l
    inner join staging.event as e on l.event_id = e.event_id
    group by e.document_id, l.incident_id
)

select
    document_id,
    incident_id,
    event_count,
    2 * event_count > sum(event_count) over (partition by document_id) as is_main
from counted;
