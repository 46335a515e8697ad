-- Articles, copies and versions included: one row per article version. Key: document_id.
-- Reads from: core.document.
-- Known limits: none; nothing is joined or left out.
create or replace view staging.document as
select
    document_id,
    capture_id,
    record_no,
    text,
    url,
    outlet_id,
    outlet_name,
    title,
    standfirst,
    authors,
    agencies,
    published_at,
    published_precision,
    published_basis,
    modified_at,
    language,
    duplicate_of,
    duplicate_kind,
    batch_id,
    published_at::date as published_date
from core.document;
