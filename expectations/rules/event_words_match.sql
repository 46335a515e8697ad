-- The word that tells an event, and the words of its roles, are exactly the characters that their offsets mark.
-- Who did what to whom must be the article's own words.
-- Severity: critical
with stored as (
    select
        event_id,
        document_id,
        'trigger' as part,
        trigger_text as text,
        trigger_start as span_start,
        trigger_end as span_end
    from core.event
    union all
    select
        r.event_id,
        e.document_id,
        r.role as part,
        r.text,
        r.span_start,
        r.span_end
    from core.event_role as r
    left join core.event as e on r.event_id = e.event_id
)

select
    s.event_id as row_key,
    concat(s.part, ': ', s.text, ' / ', substr(d.text, s.span_start + 1, s.span_end - s.span_start)) as detail
from stored as s
left join core.document as d on s.document_id = d.document_id
where s.text is distinct from substr(d.text, s.span_start + 1, s.span_end - s.span_start)
order by row_key, detail;
