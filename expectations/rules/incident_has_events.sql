-- An incident is told of by at least one event that is not background.
-- One without events is left over from data that is gone.
-- Severity: critical
select
    i.incident_id as row_key,
    i.title as detail
from core.incident as i
where i.incident_id not in (
    select l.incident_id
    from core.incident_event as l
    inner join core.event as e on l.event_id = e.event_id
    where not e.is_background
)
order by row_key;
