-- How well an incident is attested, in the manner of Airwars: one row per incident. Key: incident_id.
-- The first rule that holds gives the grade. discounted: every figure of dead or wounded is of fighters, none of civilians or
-- of people unnamed. confirmed: a side that took part as attacker says so itself, without denying it. contested: two or
-- more sides are named as the attacker by different origins, and somebody denies. fair: two or more independent
-- sources. weak: one.
-- Reads from: intermediate.claim_origin, intermediate.comparable_figure, intermediate.event_context, intermediate.incident_place,
-- intermediate.incident_side, mart.denials.
-- Known limits: Airwars grades civilian harm by hand and knows how credible a source is; this view counts only.
create or replace view mart.incident_grades as
with sources as (
    select
        incident_id,
        count(distinct origin) as origin_count
    from intermediate.claim_origin
    group by incident_id
),

harm as (
    select
        incident_id,
        count(*) as figure_count,
        count(*) filter (where is_civilian is distinct from false) as other_count
    from intermediate.comparable_figure
    where kind in ('killed', 'wounded', 'killed_or_wounded') and not is_copy and coalesce(range_high, range_low + 1) > 0
    group by incident_id
),

attackers as (
    select
        incident_id,
        count(distinct side) as side_count
    from intermediate.incident_side
    where part = 'agent'
    group by incident_id
),

admitted as (
    select distinct e.incident_id
    from intermediate.event_context as e
    inner join intermediate.claim_origin as o on e.claim_id = o.claim_id
    inner join intermediate.incident_side as s
        on e.incident_id = s.incident_id and o.side = s.side and s.part = 'agent'
    where e.factuality = 'asserted' and e.plover_type in ('ASSAULT', 'COERCE', 'RESPONSIBILITY')
),

denied as (
    select distinct incident_id
    from mart.denials
)

select
    i.incident_id,
    case
        when h.figure_count > 0 and h.other_count = 0 then 'discounted'
        when m.incident_id is not null then 'confirmed'
        when a.side_count > 1 and d.incident_id is not null then 'contested'
        when s.origin_count > 1 then 'fair'
        else 'weak'
    end as grade,
    coalesce(s.origin_count, 0) as independent_source_count,
    coalesce(a.side_count, 0) as attacker_side_count,
    m.incident_id is not null as is_admitted,
    d.incident_id is not null as is_denied,
    h.figure_count > 0 and h.other_count = 0 as is_of_fighters_only
from intermediate.incident_place as i
left join sources as s on i.incident_id = s.incident_id
left join harm as h on i.incident_id = h.incident_id
left join attackers as a on i.incident_id = a.incident_id
left join admitted as m on i.incident_id = m.incident_id
left join denied as d on i.incident_id = d.incident_id;
