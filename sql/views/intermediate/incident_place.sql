-- Incidents with their place: one row per incident. Key: incident_id.
-- Reads from: staging.incident, staging.place.
-- Known limits: place columns are null where the reports do not agree on any place.
create or replace view intermediate.incident_place as
select
    i.incident_id,
    i.title,
    i.start_date,
    i.end_date,
    i.date_precision,
    i.plover_type,
    i.acled_event_type,
    i.acled_sub_event_type,
    i.place_id,
    p.name as place_name,
    p.admin1,
    p.country_code,
    p.latitude,
    p.longitude,
    p.feature
from staging.incident as i
left join staging.place as p on i.place_id = p.place_id;
