-- Queries that ask the same run once. Only additions: a node of the version before this one runs every query by itself.

-- How old an answer may be that the caller accepts; null: what the data source says.
alter table batch_item add column cache_minutes integer;

-- When the source was asked for what is in the result, and how it came here (SHARED, CACHED); null: this attempt asked.
alter table query add column as_of timestamp(3) with time zone;
alter table query add column source varchar(8);

-- Waits for the answer to another query, and accepts it if its source is asked no earlier than this; null: waits for its turn.
alter table requeued add column accepts_from timestamp(3) with time zone;

-- The latest attempt at each question, by the hash of everything its answer depends on.
create table answer (
    answer_key varchar(43) not null primary key,
    batch_id   varchar(24) not null,
    n          integer     not null,
    fence      bigint      not null,
    constraint answer_of_batch foreign key (batch_id) references batch (batch_id) on delete cascade
);

create index answer_by_batch on answer (batch_id);
