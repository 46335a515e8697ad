-- Bytes as they arrived, without the bytes themselves: one row per distinct byte string. Key: capture_id.
-- Reads from: raw.capture.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.capture as
select
    capture_id,
    uri,
    media_type,
    byte_count,
    captured_at,
    http_status,
    etag,
    last_modified,
    hints,
    batch_id
from raw.capture;
