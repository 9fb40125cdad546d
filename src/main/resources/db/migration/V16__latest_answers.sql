-- The latest attempt at each question, found by a number: H2 keeps such rows in one tree, in the order of that number, while a text as
-- key and an index by batch are two trees more, written for every query that is claimed (docs/performance.md).
--
-- Takes the place of answer. A node of the version before goes on using that one: meanwhile queries that are asked on both
-- versions run twice.
create table latest_answer (
    -- Six bits of each of the first ten characters of the key. Two questions with the same number take each other's place, which
    -- costs a run.
    question   bigint      not null primary key,
    answer_key varchar(43) not null,
    -- May be gone: then this means nothing, until housekeeping comes by.
    batch_id   varchar(24) not null,
    n          integer     not null,
    fence      bigint      not null
);
