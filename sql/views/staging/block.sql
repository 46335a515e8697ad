-- Typed line groups of the source text, kept or dropped: one row per block. Key: document_id, block_no.
-- Reads from: core.block.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.block as
select
    document_id,
    block_no,
    kind,
    is_kept,
    text,
    drop_rule,
    text_start,
    text_end
from core.block;
