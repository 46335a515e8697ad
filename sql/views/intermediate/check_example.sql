-- Keys of rows that break a check: one row per run and check broken. Key: run_id, check_name.
-- Reads from: staging.violation.
-- Known limits: the first rows only.
create or replace view intermediate.check_example as
select
    run_id,
    check_name,
    list(row_key order by row_no) as row_keys
from staging.violation
group by run_id, check_name;
