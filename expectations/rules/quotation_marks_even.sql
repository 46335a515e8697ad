-- Quotation marks come in pairs within a paragraph.
-- Where one is lost, what was quoted and what was not can be mistaken. A quotation that goes on in the next
-- paragraph, which opens with a mark of its own, is in order; other languages have other marks.
-- Severity: info
with marks as (
    select
        b.document_id,
        b.block_no,
        b.text,
        length(b.text) - length(replace(b.text, '"', '')) as straight_count,
        length(b.text) - length(replace(b.text, '“', '')) as open_count,
        length(b.text) - length(replace(b.text, '”', '')) as close_count,
        lead(left(b.text, 1)) over (partition by b.document_id order by b.block_no) as next_start
    from core.block as b
    inner join core.document as d on b.document_id = d.document_id
    where b.is_kept
        and coalesce(d.language, 'en') = 'en'
)

select
    format('{} {}', document_id, block_no) as row_key,
    left(text, 80) as detail
from marks
where (straight_count % 2 = 1 and next_start is distinct from '"')
    or (open_count <> close_count and not (open_count = close_count + 1 and next_start is not distinct from '“'))
order by document_id, block_no;
