-- Before there is a session: run by the role that may open one and reads nothing of the domain.

-- name: login_demo_persons
select json_build_object('items', coalesce(json_agg(json_build_object('person', person_id, 'name', name,
  'roles', roles, 'organisation', organisation, 'post', post) order by rank, name), '[]'), 'next', null)
from auth.demo_persons();

-- name: login_demo_session
select auth.open_session(district_id, person_id, 'demo') from auth.demo_persons() where person_id = $1::uuid;
