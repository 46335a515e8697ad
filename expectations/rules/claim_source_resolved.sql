-- Speakers named only by a pronoun are traced to whom the pronoun means.
-- An unresolved one is honest, but of little use to a reader who looks for a speaker.
-- Severity: info
select
    claim_id as row_key,
    source_name as detail
from core.claim
where source_entity_id is null
    and source_name <> 'WHO'
    and regexp_full_match(lower(trim(source_name)), '(i|we|he|she|it|they|who|this|that|these|those|one)')
order by row_key;
