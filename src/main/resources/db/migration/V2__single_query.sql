-- A query alone is a batch of one query that has a name of its own.

-- Somebody waits for it: such batches go before the others of their tenant.
alter table batch add column interactive boolean default false not null;

create table single_query (
    tenant      varchar(255) not null,
    schedule_id varchar(100) not null,
    batch_id    varchar(24)  not null,
    primary key (tenant, schedule_id),
    constraint single_of_batch foreign key (batch_id) references batch (batch_id) on delete cascade
);

create index single_by_batch on single_query (batch_id);
