-- Event mentions: one row per event mention. Key: event_id.
-- Reads from: core.event.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.event as
select
    event_id,
    document_id,
    sentence_no,
    claim_id,
    trigger_start,
    trigger_end,
    trigger_text,
    plover_type,
    plover_mode,
    acled_event_type,
    acled_sub_event_type,
    factuality,
    extractor,
    start_date,
    end_date,
    date_precision,
    date_basis,
    date_value,
    place_id,
    place_precision,
    place_basis,
    coreference_id,
    is_background,
    score
from core.event;
