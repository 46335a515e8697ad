-- Names under which somebody speaks or is named in a report of an incident: one row per incident, report and speaker.
-- Key: incident_id, document_id, source_key. Linking reads it to find two names of one speaker. document_id is that of the
-- head where the report is a copy; source_key is the speaker's entity, else the name in lower case. is_speaking is false for
-- people and bodies that are only named: they show how many bear a name.
-- Reads from: intermediate.claim_speaker, intermediate.document_incident, staging.document, staging.document_entity.
-- Known limits: what is only named counts in reports whose main incident this is.
create or replace view intermediate.speaker_form as
with known as (
    select
        coalesce(d.duplicate_of, d.document_id) as document_id,
        e.entity_id,
        min(e.name) as name,
        min(e.kind) as kind,
        min(e.country_code) as country_code,
        list_sort(list_distinct(flatten(list(e.aliases)))) as aliases
    from staging.document_entity as e
    inner join staging.document as d on e.document_id = d.document_id
    group by coalesce(d.duplicate_of, d.document_id), e.entity_id
),

spoken as (
    select
        incident_id,
        coalesce(duplicate_of, document_id) as document_id,
        coalesce(source_entity_id, lower(source_name)) as source_key,
        max(source_name order by length(source_name), source_name) as name,
        min(source_kind) as kind,
        min(country_code) as country_code,
        list_sort(list_distinct(list(source_role) filter (where source_role is not null))) as roles
    from intermediate.claim_speaker
    where incident_id is not null
        and mode <> 'narration'
        and source_kind in ('person', 'organization', 'office', 'state', 'anonymous')
    group by
        incident_id,
        coalesce(duplicate_of, document_id),
        coalesce(source_entity_id, lower(source_name))
),

named as (
    select distinct
        m.incident_id,
        k.document_id,
        k.entity_id as source_key,
        k.name,
        case when k.kind = 'person' then 'person' else 'organization' end as kind,
        k.country_code,
        k.aliases
    from intermediate.document_incident as m
    inner join known as k on m.document_id = k.document_id
    where m.is_main and k.kind in ('person', 'organization', 'armed_group')
)

select
    coalesce(s.incident_id, n.incident_id) as incident_id,
    coalesce(s.document_id, n.document_id) as document_id,
    coalesce(s.source_key, n.source_key) as source_key,
    coalesce(s.name, n.name) as name,
    coalesce(s.kind, n.kind) as kind,
    coalesce(s.country_code, n.country_code) as country_code,
    coalesce(s.roles, []) as roles,
    coalesce(n.aliases, []) as aliases,
    s.source_key is not null as is_speaking
from spoken as s
full join named as n
    on s.incident_id = n.incident_id
    and s.document_id = n.document_id
    and s.source_key = n.source_key;
