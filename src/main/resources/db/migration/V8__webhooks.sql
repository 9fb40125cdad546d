-- Whom to call when a batch has stopped, and what came of it. Only additions: a server of the version before this one runs such
-- batches like others, and one of this version calls.

-- The secret as webhooks seal it; the base is the URL by which the caller reached the server.
alter table batch add column callback_url text;
alter table batch add column callback_secret text;
alter table batch add column callback_base text;

-- Stored with its batch: it is due when the batch has stopped, so whatever stops a batch has not to know of it.
create table delivery (
    batch_id     varchar(24)                 not null,
    n            integer                     not null,
    state        varchar(8)                  not null,
    attempts     integer                     not null,
    created_time timestamp(3) with time zone not null,
    -- No attempt before. While there is one: when whoever makes it is taken for lost.
    due_time     timestamp(3) with time zone not null,
    -- No attempt after; null until there was one.
    give_up_time timestamp(3) with time zone,
    end_time     timestamp(3) with time zone,
    primary key (batch_id, n),
    constraint delivery_of_batch foreign key (batch_id) references batch (batch_id) on delete cascade
);

create index delivery_by_due on delivery (state, due_time);

create table delivery_attempt (
    batch_id        varchar(24)                 not null,
    n               integer                     not null,
    attempt         integer                     not null,
    start_time      timestamp(3) with time zone not null,
    -- Null until it has ended.
    duration_millis bigint,
    status          integer,
    error           varchar(255),
    primary key (batch_id, n, attempt),
    constraint attempt_of_delivery foreign key (batch_id, n) references delivery (batch_id, n) on delete cascade
);
