-- Where batches come from, and who did what. Only additions: a node of the version before this one writes neither, and its batches
-- begin no traces.

-- The request that a batch was accepted in, and its place in the caller's trace (W3C Trace Context); null: there is none.
alter table batch add column request_id varchar(64);
alter table batch add column trace_parent varchar(55);
alter table batch add column trace_state varchar(512);
