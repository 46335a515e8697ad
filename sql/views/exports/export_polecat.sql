-- Event mentions under the column names of POLECAT: one row per event mention of an incident. Key: "Event ID".
-- Reads from: intermediate.event_context, intermediate.incident_place, intermediate.incident_actor, intermediate.document_outlet.
-- Known limits: actor and recipient are those of the incident; sectors, titles, COW numbers, Wikipedia ids, intensity and
-- contexts stay null. Who says so does not fit: Source is the outlet. Copies and versions are left out.
create or replace view mart.export_polecat as
select
    e.event_id as "Event ID",
    e.start_date as "Event Date",
    e.plover_type as "Event Type",
    e.plover_mode as "Event Mode",
    null::double as "Intensity",
    case
        when e.plover_type in ('AGREE', 'SUPPORT', 'CONSULT', 'CONCEDE') then 'V-COOP'
        when e.plover_type in ('COOPERATE', 'AID', 'RETREAT') then 'M-COOP'
        when e.plover_type in ('REQUEST', 'ACCUSE', 'REJECT', 'THREATEN') then 'V-CONF'
        when e.plover_type in ('PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT') then 'M-CONF'
    end as "Quad Code",
    null::varchar as "Contexts",
    a.actor1 as "Actor Name",
    left(a.side1, 2) as "Actor Country",
    null::varchar as "Actor COW",
    null::varchar as "Primary Actor Sector",
    null::varchar as "Actor Sectors",
    null::varchar as "Actor Title",
    a.actor1 as "Actor Name Raw",
    null::varchar as "Wikipedia Actor ID",
    a.actor2 as "Recipient Name",
    left(a.side2, 2) as "Recipient Country",
    null::varchar as "Recipient COW",
    null::varchar as "Primary Recipient Sector",
    null::varchar as "Recipient Sectors",
    null::varchar as "Recipient Title",
    a.actor2 as "Recipient Name Raw",
    null::varchar as "Wikipedia Recipient ID",
    i.place_name as "Placename",
    case when i.feature not in ('country', 'admin1', 'admin2', 'region', 'river') then i.place_name end as "City",
    null::varchar as "District",
    i.admin1 as "Province",
    i.country_code as "Country",
    i.latitude as "Latitude",
    i.longitude as "Longitude",
    null::bigint as "GeoNames ID",
    e.place_name as "Raw Placename",
    i.feature as "Feature Type",
    e.outlet_name as "Source",
    d.published_at::date as "Publication Date",
    null::varchar as "Story People",
    null::varchar as "Story Organizations",
    null::varchar as "Story Locations",
    d.language as "Language",
    e.extractor as "Version"
from intermediate.event_context as e
inner join intermediate.incident_place as i on e.incident_id = i.incident_id
left join intermediate.incident_actor as a on e.incident_id = a.incident_id
inner join intermediate.document_outlet as d on e.document_id = d.document_id
where e.duplicate_of is null;
