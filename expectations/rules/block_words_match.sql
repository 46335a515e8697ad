-- A kept block is exactly the characters that its offsets mark.
-- All other positions rest on it.
-- Severity: critical
select
    format('{} {}', b.document_id, b.block_no) as row_key,
    left(b.text, 80) as detail
from core.block as b
left join core.document as d on b.document_id = d.document_id
where b.is_kept
    and b.text is distinct from substr(d.text, b.text_start + 1, b.text_end - b.text_start)
order by row_key;
