-- The words that tell an event stand in the content of the claim it belongs to.
-- Otherwise the event may be laid at the wrong door.
-- Severity: warning
select
    e.event_id as row_key,
    format('{} is not in: {}', e.trigger_text, left(c.content_text, 80)) as detail
from core.event as e
inner join core.claim as c on e.claim_id = c.claim_id and e.document_id = c.document_id
where len(
    list_filter(c.content_spans, lambda s: s."start" < e.trigger_end and s."end" > e.trigger_start)
) = 0
order by row_key;
