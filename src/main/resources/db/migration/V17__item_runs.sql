-- Rows of batch_item that stand for several items, which become one query each (planning.ItemRun, docs/adr/0016). A node of a
-- version before this one cannot read them; there was no release before it.

-- How many items the row has.
alter table batch_item add column items integer default 1 not null;
