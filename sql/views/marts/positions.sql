-- What each side says of an incident: one row per incident, side and claim. Key: incident_id, claim_id.
-- A side is the reviewed side of the speaker, else the speaker's country, else the kind of speaker.
-- Reads from: intermediate.claim_speaker.
-- Known limits: the outlet's own voice is left out; speakers without entity fall back to their kind.
create or replace view mart.positions as
select
    incident_id,
    coalesce(side_code, country_code, source_kind) as side,
    source_name,
    source_kind,
    source_role,
    cue_kind,
    factuality,
    is_negated,
    content_text,
    via_name,
    outlet_name,
    published_at,
    claim_id
from intermediate.claim_speaker
where incident_id is not null and mode <> 'narration';
