-- What became of incidents: one row per incident, successor and linking. Key: incident_id, successor_id, batch_id.
-- Reads from: core.incident_history.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.incident_history as
select
    incident_id,
    successor_id,
    kind,
    event_count,
    changed_at,
    batch_id
from core.incident_history;
