-- Submissions that carried an Idempotency-Key, for a day. They outlive their batches: who comes again when the batch is gone must not
-- have it run once more.
create table idempotency_key (
    tenant     varchar(255)                not null,
    key_text   varchar(255)                not null,
    body_hash  varchar(64)                 not null,
    batch_id   varchar(24)                 not null,
    created_at timestamp(3) with time zone not null,
    primary key (tenant, key_text)
);

create index idempotency_key_by_age on idempotency_key (created_at);
