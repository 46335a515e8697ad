-- Losses that a party states of itself: one row per figure. Key: figure_id.
-- Reads from: intermediate.comparable_figure.
-- Known limits: needs a known side for the speaker and for the group counted. A stated zero is a concession of nothing.
create or replace view mart.concessions as
select
    figure_id,
    incident_id,
    claim_id,
    source_name,
    source_side,
    via_name,
    outlet_name,
    kind,
    low,
    high,
    text,
    group_text
from intermediate.comparable_figure
where speaker_part = 'own' and not is_copy;
