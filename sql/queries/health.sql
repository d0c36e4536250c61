-- Is the database there, and is it the one that this program was built for?

-- name: health_show
select coalesce(max(number), 0) from schema_migration;
