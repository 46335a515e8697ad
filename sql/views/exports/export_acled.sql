-- Incidents under the column names of ACLED: one row per incident. Key: event_id_cnty.
-- fatalities is the least number stated ("most conservative estimate"), 0 where none is. docs/exports.md has the mapping.
-- Reads from: intermediate.incident_place, intermediate.incident_actor, intermediate.incident_reports,
-- intermediate.comparable_figure, mart.incident_numbers.
-- Known limits: ranges, disputes and who said what do not fit; actor codes (inter1, interaction), region and
-- source_scale are ACLED's own and stay null. Incidents without a day have no event_date.
create or replace view mart.export_acled as
with civilians as (
    select
        incident_id,
        bool_or(is_civilian) as has_civilians
    from intermediate.comparable_figure
    where kind in ('killed', 'wounded', 'killed_or_wounded')
    group by incident_id
)

select
    i.incident_id as event_id_cnty,
    i.start_date as event_date,
    year(i.start_date) as year,
    case
        when i.start_date is null then null
        when i.end_date - i.start_date <= 1 then 1
        when i.end_date - i.start_date <= 7 then 2
        else 3
    end as time_precision,
    case
        when i.acled_event_type in ('Protests') then 'Demonstrations'
        when i.acled_event_type in ('Riots') then 'Political violence; Demonstrations'
        when i.acled_event_type = 'Strategic developments' then 'Strategic developments'
        when i.acled_event_type is not null then 'Political violence'
    end as disorder_type,
    i.acled_event_type as event_type,
    i.acled_sub_event_type as sub_event_type,
    a.actor1,
    null::varchar as assoc_actor_1,
    null::varchar as inter1,
    a.actor2,
    null::varchar as assoc_actor_2,
    null::varchar as inter2,
    null::varchar as interaction,
    case when c.has_civilians then 'Civilian targeting' end as civilian_targeting,
    null::integer as iso,
    null::varchar as region,
    i.country_code as country,
    i.admin1,
    null::varchar as admin2,
    null::varchar as admin3,
    i.place_name as location,
    i.latitude,
    i.longitude,
    case
        when i.place_id is null then null
        when i.feature in ('country', 'admin1', 'region', 'river') then 3
        when i.feature = 'admin2' then 2
        else 1
    end as geo_precision,
    r.outlets as source,
    null::varchar as source_scale,
    i.title as notes,
    n.acled_fatalities as fatalities,
    case when n.ucdp_low <> n.ucdp_high then 'fatalities disputed' end as tags,
    epoch(r.last_published_at)::bigint as timestamp
from intermediate.incident_place as i
left join intermediate.incident_actor as a on i.incident_id = a.incident_id
left join intermediate.incident_reports as r on i.incident_id = r.incident_id
left join civilians as c on i.incident_id = c.incident_id
left join mart.incident_numbers as n on i.incident_id = n.incident_id;
