-- What is told, in the order of days: one row per event mention that has a date. Key: event_id.
-- Reads from: intermediate.event_context.
-- Known limits: several mentions of one thing are several rows; coreference_id joins those of one document.
-- Background (is_background) is shown, and belongs to no incident.
create or replace view mart.timeline as
select
    event_id,
    incident_id,
    start_date,
    end_date,
    date_precision,
    date_basis,
    plover_type,
    acled_sub_event_type,
    trigger_text,
    factuality,
    is_background,
    place_name,
    country_code,
    source_name,
    source_kind,
    via_name,
    outlet_name,
    sentence_text,
    coreference_id,
    document_id,
    claim_id
from intermediate.event_context
where start_date is not null;
