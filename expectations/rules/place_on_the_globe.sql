-- Coordinates come in pairs, within the globe, and not at the empty point 0, 0.
-- A point in the sea off Africa is what maps make of missing numbers.
-- Severity: critical
select
    place_id as row_key,
    concat(name, ': ', latitude, ', ', longitude) as detail
from core.place
where (latitude is null) <> (longitude is null)
    or latitude not between -90 and 90
    or longitude not between -180 and 180
    or (latitude = 0 and longitude = 0)
order by row_key;
