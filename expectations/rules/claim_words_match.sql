-- Source, cue and content of a claim are exactly the characters that its offsets mark.
-- A reader must be able to walk back from each claim to the words that carry it.
-- Severity: critical
with cut as (
    select
        c.claim_id,
        c.source_text,
        substr(d.text, c.source_start + 1, c.source_end - c.source_start) as source_cut,
        c.cue_text,
        substr(d.text, c.cue_start + 1, c.cue_end - c.cue_start) as cue_cut,
        c.content_text,
        array_to_string(
            list_transform(c.content_spans, lambda s: substr(d.text, s."start" + 1, s."end" - s."start")), ' … '
        ) as content_cut
    from core.claim as c
    inner join core.document as d on c.document_id = d.document_id
)

select
    claim_id as row_key,
    case
        when source_text is distinct from source_cut then concat('source: ', source_text, ' / ', source_cut)
        when cue_text is distinct from cue_cut then concat('cue: ', cue_text, ' / ', cue_cut)
        else concat('content: ', content_text, ' / ', content_cut)
    end as detail
from cut
where source_text is distinct from source_cut
    or cue_text is distinct from cue_cut
    or content_text is distinct from content_cut
order by row_key;
