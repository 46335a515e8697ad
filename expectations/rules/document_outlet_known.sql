-- A document names its outlet.
-- Without it the outlet's own voice has no name.
-- Severity: info
select
    document_id as row_key,
    coalesce(title, left(text, 60)) as detail
from core.document
where outlet_name is null
order by row_key;
