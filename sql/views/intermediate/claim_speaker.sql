-- Claims with the side of their speaker: one row per claim. Key: claim_id.
-- Reads from: intermediate.claim_context, staging.entity.
-- Known limits: country and side are null where the speaker is no known entity.
create or replace view intermediate.claim_speaker as
select
    c.*,
    e.country_code,
    e.side_code,
    e.plover_sector
from intermediate.claim_context as c
left join staging.entity as e on c.source_entity_id = e.entity_id;
