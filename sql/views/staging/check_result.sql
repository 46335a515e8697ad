-- Quality checks of all audits: one row per run and check. Key: run_id, check_name.
-- Reads from: ops.check_result.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.check_result as
select
    run_id,
    check_name,
    kind,
    severity,
    verdict,
    violation_count,
    why,
    message,
    seconds,
    checked_at
from ops.check_result;
