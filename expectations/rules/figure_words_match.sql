-- A figure is exactly the characters that its offsets mark.
-- A number without its words cannot be checked.
-- Severity: critical
select
    f.figure_id as row_key,
    concat(f.text, ' / ', substr(d.text, f.span_start + 1, f.span_end - f.span_start)) as detail
from core.figure as f
left join core.document as d on f.document_id = d.document_id
where f.text is distinct from substr(d.text, f.span_start + 1, f.span_end - f.span_start)
order by row_key;
