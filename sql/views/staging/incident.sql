-- Things that happened: one row per incident. Key: incident_id.
-- Reads from: core.incident.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.incident as
select
    incident_id,
    title,
    start_date,
    end_date,
    place_id,
    plover_type,
    acled_event_type,
    acled_sub_event_type,
    date_precision
from core.incident;
