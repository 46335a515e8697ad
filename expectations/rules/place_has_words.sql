-- An event has a place only where the article names one.
-- A place that no words carry is a guess.
-- Severity: critical
select
    e.event_id as row_key,
    format('{} at {}', e.trigger_text, e.place_id) as detail
from core.event as e
left join core.event_role as r on e.event_id = r.event_id and r.role = 'place'
left join core.document_place as p on e.document_id = p.document_id and e.place_id = p.place_id
where e.place_id is not null
    and (r.event_id is null or p.place_id is null or e.place_basis is null)
order by row_key;
