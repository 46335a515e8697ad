-- Numbers of casualties or means: one row per figure. Key: figure_id.
-- Reads from: core.figure.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.figure as
select
    figure_id,
    document_id,
    claim_id,
    kind,
    low,
    high,
    best,
    qualifier,
    span_start,
    span_end,
    text,
    event_id,
    group_text,
    group_entity_id,
    is_civilian,
    subset_of,
    as_of_date,
    is_running_total,
    factuality
from core.figure;
