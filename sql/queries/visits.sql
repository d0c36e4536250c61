-- Lesson visits (посещение урока). The result is that of the visitors' sheets in force, in per cent of
-- the applicable maximum; the word of its level belongs to the rubric.

-- part: visit
'id', v.id, 'held_on', v.held_on, 'organisation', named(g.id, g.name), 'teacher', person_ref(t.id, t.family_name, t.given_name, t.patronymic),
'subject', named(u.id, u.name), 'class', named(c.id, class_name(c.grade, c.letter)), 'topic', v.topic,
'rubric', json_build_object('id', e.id, 'code', e.code, 'version', e.version, 'title', e.title), 'state', v.state, 'slot', v.slot_id, 'day', s.day_id,
'starts_at', instant(lower(s.during), z.timezone), 'ends_at', instant(upper(s.during), z.timezone),
'visitors', (select coalesce(json_agg(person_ref(p.id, p.family_name, p.given_name, p.patronymic) order by p.family_name, p.id), '[]') from person p
  where p.district_id = v.district_id and p.id in (
    select b.person_id from booking b where (b.district_id, b.slot_id) = (v.district_id, v.slot_id) and b.involvement = 'visits' and b.state = 'booked'
    union select h.author_id from sheet h where (h.district_id, h.visit_id) = (v.district_id, v.id) and h.part = 'visitor')),
'percent', r.percent, 'level', level_word(e.body -> 'bands', r.percent), 'revision', v.revision

-- part: tables
visit v join organisation g on (g.district_id, g.id) = (v.district_id, v.organisation_id)
  join person t on (t.district_id, t.id) = (v.district_id, v.teacher_id) join edition e on (e.district_id, e.id) = (v.district_id, v.rubric_id)
  left join subject u on (u.district_id, u.id) = (v.district_id, v.subject_id) left join school_class c on (c.district_id, c.id) = (v.district_id, v.class_id)
  left join slot s on (s.district_id, s.id) = (v.district_id, v.slot_id) join district z on z.district_id = v.district_id
  left join lateral (select round(100 * sum(h.points) / nullif(sum(h.max_points), 0), 1) as percent from sheet h
    where (h.district_id, h.visit_id) = (v.district_id, v.id) and h.part = 'visitor' and h.state = 'submitted'
      and v.state not in ('planned', 'held')) r on true

-- $9: visits that marked the competence, by any version of its framework: what a picture of it rests on.
-- part: filter
and ($1::uuid is null or s.day_id = $1::uuid) and ($2::uuid is null or v.organisation_id = $2::uuid) and ($3::uuid is null or v.teacher_id = $3::uuid)
and ($4::text is null or v.state = $4) and ($5::date is null or v.held_on >= $5::date) and ($6::date is null or v.held_on <= $6::date)
and ($9::uuid is null or exists (select from sheet h join score k on (k.district_id, k.sheet_id) = (h.district_id, h.id)
  join competence a on (a.district_id, a.id) = (k.district_id, k.competence_id) join edition e1 on (e1.district_id, e1.id) = (a.district_id, a.edition_id)
  join competence b on b.district_id = a.district_id and b.id = $9::uuid and b.code = a.code
  join edition e2 on (e2.district_id, e2.id) = (b.district_id, b.edition_id) and (e2.kind, e2.code) = (e1.kind, e1.code)
  where (h.district_id, h.visit_id) = (v.district_id, v.id) and k.part = 'visitor'))
and ($8::uuid is null or (v.held_on, v.id) < (select x.held_on, x.id from visit x where x.district_id = v.district_id and x.id = $8::uuid))
order by v.held_on desc, v.id desc limit coalesce($7::integer, 50) + 1

-- Three lists, one for each scope: row security is the net, the named scope finds the index.
-- name: visits_list_district
select list_page(array_agg(j), array_agg(id), coalesce($7::integer, 50)) from (select v.id, json_build_object(
  @visit@
  ) as j from
  @tables@
  where v.district_id = (select auth.district())
  @filter@
  ) x;

-- name: visits_list_school
select list_page(array_agg(j), array_agg(id), coalesce($7::integer, 50)) from (select v.id, json_build_object(
  @visit@
  ) as j from
  @tables@
  where v.district_id = (select auth.district()) and (v.organisation_id = any((select auth.schools())::uuid[]) or v.teacher_id = (select auth.person()))
  @filter@
  ) x;

-- name: visits_list_own
select list_page(array_agg(j), array_agg(id), coalesce($7::integer, 50)) from (select v.id, json_build_object(
  @visit@
  ) as j from
  @tables@
  where v.district_id = (select auth.district()) and v.teacher_id = (select auth.person())
  @filter@
  ) x;

-- name: visits_show
select json_build_object(
  @visit@
  , 'aim', v.aim, 'pupils_listed', v.pupils_listed, 'pupils_present', v.pupils_present, 'source', v.source,
  'lesson', (select n.number from lesson n where (n.district_id, n.id) = (s.district_id, s.lesson_id)),
  'rooms', (select coalesce(json_agg(m.name order by m.name), '[]') from booking b join room m on (m.district_id, m.id) = (b.district_id, b.room_id)
    where (b.district_id, b.slot_id) = (s.district_id, s.id) and b.state = 'booked'),
  'sheets', (select coalesce(json_agg(json_build_object('id', h.id, 'author', person_ref(p.id, p.family_name, p.given_name, p.patronymic), 'part', h.part,
      'state', h.state, 'version', h.version, 'supersedes', h.supersedes_id, 'points', h.points, 'max_points', h.max_points,
      'percent', round(100 * h.points / nullif(h.max_points, 0), 1), 'level', level_word(e.body -> 'bands', round(100 * h.points / nullif(h.max_points, 0), 1)), 'differs', h.differs)
      order by h.part desc, p.family_name, h.version), '[]') from sheet h join person p on (p.district_id, p.id) = (h.district_id, h.author_id)
    where (h.district_id, h.visit_id) = (v.district_id, v.id)),
  'receipts', (select coalesce(json_agg(json_build_object('person', person_ref(p.id, p.family_name, p.given_name, p.patronymic), 'kind', k.kind, 'body', k.body,
      'at', instant(k.at, z.timezone)) order by k.at), '[]') from receipt k join person p on (p.district_id, p.id) = (k.district_id, k.person_id)
    where (k.district_id, k.visit_id) = (v.district_id, v.id)),
  'can', (select coalesce(json_agg(x.event order by x.event), '[]') from transition x where x.machine = 'visit' and x.state_from = v.state
    and auth.has(x.roles) and x.event <> 'restore' and (x.event not in ('acknowledge', 'object') or v.teacher_id = (select auth.person())))), v.revision, v.state, v.teacher_id = (select auth.person())
from
  @tables@
where v.district_id = (select auth.district()) and v.id = $1::uuid;

-- Teacher, class, subject and date are the slot's.
-- name: visits_create
insert into visit (district_id, id, organisation_id, teacher_id, slot_id, rubric_id, subject_id, class_id, held_on, topic, aim)
select s.district_id, coalesce($1::uuid, gen_random_uuid()), s.organisation_id, b.person_id, s.id, $3::uuid, l.subject_id,
  (select k.class_id from booking k where (k.district_id, k.slot_id) = (s.district_id, s.id) and k.class_id is not null and k.state = 'booked' order by k.class_id = l.class_id desc limit 1),
  (lower(s.during) at time zone z.timezone)::date, nullif($4, ''), nullif($5, '')
from slot s join district z on z.district_id = s.district_id left join lesson l on (l.district_id, l.id) = (s.district_id, s.lesson_id)
  join lateral (select k.person_id from booking k where (k.district_id, k.slot_id) = (s.district_id, s.id) and k.involvement = 'shows' and k.state = 'booked'
    order by k.person_id = l.teacher_id desc, k.created_at limit 1) b on true
where s.district_id = (select auth.district()) and s.id = $2::uuid
on conflict (district_id, id) do nothing returning id;

-- name: visits_update
update visit set topic = nullif(coalesce($3, topic), ''), aim = nullif(coalesce($4, aim), ''),
  pupils_listed = case when $5::text is null then pupils_listed else nullif($5, '')::integer end,
  pupils_present = case when $6::text is null then pupils_present else nullif($6, '')::integer end
where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer returning id;

-- name: visits_step
update visit set state = $2 where district_id = (select auth.district()) and id = $1::uuid returning id;

-- name: visits_answer
insert into receipt (district_id, visit_id, person_id, kind, body) values ((select auth.district()), $1::uuid, (select auth.person()), $2, nullif($3, ''));

-- Are the sheets of all who were to visit in? Asked past row security: drafts of others are hidden.
-- name: visits_ready
select auth.visit_is_ready($1::uuid);
