-- A claim inside a claim points to another claim of the same document, and never round in a circle.
-- Chains of sources are walked by this link.
-- Severity: critical
select
    c.claim_id as row_key,
    case
        when p.claim_id is null then 'there is no claim ' || c.parent_claim_id
        when p.document_id <> c.document_id then 'its parent stands in another document'
        else 'it is its own ancestor'
    end as detail
from core.claim as c
left join core.claim as p on c.parent_claim_id = p.claim_id
where c.parent_claim_id is not null
    and (
        p.claim_id is null
        or p.document_id <> c.document_id
        or c.claim_id in (
            with recursive above as (
                select
                    claim_id,
                    parent_claim_id
                from core.claim
                where parent_claim_id is not null
                union
                select
                    a.claim_id,
                    q.parent_claim_id
                from above as a
                inner join core.claim as q on a.parent_claim_id = q.claim_id
                where q.parent_claim_id is not null
            )

            select claim_id
            from above
            where claim_id = parent_claim_id
        )
    )
order by row_key;
