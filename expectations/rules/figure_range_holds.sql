-- low is at most best, best at most high, and none is below zero.
-- Tolls are compared and charted by these numbers.
-- Severity: critical
select
    figure_id as row_key,
    concat('low ', low, ', best ', best, ', high ', high) as detail
from core.figure
where low > best
    or best > high
    or low > high
    or least(low, best, high) < 0
order by row_key;
