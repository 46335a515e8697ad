-- The way of each claim in one line: one row per claim. Key: claim_id.
-- chain lists speaker (as the report names him), carriers and outlet, speaker first; depth counts the carriers in between, 0 where the outlet names
-- its speaker itself or speaks itself. credited_agencies are possible carriers that only a credit names.
-- Reads from: intermediate.chain_node, intermediate.claim_voice.
-- Known limits: only what is certain is in the chain; mart.source_chains shows the possible steps too.
create or replace view mart.claim_chains as
with lines as (
    select
        claim_id,
        list(name order by hop desc) as chain
    from intermediate.chain_node
    where hop > 0
    group by claim_id
)

select
    v.claim_id,
    v.incident_id,
    v.document_id,
    v.original_source,
    v.origin,
    v.origin_kind,
    v.origin_reason,
    l.chain,
    greatest(len(l.chain) - 2, 0) as depth,
    list_sort(list_filter(
        list_distinct(v.agencies),
        agency -> not list_contains(list_transform(l.chain, name -> lower(name)), lower(agency))
    )) as credited_agencies
from intermediate.claim_voice as v
inner join lines as l on v.claim_id = l.claim_id;
