-- Items that could not be planned, in batches that were accepted nevertheless: each is one query, which has failed with the
-- submission and never has a row of its own. Only additions: a node of the version before this one starts no query behind such an
-- item, and leaves that to the others.

-- How many of the batch's queries are such; next_n is never the number of one.
alter table batch add column unplanned integer default 0 not null;

-- Why the item could not be planned; null: it could.
alter table batch_item add column error_code varchar(40);
alter table batch_item add column error_description varchar(2048);

-- What the caller sent, as JSON, for those who ask for it again.
alter table batch_item add column submitted text;

-- How fast the batch has gone of late (execution.Pace): up to when and to how many ended queries that was looked at, and sums over
-- stretches of time, in which older ones count less.
alter table batch add column pace_time timestamp(3) with time zone;
alter table batch add column pace_first integer;
alter table batch add column pace_ended integer;
alter table batch add column pace_moves double precision;
alter table batch add column pace_queries double precision;
alter table batch add column pace_seconds double precision;
alter table batch add column pace_busy double precision;
alter table batch add column pace_spread double precision;
alter table batch add column pace_all_seconds double precision;
