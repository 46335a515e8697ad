-- Figures with the source that states them: one row per figure. Key: figure_id.
-- A figure belongs to the incident of its event, else of its claim; a running total belongs to none.
-- Reads from: staging.figure, staging.incident_event, intermediate.claim_context.
-- Known limits: figures of an event that is not linked (background) have no incident.
create or replace view intermediate.figure_context as
select
    f.*,
    case
        when f.is_running_total then null
        when f.event_id is not null then l.incident_id
        else c.incident_id
    end as incident_id,
    c.outlet_id,
    c.outlet_name,
    c.duplicate_of,
    c.mode,
    c.source_name,
    c.source_kind,
    c.source_entity_id,
    c.via_name,
    c.sentence_text,
    c.published_at
from staging.figure as f
inner join intermediate.claim_context as c on f.claim_id = c.claim_id
left join staging.incident_event as l on f.event_id = l.event_id;
