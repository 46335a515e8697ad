-- Sentences with their words: one row per sentence. Key: document_id, sentence_no.
-- Reads from: staging.sentence, staging.document, staging.block.
-- Known limits: white space inside a sentence is shown as it stands in the text.
create or replace view intermediate.sentence_text as
select
    s.document_id,
    s.sentence_no,
    s.block_no,
    b.kind as block_kind,
    s.span_start,
    s.span_end,
    substr(d.text, s.span_start + 1, s.span_end - s.span_start) as sentence_text
from staging.sentence as s
inner join staging.document as d on s.document_id = d.document_id
left join staging.block as b on s.document_id = b.document_id and s.block_no = b.block_no;
