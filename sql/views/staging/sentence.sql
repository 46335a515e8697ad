-- Sentences of kept blocks: one row per sentence. Key: document_id, sentence_no.
-- Reads from: core.sentence.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.sentence as
select
    document_id,
    sentence_no,
    block_no,
    span_start,
    span_end
from core.sentence;
