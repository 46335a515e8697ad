-- A document has a date of publication exactly where it says where the date came from.
-- An invented date would move all its events.
-- Severity: critical
select
    document_id as row_key,
    concat('date ', published_at, ', precision ', published_precision, ', basis ', published_basis) as detail
from core.document
where (published_at is null) <> (published_basis = 'unknown')
    or (published_at is null) <> (published_precision is null)
order by row_key;
