-- Who denies what: one row per denial and the assertion it stands against. Key: claim_id, asserted_claim_id.
-- A denial is a claim told as denied, or under a verb of denying. The assertion is what another origin of the same
-- incident says: of the same kind of event or figure (basis 'event', 'figure'), else with the most words in
-- common ('words'). An outlet that reports the denial does not assert what is denied: its own voice in the sentence of a denial,
-- or where it tells of speech alone, is passed over. asserted_claim_id is null where nobody in these reports says the contrary.
-- Reads from: intermediate.claim_context, intermediate.claim_origin, intermediate.event_context, intermediate.figure_context.
-- Known limits: the best match only; what is denied is compared by kind and words, not by meaning.
create or replace view mart.denials as
with spoken as (
    select
        c.claim_id,
        c.incident_id,
        c.document_id,
        c.sentence_no,
        c.source_name,
        c.cue_text,
        c.content_text,
        c.outlet_name,
        c.mode,
        o.origin,
        o.side,
        (c.cue_kind = 'deny' or c.factuality = 'denied') and not c.is_negated as is_denial,
        list_distinct(list_filter(
            string_split_regex(lower(c.content_text), '[^a-z0-9]+'), word -> length(word) > 3
        )) as words
    from intermediate.claim_context as c
    inner join intermediate.claim_origin as o on c.claim_id = o.claim_id
    where c.duplicate_of is null
),

told as (
    select
        claim_id,
        list(distinct plover_type) filter (where plover_type not in (
            'STATEMENT', 'DENIAL', 'RESPONSIBILITY', 'ACCUSE', 'APPEAL', 'REJECT', 'THREATEN', 'REQUEST'
        )) as event_types,
        bool_and(plover_type in (
            'STATEMENT', 'DENIAL', 'RESPONSIBILITY', 'ACCUSE', 'APPEAL', 'REJECT', 'THREATEN', 'REQUEST'
        )) as is_of_speech
    from intermediate.event_context
    group by claim_id
),

counted as (
    select
        claim_id,
        list(distinct kind) as figure_kinds
    from intermediate.figure_context
    group by claim_id
),

described as (
    select
        s.*,
        coalesce(t.event_types, []) as event_types,
        coalesce(t.is_of_speech, false) as is_of_speech,
        coalesce(k.figure_kinds, []) as figure_kinds
    from spoken as s
    left join told as t on s.claim_id = t.claim_id
    left join counted as k on s.claim_id = k.claim_id
),

paired as (
    select
        d.claim_id,
        a.claim_id as asserted_claim_id,
        len(list_intersect(d.words, a.words)) as shared_words,
        len(list_intersect(d.figure_kinds, a.figure_kinds)) > 0 as has_same_figure,
        len(list_intersect(d.event_types, a.event_types)) > 0 as has_same_event
    from described as d
    inner join described as a
        on d.incident_id = a.incident_id
        and d.origin <> a.origin
        and not a.is_denial
        and not (d.document_id = a.document_id and d.sentence_no = a.sentence_no)
        and not (a.mode = 'narration' and a.is_of_speech)
    where d.is_denial
),

best as (
    select distinct on (claim_id)
        *
    from paired
    where shared_words >= 2 or has_same_event or (shared_words >= 1 and has_same_figure)
    order by
        claim_id,
        has_same_figure::integer + has_same_event::integer + shared_words desc,
        asserted_claim_id
)

select
    d.incident_id,
    d.claim_id,
    d.source_name,
    d.side,
    d.cue_text,
    d.content_text,
    d.outlet_name,
    a.claim_id as asserted_claim_id,
    a.source_name as asserted_by,
    a.side as asserted_side,
    a.content_text as asserted_text,
    a.outlet_name as asserted_outlet_name,
    case
        when b.claim_id is null then null
        when b.has_same_figure then 'figure'
        when b.has_same_event then 'event'
        else 'words'
    end as basis
from described as d
left join best as b on d.claim_id = b.claim_id
left join described as a on b.asserted_claim_id = a.claim_id
where d.is_denial;
