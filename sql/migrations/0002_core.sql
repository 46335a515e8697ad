-- What is read out of the bytes: documents, claims, events, figures, incidents.
-- Large tables that a run replaces have NOT NULL and CHECK only; uniqueness and references are expectations.
create table core.outlet (
    outlet_id varchar not null primary key,
    name varchar not null,
    domain varchar,
    country_code varchar,
    kind varchar,
    owner varchar
);
comment on table core.outlet is 'Publishers: one row per outlet. Key outlet_id.';
comment on column core.outlet.outlet_id is 'Content hash of the name.';
comment on column core.outlet.name is 'Name as people write it.';
comment on column core.outlet.domain is 'Registered domain.';
comment on column core.outlet.country_code is 'ISO 3166 alpha-2.';
comment on column core.outlet.kind is 'What sort of publisher.';
comment on column core.outlet.owner is 'Who owns it.';

create table core.document (
    document_id varchar not null primary key,
    capture_id varchar not null,
    record_no integer not null,
    text varchar not null,
    url varchar,
    outlet_id varchar,
    outlet_name varchar,
    title varchar,
    standfirst varchar,
    authors varchar[] not null,
    agencies varchar[] not null,
    published_at timestamp,
    published_precision varchar,
    published_basis varchar not null,
    modified_at timestamp,
    language varchar,
    duplicate_of varchar,
    duplicate_kind varchar,
    batch_id varchar not null
);
comment on table core.document is 'Articles: one row per article version. Key document_id. Copies and versions point to their head by duplicate_of and stay.';
comment on column core.document.document_id is 'Content hash of capture and record number.';
comment on column core.document.capture_id is 'The capture it was read from.';
comment on column core.document.record_no is 'Place inside the capture, from 0.';
comment on column core.document.text is 'The article and only the article; all spans point into it.';
comment on column core.document.url is 'Address of the article.';
comment on column core.document.outlet_id is 'The publisher.';
comment on column core.document.outlet_name is 'The publisher''s name as stated or looked up.';
comment on column core.document.title is 'Headline; not a part of `text`.';
comment on column core.document.standfirst is 'Summary under the headline; also a block of `text`.';
comment on column core.document.authors is 'Writers named.';
comment on column core.document.agencies is 'News agencies named as carriers in a credit.';
comment on column core.document.published_at is 'Moment of publication, UTC; midnight where only the day is known.';
comment on column core.document.published_precision is 'How exact `published_at` is.';
comment on column core.document.published_basis is 'Where `published_at` came from.';
comment on column core.document.modified_at is 'Moment of the last change the page states, UTC.';
comment on column core.document.language is 'ISO 639-1 code, declared or told from the text.';
comment on column core.document.duplicate_of is 'Document of which this is a copy or version.';
comment on column core.document.duplicate_kind is 'exact, near or version.';
comment on column core.document.batch_id is 'The batch that wrote the row.';

create table core.block (
    document_id varchar not null,
    block_no integer not null,
    kind varchar not null,
    is_kept boolean not null,
    text varchar not null,
    drop_rule varchar,
    text_start integer,
    text_end integer,
    check (text_start >= 0 and text_end > text_start)
);
comment on table core.block is 'Typed line groups of the source text: one row per block, kept or dropped. Key document_id, block_no.';
comment on column core.block.document_id is 'Its document.';
comment on column core.block.block_no is 'Order in the source, from 0.';
comment on column core.block.kind is 'What it is.';
comment on column core.block.is_kept is 'Whether it is part of `Document.text`.';
comment on column core.block.text is 'Its words, white space tidied; equal to the cut of `span` where kept.';
comment on column core.block.drop_rule is 'Which rule or model dropped it; null where kept.';
comment on column core.block.text_start is 'Offset of the first character of: place in `Document.text`; null where dropped.';
comment on column core.block.text_end is 'Offset after the last character of: place in `Document.text`; null where dropped.';

create table core.sentence (
    document_id varchar not null,
    sentence_no integer not null,
    block_no integer not null,
    span_start integer not null,
    span_end integer not null,
    check (span_start >= 0 and span_end > span_start)
);
comment on table core.sentence is 'Sentences of kept blocks: one row per sentence. Key document_id, sentence_no.';
comment on column core.sentence.document_id is 'Its document.';
comment on column core.sentence.sentence_no is 'Order in the text, from 0.';
comment on column core.sentence.block_no is 'The block it stands in.';
comment on column core.sentence.span_start is 'Offset of the first character of: place in the text.';
comment on column core.sentence.span_end is 'Offset after the last character of: place in the text.';

create table core.entity (
    entity_id varchar not null,
    name varchar not null,
    kind varchar not null,
    country_code varchar,
    side_code varchar,
    plover_sector varchar,
    aliases varchar[] not null
);
comment on table core.entity is 'Things that mentions name: one row per entity, gathered from core.document_entity. Key entity_id.';
comment on column core.entity.entity_id is 'Content hash of kind and name.';
comment on column core.entity.name is 'Fullest name known.';
comment on column core.entity.kind is 'What sort of thing.';
comment on column core.entity.country_code is 'ISO 3166 alpha-2 of the state it is or belongs to.';
comment on column core.entity.side_code is 'Side in the conflict, by the reviewed table of actors.';
comment on column core.entity.plover_sector is 'PLOVER sector: GOV, MIL, REB….';
comment on column core.entity.aliases is 'Other names, sorted.';

create table core.mention (
    mention_id varchar not null,
    document_id varchar not null,
    sentence_no integer not null,
    span_start integer not null,
    span_end integer not null,
    text varchar not null,
    label varchar not null,
    entity_id varchar,
    resolution varchar,
    check (span_start >= 0 and span_end > span_start)
);
comment on table core.mention is 'Words that name an entity: one row per mention. Key mention_id.';
comment on column core.mention.mention_id is 'Content hash of document and span.';
comment on column core.mention.document_id is 'Its document.';
comment on column core.mention.sentence_no is 'Its sentence.';
comment on column core.mention.span_start is 'Offset of the first character of: place in the text.';
comment on column core.mention.span_end is 'Offset after the last character of: place in the text.';
comment on column core.mention.text is 'Its words.';
comment on column core.mention.label is 'NER label, or PRON / NOMINAL.';
comment on column core.mention.entity_id is 'What it names; null where unresolved.';
comment on column core.mention.resolution is 'How that was found.';

create table core.claim (
    claim_id varchar not null,
    document_id varchar not null,
    sentence_no integer not null,
    source_name varchar not null,
    source_kind varchar not null,
    content_spans struct("start" integer, "end" integer)[] not null,
    content_text varchar not null,
    mode varchar not null,
    extractor varchar not null,
    source_start integer,
    source_end integer,
    source_text varchar,
    source_entity_id varchar,
    source_role varchar,
    cue_start integer,
    cue_end integer,
    cue_text varchar,
    cue_kind varchar not null,
    is_negated boolean not null,
    is_hedged boolean not null,
    factuality varchar not null,
    via_name varchar,
    via_entity_id varchar,
    medium varchar,
    audience_text varchar,
    said_start date,
    said_end date,
    said_precision varchar,
    parent_claim_id varchar,
    event_id varchar,
    score double,
    check (source_start >= 0 and source_end > source_start),
    check (cue_start >= 0 and cue_end > cue_start),
    check (score between 0 and 1),
    check (source_name <> ''),
    check (len(content_spans) > 0)
);
comment on table core.claim is 'Attributions: one row per claim found in a document (source, cue, content), the outlet''s own narration included. Key claim_id.';
comment on column core.claim.claim_id is 'Content hash of document and spans.';
comment on column core.claim.document_id is 'Its document.';
comment on column core.claim.sentence_no is 'Sentence of its cue, or of its content where there is no cue.';
comment on column core.claim.source_name is 'Resolved name of the speaker; the outlet''s for narration; ''unstated'' where the text names none.';
comment on column core.claim.source_kind is 'What sort of speaker.';
comment on column core.claim.content_spans is 'What is said; more than one where the content is broken.';
comment on column core.claim.content_text is 'The content''s words: the cuts joined by '' … ''.';
comment on column core.claim.mode is 'Direct, indirect, mixed, or the outlet''s narration.';
comment on column core.claim.extractor is 'Which extractor at which version.';
comment on column core.claim.source_start is 'Offset of the first character of: words that name the speaker; null for narration and unstated.';
comment on column core.claim.source_end is 'Offset after the last character of: words that name the speaker; null for narration and unstated.';
comment on column core.claim.source_text is 'Those words.';
comment on column core.claim.source_entity_id is 'The speaker as an entity.';
comment on column core.claim.source_role is 'Role or affiliation in the text''s words ("Defense Department spokeswoman").';
comment on column core.claim.cue_start is 'Offset of the first character of: the words that report; null where there are none.';
comment on column core.claim.cue_end is 'Offset after the last character of: the words that report; null where there are none.';
comment on column core.claim.cue_text is 'Those words.';
comment on column core.claim.cue_kind is 'What sort of reporting.';
comment on column core.claim.is_negated is 'The cue is negated ("did not say").';
comment on column core.claim.is_hedged is 'Cue or content is hedged ("appeared to", "reportedly").';
comment on column core.claim.factuality is 'How the source stands to the content.';
comment on column core.claim.via_name is 'By whose report the words reached the outlet.';
comment on column core.claim.via_entity_id is 'That carrier as an entity.';
comment on column core.claim.medium is 'statement, letter, briefing, television, interview, social, report….';
comment on column core.claim.audience_text is 'To whom it was said, in the text''s words.';
comment on column core.claim.said_start is 'First day on which it may have been said.';
comment on column core.claim.said_end is 'Last such day.';
comment on column core.claim.said_precision is 'How exact that is.';
comment on column core.claim.parent_claim_id is 'The claim in whose content this one stands.';
comment on column core.claim.event_id is 'The speech event, or the event it tells of first.';
comment on column core.claim.score is 'Calibrated probability that this is an attribution with this content; null for rules and narration.';

create table core.event (
    event_id varchar not null,
    document_id varchar not null,
    sentence_no integer not null,
    claim_id varchar not null,
    trigger_start integer not null,
    trigger_end integer not null,
    trigger_text varchar not null,
    plover_type varchar not null,
    plover_mode varchar,
    acled_event_type varchar,
    acled_sub_event_type varchar,
    factuality varchar not null,
    extractor varchar not null,
    start_date date,
    end_date date,
    date_precision varchar,
    date_basis varchar not null,
    date_value varchar,
    place_id varchar,
    place_precision integer,
    place_basis varchar,
    coreference_id varchar,
    is_background boolean not null,
    score double,
    check (trigger_start >= 0 and trigger_end > trigger_start),
    check (score between 0 and 1)
);
comment on table core.event is 'Event mentions: one row per event told in a document, under the claim that tells it. Key event_id.';
comment on column core.event.event_id is 'Content hash of document, trigger and type.';
comment on column core.event.document_id is 'Its document.';
comment on column core.event.sentence_no is 'Sentence of the trigger.';
comment on column core.event.claim_id is 'The claim whose words tell it.';
comment on column core.event.trigger_start is 'Offset of the first character of: the word that tells it.';
comment on column core.event.trigger_end is 'Offset after the last character of: the word that tells it.';
comment on column core.event.trigger_text is 'That word.';
comment on column core.event.plover_type is 'PLOVER event type, or STATEMENT, DENIAL, RESPONSIBILITY, APPEAL.';
comment on column core.event.plover_mode is 'PLOVER mode.';
comment on column core.event.acled_event_type is 'ACLED event_type.';
comment on column core.event.acled_sub_event_type is 'ACLED sub_event_type.';
comment on column core.event.factuality is 'How it is told.';
comment on column core.event.extractor is 'Which extractor at which version.';
comment on column core.event.start_date is 'First day; null where unknown.';
comment on column core.event.end_date is 'Last day.';
comment on column core.event.date_precision is 'How exact the dates are.';
comment on column core.event.date_basis is 'What they were resolved against.';
comment on column core.event.date_value is 'TIMEX3 value as far as the text gives it (XXXX-02-07 where the year is left out); null where none.';
comment on column core.event.place_id is 'Where; null where unknown.';
comment on column core.event.place_precision is 'ACLED geo_precision of that place.';
comment on column core.event.place_basis is 'trigger, sentence, neighbour, document….';
comment on column core.event.coreference_id is 'Event id of the first mention of the same event in this document; itself for the first.';
comment on column core.event.is_background is 'History or running war, not what the report is about.';
comment on column core.event.score is 'Probability; null for rules.';

create table core.event_role (
    event_id varchar not null,
    role varchar not null,
    span_start integer not null,
    span_end integer not null,
    text varchar not null,
    entity_id varchar,
    check (span_start >= 0 and span_end > span_start)
);
comment on table core.event_role is 'Who or what takes part: one row per event, role and span.';
comment on column core.event_role.event_id is 'Its event.';
comment on column core.event_role.role is 'In which part.';
comment on column core.event_role.span_start is 'Offset of the first character of: place in the text.';
comment on column core.event_role.span_end is 'Offset after the last character of: place in the text.';
comment on column core.event_role.text is 'Its words.';
comment on column core.event_role.entity_id is 'What it names.';

create table core.figure (
    figure_id varchar not null,
    document_id varchar not null,
    claim_id varchar not null,
    kind varchar not null,
    low integer,
    high integer,
    best integer,
    qualifier varchar not null,
    span_start integer not null,
    span_end integer not null,
    text varchar not null,
    event_id varchar,
    group_text varchar,
    group_entity_id varchar,
    is_civilian boolean,
    subset_of varchar,
    as_of_date date,
    is_running_total boolean not null,
    factuality varchar not null,
    check (span_start >= 0 and span_end > span_start),
    check (low <= best and best <= high and low <= high and low >= 0 and high >= 0 and best >= 0)
);
comment on table core.figure is 'Numbers of casualties or means: one row per figure stated in one place, under the claim that states it. Key figure_id.';
comment on column core.figure.figure_id is 'Content hash of document, span and kind.';
comment on column core.figure.document_id is 'Its document.';
comment on column core.figure.claim_id is 'The claim that states it.';
comment on column core.figure.kind is 'What is counted.';
comment on column core.figure.low is 'Least number meant; null where open.';
comment on column core.figure.high is 'Greatest number meant; null where open.';
comment on column core.figure.best is 'The number stated, or the table''s best for a vague word; null where none can be given.';
comment on column core.figure.qualifier is 'How it is stated.';
comment on column core.figure.span_start is 'Offset of the first character of: the words of quantity and group.';
comment on column core.figure.span_end is 'Offset after the last character of: the words of quantity and group.';
comment on column core.figure.text is 'Those words.';
comment on column core.figure.event_id is 'The event it belongs to.';
comment on column core.figure.group_text is 'Who or what is counted, in the text''s words.';
comment on column core.figure.group_entity_id is 'That group as an entity.';
comment on column core.figure.is_civilian is 'True or false where the words say so.';
comment on column core.figure.subset_of is 'Figure of which this is a part; never summed with it.';
comment on column core.figure.as_of_date is 'Day up to which a running total counts.';
comment on column core.figure.is_running_total is 'Counts more than this incident ("since 2011").';
comment on column core.figure.factuality is 'How it is told; ''denied'' where the number is denied.';

create table core.place (
    place_id varchar not null,
    name varchar not null,
    geonames_id integer,
    country_code varchar,
    admin1 varchar,
    latitude double,
    longitude double,
    feature varchar
);
comment on table core.place is 'Places on the map: one row per place, gathered from core.document_place. Key place_id.';
comment on column core.place.place_id is 'Content hash of the gazetteer key.';
comment on column core.place.name is 'Name in the gazetteer.';
comment on column core.place.geonames_id is 'GeoNames number, where there is one.';
comment on column core.place.country_code is 'ISO 3166 alpha-2.';
comment on column core.place.admin1 is 'First-level division, by name.';
comment on column core.place.latitude is 'Degrees north.';
comment on column core.place.longitude is 'Degrees east.';
comment on column core.place.feature is 'country, admin1, city, village, river, base, region….';

create table core.incident (
    incident_id varchar not null,
    title varchar not null,
    start_date date,
    end_date date,
    place_id varchar,
    plover_type varchar not null,
    acled_event_type varchar,
    acled_sub_event_type varchar,
    date_precision varchar
);
comment on table core.incident is 'Things that happened: one row per incident, told of by events of many documents. Key incident_id.';
comment on column core.incident.incident_id is 'Content hash of its founding event.';
comment on column core.incident.title is 'A short name made from type, place and date.';
comment on column core.incident.start_date is 'First day.';
comment on column core.incident.end_date is 'Last day.';
comment on column core.incident.place_id is 'Finest place on which its events agree.';
comment on column core.incident.plover_type is 'Main PLOVER type.';
comment on column core.incident.acled_event_type is 'Main ACLED event_type.';
comment on column core.incident.acled_sub_event_type is 'Main ACLED sub_event_type.';
comment on column core.incident.date_precision is 'How exact the dates are.';

create table core.incident_event (
    incident_id varchar not null,
    event_id varchar not null,
    score double not null,
    reason varchar not null,
    check (score between 0 and 1)
);
comment on table core.incident_event is 'Links from events to incidents: one row per event. Key event_id.';
comment on column core.incident_event.incident_id is 'The incident.';
comment on column core.incident_event.event_id is 'The event mention.';
comment on column core.incident_event.score is 'Strength of the link, 0 to 1.';
comment on column core.incident_event.reason is 'Why, in short words and parts of the score.';

create table core.document_entity (
    document_id varchar not null,
    entity_id varchar not null,
    name varchar not null,
    kind varchar not null,
    country_code varchar,
    side_code varchar,
    plover_sector varchar,
    aliases varchar[] not null
);
comment on table core.document_entity is 'What each document says of an entity: one row per document and entity. core.entity is gathered from it.';
comment on column core.document_entity.document_id is 'The document.';
comment on column core.document_entity.entity_id is 'The entity it names.';
comment on column core.document_entity.name is 'Fullest name in the document.';
comment on column core.document_entity.kind is 'What sort of thing.';
comment on column core.document_entity.country_code is 'ISO 3166 alpha-2 of the state it is or belongs to.';
comment on column core.document_entity.side_code is 'Side in the conflict, by the reviewed table of actors.';
comment on column core.document_entity.plover_sector is 'PLOVER sector.';
comment on column core.document_entity.aliases is 'Other names in the document.';

create table core.document_place (
    document_id varchar not null,
    place_id varchar not null,
    name varchar not null,
    geonames_id integer,
    country_code varchar,
    admin1 varchar,
    latitude double,
    longitude double,
    feature varchar
);
comment on table core.document_place is 'Places that a document names: one row per document and place. core.place is gathered from it.';
comment on column core.document_place.document_id is 'The document.';
comment on column core.document_place.place_id is 'The place it names.';
comment on column core.document_place.name is 'Name in the gazetteer.';
comment on column core.document_place.geonames_id is 'GeoNames number, where there is one.';
comment on column core.document_place.country_code is 'ISO 3166 alpha-2.';
comment on column core.document_place.admin1 is 'First-level division, by name.';
comment on column core.document_place.latitude is 'Degrees north.';
comment on column core.document_place.longitude is 'Degrees east.';
comment on column core.document_place.feature is 'country, admin1, city, village, river, base, region…';
