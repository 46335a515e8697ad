-- Documents with the very same text are linked as copies.
-- Unlinked copies make one source look like two.
-- Severity: warning
with grouped as (
    select
        sha256(text) as text_hash,
        count(*) filter (where duplicate_of is null) as head_count
    from core.document
    group by text_hash
)

select
    d.document_id as row_key,
    format('{} documents with this text are no copies', g.head_count) as detail
from core.document as d
inner join grouped as g on sha256(d.text) = g.text_hash
where g.head_count > 1
    and d.duplicate_of is null
order by row_key;
