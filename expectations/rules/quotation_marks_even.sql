-- Quotation marks come in pairs within a paragraph.
-- Where one is lost, what was quoted and what was not can be mistaken. A quotation that goes on in the next
-- paragraph, which opens with a mark of its own, is in order.
-- Severity: info
with marks as (
    select
        document_id,
        block_no,
        text,
        length(text) - length(replace(text, '"', '')) as straight_count,
        length(text) - length(replace(text, '“', '')) as open_count,
        length(text) - length(replace(text, '”', '')) as close_count,
        lead(left(text, 1)) over (partition by document_id order by block_no) as next_start
    from core.block
    where is_kept
)

select
    format('{} {}', document_id, block_no) as row_key,
    left(text, 80) as detail
from marks
where (straight_count % 2 = 1 and next_start is distinct from '"')
    or (open_count <> close_count and not (open_count = close_count + 1 and next_start is not distinct from '“'))
order by document_id, block_no;
