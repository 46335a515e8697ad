-- The incident that a claim speaks of: one row per claim that speaks of one. Key: claim_id.
-- A claim that tells events goes where most of them go; one that tells none goes with its document's main incident.
-- Reads from: staging.claim, staging.event, staging.incident_event, intermediate.document_incident.
-- Known limits: a claim that tells events of which none is linked (background) has no row, nor has one
-- without events in a document that has no main incident.
create or replace view intermediate.claim_incident as
with told as (
    select
        c.claim_id,
        e.event_id
    from staging.claim as c
    inner join staging.event as e on c.claim_id = e.claim_id
    union
    select
        claim_id,
        event_id
    from staging.claim
    where event_id is not null
),

linked as (
    select
        t.claim_id,
        l.incident_id,
        count(*) as event_count
    from told as t
    inner join staging.incident_event as l on t.event_id = l.event_id
    group by t.claim_id, l.incident_id
),

own as (
    select distinct on (claim_id)
        claim_id,
        incident_id
    from linked
    order by claim_id, event_count desc, incident_id
)

select
    claim_id,
    incident_id,
    'event' as basis
from own
union all
select
    c.claim_id,
    m.incident_id,
    'document' as basis
from staging.claim as c
inner join intermediate.document_incident as m on c.document_id = m.document_id and m.is_main
where c.claim_id not in (select claim_id from told);
