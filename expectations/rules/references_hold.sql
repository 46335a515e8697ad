-- What a row points to is there.
-- The large tables have no foreign keys, so that a run can replace their rows; this rule stands in for them.
-- Severity: critical
with links as (
    select 'core.document' as held_in, document_id as id, 'raw.capture' as wanted, capture_id as ref
    from core.document
    union all
    select 'core.document', document_id, 'core.outlet', outlet_id from core.document
    union all
    select 'core.block', format('{} {}', document_id, block_no), 'core.document', document_id from core.block
    union all
    select 'core.sentence', format('{} {}', document_id, sentence_no), 'core.document', document_id
    from core.sentence
    union all
    select 'core.mention', mention_id, 'core.document', document_id from core.mention
    union all
    select 'core.mention', mention_id, 'core.sentence', format('{} {}', document_id, sentence_no)
    from core.mention
    union all
    select 'core.mention', mention_id, 'core.entity', entity_id from core.mention
    union all
    select 'core.claim', claim_id, 'core.document', document_id from core.claim
    union all
    select 'core.claim', claim_id, 'core.sentence', format('{} {}', document_id, sentence_no) from core.claim
    union all
    select 'core.claim', claim_id, 'core.entity', source_entity_id from core.claim
    union all
    select 'core.claim', claim_id, 'core.entity', via_entity_id from core.claim
    union all
    select 'core.claim', claim_id, 'core.event', event_id from core.claim
    union all
    select 'core.event', event_id, 'core.document', document_id from core.event
    union all
    select 'core.event', event_id, 'core.sentence', format('{} {}', document_id, sentence_no) from core.event
    union all
    select 'core.event', event_id, 'core.place', place_id from core.event
    union all
    select 'core.event', event_id, 'core.event', coreference_id from core.event
    union all
    select 'core.event_role', event_id, 'core.event', event_id from core.event_role
    union all
    select 'core.event_role', event_id, 'core.entity', entity_id from core.event_role
    union all
    select 'core.figure', figure_id, 'core.document', document_id from core.figure
    union all
    select 'core.figure', figure_id, 'core.event', event_id from core.figure
    union all
    select 'core.figure', figure_id, 'core.figure', subset_of from core.figure
    union all
    select 'core.figure', figure_id, 'core.entity', group_entity_id from core.figure
    union all
    select 'core.incident', incident_id, 'core.place', place_id from core.incident
    union all
    select 'core.incident_event', event_id, 'core.event', event_id from core.incident_event
    union all
    select 'core.incident_event', event_id, 'core.incident', incident_id from core.incident_event
    union all
    select 'core.incident_speaker', source_key, 'core.incident', incident_id from core.incident_speaker
    union all
    select 'core.incident_speaker', source_key, 'core.document', document_id from core.incident_speaker
),

targets as (
    select 'raw.capture' as wanted, capture_id as ref from raw.capture
    union all
    select 'core.outlet', outlet_id from core.outlet
    union all
    select 'core.document', document_id from core.document
    union all
    select 'core.sentence', format('{} {}', document_id, sentence_no) from core.sentence
    union all
    select 'core.entity', entity_id from core.entity
    union all
    select 'core.event', event_id from core.event
    union all
    select 'core.figure', figure_id from core.figure
    union all
    select 'core.place', place_id from core.place
    union all
    select 'core.incident', incident_id from core.incident
)

select
    l.id as row_key,
    format('{} points to {} {}', l.held_in, l.wanted, l.ref) as detail
from links as l
anti join targets as t on l.wanted = t.wanted and l.ref = t.ref
where l.ref is not null
order by row_key, detail;
