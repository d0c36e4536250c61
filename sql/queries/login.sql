-- Before there is a session: run by the role that may open one and reads nothing of the domain.

-- name: login_demo_persons
select json_build_object('items', coalesce(json_agg(json_build_object('person', person_id, 'name', name,
  'roles', roles, 'organisation', organisation, 'post', post) order by rank, name collate ru_natural), '[]'), 'next', null)
from auth.demo_persons();

-- name: login_demo_session
select auth.open_session(district_id, person_id, 'demo') from auth.demo_persons() where person_id = $1::uuid;

-- name: login_portal_find
select id, district_id, settings -> 'jwks', settings ->> 'audience'
from portal where kind = 'plugin' and enabled and issuer = $1 and client_id = $2;

-- name: login_portal_enter
select auth.portal_enter($2::uuid, $1::uuid, $3, to_timestamp($4::double precision), $5, $6);

-- Districts by id, or all of them.
-- name: login_districts
select d from auth.districts() d where $1::text = '' or d::text = $1;

-- name: login_system
select auth.open_system_session($1::uuid, '2 hours');

-- name: login_check_document
select kind, number, dated, state, signed_on, issuer, digest, newer from auth.check_document($1);
