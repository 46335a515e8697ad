-- Claims with all that is needed to read them: one row per claim. Key: claim_id.
-- Reads from: staging.claim, staging.document, intermediate.sentence_text, intermediate.claim_incident.
-- Known limits: passage_url finds the passage only where the outlet's page still shows the same words;
-- without an address it leads to the document's page in the site folder.
create or replace view intermediate.claim_context as
with words as (
    select
        document_id,
        sentence_no,
        sentence_text,
        block_kind,
        span_start,
        span_end,
        string_split_regex(trim(sentence_text), '\s+') as word_list
    from intermediate.sentence_text
),

fragments as (
    select
        *,
        case
            when len(word_list) <= 10 then replace(url_encode(array_to_string(word_list, ' ')), '-', '%2D')
            else
                replace(url_encode(array_to_string(word_list[1:5], ' ')), '-', '%2D')
                || ','
                || replace(url_encode(array_to_string(word_list[-5:], ' ')), '-', '%2D')
        end as fragment
    from words
)

select
    c.*,
    d.title as document_title,
    d.outlet_id,
    d.outlet_name,
    d.published_at,
    d.agencies,
    d.duplicate_of,
    d.url,
    coalesce(f.sentence_text, c.content_text) as sentence_text,
    f.block_kind,
    least(f.span_start, c.content_start, c.source_start, c.cue_start) as passage_start,
    greatest(f.span_end, c.content_end, c.source_end, c.cue_end) as passage_end,
    coalesce(
        d.url || case when contains(d.url, '#') then ':~:text=' else '#:~:text=' end || f.fragment,
        format('document-{}.html#claim-{}', c.document_id, c.claim_id)
    ) as passage_url,
    i.incident_id
from staging.claim as c
inner join staging.document as d on c.document_id = d.document_id
left join fragments as f on c.document_id = f.document_id and c.sentence_no = f.sentence_no
left join intermediate.claim_incident as i on c.claim_id = i.claim_id;
