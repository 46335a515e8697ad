-- Incidents under the column names of UCDP GED: one row per incident. Key: relid.
-- best, high and low are those of mart.incident_numbers. id is the row's number in the order of days and ids.
-- Reads from: intermediate.incident_place, intermediate.incident_actor, intermediate.incident_reports, mart.incident_numbers.
-- Known limits: ids of conflicts, dyads, sides and grid cells, and state numbers (gwnoa, gwnob, country_id) are UCDP's own
-- and stay null. deaths_a and deaths_b stay null: numbers are stated by group, not by dyad.
create or replace view mart.export_ucdp_ged as
select
    row_number() over (order by i.start_date nulls last, i.incident_id) as id,
    i.incident_id as relid,
    year(i.start_date) as year,
    null::boolean as active_year,
    'Check' as code_status,
    case
        when a.side1 like '%-GOV' or a.side2 like '%-GOV' then 1
        when n.deaths_civilians is not null and a.side2 is null then 3
        when a.side1 is not null and a.side2 is not null then 2
    end as type_of_violence,
    null::varchar as conflict_dset_id,
    null::integer as conflict_new_id,
    null::varchar as conflict_name,
    null::varchar as dyad_dset_id,
    null::integer as dyad_new_id,
    case when a.actor1 is not null and a.actor2 is not null then a.actor1 || ' - ' || a.actor2 end as dyad_name,
    null::varchar as side_a_dset_id,
    null::integer as side_a_new_id,
    a.actor1 as side_a,
    null::varchar as side_b_dset_id,
    null::integer as side_b_new_id,
    a.actor2 as side_b,
    r.document_count as number_of_sources,
    r.urls as source_article,
    r.outlets as source_office,
    r.first_published_at::date as source_date,
    r.titles as source_headline,
    r.original_sources as source_original,
    case
        when i.place_id is null then null
        when i.feature = 'country' then 6
        when i.feature in ('river', 'region') then 5
        when i.feature = 'admin1' then 4
        when i.feature = 'admin2' then 3
        else 1
    end as where_prec,
    i.place_name as where_coordinates,
    i.place_name as where_description,
    i.admin1 as adm_1,
    null::varchar as adm_2,
    i.latitude,
    i.longitude,
    case
        when i.latitude is not null then 'POINT (' || i.longitude || ' ' || i.latitude || ')'
    end as geom_wkt,
    null::integer as priogrid_gid,
    i.country_code as country,
    null::integer as country_id,
    null::varchar as region,
    case when i.start_date is null or i.place_id is null then 2 else 1 end as event_clarity,
    case
        when i.start_date is null then null
        when i.end_date = i.start_date then 1
        when i.end_date - i.start_date < 6 then 2
        when i.end_date - i.start_date <= 7 then 3
        when i.end_date - i.start_date <= 31 then 4
        else 5
    end as date_prec,
    i.start_date as date_start,
    i.end_date as date_end,
    null::integer as deaths_a,
    null::integer as deaths_b,
    n.deaths_civilians,
    case
        when n.ucdp_best is not null then greatest(n.ucdp_best - coalesce(n.deaths_civilians, 0), 0)
    end as deaths_unknown,
    coalesce(n.ucdp_best, 0) as best,
    coalesce(n.ucdp_high, 0) as high,
    coalesce(n.ucdp_low, 0) as low,
    null::integer as gwnoa,
    null::integer as gwnob
from intermediate.incident_place as i
left join intermediate.incident_actor as a on i.incident_id = a.incident_id
left join intermediate.incident_reports as r on i.incident_id = r.incident_id
left join mart.incident_numbers as n on i.incident_id = n.incident_id;
