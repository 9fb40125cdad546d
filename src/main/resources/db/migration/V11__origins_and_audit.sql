-- Where batches come from, and who did what. Only additions: a node of the version before this one writes neither, and its batches
-- begin no traces.

-- The request that a batch was accepted in, and its place in the caller's trace (W3C Trace Context); null: there is none.
alter table batch add column request_id varchar(64);
alter table batch add column trace_parent varchar(55);
alter table batch add column trace_state varchar(512);

-- Who did what. Rows are added and, when their time is up, removed; nothing changes one.
create sequence audit_seq;

create table audit (
    seq         bigint                      not null primary key,
    happened_at timestamp(3) with time zone not null,
    action      varchar(16)                 not null,
    -- done, unchanged, or the code of the error that it was answered with.
    outcome     varchar(40)                 not null,
    -- Whose things it was done to; null: nobody's in particular.
    tenant      varchar(255),
    -- Who did it, in whose name and in which request; null as far as nobody knows.
    actor       varchar(255),
    actor_tenant varchar(255),
    address     varchar(64),
    request_id  varchar(64),
    batch_id    varchar(24),
    detail      varchar(500)                not null
);

create index audit_by_tenant on audit (tenant, seq);
create index audit_by_time on audit (happened_at);
