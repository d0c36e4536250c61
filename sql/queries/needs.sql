-- Needs (дефицит, потребность, запрос): whom the centre helps and with what (section 2).

-- part: need
'id', n.id, 'organisation', named(g.id, g.name), 'person', person_ref(p.id, p.family_name, p.given_name, p.patronymic),
'competence', json_build_object('id', c.id, 'code', c.code, 'name', c.name), 'subject', named(u.id, u.name), 'source', n.source, 'body', n.body,
'state', n.state, 'filed_on', (n.created_at at time zone z.timezone)::date, 'by', person_ref(w.id, w.family_name, w.given_name, w.patronymic),
'own', n.created_by is not distinct from (select auth.person()), 'revision', n.revision

-- part: tables
need n join district z on z.district_id = n.district_id
  join organisation g on (g.district_id, g.id) = (n.district_id, n.organisation_id)
  join competence c on (c.district_id, c.id) = (n.district_id, n.competence_id)
  left join person p on (p.district_id, p.id) = (n.district_id, n.person_id)
  left join subject u on (u.district_id, u.id) = (n.district_id, n.subject_id)
  left join person w on (w.district_id, w.id) = (n.district_id, n.created_by)

-- name: needs_list
select list_page(array_agg(j), array_agg(id), coalesce($5::integer, 100)) from (
  select n.id, json_build_object(
  @need@
  ) as j from
  @tables@
  where n.district_id = (select auth.district()) and ($1::uuid is null or n.organisation_id = $1::uuid) and ($2::uuid is null or n.person_id = $2::uuid)
    and ($3::uuid is null or n.competence_id = $3::uuid) and ($4::text is null or n.state = $4)
    and ($7::text = 'district' or n.person_id = (select auth.person()) or n.created_by = (select auth.person())
      or $7::text = 'school' and n.organisation_id = any((select auth.schools())::uuid[]))
    and ($6::uuid is null or (n.created_at, n.id) < (select x.created_at, x.id from need x where x.district_id = n.district_id and x.id = $6::uuid))
  order by n.created_at desc, n.id desc limit coalesce($5::integer, 100) + 1) x;

-- name: needs_show
select json_build_object(
  @need@
  ), n.revision, n.state, n.created_by is not distinct from (select auth.person()) from
  @tables@
where n.district_id = (select auth.district()) and n.id = $1::uuid;

-- A need is of the person's own school when only the person is named.
-- name: needs_create
insert into need (district_id, id, organisation_id, person_id, competence_id, subject_id, source, body)
select (select auth.district()), coalesce($1::uuid, gen_random_uuid()), coalesce(nullif($2, '')::uuid, (select a.organisation_id from appointment a
    where a.district_id = (select auth.district()) and a.person_id = coalesce(nullif($3, '')::uuid, (select auth.person()))
      and a.role in ('teacher', 'school_head') and a.during @> (select auth.today()) order by a.role = 'teacher' desc, a.id limit 1)),
  nullif($3, '')::uuid, $4::uuid, nullif($5, '')::uuid, $6, $7
on conflict (district_id, id) do nothing returning id;

-- name: needs_step
update need set state = $2 where district_id = (select auth.district()) and id = $1::uuid returning id;
