-- The two main parties of an incident: one row per incident. Key: incident_id.
-- actor1 is the attacker or organiser named most often, actor2 the side struck that is named most often.
-- Reads from: intermediate.incident_side, intermediate.incident_place.
-- Known limits: null where no actor is a known entity; further parties are in intermediate.incident_side.
create or replace view intermediate.incident_actor as
with ranked as (
    select
        incident_id,
        part,
        side,
        actor_name,
        row_number() over (partition by incident_id, part order by mention_count desc, side) as rank_no
    from intermediate.incident_side
)

select
    i.incident_id,
    a.actor_name as actor1,
    a.side as side1,
    t.actor_name as actor2,
    t.side as side2
from intermediate.incident_place as i
left join ranked as a on i.incident_id = a.incident_id and a.part = 'agent' and a.rank_no = 1
left join ranked as t on i.incident_id = t.incident_id and t.part = 'target' and t.rank_no = 1;
