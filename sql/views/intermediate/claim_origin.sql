-- From whom each claim of an incident really comes: one row per claim of an incident. Key: claim_id.
-- The rows of intermediate.claim_voice that belong to an incident; its head says how origin is found.
-- Reads from: intermediate.claim_voice.
-- Known limits: those of intermediate.claim_voice.
create or replace view intermediate.claim_origin as
select
    claim_id,
    incident_id,
    document_id,
    head_document_id,
    is_copy,
    outlet_name,
    published_at,
    mode,
    source_name,
    via_name,
    agencies,
    side,
    original_source,
    origin,
    origin_kind,
    origin_reason
from intermediate.claim_voice
where incident_id is not null;
