-- The stations of a claim between reader and speaker: one row per claim and station. Key: claim_id, node.
-- In the order of place: the report, its outlet, the outlet it copies, the one agency from which the outlet's own voice
-- comes, then carrier and speaker of each claim in whose words this one stands, outermost first, then carrier and speaker of
-- its own, under the name that the report gives him. A station that comes twice stands where it comes first, a speaker among
-- speakers where he comes last. An outer speaker whom the text does not name is no station.
-- Reads from: intermediate.claim_voice, staging.claim, staging.document, staging.entity.
-- Known limits: claims within claims are followed eight deep.
create or replace view intermediate.chain_node as
with recursive voices as materialized (
    select
        v.claim_id,
        v.document_id,
        d.title,
        v.outlet_name,
        v.publisher,
        v.is_copy,
        v.mode,
        v.source_name,
        v.via_name,
        v.original_source,
        v.origin,
        v.origin_kind
    from intermediate.claim_voice as v
    inner join staging.document as d on v.document_id = d.document_id
),

around as (
    select
        claim_id,
        parent_claim_id as outer_claim_id,
        1 as distance
    from staging.claim
    where parent_claim_id is not null
    union all
    select
        a.claim_id,
        c.parent_claim_id as outer_claim_id,
        a.distance + 1 as distance
    from around as a
    inner join staging.claim as c on a.outer_claim_id = c.claim_id
    where c.parent_claim_id is not null and a.distance < 8
),

bodies as (
    select
        lower(name) as lower_name,
        min(entity_id) as entity_id
    from staging.entity
    where kind = 'organization'
    group by lower(name)
),

carriers as (
    select
        claim_id,
        1 as place,
        'published_by' as kind,
        coalesce(outlet_name, 'outlet of ' || document_id) as name
    from voices
    union all
    select
        claim_id,
        2 as place,
        'carried_by' as kind,
        publisher as name
    from voices
    where is_copy
    union all
    select
        claim_id,
        3 as place,
        'credited' as kind,
        original_source as name
    from voices
    where origin_kind = 'agency'
    union all
    select
        a.claim_id,
        20 - 2 * a.distance as place,
        'via' as kind,
        v.via_name as name
    from around as a
    inner join voices as v on a.outer_claim_id = v.claim_id
    where v.via_name is not null and v.mode <> 'narration'
    union all
    select
        claim_id,
        20 as place,
        'via' as kind,
        via_name as name
    from voices
    where via_name is not null and mode <> 'narration' and lower(via_name) <> lower(source_name)
),

stations as (
    select
        claim_id,
        0 as place,
        'report' as kind,
        coalesce(title, 'report without title') as name,
        'report ' || document_id as node
    from voices
    union all
    select
        c.claim_id,
        c.place,
        c.kind,
        c.name,
        coalesce(b.entity_id, lower(c.name)) as node
    from carriers as c
    left join bodies as b on lower(c.name) = b.lower_name
    union all
    select
        claim_id,
        place,
        kind,
        name,
        node
    from (
        select
            a.claim_id,
            21 - 2 * a.distance as place,
            'via' as kind,
            v.original_source as name,
            v.origin as node
        from around as a
        inner join voices as v on a.outer_claim_id = v.claim_id
        where v.mode <> 'narration' and v.source_name <> 'unstated'
        union all
        select
            claim_id,
            21 as place,
            'original' as kind,
            source_name as name,
            origin as node
        from voices
        where mode <> 'narration'
    ) as speakers
    qualify row_number() over (partition by claim_id, node order by place desc) = 1
)

select
    s.claim_id,
    row_number() over (partition by s.claim_id order by s.place) - 1 as hop,
    s.kind,
    s.name,
    s.node
from (
    select *
    from stations
    qualify row_number() over (partition by claim_id, node order by place) = 1
) as s;
