-- A mention is exactly the characters that its offsets mark.
-- Names on a page must be the names in the article.
-- Severity: critical
select
    m.mention_id as row_key,
    concat(m.text, ' / ', substr(d.text, m.span_start + 1, m.span_end - m.span_start)) as detail
from core.mention as m
left join core.document as d on m.document_id = d.document_id
where m.text is distinct from substr(d.text, m.span_start + 1, m.span_end - m.span_start)
order by row_key;
