-- Every claim has a source: words inside the document, the outlet's own voice, or the plain statement that there is none.
-- The promise of the whole product; a claim without a source is worth nothing.
-- Severity: critical
select
    c.claim_id as row_key,
    format('{} ({}, {})', c.source_name, c.source_kind, c.mode) as detail
from core.claim as c
left join core.document as d on c.document_id = d.document_id
where trim(c.source_name) = ''
    or case
        when c.source_start is not null then
            coalesce(c.source_start < 0 or c.source_end <= c.source_start or c.source_end > length(d.text), true)
        when c.mode = 'narration' then c.source_kind <> 'outlet'
        else c.source_kind <> 'unstated'
    end
order by row_key;
