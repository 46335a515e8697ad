"""The records that travel between rooms; each one is a row of a table in DESIGN, section 5.

Frozen, slotted, checked on construction. Positions are character offsets into
``Document.text``, end excluded. ``None`` means *not known*; an empty string never does.
This module imports nothing but the standard library, so that every room may read it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

BlockKind = Literal[
    "title",
    "standfirst",
    "crosshead",
    "paragraph",
    "list_item",
    "quote",
    "dateline",
    "byline",
    "credit",
    "caption",
    "image_credit",
    "teaser",
    "navigation",
    "other",
]
PublishedBasis = Literal["metadata", "manifest", "url", "dateline", "text", "linked", "unknown"]
DatePrecision = Literal["time", "day", "week", "month", "quarter", "season", "year", "decade", "vague"]
DateBasis = Literal["explicit", "text_anchor", "published", "linked", "unknown"]
DuplicateKind = Literal["exact", "near", "version"]
OutletKind = Literal["agency", "broadcaster", "newspaper", "magazine", "online", "official", "ngo", "other"]
EntityKind = Literal["person", "organization", "state", "armed_group", "office", "place", "other"]
Resolution = Literal["name", "alias", "acronym", "apposition", "pronoun", "nominal", "metonym"]
SourceKind = Literal[
    "person", "organization", "office", "state", "anonymous", "document", "outlet", "unstated"
]
CueKind = Literal[
    "say",
    "confirm",
    "deny",
    "accuse",
    "claim",
    "decline",
    "describe",
    "order",
    "ask",
    "predict",
    "believe",
    "warn",
    "none",
]
ClaimMode = Literal["direct", "indirect", "mixed", "narration"]
ClaimFactuality = Literal["asserted", "denied", "possible", "future", "declined"]
EventFactuality = Literal["asserted", "denied", "possible", "planned"]
EventRoleName = Literal["agent", "target", "victim", "instrument", "place", "origin", "recipient"]
FigureKind = Literal[
    "killed",
    "wounded",
    "killed_or_wounded",
    "missing",
    "captured",
    "displaced",
    "participants",
    "munitions",
    "distance",
]
Qualifier = Literal["exact", "about", "at_least", "more_than", "at_most", "range", "vague", "none_stated"]
DecisionKind = Literal["merge", "split", "pin"]
ChangeKind = Literal["joined", "split", "renamed"]

CLAIMLESS_BLOCKS: frozenset[BlockKind] = frozenset(
    {"title", "crosshead", "byline", "credit", "caption", "image_credit", "teaser", "navigation", "dateline"}
)
"""Kinds of block that never give a claim of their own (DESIGN, section 6)."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of ``Document.text``; refuses a start below zero and an end not after its start."""

    start: int
    """Offset of the first character."""
    end: int
    """Offset after the last character."""

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start:
            raise ValueError(f"no such span: {self.start} to {self.end}")

    def cut(self, text: str) -> str:
        """Return the words of `text` that this span marks."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Hints:
    """What a manifest, a feed entry or a JSON line says of an article beside its text; all optional."""

    url: str | None = None
    """Address of the article."""
    outlet: str | None = None
    """Name of the publisher."""
    country: str | None = None
    """ISO 3166 alpha-2 code of the publisher's country."""
    published: date | datetime | None = None
    """Day or moment of publication."""
    language: str | None = None
    """ISO 639-1 code."""
    obtained: str | None = None
    """How the text was come by, in words."""
    title: str | None = None
    """Headline, where the carrier (feed, JSON line) states one."""
    authors: tuple[str, ...] = ()
    """Names of the writers, where the carrier states them."""


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they arrived (raw.capture)."""

    capture_id: str
    """SHA-256 of `body`, hexadecimal."""
    uri: str
    """Where they came from: an address, or a path below the directory that was named."""
    media_type: str
    """Media type as declared or told from the bytes, for instance text/plain."""
    body: bytes
    """The bytes, unchanged."""
    captured_at: datetime
    """Moment of arrival, UTC."""
    http_status: int | None = None
    """Status of the answer; null for files."""
    etag: str | None = None
    """ETag header of the answer."""
    last_modified: str | None = None
    """Last-Modified header of the answer, as sent."""


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article inside a capture, decoded but not yet cleaned."""

    capture_id: str
    """The capture it stands in."""
    record_no: int
    """Place inside the capture, from 0 (a web archive or a feed holds many)."""
    uri: str
    """Where it came from, for messages; a record's own address if it has one."""
    markup: Literal["text", "html"]
    """What `content` is."""
    content: str
    """Decoded text or HTML source."""
    hints: Hints = Hints()
    """What stands beside the text."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that could not go on, and why (ops.quarantine)."""

    stage: str
    """read, clean, extract, link…"""
    subject: str
    """Id or uri of what was rejected."""
    reason: str
    """A short code: empty, binary, no_article, paywall, consent_page, truncated, too_large, failed…"""
    detail: str = ""
    """One line for a person."""
    capture_id: str | None = None
    """The capture it stands in, where there is one."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher (core.outlet)."""

    outlet_id: str
    """Content hash of the name."""
    name: str
    """Name as people write it."""
    domain: str | None = None
    """Registered domain."""
    country_code: str | None = None
    """ISO 3166 alpha-2."""
    kind: OutletKind | None = None
    """What sort of publisher."""
    owner: str | None = None
    """Who owns it."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article version (core.document). `text` is the kept blocks joined by an empty line."""

    document_id: str
    """Content hash of capture and record number."""
    capture_id: str
    """The capture it was read from."""
    record_no: int
    """Place inside the capture, from 0."""
    text: str
    """The article and only the article; all spans point into it."""
    url: str | None = None
    """Address of the article."""
    outlet_id: str | None = None
    """The publisher."""
    outlet_name: str | None = None
    """The publisher's name as stated or looked up."""
    title: str | None = None
    """Headline; not a part of `text`."""
    standfirst: str | None = None
    """Summary under the headline; also a block of `text`."""
    authors: tuple[str, ...] = ()
    """Writers named."""
    agencies: tuple[str, ...] = ()
    """News agencies named as carriers in a credit."""
    published_at: datetime | None = None
    """Moment of publication, UTC; midnight where only the day is known."""
    published_precision: Literal["time", "day", "month", "year"] | None = None
    """How exact `published_at` is."""
    published_basis: PublishedBasis = "unknown"
    """Where `published_at` came from."""
    modified_at: datetime | None = None
    """Moment of the last change the page states, UTC."""
    language: str | None = None
    """ISO 639-1 code, declared or told from the text."""
    duplicate_of: str | None = None
    """Document of which this is a copy or version."""
    duplicate_kind: DuplicateKind | None = None
    """exact, near or version."""


@dataclass(frozen=True, slots=True)
class Block:
    """A line group of the source text, kept or not (core.block)."""

    document_id: str
    """Its document."""
    block_no: int
    """Order in the source, from 0."""
    kind: BlockKind
    """What it is."""
    is_kept: bool
    """Whether it is part of `Document.text`."""
    text: str
    """Its words, white space tidied; equal to the cut of `span` where kept."""
    drop_rule: str | None = None
    """Which rule or model dropped it; null where kept."""
    span: Span | None = None
    """Place in `Document.text`; null where dropped."""

    def __post_init__(self) -> None:
        if self.is_kept != (self.span is not None):
            raise ValueError(f"block {self.block_no} of {self.document_id}: kept and span disagree")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a kept block (core.sentence)."""

    document_id: str
    """Its document."""
    sentence_no: int
    """Order in the text, from 0."""
    block_no: int
    """The block it stands in."""
    span: Span
    """Place in the text."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that mentions name (core.entity)."""

    entity_id: str
    """Content hash of kind and name."""
    name: str
    """Fullest name known."""
    kind: EntityKind
    """What sort of thing."""
    country_code: str | None = None
    """ISO 3166 alpha-2 of the state it is or belongs to."""
    side_code: str | None = None
    """Side in the conflict, by the reviewed table of actors."""
    plover_sector: str | None = None
    """PLOVER sector: GOV, MIL, REB…"""
    aliases: tuple[str, ...] = ()
    """Other names, sorted."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity (core.mention)."""

    mention_id: str
    """Content hash of document and span."""
    document_id: str
    """Its document."""
    sentence_no: int
    """Its sentence."""
    span: Span
    """Place in the text."""
    text: str
    """Its words."""
    label: str
    """NER label, or PRON / NOMINAL."""
    entity_id: str | None = None
    """What it names; null where unresolved."""
    resolution: Resolution | None = None
    """How that was found."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date or time in the text, resolved as far as the text allows."""

    span: Span
    """Place in the text."""
    text: str
    """Its words."""
    kind: Literal["DATE", "TIME", "DURATION", "SET"]
    """TIMEX3 type."""
    value: str | None
    """TIMEX3 value (2018-02-07, 2018-W06, XXXX-02-07, PAST_REF…); null where unresolved."""
    start_date: date | None = None
    """First day meant; null where the text leaves something out (a year, say)."""
    end_date: date | None = None
    """Last day meant, included."""
    precision: DatePrecision | None = None
    """How exact it is."""
    basis: DateBasis = "unknown"
    """What it was resolved against."""
    reason: str | None = None
    """Why start_date is null, or a disagreement such as weekday_mismatch."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map (core.place)."""

    place_id: str
    """Content hash of the gazetteer key."""
    name: str
    """Name in the gazetteer."""
    geonames_id: int | None = None
    """GeoNames number, where there is one."""
    country_code: str | None = None
    """ISO 3166 alpha-2."""
    admin1: str | None = None
    """First-level division, by name."""
    latitude: float | None = None
    """Degrees north."""
    longitude: float | None = None
    """Degrees east."""
    feature: str | None = None
    """country, admin1, city, village, river, base, region…"""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A span that names a place, resolved where possible."""

    span: Span
    """Place in the text, the name only."""
    text: str
    """Its words."""
    place: Place | None
    """What it names; null where it stays a name."""
    basis: str
    """Which rule resolved it, or why not."""
    acled_precision: int | None = None
    """ACLED geo_precision: 1 town, 2 near or area, 3 region."""
    ucdp_precision: int | None = None
    """UCDP where_prec, 1 to 7."""
    offset_km: float | None = None
    """Distance from the place, for "8 kilometers east of X"."""
    offset_bearing: str | None = None
    """Direction of the offset: N, NE, E…"""


@dataclass(frozen=True, slots=True)
class Claim:
    """One attribution: who is said to say what (core.claim)."""

    claim_id: str
    """Content hash of document and spans."""
    document_id: str
    """Its document."""
    sentence_no: int
    """Sentence of its cue, or of its content where there is no cue."""
    source_name: str
    """Resolved name of the speaker; the outlet's for narration; 'unstated' where the text names none."""
    source_kind: SourceKind
    """What sort of speaker."""
    content_spans: tuple[Span, ...]
    """What is said; more than one where the content is broken."""
    content_text: str
    """The content's words: the cuts joined by ' … '."""
    mode: ClaimMode
    """Direct, indirect, mixed, or the outlet's narration."""
    extractor: str
    """Which extractor at which version."""
    source_span: Span | None = None
    """Words that name the speaker; null for narration and unstated."""
    source_text: str | None = None
    """Those words."""
    source_entity_id: str | None = None
    """The speaker as an entity."""
    source_role: str | None = None
    """Role or affiliation in the text's words ("Defense Department spokeswoman")."""
    cue_span: Span | None = None
    """The words that report; null where there are none."""
    cue_text: str | None = None
    """Those words."""
    cue_kind: CueKind = "none"
    """What sort of reporting."""
    is_negated: bool = False
    """The cue is negated ("did not say")."""
    is_hedged: bool = False
    """Cue or content is hedged ("appeared to", "reportedly")."""
    factuality: ClaimFactuality = "asserted"
    """How the source stands to the content."""
    via_name: str | None = None
    """By whose report the words reached the outlet."""
    via_entity_id: str | None = None
    """That carrier as an entity."""
    medium: str | None = None
    """statement, letter, briefing, television, interview, social, report…"""
    audience_text: str | None = None
    """To whom it was said, in the text's words."""
    said_start: date | None = None
    """First day on which it may have been said."""
    said_end: date | None = None
    """Last such day."""
    said_precision: DatePrecision | None = None
    """How exact that is."""
    parent_claim_id: str | None = None
    """The claim in whose content this one stands."""
    event_id: str | None = None
    """The speech event, or the event it tells of first."""
    score: float | None = None
    """Calibrated probability that this is an attribution with this content; null for rules and narration."""

    def __post_init__(self) -> None:
        if not self.source_name:
            raise ValueError(f"claim {self.claim_id}: empty source_name")
        if not self.content_spans:
            raise ValueError(f"claim {self.claim_id}: no content")


@dataclass(frozen=True, slots=True)
class Event:
    """One event mention (core.event)."""

    event_id: str
    """Content hash of document, trigger and type."""
    document_id: str
    """Its document."""
    sentence_no: int
    """Sentence of the trigger."""
    claim_id: str
    """The claim whose words tell it."""
    trigger_span: Span
    """The word that tells it."""
    trigger_text: str
    """That word."""
    plover_type: str
    """PLOVER event type, or STATEMENT, DENIAL, RESPONSIBILITY, APPEAL."""
    plover_mode: str | None
    """PLOVER mode."""
    acled_event_type: str | None
    """ACLED event_type."""
    acled_sub_event_type: str | None
    """ACLED sub_event_type."""
    factuality: EventFactuality
    """How it is told."""
    extractor: str
    """Which extractor at which version."""
    start_date: date | None = None
    """First day; null where unknown."""
    end_date: date | None = None
    """Last day."""
    date_precision: DatePrecision | None = None
    """How exact the dates are."""
    date_basis: DateBasis = "unknown"
    """What they were resolved against."""
    date_value: str | None = None
    """TIMEX3 value as far as the text gives it (XXXX-02-07 where the year is left out); null where none."""
    place_id: str | None = None
    """Where; null where unknown."""
    place_precision: int | None = None
    """ACLED geo_precision of that place."""
    place_basis: str | None = None
    """trigger, sentence, neighbour, document…"""
    coreference_id: str | None = None
    """Event id of the first mention of the same event in this document; itself for the first."""
    is_background: bool = False
    """History or running war, not what the report is about."""
    score: float | None = None
    """Probability; null for rules."""


@dataclass(frozen=True, slots=True)
class EventRole:
    """Who or what takes part in an event (core.event_role)."""

    event_id: str
    """Its event."""
    role: EventRoleName
    """In which part."""
    span: Span
    """Place in the text."""
    text: str
    """Its words."""
    entity_id: str | None = None
    """What it names."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or range of casualties or means, stated in one place (core.figure)."""

    figure_id: str
    """Content hash of document, span and kind."""
    document_id: str
    """Its document."""
    claim_id: str
    """The claim that states it."""
    kind: FigureKind
    """What is counted."""
    low: int | None
    """Least number meant; null where open."""
    high: int | None
    """Greatest number meant; null where open."""
    best: int | None
    """The number stated, or the table's best for a vague word; null where none can be given."""
    qualifier: Qualifier
    """How it is stated."""
    span: Span
    """The words of quantity and group."""
    text: str
    """Those words."""
    event_id: str | None = None
    """The event it belongs to."""
    group_text: str | None = None
    """Who or what is counted, in the text's words."""
    group_entity_id: str | None = None
    """That group as an entity."""
    is_civilian: bool | None = None
    """True or false where the words say so."""
    subset_of: str | None = None
    """Figure of which this is a part; never summed with it."""
    as_of_date: date | None = None
    """Day up to which a running total counts."""
    is_running_total: bool = False
    """Counts more than this incident ("since 2011")."""
    factuality: EventFactuality = "asserted"
    """How it is told; 'denied' where the number is denied."""

    def __post_init__(self) -> None:
        low, best, high = self.low, self.best, self.high
        known = [n for n in (low, best, high) if n is not None]
        if any(n < 0 for n in known) or known != sorted(known):
            raise ValueError(f"figure {self.figure_id}: {low} to {best} to {high} is no range")


@dataclass(frozen=True, slots=True)
class Incident:
    """The thing itself, which events of many documents tell of (core.incident)."""

    incident_id: str
    """Content hash of its founding event."""
    title: str
    """A short name made from type, place and date."""
    start_date: date | None
    """First day."""
    end_date: date | None
    """Last day."""
    place_id: str | None
    """Finest place on which its events agree."""
    plover_type: str
    """Main PLOVER type."""
    acled_event_type: str | None = None
    """Main ACLED event_type."""
    acled_sub_event_type: str | None = None
    """Main ACLED sub_event_type."""
    date_precision: DatePrecision | None = None
    """How exact the dates are."""


@dataclass(frozen=True, slots=True)
class IncidentEvent:
    """The link from an event mention to its incident (core.incident_event)."""

    incident_id: str
    """The incident."""
    event_id: str
    """The event mention."""
    score: float
    """Strength of the link, 0 to 1."""
    reason: str
    """Why, in short words and parts of the score."""


@dataclass(frozen=True, slots=True)
class SpeakerForm:
    """A name under which somebody speaks, or is only named, in one report of an incident."""

    incident_id: str
    """The incident."""
    document_id: str
    """The report; the head where it is a copy."""
    source_key: str
    """The speaker's entity in that report, else the name in lower case."""
    name: str
    """The fullest name there."""
    kind: SourceKind
    """What sort of speaker."""
    country_code: str | None = None
    """ISO 3166 alpha-2 of the state it is or belongs to."""
    roles: tuple[str, ...] = ()
    """What the report says it is, in its words."""
    aliases: tuple[str, ...] = ()
    """Its other names in that report."""
    is_speaking: bool = True
    """False where it is named and says nothing."""


@dataclass(frozen=True, slots=True)
class IncidentSpeaker:
    """A name that is another name of one speaker in the reports of an incident (core.incident_speaker)."""

    incident_id: str
    """The incident."""
    document_id: str
    """The report; the head where it is a copy."""
    source_key: str
    """The speaker as that report names it."""
    speaker_key: str
    """The key under which all names of this speaker count."""
    speaker_name: str
    """Its fullest name in the reports of the incident."""
    reason: str
    """Why the two names are held to be one speaker's."""


@dataclass(frozen=True, slots=True)
class IncidentDecision:
    """What a person decided about incidents; linking always obeys it (core.incident_decision)."""

    decision_id: str
    """Content hash of kind and both events."""
    kind: DecisionKind
    """merge: the two are one; split: they are two; pin: the event stays with the other whatever moves."""
    event_id: str
    """The event decided about."""
    document_id: str
    """Its document, which stands for it once the event is extracted anew under another id."""
    other_event_id: str
    """The event that stands for the other incident."""
    other_document_id: str
    """Its document."""
    incident_id: str
    """The incident as it was named."""
    note: str | None = None
    """Why, in the person's words."""


@dataclass(frozen=True, slots=True)
class IncidentChange:
    """What became of an incident when more was known (core.incident_history)."""

    incident_id: str
    """The incident that was."""
    successor_id: str
    """The incident that holds some of its events now."""
    kind: ChangeKind
    """joined: with another; split: in parts; renamed: another event founds it."""
    event_count: int
    """Events that went from the one to the other."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that one document gives."""

    document_id: str
    """The document."""
    sentences: tuple[Sentence, ...] = ()
    """Its sentences."""
    entities: tuple[Entity, ...] = ()
    """Entities its mentions name."""
    mentions: tuple[Mention, ...] = ()
    """Its mentions."""
    places: tuple[Place, ...] = ()
    """Places its events point to or it names."""
    claims: tuple[Claim, ...] = ()
    """Its claims, narration included."""
    events: tuple[Event, ...] = ()
    """Its events."""
    roles: tuple[EventRole, ...] = ()
    """Roles of those events."""
    figures: tuple[Figure, ...] = ()
    """Its figures."""
    rejections: tuple[Rejection, ...] = field(default=())
    """Parts that could not be read."""
