-- How far the data can be trusted: one row per check of the last audit. Key: check_name.
-- verdict is passed, failed, or errored (the check could not run); examples are the keys of the first offending rows.
-- Reads from: intermediate.latest_check, intermediate.check_example.
-- Known limits: empty before the first audit.
create or replace view mart.data_quality as
select
    c.check_name,
    c.kind,
    c.severity,
    c.verdict,
    c.violation_count,
    c.why,
    c.message,
    coalesce(e.row_keys, []) as examples,
    c.checked_at
from intermediate.latest_check as c
left join intermediate.check_example as e on c.run_id = e.run_id and c.check_name = e.check_name;
