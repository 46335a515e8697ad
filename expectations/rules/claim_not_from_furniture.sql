-- No claim comes from a headline, crosshead, teaser, caption, credit, byline, dateline or navigation line.
-- Such lines are written by others than the reporter, shorten what was said, or belong to another article.
-- Severity: critical
select distinct
    c.claim_id as row_key,
    format('{}: {}', b.kind, left(b.text, 80)) as detail
from core.claim as c
inner join core.block as b
    on c.document_id = b.document_id
    and len(
        list_filter(
            list_append(c.content_spans, {'start': c.cue_start, 'end': c.cue_end}),
            lambda s: s."start" < b.text_end and s."end" > b.text_start
        )
    ) > 0
where b.kind in (
    'title', 'crosshead', 'byline', 'credit', 'caption', 'image_credit', 'teaser', 'navigation', 'dateline'
)
order by row_key;
