-- Who or what takes part in events: one row per event, role and span. Key: event_id, role, span_start.
-- Reads from: core.event_role.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.event_role as
select
    event_id,
    role,
    span_start,
    span_end,
    text,
    entity_id
from core.event_role;
