-- Every figure belongs to a claim of its own document.
-- A number that nobody states would stand as fact without a source.
-- Severity: critical
select
    f.figure_id as row_key,
    f.text as detail
from core.figure as f
left join core.claim as c on f.claim_id = c.claim_id and f.document_id = c.document_id
where c.claim_id is null
order by row_key;
