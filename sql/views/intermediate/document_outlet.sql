-- Articles with their publisher and how much they gave: one row per article version. Key: document_id.
-- Reads from: staging.document, staging.outlet, staging.block, staging.claim, staging.event, staging.figure.
-- Known limits: a publisher that no list knows has a name only, or nothing.
create or replace view intermediate.document_outlet as
with claims as (
    select
        document_id,
        count(*) as claim_count,
        count(*) filter (where mode <> 'narration') as attributed_count
    from staging.claim
    group by document_id
),

events as (
    select
        document_id,
        count(*) as event_count
    from staging.event
    group by document_id
),

figures as (
    select
        document_id,
        count(*) as figure_count
    from staging.figure
    group by document_id
),

blocks as (
    select
        document_id,
        count(*) as block_count,
        count(*) filter (where is_kept) as kept_block_count
    from staging.block
    group by document_id
)

select
    d.*,
    o.country_code as outlet_country_code,
    o.kind as outlet_kind,
    coalesce(c.claim_count, 0) as claim_count,
    coalesce(c.attributed_count, 0) as attributed_count,
    coalesce(e.event_count, 0) as event_count,
    coalesce(f.figure_count, 0) as figure_count,
    coalesce(b.block_count, 0) as block_count,
    coalesce(b.kept_block_count, 0) as kept_block_count
from staging.document as d
left join staging.outlet as o on d.outlet_id = o.outlet_id
left join claims as c on d.document_id = c.document_id
left join events as e on d.document_id = e.document_id
left join figures as f on d.document_id = f.document_id
left join blocks as b on d.document_id = b.document_id;
