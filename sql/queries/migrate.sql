-- The administrator's commands that the owner of the tables runs, past any district's session.

-- One program at a time; the others wait.
-- name: migrate_lock
select pg_advisory_xact_lock(hashtextextended('metodden migrate', 0));

-- name: migrate_seen
select number, name, digest from schema_migration order by number;

-- name: migrate_note
insert into schema_migration (number, name, digest) values ($1::integer, $2, $3);

-- name: migrate_timezone
select name from pg_timezone_names where name = $1;

-- name: migrate_create_district
select auth.create_district($1, $2);
