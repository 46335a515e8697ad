-- What people decided about incidents: one row per decision and event. Key: decision_id.
-- Reads from: core.incident_decision.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.incident_decision as
select
    decision_id,
    kind,
    event_id,
    document_id,
    other_event_id,
    other_document_id,
    incident_id,
    note,
    decided_at
from core.incident_decision;
