-- Every event belongs to a claim of its own document.
-- An event that nobody tells would stand as fact without a source.
-- Severity: critical
select
    e.event_id as row_key,
    e.trigger_text as detail
from core.event as e
left join core.claim as c on e.claim_id = c.claim_id and e.document_id = c.document_id
where c.claim_id is null
order by row_key;
