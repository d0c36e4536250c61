-- Filters that a person keeps for a screen; nobody else sees them.

-- name: saved_filters_list
select json_build_object('items', coalesce(json_agg(json_build_object('id', f.id, 'screen', f.screen, 'name', f.name, 'query', f.query) order by f.name, f.id), '[]'), 'next', null)
from saved_filter f where f.district_id = (select auth.district()) and f.person_id = (select auth.person()) and ($1::text is null or f.screen = $1);

-- name: saved_filters_show
select json_build_object('id', f.id, 'screen', f.screen, 'name', f.name, 'query', f.query), f.revision
from saved_filter f where f.district_id = (select auth.district()) and f.person_id = (select auth.person()) and f.id = $1::uuid;

-- The same name on the same screen means that it is kept anew.
-- name: saved_filters_create
insert into saved_filter (district_id, screen, name, query) values ((select auth.district()), $1, $2, $3)
on conflict (district_id, person_id, screen, name) do update set query = excluded.query returning id;

-- name: saved_filters_delete
delete from saved_filter where district_id = (select auth.district()) and person_id = (select auth.person()) and id = $1::uuid returning id;
