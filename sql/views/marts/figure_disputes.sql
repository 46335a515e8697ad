-- Figures that cannot both be right: one row per pair of figures. Key: figure_id, other_figure_id.
-- Two origins give ranges without a common number for the same kind and group in one incident.
-- Reads from: intermediate.figure_context.
-- Known limits: groups are the same when entity or words agree, or when one of the two names none. Parts of other
-- figures, running totals, denied and planned figures are left out. An open upper end reaches to the sky.
create or replace view mart.figure_disputes as
with comparable as (
    select
        *,
        coalesce(low, best, 0) as range_low,
        coalesce(high, 9223372036854775807) as range_high,
        coalesce(group_entity_id, lower(group_text)) as group_key
    from intermediate.figure_context
    where incident_id is not null
        and subset_of is null
        and not is_running_total
        and factuality in ('asserted', 'possible')
        and coalesce(low, best, high) is not null
)

select
    a.incident_id,
    a.kind,
    a.figure_id,
    a.source_name,
    a.outlet_name,
    a.low,
    a.high,
    a.text,
    b.figure_id as other_figure_id,
    b.source_name as other_source_name,
    b.outlet_name as other_outlet_name,
    b.low as other_low,
    b.high as other_high,
    b.text as other_text
from comparable as a
inner join comparable as b
    on a.incident_id = b.incident_id
    and a.kind = b.kind
    and a.figure_id <> b.figure_id
    and a.range_high < b.range_low
    and (a.group_key = b.group_key or a.group_key is null or b.group_key is null)
    and (a.is_civilian = b.is_civilian or a.is_civilian is null or b.is_civilian is null)
where coalesce(a.via_name, '') || a.source_name <> coalesce(b.via_name, '') || b.source_name;
