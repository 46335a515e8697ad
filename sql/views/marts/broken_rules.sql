-- Rules that the last audit found broken: one row per check that did not pass. Key: check_name.
-- The gravest come first; examples are the keys of the first offending rows.
-- Reads from: mart.data_quality.
-- Known limits: empty before the first audit, and where all is well.
create or replace view mart.broken_rules as
select
    check_name,
    severity,
    verdict,
    violation_count,
    why,
    examples,
    message
from mart.data_quality
where verdict <> 'passed'
order by
    case severity when 'critical' then 1 when 'warning' then 2 else 3 end,
    check_name;
