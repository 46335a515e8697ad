-- The words of a figure stand in the content of the claim it belongs to.
-- Otherwise the number may be laid at the wrong door.
-- Severity: warning
select
    f.figure_id as row_key,
    format('{} is not in: {}', f.text, left(c.content_text, 80)) as detail
from core.figure as f
inner join core.claim as c on f.claim_id = c.claim_id and f.document_id = c.document_id
where len(list_filter(c.content_spans, lambda s: s."start" < f.span_end and s."end" > f.span_start)) = 0
order by row_key;
