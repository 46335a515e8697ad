-- Nothing was said after the report of it was published.
-- A later day shows a date that was resolved the wrong way.
-- Severity: warning
-- Threshold: one day of grace, since published_at is UTC and the text counts in local days (2026-11-22).
select
    c.claim_id as row_key,
    format('said {}, published {}', c.said_start, d.published_at::date) as detail
from core.claim as c
inner join core.document as d on c.document_id = d.document_id
where c.said_start > d.published_at::date + 1
    and c.factuality <> 'future'
order by row_key;
