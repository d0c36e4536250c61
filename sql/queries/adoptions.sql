-- Adoption (внедрение, 3.4): who took a practice up, what it gave, and who has seen that it is so.

-- name: adoptions_show
select json_build_object('id', a.id, 'practice', a.document_id, 'state', a.state, 'body', a.body, 'person', person_ref(p.id, p.family_name, p.given_name, p.patronymic),
  'organisation', named(s.id, s.name), 'visit', a.visit_id, 'verified_by', person_ref(w.id, w.family_name, w.given_name, w.patronymic), 'revision', a.revision), a.revision, a.state,
  a.person_id = (select auth.person())
from adoption a join person p on (p.district_id, p.id) = (a.district_id, a.person_id) join organisation s on (s.district_id, s.id) = (a.district_id, a.organisation_id)
  left join person w on (w.district_id, w.id) = (a.district_id, a.verified_by)
where a.district_id = (select auth.district()) and a.id = $1::uuid;

-- By whoever teaches or heads a school, of that school.
-- name: adoptions_create
insert into adoption (district_id, id, document_id, organisation_id, person_id, body)
select a.district_id, coalesce($1::uuid, gen_random_uuid()), $2::uuid, a.organisation_id, a.person_id, $3 from appointment a
where a.district_id = (select auth.district()) and a.person_id = (select auth.person()) and a.role in ('teacher', 'school_head') and a.during @> (select auth.today())
order by a.role = 'teacher' desc, a.id limit 1
on conflict (district_id, id) do nothing returning id;

-- The visit at which it was seen, when there was one.
-- name: adoptions_step
update adoption set state = $2, visit_id = coalesce($4::uuid, visit_id) where district_id = (select auth.district()) and id = $1::uuid and state = $3 returning id;
