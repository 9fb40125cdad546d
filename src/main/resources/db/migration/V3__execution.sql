-- Pausing, retries with back-off, caps for tenants, and what nodes tell about themselves. Only additions: the version
-- before this one goes on working beside it (docs/operations.md).

alter table batch add column paused boolean default false not null;

-- Ids of the data sources of the batch's items, with commas.
alter table batch add column data_sources text default '' not null;

-- When the results were deleted before their time; null while they are kept.
alter table batch add column results_deleted_time timestamp(3) with time zone;

-- Whether the results of attempts that did not count were looked for after the end.
alter table batch add column swept boolean default false not null;

-- Not before; null: at once.
alter table requeued add column ready_time timestamp(3) with time zone;

-- As of its last heartbeat: workers with nothing to do, and the data sources that can take no more here, with commas.
alter table node add column free_workers integer default 0 not null;
alter table node add column full_sources text default '' not null;

-- Claims for a tenant with a cap hold its row, so that two nodes never exceed the cap together.
create table tenant_claims (
    tenant varchar(255) not null primary key
);
