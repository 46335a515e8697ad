-- Rows that break a check, the first of each: one row per run, check and row kept. Key: run_id, check_name, row_no.
-- Reads from: ops.violation.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.violation as
select
    run_id,
    check_name,
    row_no,
    row_key,
    detail
from ops.violation;
