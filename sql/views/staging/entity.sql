-- Things that mentions name: one row per entity. Key: entity_id.
-- Reads from: core.entity.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.entity as
select
    entity_id,
    name,
    kind,
    country_code,
    side_code,
    plover_sector,
    aliases
from core.entity;
