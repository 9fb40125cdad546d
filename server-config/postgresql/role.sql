-- The role and the database of the store. Run it once, as a superuser: psql -f role.sql
-- The server makes and changes its tables by itself (docs/upgrade.md), so the role owns a schema, and nothing else.

create role querybatch login nosuperuser nocreatedb nocreaterole noreplication noinherit password 'change me';

-- A server that stands still in the middle of a transaction (a paused machine) must not hold up the others. None of its
-- transactions waits for anybody but the database, so a minute is long.
alter role querybatch set idle_in_transaction_session_timeout = '60s';

-- What the server asks for by itself; said here, too, it holds behind a pooler that hands sessions around.
alter role querybatch set synchronous_commit = on;

create database querybatch;
revoke all on database querybatch from public;
grant connect on database querybatch to querybatch;

\connect querybatch
revoke all on schema public from public;
create schema querybatch authorization querybatch;
alter role querybatch in database querybatch set search_path = querybatch;
