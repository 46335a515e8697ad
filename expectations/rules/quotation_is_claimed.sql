-- A quotation of eight words or more lies in the content of a claim that is not the outlet's own.
-- Somebody said it, so somebody should be named for it. Articles in other languages are not extracted yet.
-- Severity: warning
-- Threshold: eight words; shorter ones are often titles and names in quotation marks (2026-11-22).
with quotations as (
    select
        b.document_id,
        b.text,
        b.text_start,
        unnest(regexp_extract_all(b.text, '“[^“”]+”|"[^"]+"')) as words
    from core.block as b
    inner join core.document as d on b.document_id = d.document_id
    where b.is_kept
        and b.kind in ('paragraph', 'list_item', 'quote', 'standfirst', 'other')
        and coalesce(d.language, 'en') = 'en'
        and (length(b.text) - length(replace(b.text, '"', ''))) % 2 = 0
),

placed as (
    select
        document_id,
        words,
        text_start + instr(text, words) - 1 as span_start,
        text_start + instr(text, words) - 1 + length(words) as span_end
    from quotations
    where len(string_split_regex(trim(words), '\s+')) >= 8
),

spoken as (
    select
        document_id,
        unnest(content_spans) as span
    from core.claim
    where mode <> 'narration'
)

select
    format('{} {}', p.document_id, p.span_start) as row_key,
    left(p.words, 80) as detail
from placed as p
anti join spoken as s
    on p.document_id = s.document_id
    and s.span."start" < p.span_end - 1
    and s.span."end" > p.span_start + 1
order by p.document_id, p.span_start;
