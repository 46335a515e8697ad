-- The ledger: what ran, what was done, what was refused, what was checked.
create table ops.run (
    run_id varchar primary key,
    started_at timestamp not null,
    finished_at timestamp,
    status varchar not null,
    settings varchar not null,
    versions varchar not null,
    message varchar
);
comment on table ops.run is 'Runs of the main flow: one row per run. Key run_id.';
comment on column ops.run.run_id is 'Id that the flow gave the run.';
comment on column ops.run.started_at is 'When it began, UTC.';
comment on column ops.run.finished_at is 'When it ended, UTC; null while it runs or where it was killed.';
comment on column ops.run.status is 'running, published, unchanged, refused (a critical rule failed) or failed.';
comment on column ops.run.settings is 'Settings of the run, as JSON.';
comment on column ops.run.versions is 'Code, models and weights with their hashes, as JSON.';
comment on column ops.run.message is 'One line for a person.';

create table ops.batch (
    batch_id varchar primary key,
    run_id varchar not null,
    stage varchar not null,
    asked_count integer not null,
    done_count integer not null,
    rejected_count integer not null,
    failed_count integer not null,
    started_at timestamp not null,
    finished_at timestamp
);
comment on table ops.batch is 'Work of one task: one row per batch and stage. Key batch_id.';
comment on column ops.batch.batch_id is 'Content hash of run, stage and subjects.';
comment on column ops.batch.run_id is 'The run it belongs to.';
comment on column ops.batch.stage is 'read, extract, link…';
comment on column ops.batch.asked_count is 'Subjects handed to the task.';
comment on column ops.batch.done_count is 'Subjects done.';
comment on column ops.batch.rejected_count is 'Subjects refused for a reason that lies in the data.';
comment on column ops.batch.failed_count is 'Subjects that broke the program and were set apart.';
comment on column ops.batch.started_at is 'When it began, UTC.';
comment on column ops.batch.finished_at is 'When it ended, UTC.';

create table ops.stage (
    stage varchar not null,
    subject_id varchar not null,
    fingerprint varchar not null,
    batch_id varchar not null,
    done_at timestamp not null
);
comment on table ops.stage is 'What is done: one row per stage and subject, with the fingerprint it was done at. Key stage, subject_id.';
comment on column ops.stage.stage is 'read, extract, link…';
comment on column ops.stage.subject_id is 'A capture for stages that read bytes, else a document.';
comment on column ops.stage.fingerprint is 'Hash of code, model and settings of the stage and of those before it.';
comment on column ops.stage.batch_id is 'The batch that did it.';
comment on column ops.stage.done_at is 'When, UTC.';

create table ops.quarantine (
    stage varchar not null,
    subject varchar not null,
    capture_id varchar,
    reason varchar not null,
    detail varchar not null,
    batch_id varchar not null,
    rejected_at timestamp not null
);
comment on table ops.quarantine is 'What could not go on: one row per stage, subject and reason.';
comment on column ops.quarantine.stage is 'Where it stopped.';
comment on column ops.quarantine.subject is 'Id or uri of what was refused.';
comment on column ops.quarantine.capture_id is 'The capture it stands in, where there is one.';
comment on column ops.quarantine.reason is 'A short code: empty, binary, no_article, paywall, consent_page, truncated, too_large, failed…';
comment on column ops.quarantine.detail is 'One line for a person.';
comment on column ops.quarantine.batch_id is 'The batch in which it happened.';
comment on column ops.quarantine.rejected_at is 'When, UTC.';

create table ops.check_result (
    run_id varchar not null,
    check_name varchar not null,
    kind varchar not null,
    severity varchar not null,
    verdict varchar not null,
    violation_count integer not null,
    why varchar not null,
    message varchar,
    seconds double not null,
    checked_at timestamp not null
);
comment on table ops.check_result is 'Quality checks: one row per run and check. Key run_id, check_name.';
comment on column ops.check_result.run_id is 'The run that asked.';
comment on column ops.check_result.check_name is 'File name of the rule, or table, expectation and column.';
comment on column ops.check_result.kind is 'rule (SQL that returns offending rows) or expectation (Great Expectations).';
comment on column ops.check_result.severity is 'critical stops publication, warning and info do not.';
comment on column ops.check_result.verdict is 'passed, failed, or errored (could not run).';
comment on column ops.check_result.violation_count is 'Offending rows found.';
comment on column ops.check_result.why is 'Why the check matters.';
comment on column ops.check_result.message is 'What went wrong, where something did.';
comment on column ops.check_result.seconds is 'Time it took.';
comment on column ops.check_result.checked_at is 'When, UTC.';

create table ops.violation (
    run_id varchar not null,
    check_name varchar not null,
    row_no integer not null,
    row_key varchar not null,
    detail varchar not null
);
comment on table ops.violation is 'Rows that break a check, the first of each: one row per run, check and row.';
comment on column ops.violation.run_id is 'The run that asked.';
comment on column ops.violation.check_name is 'The check.';
comment on column ops.violation.row_no is 'Order among the rows kept for the check, from 1.';
comment on column ops.violation.row_key is 'Key of the offending row.';
comment on column ops.violation.detail is 'What the rule says of it.';
