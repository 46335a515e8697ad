-- The head of a copy is no copy itself.
-- Views collapse copies in one step; a chain would be collapsed by half.
-- Severity: warning
select
    d.document_id as row_key,
    format('its head {} is a copy of {}', h.document_id, h.duplicate_of) as detail
from core.document as d
inner join core.document as h on d.duplicate_of = h.document_id
where h.duplicate_of is not null
order by row_key;
