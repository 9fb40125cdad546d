-- Queries that share a scan: one of them leads, and takes a slot; the others ride. Only additions: a node of the version
-- before this one runs every query by itself.

-- The query whose scan answers this one too; its own number, or null, if it leads one or runs by itself.
alter table query add column lead integer;

-- How many of the running queries ride: concurrency is what is left of running.
alter table batch add column riding integer default 0 not null;
