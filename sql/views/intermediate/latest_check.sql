-- The checks of the last audit: one row per check. Key: check_name.
-- Reads from: staging.check_result.
-- Known limits: empty before the first audit.
create or replace view intermediate.latest_check as
select
    run_id,
    check_name,
    kind,
    severity,
    verdict,
    violation_count,
    why,
    message,
    checked_at
from staging.check_result
where run_id = (select max_by(run_id, (checked_at, run_id)) from staging.check_result);
