-- Deaths as other projects count them: one row per incident. Key: incident_id.
-- UCDP: low is the least number anybody states, high the greatest, best the number with most independent sources,
-- the lower where two have as many. ACLED: the most conservative estimate, that is the least number stated; "dozens"
-- is 12 there, as in the list of quantity words. Zeroes count only where nobody states more. deaths_civilians is the least
-- number stated of civilians. Numbers are never added up.
-- Reads from: intermediate.comparable_figure, intermediate.incident_place.
-- Known limits: where groups are counted apart and no whole is given, the greatest group stands for the whole.
create or replace view mart.incident_numbers as
with deaths as (
    select
        incident_id,
        range_low,
        coalesce(range_high, best, range_low) as range_high,
        coalesce(best, range_low) as stated,
        origin,
        is_civilian,
        group_breadth
    from intermediate.comparable_figure
    where kind = 'killed' and not is_copy
),

support as (
    select
        incident_id,
        stated,
        count(distinct origin) as origin_count
    from deaths
    where stated > 0
    group by incident_id, stated
),

chosen as (
    select distinct on (incident_id)
        incident_id,
        stated,
        origin_count
    from support
    order by incident_id, origin_count desc, stated
),

bounds as (
    select
        incident_id,
        coalesce(min(range_low) filter (where range_high > 0), 0) as low,
        max(range_high) as high,
        min(range_low) filter (where is_civilian and range_high > 0) as civilians,
        count(distinct origin) as origin_count
    from deaths
    group by incident_id
)

select
    i.incident_id,
    b.low as ucdp_low,
    coalesce(c.stated, b.low) as ucdp_best,
    b.high as ucdp_high,
    b.civilians as deaths_civilians,
    coalesce(b.low, 0) as acled_fatalities,
    coalesce(b.origin_count, 0) as origin_count,
    coalesce(c.origin_count, 0) as best_origin_count
from intermediate.incident_place as i
left join bounds as b on i.incident_id = b.incident_id
left join chosen as c on i.incident_id = c.incident_id;
