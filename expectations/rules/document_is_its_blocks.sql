-- A document's text is its kept blocks joined by an empty line, and nothing else.
-- Otherwise something reached extraction that cleaning never let through.
-- Severity: critical
with joined as (
    select
        document_id,
        string_agg(text, chr(10) || chr(10) order by block_no) as text
    from core.block
    where is_kept
    group by document_id
)

select
    d.document_id as row_key,
    format('{} characters, its blocks have {}', length(d.text), coalesce(length(j.text), 0)) as detail
from core.document as d
left join joined as j on d.document_id = j.document_id
where d.text is distinct from j.text
order by row_key;
