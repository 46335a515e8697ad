-- Figures that cannot both be right: one row per pair of figures. Key: figure_id, other_figure_id.
-- Two origins give ranges without a common number for the same kind and group in one incident (basis 'same_group'),
-- or one counts more in a group than the other in all ('part_exceeds_whole'). figure_id is the smaller number.
-- Never compared: different groups, parts of other figures, running totals, denied figures, copies and versions.
-- Reads from: intermediate.comparable_figure.
-- Known limits: groups are the same when entity or words agree. Numbers of one origin at two times are in
-- mart.figure_changes instead.
create or replace view mart.figure_disputes as
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
    b.text as other_text,
    case when a.group_key = b.group_key then 'same_group' else 'part_exceeds_whole' end as basis,
    a.speaker_part,
    b.speaker_part as other_speaker_part
from intermediate.comparable_figure as a
inner join intermediate.comparable_figure as b
    on a.incident_id = b.incident_id
    and a.kind = b.kind
    and a.figure_id <> b.figure_id
    and a.range_high < b.range_low
    and a.origin <> b.origin
    and not a.is_copy
    and not b.is_copy
    and (
        a.group_key = b.group_key
        or (a.group_breadth < b.group_breadth and a.group_breadth < 2)
    )
    and (a.is_civilian = b.is_civilian or a.is_civilian is null or b.is_civilian is null)
where a.kind in ('killed', 'wounded', 'killed_or_wounded', 'missing', 'captured', 'displaced', 'participants')
    and (
        a.group_key = b.group_key
        or a.group_breadth = 0
        or (a.is_civilian is not null and a.is_civilian = b.is_civilian)
    );
