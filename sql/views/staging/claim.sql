-- Attributions, with the outer edges of their content: one row per claim. Key: claim_id.
-- Reads from: core.claim.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.claim as
select
    claim_id,
    document_id,
    sentence_no,
    source_name,
    source_kind,
    content_spans,
    content_text,
    mode,
    extractor,
    source_start,
    source_end,
    source_text,
    source_entity_id,
    source_role,
    cue_start,
    cue_end,
    cue_text,
    cue_kind,
    is_negated,
    is_hedged,
    factuality,
    via_name,
    via_entity_id,
    medium,
    audience_text,
    said_start,
    said_end,
    said_precision,
    parent_claim_id,
    event_id,
    score,
    content_spans[1]."start" as content_start,
    content_spans[-1]."end" as content_end
from core.claim;
