-- Numbers, each under its own source: one row per figure. Key: figure_id.
-- Nothing is left out: a part of another figure shows subset_of, a total beyond the incident is_running_total
-- (and has no incident_id). Sum neither with others.
-- Reads from: intermediate.figure_context.
-- Known limits: copies and versions of a report repeat its figures; mart.documents says which is which.
create or replace view mart.figures as
select
    figure_id,
    incident_id,
    document_id,
    outlet_name,
    source_name,
    source_kind,
    via_name,
    kind,
    low,
    high,
    best,
    qualifier,
    text,
    group_text,
    is_civilian,
    subset_of,
    as_of_date,
    sentence_text,
    claim_id,
    is_running_total,
    factuality
from intermediate.figure_context;
