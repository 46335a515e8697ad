-- Nearly all that comes in can be read.
-- A sudden share of rejects shows that a source changed its form, or that the reader broke.
-- Severity: warning
-- Threshold: one capture in five, and at least ten of them; single oddities are expected (2026-11-22).
with refused as (
    select distinct
        capture_id,
        reason
    from ops.quarantine
    where capture_id is not null
),

counted as (
    select
        (select count(*) from raw.capture) as capture_count,
        (select count(distinct capture_id) from refused) as refused_count
)

select
    reason as row_key,
    format('{} of {} captures', count(*), any_value(c.capture_count)) as detail
from refused
cross join counted as c
where c.refused_count >= 10
    and c.refused_count * 5 > c.capture_count
group by reason
order by row_key;
