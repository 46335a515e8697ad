-- What the duplicate index remembers of each document, so that a run reads no text that an earlier run has read.
create table ops.fingerprint (
    document_id varchar not null,
    text_hash varchar not null,
    url_key varchar,
    is_agency boolean not null,
    stated_at varchar not null,
    level utinyint not null,
    hashes uinteger[] not null,
    head_id varchar,
    stage_fingerprint varchar not null
);
comment on table ops.fingerprint is 'The duplicate index: one row per document. Key document_id.';
comment on column ops.fingerprint.document_id is 'The document.';
comment on column ops.fingerprint.text_hash is 'Hash of its words in lower case; equal for exact copies.';
comment on column ops.fingerprint.url_key is 'Its address without scheme, tracking and fragment; null where there is none that names an article.';
comment on column ops.fingerprint.is_agency is 'Whether its publisher is a news agency.';
comment on column ops.fingerprint.stated_at is 'When it was published, RFC 3339; 9999 where that is not known. The earliest becomes the head.';
comment on column ops.fingerprint.level is 'How often the sample of its shingles was halved.';
comment on column ops.fingerprint.hashes is 'The sampled hashes of its 3-word shingles, ascending.';
comment on column ops.fingerprint.head_id is 'The head of its group, itself where it has no copies; null where a document of the group went and the rest is to be judged again.';
comment on column ops.fingerprint.stage_fingerprint is 'The code of reading and cleaning that made the row.';
