-- API keys. Only an addition: a node of the version before this one lets none of their holders in.

create sequence api_key_seq;

create table api_key (
    key_id        varchar(20)                 not null primary key,
    seq           bigint                      not null unique,
    tenant        varchar(255)                not null,
    name          varchar(255)                not null,
    -- Names of scopes with a blank between them.
    scopes        varchar(100)                not null,
    -- As in the claim; the text null: everything.
    access_rights text                        not null,
    -- HMAC of the key under the server's secret, in hex. The key itself is nowhere.
    seal          varchar(64)                 not null,
    created_time  timestamp(3) with time zone not null,
    created_by    varchar(255),
    expires_time  timestamp(3) with time zone not null,
    revoked_time  timestamp(3) with time zone
);

create index api_key_by_tenant on api_key (tenant, seq);
