-- The sender of a request, and what the first screen needs to know of him.

-- name: session_enter
select person_id, district_id, array_to_string(roles, ','), csrf, zone, today
from auth.enter($1);

-- name: session_show
select json_build_object(
  'person', p.id,
  'name', concat_ws(' ', p.family_name, p.given_name, p.patronymic),
  'short', person_short(p.family_name, p.given_name, p.patronymic),
  'roles', (select coalesce(json_agg(distinct a.role), '[]') from appointment a
            where a.district_id = p.district_id and a.person_id = p.id and a.during @> (select auth.today())),
  'appointments', (select coalesce(json_agg(json_build_object('role', a.role, 'post', a.post, 'acting', a.acting,
              'organisation', json_build_object('id', o.id, 'name', o.name, 'kind', o.kind)) order by a.role, o.name), '[]')
            from appointment a join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id)
            where a.district_id = p.district_id and a.person_id = p.id and a.during @> (select auth.today())),
  'csrf', $1::text,
  'district', json_build_object('id', d.district_id, 'name', d.name, 'timezone', d.timezone),
  'today', (select auth.today()),
  'school_year', school_year((select auth.today())),
  'demo', $2::boolean)
from person p join district d using (district_id)
where p.district_id = (select auth.district()) and p.id = (select auth.person());

-- name: session_delete
select auth.sign_out();
