-- From whom each claim of an incident really comes: one row per claim of an incident. Key: claim_id.
-- original_source is the speaker; an outlet's own voice counts as the agency that its credit names, else as
-- the outlet. origin is what counts as one independent source: a named speaker, however many outlets quote him;
-- nameless speakers ("an official") of one carrier, or where no carrier is named of one report; an agency; an outlet.
-- Copies and versions (duplicate_of) count with their head.
-- Reads from: intermediate.claim_speaker, staging.document.
-- Known limits: two names of one speaker count twice where no entity joins them. Where a credit names several
-- agencies, which of them carried a sentence is not known, and the outlet counts.
create or replace view intermediate.claim_origin as
with named as (
    select
        c.claim_id,
        c.incident_id,
        c.document_id,
        coalesce(c.duplicate_of, c.document_id) as head_document_id,
        c.duplicate_of is not null as is_copy,
        c.outlet_name,
        c.published_at,
        c.mode,
        c.source_name,
        c.source_kind,
        c.via_name,
        coalesce(h.agencies, c.agencies) as agencies,
        coalesce(c.side_code, c.country_code) as side,
        c.source_kind in ('anonymous', 'unstated') as is_nameless,
        coalesce(c.source_entity_id, lower(c.source_name)) as source_key,
        coalesce(
            h.outlet_name, c.outlet_name, 'outlet of ' || coalesce(c.duplicate_of, c.document_id)
        ) as publisher
    from intermediate.claim_speaker as c
    left join staging.document as h on c.duplicate_of = h.document_id
    where c.incident_id is not null
)

select
    claim_id,
    incident_id,
    document_id,
    head_document_id,
    is_copy,
    outlet_name,
    published_at,
    mode,
    source_name,
    via_name,
    agencies,
    side,
    case
        when mode <> 'narration' then source_name
        when len(agencies) = 1 then agencies[1]
        else publisher
    end as original_source,
    case
        when mode = 'narration' and len(agencies) = 1 then lower(agencies[1])
        when mode = 'narration' then lower(publisher)
        when is_nameless and via_name is not null then 'by ' || lower(via_name)
        when is_nameless then 'in ' || head_document_id
        else source_key
    end as origin,
    case
        when mode = 'narration' and len(agencies) = 1 then 'agency'
        when mode = 'narration' then 'outlet'
        when is_nameless and via_name is not null then 'via'
        when is_nameless then 'report'
        else 'speaker'
    end as origin_kind
from named;
