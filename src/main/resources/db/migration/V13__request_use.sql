-- How much every tenant asked in an hour, for all nodes. Only an addition: a node of the version before this one counts nothing.

create table request_use (
    tenant     varchar(255)             not null,
    hour_begin timestamp with time zone not null,
    requests   bigint                   not null,
    primary key (tenant, hour_begin)
);

create index request_use_by_hour on request_use (hour_begin);
