-- Incidents under the field names of Airwars: one row per incident. Key: unique_reference_code.
-- Numbers are the least and greatest stated by anybody; conceded ones those that a party states of its own losses.
-- Reads from: intermediate.incident_place, intermediate.incident_actor, intermediate.incident_reports,
-- intermediate.comparable_figure, mart.incident_grades, mart.concessions.
-- Known limits: women, children and men are not told apart; the assessment by the belligerent is not made here. The grade
-- is that of mart.incident_grades, counted and not judged.
create or replace view mart.export_airwars as
with tolls as (
    select
        incident_id,
        min(range_low) filter (where kind = 'killed') as killed_min,
        max(coalesce(range_high, best, range_low)) filter (where kind = 'killed') as killed_max,
        min(range_low) filter (where kind = 'wounded') as injured_min,
        max(coalesce(range_high, best, range_low)) filter (where kind = 'wounded') as injured_max,
        min(range_low) filter (where kind = 'killed' and is_civilian) as civilians_killed_min,
        max(coalesce(range_high, best, range_low)) filter (where kind = 'killed' and is_civilian) as civilians_killed_max,
        min(range_low) filter (where kind = 'killed' and is_civilian = false) as belligerents_killed_min,
        max(coalesce(range_high, best, range_low)) filter (where kind = 'killed' and is_civilian = false)
            as belligerents_killed_max
    from intermediate.comparable_figure
    where not is_copy
    group by incident_id
),

conceded as (
    select
        incident_id,
        min(low) as low,
        max(coalesce(high, low)) as high
    from mart.concessions
    where kind = 'killed'
    group by incident_id
)

select
    i.incident_id as unique_reference_code,
    i.title,
    i.start_date as incident_date,
    i.end_date as incident_date_end,
    i.acled_sub_event_type as strike_type,
    case when g.is_admitted then 'Declared strike' when g.is_denied then 'Contested strike' else 'Likely strike' end
        as strike_status,
    a.actor1 as belligerents,
    'not_yet_assessed' as belligerent_assessment,
    a.actor2 as targeted_belligerents,
    i.country_code as country,
    i.admin1 as region,
    i.place_name as location,
    i.latitude,
    i.longitude,
    i.feature as geolocation_accuracy,
    g.grade as grading,
    t.killed_min,
    t.killed_max,
    t.injured_min,
    t.injured_max,
    t.civilians_killed_min,
    t.civilians_killed_max,
    t.belligerents_killed_min,
    t.belligerents_killed_max,
    c.low as deaths_conceded_min,
    c.high as deaths_conceded_max,
    r.document_count as source_count,
    g.independent_source_count,
    r.outlets as sources,
    r.urls as source_urls
from intermediate.incident_place as i
left join intermediate.incident_actor as a on i.incident_id = a.incident_id
left join intermediate.incident_reports as r on i.incident_id = r.incident_id
left join mart.incident_grades as g on i.incident_id = g.incident_id
left join tolls as t on i.incident_id = t.incident_id
left join conceded as c on i.incident_id = c.incident_id;
