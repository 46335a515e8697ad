-- Where claims stand, for highlighting: one row per claim. Key: claim_id.
-- Offsets are characters into core.document.text, end excluded; the passage covers sentence, source, cue and content.
-- Reads from: intermediate.claim_context.
-- Known limits: none.
create or replace view mart.claim_passages as
select
    claim_id,
    document_id,
    passage_start,
    passage_end,
    source_start,
    source_end,
    cue_start,
    cue_end,
    content_spans
from intermediate.claim_context;
