-- An article in English that is no copy gives at least one claim.
-- One without any was read wrongly, cleaned to a stub, or has nothing to say.
-- Severity: warning
select
    d.document_id as row_key,
    format('{} characters: {}', length(d.text), left(d.text, 60)) as detail
from core.document as d
anti join core.claim as c on d.document_id = c.document_id
where d.duplicate_of is null
    and coalesce(d.language, 'en') = 'en'
order by row_key;
