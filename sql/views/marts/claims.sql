-- Who said what: one row per claim, the view to start from. Key: claim_id.
-- The claim with its source, carrier, outlet and date, the sentence that carries it, and a link to the passage.
-- The outlet's own voice is a claim too: mode = 'narration', source_kind = 'outlet'.
-- Reads from: intermediate.claim_context.
-- Known limits: copies and versions are all here; mart.documents says which is which. score is null for rules
-- and narration. passage_url finds the words only while the outlet's page still shows them.
create or replace view mart.claims as
select
    claim_id,
    parent_claim_id,
    document_id,
    document_title,
    outlet_name,
    published_at,
    source_name,
    source_kind,
    source_text,
    source_role,
    cue_text,
    cue_kind,
    content_text,
    mode,
    is_negated,
    is_hedged,
    factuality,
    via_name,
    medium,
    audience_text,
    said_start,
    said_end,
    sentence_text,
    score,
    incident_id,
    url,
    passage_url
from intermediate.claim_context;
