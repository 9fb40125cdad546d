-- What every tenant used on a day (of UTC), for its quotas. Only an addition: a node of the version before this one counts nothing.

create table tenant_use (
    tenant       varchar(255) not null,
    use_day      date         not null,
    queries      bigint       not null,
    result_rows  bigint       not null,
    result_bytes bigint       not null,
    primary key (tenant, use_day)
);

create index tenant_use_by_day on tenant_use (use_day);
