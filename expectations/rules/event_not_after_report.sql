-- No event is dated after the report that tells of it, unless it is planned.
-- A later day shows a date that was resolved the wrong way.
-- Severity: critical
-- Threshold: one day of grace, since published_at is UTC and the text counts in local days (2026-11-22).
select
    e.event_id as row_key,
    format('{} on {}, published {}', e.trigger_text, e.start_date, d.published_at::date) as detail
from core.event as e
inner join core.document as d on e.document_id = d.document_id
where e.start_date > d.published_at::date + 1
    and e.factuality <> 'planned'
order by row_key;
