-- Checks that claims break: one row per run, check and claim. Key: run_id, check_name, claim_id.
-- Reads from: staging.violation, staging.claim.
-- Known limits: the first offending rows of each check only.
create or replace view intermediate.claim_violation as
select distinct
    v.run_id,
    v.check_name,
    c.claim_id,
    v.detail
from staging.violation as v
inner join staging.claim as c on v.row_key = c.claim_id;
