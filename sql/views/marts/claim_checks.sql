-- Checks that every claim went through in the last audit: one row per check. Key: name.
-- Reads from: intermediate.latest_check.
-- Known limits: checks that could not run are left out; mart.data_quality shows them.
create or replace view mart.claim_checks as
select
    check_name as name,
    why as about,
    severity,
    verdict
from intermediate.latest_check
where kind = 'rule' and starts_with(check_name, 'claim_') and verdict <> 'errored'
order by check_name;
