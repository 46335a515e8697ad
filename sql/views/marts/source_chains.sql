-- The way of each claim from reader to speaker, as a graph: one row per step of a claim. Key: claim_id, from_node, to_node.
-- Steps are counted from the report (hop 1 leads from it to its outlet); a chain is read by claim_id, in the order of hop. kind:
--   published_by  to the outlet that prints the report;
--   carried_by    to the outlet whose report it copies;
--   credited      to an agency that a credit of the report names: a possible carrier. is_certain only where it is the only
--                 one and the outlet's own voice tells the claim; from a possible carrier a possible step leads on to the speaker;
--   via           to the carrier that the text names ("told Reuters"), or to the speaker who relays another's words;
--   original      to the speaker with whom the words begin.
-- Claims share nodes: an outlet or carrier by its name, a speaker by its origin, as in mart.independent_sources; chains that
-- end at one node have one source. is_origin marks the step that reaches the origin; each claim has one that is certain.
-- Reads from: intermediate.chain_node, intermediate.claim_voice.
-- Known limits: which of several credited agencies carried a sentence is not known; each is shown, none is certain.
create or replace view mart.source_chains as
with voices as materialized (
    select
        claim_id,
        incident_id,
        document_id,
        mode,
        via_name,
        agencies,
        original_source,
        origin,
        origin_reason
    from intermediate.claim_voice
),

nodes as materialized (
    select *
    from intermediate.chain_node
),

certain as (
    select
        v.claim_id,
        t.hop,
        t.kind,
        f.name as from_name,
        case when t.node = v.origin then v.original_source else t.name end as to_name,
        f.node as from_node,
        t.node as to_node,
        true as is_certain,
        t.node = v.origin as is_origin
    from voices as v
    inner join nodes as t on v.claim_id = t.claim_id
    inner join nodes as f on t.claim_id = f.claim_id and t.hop = f.hop + 1
),

printed as (
    select
        claim_id,
        max(hop) as hop,
        max_by(name, hop) as name,
        max_by(node, hop) as node
    from nodes
    where kind in ('published_by', 'carried_by')
    group by claim_id
),

credits as (
    select distinct
        v.claim_id,
        a.agency
    from voices as v,
        unnest(v.agencies) as a (agency)
),

possible as (
    select
        c.claim_id,
        p.hop + 1 as hop,
        p.name as from_name,
        c.agency as to_name,
        p.node as from_node,
        coalesce(k.node, lower(c.agency)) as to_node
    from credits as c
    inner join printed as p on c.claim_id = p.claim_id
    left join (
        select
            lower(name) as lower_name,
            min(node) as node
        from nodes
        where kind <> 'report'
        group by lower(name)
    ) as k on lower(c.agency) = k.lower_name
    where not exists (
        select 1
        from nodes as n
        where n.claim_id = c.claim_id and lower(n.name) = lower(c.agency)
    )
),

steps as (
    select *
    from certain
    union all
    select
        claim_id,
        hop,
        'credited' as kind,
        from_name,
        to_name,
        from_node,
        to_node,
        false as is_certain,
        false as is_origin
    from possible
    union all
    select
        p.claim_id,
        p.hop + 1 as hop,
        'original' as kind,
        p.to_name as from_name,
        v.original_source as to_name,
        p.to_node as from_node,
        v.origin as to_node,
        false as is_certain,
        true as is_origin
    from possible as p
    inner join voices as v on p.claim_id = v.claim_id
    where v.mode <> 'narration' and v.via_name is null
)

select
    s.claim_id,
    v.incident_id,
    v.document_id,
    s.hop,
    s.kind,
    s.from_name,
    s.to_name,
    s.from_node,
    s.to_node,
    s.is_certain,
    s.is_origin,
    case when s.is_origin then v.origin_reason end as reason
from steps as s
inner join voices as v on s.claim_id = v.claim_id;
