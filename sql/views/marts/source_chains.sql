-- The way from speaker to reader: one row per claim that somebody other than the outlet makes. Key: claim_id.
-- chain lists speaker, carriers and outlet; depth counts the reports in between, 0 where the outlet names its speaker itself.
-- Reads from: intermediate.claim_context.
-- Known limits: agencies that only a credit names may have carried any claim; they stand beside the chain.
create or replace view mart.source_chains as
select
    c.claim_id,
    c.incident_id,
    c.document_id,
    c.source_name,
    c.source_kind,
    c.via_name,
    p.source_name as parent_source_name,
    c.outlet_name,
    c.agencies as credited_agencies,
    list_filter([c.source_name, c.via_name, p.source_name, c.outlet_name], name -> name is not null) as chain,
    (c.via_name is not null)::integer + (p.claim_id is not null)::integer as depth
from intermediate.claim_context as c
left join intermediate.claim_context as p on c.parent_claim_id = p.claim_id
where c.mode <> 'narration';
