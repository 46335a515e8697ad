-- From whom each claim of an incident really comes: one row per claim of an incident. Key: claim_id.
-- origin is the carrier (via) where there is one, else the speaker; for an outlet's own voice the first agency
-- that its credit names, else the outlet, and where that is unknown the document itself. Copies (duplicate_of)
-- count with their head.
-- Reads from: intermediate.claim_context.
-- Known limits: a first measure. Two names of one speaker count twice where entities do not join them.
create or replace view intermediate.claim_origin as
select
    claim_id,
    incident_id,
    document_id,
    coalesce(duplicate_of, document_id) as head_document_id,
    outlet_name,
    case
        when via_name is not null then via_name
        when mode = 'narration' then coalesce(
            agencies[1], outlet_name, 'outlet of ' || coalesce(duplicate_of, document_id)
        )
        else source_name
    end as origin,
    case
        when via_name is not null then 'via'
        when mode = 'narration' and len(agencies) > 0 then 'agency'
        when mode = 'narration' then 'outlet'
        else 'speaker'
    end as origin_kind
from intermediate.claim_context
where incident_id is not null;
