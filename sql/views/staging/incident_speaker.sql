-- Names under which one speaker goes: one row per incident, report and name. Key: incident_id, document_id, source_key.
-- Reads from: core.incident_speaker.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.incident_speaker as
select
    incident_id,
    document_id,
    source_key,
    speaker_key,
    speaker_name,
    reason
from core.incident_speaker;
