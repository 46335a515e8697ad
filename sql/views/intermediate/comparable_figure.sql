-- Figures that may be set against each other: one row per figure. Key: figure_id.
-- Left out are parts of other figures, running totals, denied and planned figures, and those without number or
-- incident. is_copy marks those of copies and versions.
-- group_breadth says how much the words take in: 0 anybody ("100 people", no word at all), 1 a class ("soldiers",
-- "civilians"), 2 one group ("Northern Front fighters"). range_high is null where the upper end is open.
-- speaker_part tells a party's number about itself (own) from one about its enemy (other_party) and from
-- a third party's (third_party); unknown where the group counted or the speaker has no known side.
-- Reads from: intermediate.figure_context, intermediate.claim_origin, intermediate.incident_side, staging.entity.
-- Known limits: words for anybody are the few listed here; two wordings of one group without entity differ.
create or replace view intermediate.comparable_figure as
with sides as (
    select distinct
        incident_id,
        side
    from intermediate.incident_side
)

select
    f.figure_id,
    f.incident_id,
    f.document_id,
    f.claim_id,
    f.event_id,
    f.kind,
    f.low,
    f.high,
    f.best,
    f.qualifier,
    f.text,
    f.group_text,
    f.is_civilian,
    f.as_of_date,
    f.outlet_name,
    f.source_name,
    f.source_kind,
    f.via_name,
    f.published_at,
    f.duplicate_of is not null as is_copy,
    o.original_source,
    o.origin,
    o.side as source_side,
    coalesce(g.side_code, g.country_code) as group_side,
    coalesce(f.low, f.best, 0) as range_low,
    case when f.qualifier in ('more_than', 'at_least') then f.high else coalesce(f.high, f.best) end as range_high,
    case
        when f.group_entity_id is not null then f.group_entity_id
        when f.group_text is null
            or lower(f.group_text) in ('people', 'persons', 'person', 'others', 'dead', 'victims', 'casualties')
            then 'anybody'
        else lower(f.group_text)
    end as group_key,
    case
        when f.group_entity_id is not null then 2
        when f.group_text is null
            or lower(f.group_text) in ('people', 'persons', 'person', 'others', 'dead', 'victims', 'casualties')
            then 0
        when contains(f.group_text, ' ') then 2
        else 1
    end as group_breadth,
    case
        when o.side is null or coalesce(g.side_code, g.country_code) is null then 'unknown'
        when o.side = coalesce(g.side_code, g.country_code) then 'own'
        when s.side is not null then 'other_party'
        else 'third_party'
    end as speaker_part
from intermediate.figure_context as f
inner join intermediate.claim_origin as o on f.claim_id = o.claim_id
left join staging.entity as g on f.group_entity_id = g.entity_id
left join sides as s on f.incident_id = s.incident_id and o.side = s.side
where f.incident_id is not null
    and f.subset_of is null
    and not f.is_running_total
    and f.factuality in ('asserted', 'possible')
    and coalesce(f.low, f.best, f.high) is not null;
