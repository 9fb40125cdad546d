-- The state of Querybatch, in SQL that PostgreSQL and H2 (in its PostgreSQL mode) both read.
--
-- A batch is stored as it was submitted: one row for itself and one for each item. Its queries have no rows until they are
-- claimed: query n is computed from the item it belongs to (docs/adr/0003). next_n is the first query never claimed, so
-- rows exist exactly for 1 .. next_n - 1.

-- One process that runs queries. A node that has been silent for too long is dead, and its queries are queued again.
create sequence node_seq;

create table node (
    node_id      bigint                      not null primary key,
    name         varchar(100)                not null,
    started_at   timestamp(3) with time zone not null,
    heartbeat_at timestamp(3) with time zone not null
);

create sequence batch_seq;

create table batch (
    batch_id               varchar(24)                 not null primary key,
    -- Order of submission: "oldest first" must not depend on clocks.
    seq                    bigint                      not null,
    tenant                 varchar(255)                not null,
    subject                varchar(255)                not null,
    -- The caller's rights as they were at submission (contract A3).
    access_rights          text                        not null,
    description            text                        not null,
    split_accounts         boolean                     not null,
    split_dates            boolean                     not null,
    timeout_minutes        integer                     not null,
    query_concurrency      integer                     not null,
    output_format          varchar(16)                 not null,
    exclude_account_errors boolean                     not null,
    clean_data_types       boolean                     not null,
    query_amount           integer                     not null,
    retention_hours        integer                     not null,

    state                  varchar(8)                  not null,
    outcome                varchar(24),
    stop_reason            varchar(16),
    -- Progress, moved in the transaction that moves the queries: reading it never counts rows.
    queued                 integer                     not null,
    running                integer                     not null,
    succeeded              integer                     not null,
    failed                 integer                     not null,
    next_n                 integer                     not null,
    -- Grows with every change of the batch or of one of its queries; the fence of a claim is the number it was made under.
    change                 bigint                      not null,
    stop_change            bigint,

    schedule_time          timestamp(3) with time zone not null,
    start_time             timestamp(3) with time zone,
    end_time               timestamp(3) with time zone,
    cancel_time            timestamp(3) with time zone,
    stop_time              timestamp(3) with time zone,
    deadline               timestamp(3) with time zone,
    expires_time           timestamp(3) with time zone,
    constraint batch_adds_up check (queued + running + succeeded + failed = query_amount)
);

create unique index batch_by_seq on batch (seq);
create index batch_by_state on batch (state, seq);
create index batch_by_tenant on batch (tenant, seq);
create index batch_by_expiry on batch (expires_time);

create table batch_item (
    batch_id varchar(24) not null,
    -- Number of the item's first query.
    first_n  integer     not null,
    item_key varchar(64),
    ds_id    varchar(50) not null,
    spec     text        not null,
    primary key (batch_id, first_n),
    constraint item_of_batch foreign key (batch_id) references batch (batch_id) on delete cascade
);

create table query (
    batch_id          varchar(24)                 not null,
    n                 integer                     not null,
    state             varchar(8)                  not null,
    attempt           integer                     not null,
    fence             bigint                      not null,
    node_id           bigint                      not null,
    change            bigint                      not null,
    start_time        timestamp(3) with time zone not null,
    end_time          timestamp(3) with time zone,
    total_rows        bigint,
    total_columns     integer,
    bytes             bigint,
    error_code        varchar(40),
    error_description varchar(2048),
    cancel_proof      varchar(20),
    primary key (batch_id, n),
    constraint query_of_batch foreign key (batch_id) references batch (batch_id) on delete cascade
);

-- Queries that were claimed once and wait again: the exception, kept apart so that finding them costs nothing.
create table requeued (
    batch_id varchar(24) not null,
    n        integer     not null,
    primary key (batch_id, n),
    constraint requeued_of_query foreign key (batch_id, n) references query (batch_id, n) on delete cascade
);
