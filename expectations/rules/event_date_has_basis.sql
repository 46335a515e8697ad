-- An event has a date exactly where it says what the date was resolved against.
-- The publication date never stands in for a date that nobody gives.
-- Severity: critical
select
    e.event_id as row_key,
    concat('from ', e.start_date, ' to ', e.end_date, ', basis ', e.date_basis) as detail
from core.event as e
left join core.document as d on e.document_id = d.document_id
where (e.start_date is not null and e.date_basis = 'unknown')
    or (e.start_date is null and e.end_date is not null)
    or (e.start_date is not null and e.date_precision is null)
    or (e.start_date is not null and e.date_basis = 'published' and d.published_at is null)
    or e.end_date < e.start_date
order by row_key;
