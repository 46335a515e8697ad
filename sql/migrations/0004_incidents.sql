-- What people decide about incidents, and what became of incidents over time.
create table core.incident_decision (
    decision_id varchar not null,
    kind varchar not null,
    event_id varchar not null,
    document_id varchar not null,
    other_event_id varchar not null,
    other_document_id varchar not null,
    incident_id varchar not null,
    note varchar,
    decided_at timestamp not null,
    check (kind in ('merge', 'split', 'pin'))
);
comment on table core.incident_decision is 'What people decided about incidents: one row per decision and event; linking always obeys. Key decision_id.';
comment on column core.incident_decision.decision_id is 'Content hash of kind and both events.';
comment on column core.incident_decision.kind is 'merge: the two are one; split: they are two; pin: the event stays with the other.';
comment on column core.incident_decision.event_id is 'The event decided about.';
comment on column core.incident_decision.document_id is 'Its document, which stands for it once the event is extracted anew under another id.';
comment on column core.incident_decision.other_event_id is 'The event that stands for the other incident.';
comment on column core.incident_decision.other_document_id is 'Its document.';
comment on column core.incident_decision.incident_id is 'The incident as it was named.';
comment on column core.incident_decision.note is 'Why, in the person''s words.';
comment on column core.incident_decision.decided_at is 'When, UTC.';

create table core.incident_history (
    incident_id varchar not null,
    successor_id varchar not null,
    kind varchar not null,
    event_count integer not null,
    changed_at timestamp not null,
    batch_id varchar not null,
    check (kind in ('joined', 'split', 'renamed'))
);
comment on table core.incident_history is 'What became of incidents: one row per incident, successor and linking that changed it. Key incident_id, successor_id, batch_id.';
comment on column core.incident_history.incident_id is 'The incident that was.';
comment on column core.incident_history.successor_id is 'The incident that holds some of its events since.';
comment on column core.incident_history.kind is 'joined: with another; split: in parts; renamed: another event founds it.';
comment on column core.incident_history.event_count is 'Events that went from the one to the other.';
comment on column core.incident_history.changed_at is 'When, UTC.';
comment on column core.incident_history.batch_id is 'The batch of linking that changed it.';
