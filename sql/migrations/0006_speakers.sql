-- Which names in the reports of an incident are one speaker's.
create table core.incident_speaker (
    incident_id varchar not null,
    document_id varchar not null,
    source_key varchar not null,
    speaker_key varchar not null,
    speaker_name varchar not null,
    reason varchar not null
);
comment on table core.incident_speaker is 'Names that are another name of one speaker: one row per incident, report and name. Key incident_id, document_id, source_key.';
comment on column core.incident_speaker.incident_id is 'The incident.';
comment on column core.incident_speaker.document_id is 'The report; the head where it is a copy.';
comment on column core.incident_speaker.source_key is 'The speaker as that report names it: its entity, else its name in lower case.';
comment on column core.incident_speaker.speaker_key is 'The key under which all names of this speaker count.';
comment on column core.incident_speaker.speaker_name is 'Its fullest name in the reports of the incident.';
comment on column core.incident_speaker.reason is 'Why the two names are held to be one speaker''s.';
