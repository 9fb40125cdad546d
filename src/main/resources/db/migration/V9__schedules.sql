-- Batches that are submitted again and again. Only additions: a node of the version before this one makes none of them, and no harm.

-- The schedule that made a batch; it may be gone before the batch is.
alter table batch add column recurrence_id varchar(24);

create sequence recurrence_seq;

create table recurrence (
    recurrence_id varchar(24)                 not null primary key,
    seq           bigint                      not null,
    tenant        varchar(255)                not null,
    -- Who gave it its batch, and his rights then: those of the batches that it makes.
    subject       varchar(255)                not null,
    access_rights text                        not null,
    scopes        varchar(255)                not null,
    cron          varchar(255)                not null,
    timezone      varchar(64)                 not null,
    description   text                        not null,
    paused        boolean                     not null,
    missed_runs   varchar(8)                  not null,
    overlap       varchar(8)                  not null,
    -- The submission as it came: it is read and resolved anew for each batch.
    body          text                        not null,
    -- Grows with every change and every run: who has decided on what another has changed meanwhile changes nothing.
    version       bigint                      not null,
    -- When it is due next; null while it is paused.
    next_due_time timestamp(3) with time zone,
    -- The latest due time that was answered: none comes twice, whoever sets the clock back.
    last_due_time timestamp(3) with time zone,
    last_batch_id varchar(24),
    created_time  timestamp(3) with time zone not null,
    changed_time  timestamp(3) with time zone not null
);

create index recurrence_by_tenant on recurrence (tenant, seq);
create index recurrence_by_due_time on recurrence (next_due_time);

-- What has become of due times, and of runs that somebody asked for.
create table recurrence_run (
    recurrence_id     varchar(24)                 not null,
    -- The version of the schedule that the run made.
    n                 bigint                      not null,
    due_time          timestamp(3) with time zone,
    run_time          timestamp(3) with time zone not null,
    outcome           varchar(9)                  not null,
    missed            integer                     not null,
    batch_id          varchar(24),
    error_code        varchar(40),
    error_description varchar(2048),
    primary key (recurrence_id, n),
    constraint run_answers_a_due_time_once unique (recurrence_id, due_time),
    constraint run_of_recurrence foreign key (recurrence_id) references recurrence (recurrence_id) on delete cascade
);

-- Who adds a schedule for a tenant holds its row: two at the same time never exceed the limit together.
create table recurrence_tenant (
    tenant varchar(255) not null primary key
);
