-- Articles and what they gave: one row per article version. Key: document_id.
-- A copy or version points to its head by duplicate_of; none is left out.
-- Reads from: intermediate.document_outlet.
-- Known limits: text is the article as kept after cleaning; the bytes stand in raw.capture.
create or replace view mart.documents as
select
    document_id,
    title,
    standfirst,
    outlet_name,
    outlet_country_code,
    outlet_kind,
    authors,
    agencies,
    published_at,
    published_precision,
    published_basis,
    language,
    url,
    text,
    duplicate_of,
    duplicate_kind,
    claim_count,
    attributed_count,
    event_count,
    figure_count,
    block_count,
    kept_block_count
from intermediate.document_outlet;
