-- Publishers: one row per outlet. Key: outlet_id.
-- Reads from: core.outlet.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.outlet as
select
    outlet_id,
    name,
    domain,
    country_code,
    kind,
    owner
from core.outlet;
