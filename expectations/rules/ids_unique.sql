-- One id stands for one thing.
-- Ids are content hashes: a second row with the same id is a row written twice.
-- Severity: critical
with ids as (
    select 'core.sentence' as held_in, format('{} {}', document_id, sentence_no) as id from core.sentence
    union all
    select 'core.block' as held_in, format('{} {}', document_id, block_no) as id from core.block
    union all
    select 'core.entity' as held_in, entity_id as id from core.entity
    union all
    select 'core.mention' as held_in, mention_id as id from core.mention
    union all
    select 'core.claim' as held_in, claim_id as id from core.claim
    union all
    select 'core.event' as held_in, event_id as id from core.event
    union all
    select
        'core.event_role' as held_in,
        format('{} {} {}', event_id, role, span_start) as id
    from core.event_role
    union all
    select 'core.figure' as held_in, figure_id as id from core.figure
    union all
    select 'core.place' as held_in, place_id as id from core.place
    union all
    select 'core.incident' as held_in, incident_id as id from core.incident
    union all
    select 'core.incident_event' as held_in, event_id as id from core.incident_event
)

select
    id as row_key,
    format('{} rows in {}', count(*), held_in) as detail
from ids
group by held_in, id
having count(*) > 1
order by row_key;
