-- Claims that break a check of the last audit: one row per check and claim. Key: check_name, claim_id.
-- Reads from: intermediate.claim_violation, intermediate.latest_check.
-- Known limits: the first offending rows of each check only.
create or replace view mart.claim_violations as
select
    v.check_name,
    v.claim_id,
    c.severity,
    v.detail
from intermediate.claim_violation as v
inner join intermediate.latest_check as c on v.run_id = c.run_id and v.check_name = c.check_name;
