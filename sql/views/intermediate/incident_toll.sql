-- The least and greatest toll stated for an incident: one row per incident and kind of figure. Key: incident_id, kind.
-- Only figures of the incident that somebody asserts; never running totals, never parts of other figures.
-- Where words leave the upper end open ("more than 100") the number stated stands for it. A stated zero ("no
-- soldiers of ours were hurt") counts only where nobody states more.
-- Reads from: intermediate.figure_context.
-- Known limits: figures about different groups are not told apart here; see mart.figures.
create or replace view intermediate.incident_toll as
with counted as (
    select
        incident_id,
        kind,
        coalesce(low, best, high) as low,
        coalesce(high, best, low) as high
    from intermediate.figure_context
    where incident_id is not null
        and subset_of is null
        and not is_running_total
        and factuality in ('asserted', 'possible')
        and coalesce(low, best, high) is not null
)

select
    incident_id,
    kind,
    coalesce(min(low) filter (where high > 0), 0) as low,
    max(high) as high,
    count(*) as figure_count
from counted
group by incident_id, kind;
