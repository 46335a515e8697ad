"""The statements of the warehouse. Ids come in as the table ``incoming (id)``, values as parameters."""

from __future__ import annotations

APPLIED_MIGRATIONS = "select migration_no, sha256 from ops.migration"
RECORD_MIGRATION = (
    "insert into ops.migration (migration_no, name, sha256, applied_at) values ($1, $2, $3, $4)"
)
EXISTING_VIEWS = """
select format('"{}"."{}"', schema_name, view_name)
from duckdb_views()
where not internal
    and database_name = current_database()
    and schema_name in ('staging', 'intermediate', 'mart')
"""
OBJECTS = """
select format('"{}"."{}"', schema_name, table_name)
from duckdb_tables()
where database_name = current_database() and not temporary
order by all
"""
VIEW_NAMES = """
select format('{}.{}: {}', schema_name, view_name, comment)
from duckdb_views()
where not internal and database_name = current_database()
order by all
"""

KNOWN_HINTS = "select capture_id, hints from raw.capture where capture_id in (select id from incoming)"
SET_HINTS = "update raw.capture set hints = $1 where capture_id = $2"
FORGET_CAPTURES = ("delete from ops.stage where subject_id in (select id from incoming)",)

DOCUMENTS_OF_CAPTURES = "select document_id from core.document where capture_id in (select id from incoming)"

TOUCH_GATHERED = (
    """
    insert into touched_entity
    select distinct entity_id from core.document_entity where document_id in (select id from incoming)
    """,
    """
    insert into touched_place
    select distinct place_id from core.document_place where document_id in (select id from incoming)
    """,
)
"""Note which entities and places these documents speak of; before deleting, and again after inserting."""

DELETE_EXTRACTIONS = (
    "create or replace temp table touched_entity (entity_id varchar)",
    "create or replace temp table touched_place (place_id varchar)",
    *TOUCH_GATHERED,
    """
    delete from core.event_role
    where event_id in (
        select event_id from core.event where document_id in (select id from incoming)
    )
    """,
    *(
        f"delete from core.{table} where document_id in (select id from incoming)"
        for table in ("sentence", "mention", "claim", "event", "figure", "document_entity", "document_place")
    ),
)
GATHER = (
    "delete from core.entity where entity_id in (select entity_id from touched_entity)",
    """
    insert into core.entity by name
    select
        entity_id,
        min(name) as name,
        min(kind) as kind,
        min(country_code) as country_code,
        min(side_code) as side_code,
        min(plover_sector) as plover_sector,
        list_sort(list_distinct(flatten(list(aliases)))) as aliases
    from core.document_entity
    where entity_id in (select entity_id from touched_entity)
    group by entity_id
    order by entity_id
    """,
    "delete from core.place where place_id in (select place_id from touched_place)",
    """
    insert into core.place by name
    select distinct on (place_id) * exclude (document_id)
    from core.document_place
    where place_id in (select place_id from touched_place)
    order by place_id, document_id
    """,
    "drop table touched_entity",
    "drop table touched_place",
)
"""Make the rows of touched entities and places again from what all documents say of them."""

DELETE_DOCUMENTS = (
    """
    update ops.fingerprint
    set head_id = null
    where head_id in (
        select head_id from ops.fingerprint where document_id in (select id from incoming)
    )
    """,
    "delete from ops.fingerprint where document_id in (select id from incoming)",
    "delete from core.document where document_id in (select id from incoming)",
    "delete from core.block where document_id in (select id from incoming)",
    "delete from ops.stage where subject_id in (select id from incoming)",
    "delete from ops.quarantine where subject in (select id from incoming)",
)
DELETE_OUTLETS = "delete from core.outlet where outlet_id in (select id from incoming)"
DELETE_PRINTS = "delete from ops.fingerprint where document_id in (select id from incoming)"
PRINTS_OF = """
select *
from ops.fingerprint
where stage_fingerprint = $1 and document_id in (select id from incoming)
order by document_id
"""
PRINTS_TO_JUDGE = """
select *
from ops.fingerprint
where stage_fingerprint = $1 and head_id is null
order by document_id
"""
PRINTS_NEAR = """
with
judged as (
    select f.*
    from ops.fingerprint as f
    anti join incoming as i on f.document_id = i.document_id
    where f.stage_fingerprint = $1 and f.head_id is not null
),

wanted as (
    select document_id, unnest(hashes) as shingle
    from incoming
),

first_of_text as (
    select document_id, hashes
    from judged
    qualify row_number() over (partition by text_hash order by document_id) = 1
),

held as (
    select document_id, unnest(hashes) as shingle
    from first_of_text
),

holder as (
    select h.document_id, h.shingle
    from held as h
    semi join wanted as w on h.shingle = w.shingle
    qualify row_number() over (partition by h.shingle order by h.document_id) <= $3
),

near as (
    select distinct h.document_id
    from holder as h
    inner join wanted as w on h.shingle = w.shingle
    group by h.document_id, w.document_id
    having count(*) >= $2
),

chosen as (
    select document_id from near
    union
    select document_id from judged where text_hash in (select text_hash from incoming)
    union
    select document_id from judged where url_key in (select url_key from incoming where url_key is not null)
)

select *
from judged
where head_id in (
    select j.head_id
    from judged as j
    inner join chosen as c on j.document_id = c.document_id
)
order by document_id
"""
SET_DUPLICATES = """
update core.document as d
set duplicate_of = i.duplicate_of, duplicate_kind = i.duplicate_kind
from incoming as i
where d.document_id = i.document_id
"""

DELETE_INCIDENTS = (
    "delete from core.incident",
    "delete from core.incident_event",
    "delete from core.incident_speaker",
    """
    update core.event
    set start_date = null, end_date = null, date_basis = 'unknown'
    where date_basis = 'linked'
    """,
)
DELETE_SPEAKERS = ("delete from core.incident_speaker",)
SET_EVENT_DATES = """
update core.event as e
set
    start_date = i.start_date,
    end_date = i.end_date,
    date_precision = coalesce(e.date_precision, i.date_precision),
    date_basis = i.date_basis
from incoming as i
where e.event_id = i.event_id
"""

DOCUMENT_IDS = "select document_id from core.document order by document_id"
EVENTS_OF_INCIDENT = """
select l.event_id, e.document_id
from core.incident_event as l
inner join core.event as e on l.event_id = e.event_id
where l.incident_id = $1
order by e.document_id, e.trigger_start, l.event_id
"""
DELETE_SAME_DECISIONS = """
delete from core.incident_decision as d
using incoming as i
where least(d.event_id, d.other_event_id) = least(i.event_id, i.other_event_id)
    and greatest(d.event_id, d.other_event_id) = greatest(i.event_id, i.other_event_id)
"""

UNMARK = "delete from ops.stage where stage = $1 and subject_id in (select id from incoming)"
DELETE_REJECTIONS = "delete from ops.quarantine where subject in (select id from incoming)"
DELETE_REJECTIONS_OF_CAPTURES = """
delete from ops.quarantine
where capture_id in (select id from incoming) or subject in (select id from incoming)
"""
DELETE_SAME_REJECTIONS = """
delete from ops.quarantine as q
using incoming as i
where q.stage = i.stage and q.subject = i.subject
"""
DELETE_RUN = "delete from ops.run where run_id in (select id from incoming)"
DELETE_BATCH = "delete from ops.batch where batch_id in (select id from incoming)"
DELETE_CHECKS = (
    "delete from ops.check_result where run_id in (select id from incoming)",
    "delete from ops.violation where run_id in (select id from incoming)",
)

DOCUMENT_IDS = "select document_id from core.document order by document_id"
PENDING_CAPTURES = """
select c.capture_id
from raw.capture as c
anti join ops.stage as s
    on s.subject_id = c.capture_id and s.stage = $1 and s.fingerprint = $2
order by c.capture_id
"""
PENDING_DOCUMENTS = """
select d.document_id
from core.document as d
anti join ops.stage as s
    on s.subject_id = d.document_id and s.stage = $1 and s.fingerprint = $2
order by d.document_id
"""

NEWEST_CAPTURE = """
select capture_id
from raw.capture
where uri = $1
order by captured_at desc, capture_id
limit 1
"""
_STATE_TABLES = (
    *("outlet", "document", "block", "sentence", "mention", "claim", "event", "event_role", "figure"),
    *("document_entity", "document_place", "incident", "incident_event"),
    *("incident_speaker", "incident_decision", "incident_history"),
)
STATE = (
    "select md5(string_agg(part, ' ' order by part)) from ("
    + " union all ".join(
        f"select '{table} ' || coalesce(sum(hash(t)::hugeint), 0)::varchar as part from core.{table} as t"
        for table in _STATE_TABLES
    )
    + " union all select 'capture ' || coalesce(sum(hash(capture_id)::hugeint), 0)::varchar from raw.capture"
    + " union all select 'quarantine ' || coalesce(sum(hash(stage, subject, reason)::hugeint), 0)::varchar"
    + " from ops.quarantine)"
)
"""Order-free hash of all contents; a run's own ledger is left out."""

_BY_DOCUMENT = "t.document_id in (select id from incoming)"
LOADS = {
    "raw.capture": ("t.capture_id in (select id from incoming)", "t.capture_id"),
    "core.outlet": ("t.outlet_id in (select id from incoming)", "t.outlet_id"),
    "core.document": (_BY_DOCUMENT, "t.document_id"),
    "core.block": (_BY_DOCUMENT, "t.document_id, t.block_no"),
    "core.sentence": (_BY_DOCUMENT, "t.document_id, t.sentence_no"),
    "core.mention": (_BY_DOCUMENT, "t.document_id, t.span_start, t.mention_id"),
    "core.claim": (_BY_DOCUMENT, "t.document_id, t.content_spans, t.claim_id"),
    "core.event": (_BY_DOCUMENT, "t.document_id, t.trigger_start, t.event_id"),
    "core.event_role": (
        "t.event_id in (select event_id from core.event where document_id in (select id from incoming))",
        "t.event_id, t.span_start, t.role",
    ),
    "core.figure": (_BY_DOCUMENT, "t.document_id, t.span_start, t.figure_id"),
    "core.document_entity": (_BY_DOCUMENT, "t.document_id, t.entity_id"),
    "core.document_place": (_BY_DOCUMENT, "t.document_id, t.place_id"),
    "core.incident": ("t.incident_id in (select id from incoming)", "t.incident_id"),
    "core.incident_event": ("t.event_id in (select id from incoming)", "t.event_id"),
    "core.incident_speaker": (
        "t.incident_id in (select id from incoming)",
        "t.incident_id, t.document_id, t.source_key",
    ),
    "intermediate.speaker_form": (
        "t.incident_id in (select id from incoming)",
        "t.incident_id, t.document_id, t.source_key",
    ),
    "core.incident_decision": ("t.decision_id in (select id from incoming)", "t.decision_id"),
}
"""For each table that is read back: how rows are chosen by id, and in which order they come."""
