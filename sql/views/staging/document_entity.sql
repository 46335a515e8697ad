-- What each document says of an entity: one row per document and entity. Key: document_id, entity_id.
-- Reads from: core.document_entity.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.document_entity as
select
    document_id,
    entity_id,
    name,
    kind,
    country_code,
    side_code,
    plover_sector,
    aliases
from core.document_entity;
