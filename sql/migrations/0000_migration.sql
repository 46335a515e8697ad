-- The ledger of migrations itself. Runs at every opening, so each statement allows for its own result.
create schema if not exists raw;
create schema if not exists core;
create schema if not exists ops;
create schema if not exists staging;
create schema if not exists intermediate;
create schema if not exists mart;

create table if not exists ops.migration (
    migration_no integer primary key,
    name varchar not null,
    sha256 varchar not null,
    applied_at timestamp not null
);
comment on table ops.migration is 'Changes of the tables: one row per migration applied. Key migration_no.';
comment on column ops.migration.migration_no is 'Number at the head of the file name.';
comment on column ops.migration.name is 'File name without its ending.';
comment on column ops.migration.sha256 is 'Hash of the file as applied; a migration is never edited after landing.';
comment on column ops.migration.applied_at is 'When it was applied, UTC.';
