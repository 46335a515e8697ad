-- From whom each claim really comes: one row per claim. Key: claim_id.
-- original_source is the speaker under its fullest name; an outlet's own voice counts as the agency that its credit names,
-- else as the outlet. origin is what counts as one independent source: a named speaker, however many outlets quote him
-- and by whatever name; a body together with those who speak for it by office; nameless speakers ("an official") of one
-- carrier, or where no carrier is named of one report; an agency; an outlet. origin_reason says why, in short words.
-- Copies and versions (duplicate_of) count with their head.
-- Reads from: intermediate.claim_speaker, staging.document, staging.entity, staging.incident_speaker.
-- Known limits: two names of one speaker count twice where core.incident_speaker does not join them. Where a credit
-- names several agencies, which of them carried a sentence is not known, and the outlet counts.
create or replace view intermediate.claim_voice as
with bodies as (
    select
        lower(name) as lower_name,
        min(entity_id) as entity_id
    from staging.entity
    where kind = 'organization'
    group by lower(name)
),

named as (
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
),

voiced as (
    select
        n.*,
        s.speaker_key,
        s.speaker_name,
        s.reason,
        n.mode = 'narration' and len(n.agencies) = 1 as is_of_agency,
        case when len(n.agencies) = 1 then n.agencies[1] else n.publisher end as voice
    from named as n
    left join staging.incident_speaker as s
        on n.incident_id = s.incident_id
        and n.head_document_id = s.document_id
        and n.source_key = s.source_key
        and n.mode <> 'narration'
)

select
    v.claim_id,
    v.incident_id,
    v.document_id,
    v.head_document_id,
    v.is_copy,
    v.outlet_name,
    v.published_at,
    v.mode,
    v.source_name,
    v.via_name,
    v.agencies,
    v.side,
    case when v.mode = 'narration' then v.voice else coalesce(v.speaker_name, v.source_name) end as original_source,
    case
        when v.mode = 'narration' then coalesce(b.entity_id, lower(v.voice))
        when v.speaker_key is not null then v.speaker_key
        when v.is_nameless and v.via_name is not null then 'by ' || lower(v.via_name)
        when v.is_nameless then 'in ' || v.head_document_id
        else v.source_key
    end as origin,
    case
        when v.is_of_agency then 'agency'
        when v.mode = 'narration' then 'outlet'
        when v.speaker_key is not null then 'speaker'
        when v.is_nameless and v.via_name is not null then 'via'
        when v.is_nameless then 'report'
        else 'speaker'
    end as origin_kind,
    case
        when v.is_of_agency then 'told by the outlet, which credits one agency'
        when v.mode = 'narration' then 'told by the outlet itself'
        when v.reason is not null then v.reason
        when v.is_nameless and v.via_name is not null then 'nameless; all such speakers of one carrier count once'
        when v.is_nameless then 'nameless; all such speakers of one report count once'
        else 'speaker named'
    end as origin_reason,
    v.publisher
from voiced as v
left join bodies as b on lower(v.voice) = b.lower_name;
