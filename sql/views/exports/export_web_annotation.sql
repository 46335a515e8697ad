-- Claims as W3C web annotations: one row per claim. Key: claim_id.
-- annotation is one JSON object: the target is the page (or a urn where no address is known) with a text-quote selector for
-- each part of the content, the body says who says it, by which words and through whom.
-- Reads from: intermediate.claim_context, intermediate.document_outlet.
-- Known limits: quotes are found by their words and the words around them; offsets into the stored text are left out,
-- for they mean nothing on the page. Events, figures and incidents do not fit.
create or replace view mart.export_web_annotation as
with parts as (
    select
        c.claim_id,
        coalesce(c.url, 'urn:sayso:document:' || c.document_id) as page,
        d.text,
        unnest(c.content_spans) as part
    from intermediate.claim_context as c
    inner join intermediate.document_outlet as d on c.document_id = d.document_id
),

targets as (
    select
        claim_id,
        to_json(list(json_object(
            'source', page,
            'selector', json_object(
                'type', 'TextQuoteSelector',
                'exact', substr(text, part."start" + 1, part."end" - part."start"),
                'prefix', substr(text, greatest(part."start" - 31, 1), least(part."start", 32)),
                'suffix', substr(text, part."end" + 1, 32)
            )
        ) order by part."start")) as target
    from parts
    group by claim_id
)

select
    c.claim_id,
    json_object(
        '@context', 'http://www.w3.org/ns/anno.jsonld',
        'id', 'urn:sayso:claim:' || c.claim_id,
        'type', 'Annotation',
        'motivation', 'describing',
        'creator', json_object('type', 'Software', 'name', c.extractor),
        'body', json_array(
            json_object('type', 'TextualBody', 'purpose', 'identifying', 'value', c.source_name),
            json_object(
                'type', 'TextualBody',
                'purpose', 'describing',
                'value', concat_ws(
                    '; ', c.mode, c.cue_kind, c.factuality, 'cue: ' || c.cue_text, 'via: ' || c.via_name
                )
            )
        ),
        'target', t.target
    )::varchar as annotation
from intermediate.claim_context as c
inner join targets as t on c.claim_id = t.claim_id;
