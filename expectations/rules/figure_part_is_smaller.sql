-- A part is not greater than its whole, and both count the same document's people.
-- A part that outgrows its whole is no part of it.
-- Severity: warning
select
    p.figure_id as row_key,
    format('{} is a part of {}', p.text, w.text) as detail
from core.figure as p
inner join core.figure as w on p.subset_of = w.figure_id
where coalesce(p.low, p.best) > coalesce(w.high, greatest(w.best, w.low, p.low, p.best))
    or (w.qualifier = 'exact' and p.best > w.best)
    or p.document_id <> w.document_id
    or p.figure_id = w.figure_id
order by row_key;
