-- A tenant's batches, newest first. Single queries are batches, too, and there may be many more of them. Neither column ever
-- changes, so this index costs nothing when a batch moves.
create index batch_by_tenant_and_kind on batch (tenant, interactive, seq);

-- The batch whose failed queries this one asks again; it may be gone before this one is.
alter table batch add column retry_of varchar(24);
