-- Bytes as they arrived.
create table raw.capture (
    capture_id varchar primary key,
    uri varchar not null,
    media_type varchar not null,
    body blob not null,
    byte_count integer not null,
    captured_at timestamp not null,
    http_status integer,
    etag varchar,
    last_modified varchar,
    hints varchar,
    batch_id varchar not null
);
comment on table raw.capture is 'Bytes as they arrived: one row per distinct byte string. Key capture_id.';
comment on column raw.capture.capture_id is 'SHA-256 of body, hexadecimal.';
comment on column raw.capture.uri is 'Where the bytes came from first: an address, or a path below the directory that was named.';
comment on column raw.capture.media_type is 'Media type as declared or told from the bytes.';
comment on column raw.capture.body is 'The bytes, unchanged.';
comment on column raw.capture.byte_count is 'Length of body in bytes.';
comment on column raw.capture.captured_at is 'Moment of arrival, UTC.';
comment on column raw.capture.http_status is 'Status of the answer; null for files.';
comment on column raw.capture.etag is 'ETag header of the answer.';
comment on column raw.capture.last_modified is 'Last-Modified header of the answer, as sent.';
comment on column raw.capture.hints is 'What a manifest said of the article, as JSON; null where nothing was said.';
comment on column raw.capture.batch_id is 'The batch that brought the bytes.';
