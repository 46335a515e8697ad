-- What could not go on: one row per stage, subject and reason. Key: stage, subject, reason.
-- Reads from: ops.quarantine.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.quarantine as
select
    stage,
    subject,
    capture_id,
    reason,
    detail,
    batch_id,
    rejected_at
from ops.quarantine;
