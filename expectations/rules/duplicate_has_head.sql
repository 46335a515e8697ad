-- A copy or version points to another document that is there, and says of what kind it is.
-- Copies are counted with their head; a lost head would lose them.
-- Severity: critical
select
    d.document_id as row_key,
    concat(d.duplicate_kind, ' copy of ', d.duplicate_of) as detail
from core.document as d
left join core.document as h on d.duplicate_of = h.document_id and h.document_id <> d.document_id
where (d.duplicate_of is null) <> (d.duplicate_kind is null)
    or (d.duplicate_of is not null and h.document_id is null)
order by row_key;
