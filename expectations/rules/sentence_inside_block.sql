-- A sentence stands inside its own kept block.
-- Which block a sentence stands in decides whether it may give claims.
-- Severity: critical
select
    format('{} {}', s.document_id, s.sentence_no) as row_key,
    format('{} to {}', s.span_start, s.span_end) as detail
from core.sentence as s
left join core.block as b on s.document_id = b.document_id and s.block_no = b.block_no
where coalesce(s.span_start < b.text_start or s.span_end > b.text_end or s.span_end <= s.span_start, true)
order by row_key;
