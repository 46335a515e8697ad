-- Sides that take part in an incident: one row per incident, side and part. Key: incident_id, side, part.
-- Reads from: staging.incident_event, staging.event, staging.event_role, staging.entity.
-- Known limits: actors without entity are missing; a side is the reviewed side of an actor, else its country.
create or replace view intermediate.incident_side as
select
    l.incident_id,
    coalesce(a.side_code, a.country_code) as side,
    case when r.role = 'agent' then 'agent' else 'target' end as part,
    min(a.name) as actor_name,
    count(*) as mention_count
from staging.incident_event as l
inner join staging.event as e on l.event_id = e.event_id
inner join staging.event_role as r on l.event_id = r.event_id
inner join staging.entity as a on r.entity_id = a.entity_id
where r.role in ('agent', 'target', 'victim')
    and e.plover_type in ('ASSAULT', 'COERCE', 'PROTEST', 'MOBILIZE', 'RETREAT')
    and coalesce(a.side_code, a.country_code) is not null
group by l.incident_id, coalesce(a.side_code, a.country_code), case when r.role = 'agent' then 'agent' else 'target' end;
