-- How many original sources really stand behind what is said: one row per incident and assertion. Key: incident_id, assertion.
-- An assertion is that the incident happened, or that a group counts at least so many of a kind ("killed people >= 100");
-- whoever states a higher number for the group supports the lower one too. independent_source_count collapses
-- copies, outlets that quote one speaker, and nameless speakers of one carrier; outlet_count collapses none of that.
-- Reads from: intermediate.claim_origin, intermediate.comparable_figure.
-- Known limits: sides are those of speakers with a known side; the view counts who says it, not who is right.
create or replace view mart.independent_sources as
with thresholds as (
    select distinct
        incident_id,
        kind,
        group_key,
        range_low
    from intermediate.comparable_figure
    where range_low > 0 and kind not in ('distance', 'munitions')
),

counted as (
    select
        t.incident_id,
        t.kind,
        t.range_low as at_least,
        t.group_key,
        f.claim_id,
        f.group_text,
        f.speaker_part
    from thresholds as t
    inner join intermediate.comparable_figure as f
        on t.incident_id = f.incident_id
        and t.kind = f.kind
        and t.group_key = f.group_key
        and f.range_low >= t.range_low
),

asserted as (
    select
        incident_id,
        'happened' as assertion,
        null::varchar as kind,
        null::varchar as group_text,
        null::bigint as at_least,
        claim_id,
        null::varchar as speaker_part
    from intermediate.claim_origin
    union all
    select
        incident_id,
        kind || ' ' || min(coalesce(group_text, 'people')) over named || ' (' || group_key || ') >= ' || at_least
            as assertion,
        kind,
        min(group_text) over named as group_text,
        at_least,
        claim_id,
        speaker_part
    from counted
    window named as (partition by incident_id, kind, group_key)
)

select
    a.incident_id,
    a.assertion,
    min(a.kind) as kind,
    min(a.group_text) as group_text,
    min(a.at_least) as at_least,
    count(distinct o.document_id) as document_count,
    count(distinct o.outlet_name) as outlet_count,
    count(distinct o.original_source) as original_source_count,
    count(distinct o.origin) as independent_source_count,
    list_sort(list_distinct(list(o.original_source))) as original_sources,
    list_sort(list_distinct(list(o.side) filter (where o.side is not null))) as sides,
    count(distinct o.origin) filter (where a.speaker_part = 'own') as own_count,
    count(distinct o.origin) filter (where a.speaker_part = 'other_party') as other_party_count,
    count(distinct o.origin) filter (where a.speaker_part = 'third_party') as third_party_count
from asserted as a
inner join intermediate.claim_origin as o on a.claim_id = o.claim_id
group by a.incident_id, a.assertion;
