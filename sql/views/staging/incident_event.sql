-- Links from events to incidents: one row per linked event. Key: event_id.
-- Reads from: core.incident_event.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.incident_event as
select
    incident_id,
    event_id,
    score,
    reason
from core.incident_event;
