-- Places on the map: one row per place. Key: place_id.
-- Reads from: core.place.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.place as
select
    place_id,
    name,
    geonames_id,
    country_code,
    admin1,
    latitude,
    longitude,
    feature
from core.place;
