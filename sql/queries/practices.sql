-- Pedagogical practice (педагогический опыт, 4.6c): the bank of cards. A card is a document; what is shown to
-- whom, and when, is row security's.

-- part: practice
'id', o.id, 'state', o.state, 'title', o.title, 'organisation', named(g.id, g.name), 'person', person_ref(t.id, t.family_name, t.given_name, t.patronymic),
'subject', named(u.id, u.name), 'competence', named(k.id, k.name), 'visit', o.visit_id, 'since', (o.state_since at time zone (select auth.zone()))::date,
'authors', (select coalesce(json_agg(person_ref(p.id, p.family_name, p.given_name, p.patronymic)::jsonb || jsonb_build_object('consented', c.id is not null) order by p.id = o.person_id desc, p.family_name, p.id), '[]')
  from party y join person p on (p.district_id, p.id) = (y.district_id, y.person_id)
    left join consent c on (c.district_id, c.document_id, c.person_id) = (y.district_id, y.document_id, y.person_id) and c.purpose = 'publish_practice' and c.withdrawn_at is null
  where (y.district_id, y.document_id) = (o.district_id, o.id) and y.part = 'author'),
'adopted', (select count(*) from adoption a where (a.district_id, a.document_id) = (o.district_id, o.id) and a.state = 'verified'), 'revision', o.revision

-- part: tables
document o join organisation g on (g.district_id, g.id) = (o.district_id, o.organisation_id) left join person t on (t.district_id, t.id) = (o.district_id, o.person_id)
  left join subject u on (u.district_id, u.id) = (o.district_id, o.subject_id) left join competence k on (k.district_id, k.id) = (o.district_id, o.competence_id)

-- Words are looked for in the title and in the text of the card.
-- name: practices_list
select list_page(array_agg(j), array_agg(id), coalesce($7::integer, 50)) from (
  select o.id, json_build_object(
  @practice@
  ) as j from
  @tables@
  where o.district_id = (select auth.district()) and o.kind = 'practice_card' and ($1::text is null or o.state = $1)
    and ($2::uuid is null or o.competence_id = $2::uuid) and ($3::uuid is null or o.subject_id = $3::uuid) and ($4::uuid is null or o.organisation_id = $4::uuid)
    and ($5::text is null or position(lower($5) in lower(o.title || ' ' || o.body::text)) > 0)
    and ($6::text is null or o.person_id = (select auth.person()) or o.created_by = (select auth.person()) or auth.is_author(o.id))
    and ($8::uuid is null or (o.created_at, o.id) < (select c.created_at, c.id from document c where c.district_id = o.district_id and c.id = $8::uuid))
  order by o.created_at desc, o.id desc limit coalesce($7::integer, 50) + 1) x;

-- name: practices_show
select json_build_object(
  @practice@
  , 'body', o.body, 'version', o.version,
  'author', auth.is_author(o.id), 'consented', exists (select from consent c where (c.district_id, c.document_id) = (o.district_id, o.id) and c.person_id = (select auth.person())
    and c.purpose = 'publish_practice' and c.withdrawn_at is null),
  'adoptions', (select coalesce(json_agg(json_build_object('id', a.id, 'state', a.state, 'body', a.body, 'person', person_ref(p.id, p.family_name, p.given_name, p.patronymic),
      'organisation', named(s.id, s.name), 'visit', a.visit_id, 'verified_by', person_ref(w.id, w.family_name, w.given_name, w.patronymic), 'at', (a.created_at at time zone (select auth.zone()))::date,
      'can', (select coalesce(json_agg(x.event order by x.event), '[]') from transition x where x.machine = 'adoption' and x.state_from = a.state and auth.has(x.roles)
        and x.event in ('verify', 'refuse') and a.person_id <> (select auth.person()))) order by a.created_at, a.id), '[]')
    from adoption a join person p on (p.district_id, p.id) = (a.district_id, a.person_id) join organisation s on (s.district_id, s.id) = (a.district_id, a.organisation_id)
      left join person w on (w.district_id, w.id) = (a.district_id, a.verified_by) where (a.district_id, a.document_id) = (o.district_id, o.id)),
  'can', (select coalesce(json_agg(x.event order by x.event), '[]') from transition x where x.machine = 'practice' and x.state_from = o.state and auth.has(x.roles)
    and x.event in ('describe', 'rework', 'submit', 'publish', 'adopt', 'archive') and (o.person_id = (select auth.person()) or o.organisation_id = any((select auth.schools())::uuid[]))),
  'editable', o.state in ('noticed', 'described') and (o.person_id = (select auth.person()) or auth.has('{methodist,centre_head}')),
  'claimable', o.state in ('published', 'adopted') and auth.has('{teacher,school_head}') and not auth.is_author(o.id) and not exists (select from adoption a
    where (a.district_id, a.document_id) = (o.district_id, o.id) and a.person_id = (select auth.person()))), o.revision, o.state, o.body
from
  @tables@
where o.district_id = (select auth.district()) and o.id = $1::uuid and o.kind = 'practice_card';

-- A card begins with what was seen at the lesson; its other headings are the author's to fill. Seen means
-- that the visit's sheets are open to the reader. Answers organisation, person, visit, subject, body.
-- name: practices_draft_visit
select v.organisation_id, v.teacher_id, v.id, v.subject_id, (select jsonb_agg(y.b order by y.n) from (
  select f.n, jsonb_build_object('b', f.b, 'text', f.words) as b from (values (1, 'heading', 'Где отмечен опыт'),
    (2, 'para', concat_ws(', ', u.name, class_name(c.grade, c.letter), to_char(v.held_on, 'DD.MM.YYYY'), v.topic)),
    (3, 'heading', 'Идея опыта и её содержание'), (4, 'para', (select string_agg(h.strengths, E'\n' order by h.id) from sheet h where (h.district_id, h.visit_id) = (v.district_id, v.id)
      and h.part = 'visitor' and h.state = 'submitted' and v.state not in ('planned', 'held', 'cancelled'))),
    (5, 'heading', 'Условия применения'), (6, 'heading', 'Трудоёмкость и ограничения'), (7, 'heading', 'Материалы'), (8, 'heading', 'Последователи')) f(n, b, words) where f.words is not null) y)
from visit v left join subject u on (u.district_id, u.id) = (v.district_id, v.subject_id) left join school_class c on (c.district_id, c.id) = (v.district_id, v.class_id)
where v.district_id = (select auth.district()) and v.id = $1::uuid;

-- name: practices_draft_own
select a.organisation_id, a.person_id, null, null, (select jsonb_agg(jsonb_build_object('b', 'heading', 'text', f.words) order by f.n) from (values (1, 'Идея опыта и её содержание'),
  (2, 'Условия применения'), (3, 'Трудоёмкость и ограничения'), (4, 'Материалы'), (5, 'Последователи')) f(n, words))
from appointment a where a.district_id = (select auth.district()) and a.person_id = (select auth.person()) and a.role in ('teacher', 'school_head') and a.during @> (select auth.today())
order by a.role = 'teacher' desc, a.id limit 1;

-- name: practices_insert
insert into document (district_id, id, kind, state, organisation_id, person_id, visit_id, subject_id, competence_id, title, body)
values ((select auth.district()), coalesce($1::uuid, gen_random_uuid()), 'practice_card', 'noticed', $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6::uuid, $7, $8::jsonb)
on conflict (district_id, id) do nothing returning id;

-- name: practices_author
insert into party (district_id, document_id, person_id, part) values ((select auth.district()), $1::uuid, $2::uuid, 'author') returning id;

-- name: practices_update
update document set title = coalesce($3, title), body = coalesce($4::jsonb, body), subject_id = case when $5::text is null then subject_id else nullif($5, '')::uuid end,
  competence_id = case when $6::text is null then competence_id else nullif($6, '')::uuid end
where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer and kind = 'practice_card' returning id;

-- name: practices_step
update document set state = $2 where district_id = (select auth.district()) and id = $1::uuid and state = $3 and kind = 'practice_card' returning id;

-- name: practices_consent
insert into consent (district_id, document_id, person_id, purpose) values ((select auth.district()), $1::uuid, (select auth.person()), 'publish_practice') returning id;

-- name: practices_withdraw
update consent set withdrawn_at = now() where district_id = (select auth.district()) and document_id = $1::uuid and person_id = (select auth.person())
  and purpose = 'publish_practice' and withdrawn_at is null returning id;
