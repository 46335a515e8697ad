-- Numbers that one source revised: one row per figure and the one that followed it. Key: figure_id, later_figure_id.
-- The same origin counts the same group of an incident again in a later report, with another number.
-- Reads from: intermediate.comparable_figure.
-- Known limits: needs the publication dates of both reports; a number repeated unchanged is passed over.
create or replace view mart.figure_changes as
with told as (
    select distinct on (incident_id, kind, group_key, origin, published_at, range_low, range_high)
        *
    from intermediate.comparable_figure
    where published_at is not null and not is_copy
    order by incident_id, kind, group_key, origin, published_at, range_low, range_high, figure_id
),

followed as (
    select
        *,
        lead(figure_id) over later as later_figure_id,
        lead(published_at) over later as later_published_at,
        lead(range_low) over later as later_range_low,
        lead(range_high) over later as later_range_high,
        lead(low) over later as later_low,
        lead(high) over later as later_high,
        lead(outlet_name) over later as later_outlet_name,
        lead(text) over later as later_text
    from told
    window later as (
        partition by incident_id, kind, group_key, origin
        order by published_at, figure_id
    )
)

select
    incident_id,
    kind,
    original_source,
    group_text,
    figure_id,
    outlet_name,
    published_at,
    low,
    high,
    text,
    later_figure_id,
    later_outlet_name,
    later_published_at,
    later_low,
    later_high,
    later_text,
    case
        when later_range_low > range_low then 'raised'
        when later_range_low < range_low then 'lowered'
        else 'narrowed'
    end as direction
from followed
where later_figure_id is not null
    and later_published_at > published_at
    and (later_range_low <> range_low or later_range_high is distinct from range_high);
