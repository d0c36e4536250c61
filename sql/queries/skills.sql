-- Skills of methodists: on which competences each leads a day. Nothing marked: any.

-- Of a set there is no row to count changes of: its revision is made of what is marked.
-- part: skills_revision
(select ('x' || left(md5(coalesce(string_agg(s.framework || ' ' || s.competence, ',' order by s.framework, s.competence), '')), 7))::bit(28)::integer
  from skill s where s.district_id = (select auth.district()) and s.person_id = $1::uuid)

-- Competences of the frameworks in force, each marked or not; `others`: somebody else is marked for it.
-- name: skills_list
select json_build_object('items', coalesce(json_agg(json_build_object('id', c.id, 'code', c.code, 'name', c.name,
    'framework', json_build_object('id', e.id, 'code', e.code, 'title', e.title),
    'marked', exists (select from skill s where (s.district_id, s.person_id, s.framework, s.competence) = (c.district_id, $1::uuid, e.code, c.code)),
    'others', exists (select from skill s join appointment a on (a.district_id, a.person_id) = (s.district_id, s.person_id) and a.role = 'methodist' and a.during @> (select auth.today())
      where (s.district_id, s.framework, s.competence) = (c.district_id, e.code, c.code) and s.person_id <> $1::uuid))
    order by e.title, e.id, c.position, c.code), '[]'), 'next', null, 'revision',
@skills_revision@
  ),
@skills_revision@
from competence c join edition e on (e.district_id, e.id) = (c.district_id, c.edition_id)
where c.district_id = (select auth.district()) and c.code <> '' and e.kind = 'framework' and e.state = 'published' and e.in_force @> (select auth.today());

-- Whoever changes them holds the person, so that of two at once the second meets what the first has marked.
-- name: skills_hold
select id from person where district_id = (select auth.district()) and id = $1::uuid for update;

-- name: skills_same
select
@skills_revision@
  = $2::integer;

-- How many of those sent are competences in force, and how many were sent.
-- name: skills_known
select count(distinct c.id), (select count(distinct x) from jsonb_array_elements_text($1::jsonb) x)
from competence c join edition e on (e.district_id, e.id) = (c.district_id, c.edition_id)
where c.district_id = (select auth.district()) and c.code <> '' and e.kind = 'framework' and e.state = 'published' and e.in_force @> (select auth.today())
  and c.id in (select x::uuid from jsonb_array_elements_text($1::jsonb) x);

-- What of the frameworks in force is no longer marked goes; marks by a framework that isn't in force stay.
-- name: skills_forget
delete from skill s using competence c, edition e where s.district_id = (select auth.district()) and s.person_id = $1::uuid
  and (c.district_id, c.code) = (s.district_id, s.competence) and (e.district_id, e.id) = (c.district_id, c.edition_id) and (e.kind, e.code) = ('framework', s.framework)
  and e.state = 'published' and e.in_force @> (select auth.today()) and c.id not in (select x::uuid from jsonb_array_elements_text($2::jsonb) x);

-- name: skills_mark
insert into skill (district_id, person_id, framework, competence) select c.district_id, $1::uuid, e.code, c.code
from competence c join edition e on (e.district_id, e.id) = (c.district_id, c.edition_id)
where c.district_id = (select auth.district()) and c.id in (select x::uuid from jsonb_array_elements_text($2::jsonb) x)
on conflict (district_id, person_id, framework, competence) do nothing;
