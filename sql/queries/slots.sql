-- The programme of a day: slots (мероприятия) with their rooms, classes and people.

-- part: slot
json_build_object('id', s.id, 'day', s.day_id, 'form', named(f.id, f.name), 'direction', s.direction, 'title', s.title,
  'starts_at', instant(lower(s.during), t.timezone), 'ends_at', instant(upper(s.during), t.timezone), 'organisation', named(g.id, g.name),
  'lesson', (select json_build_object('id', n.id, 'number', n.number, 'class', class_name(c.grade, c.letter), 'subject', u.name)
    from lesson n join school_class c on (c.district_id, c.id) = (n.district_id, n.class_id) left join subject u on (u.district_id, u.id) = (n.district_id, n.subject_id)
    where (n.district_id, n.id) = (s.district_id, s.lesson_id)),
  'capacity', s.capacity, 'expected_result', s.expected_result,
  'rooms', (select coalesce(json_agg(named(r.id, r.name) order by r.name), '[]') from booking b join room r on (r.district_id, r.id) = (b.district_id, b.room_id)
    where (b.district_id, b.slot_id) = (s.district_id, s.id) and b.state = 'booked'),
  'classes', (select coalesce(json_agg(named(c.id, class_name(c.grade, c.letter)) order by c.grade, c.letter), '[]') from booking b
    join school_class c on (c.district_id, c.id) = (b.district_id, b.class_id) where (b.district_id, b.slot_id) = (s.district_id, s.id) and b.state = 'booked'),
  'people', (select coalesce(json_agg(json_build_object('id', p.id, 'short', person_short(p.family_name, p.given_name, p.patronymic), 'involvement', b.involvement)
      order by b.involvement, p.family_name, p.id), '[]') from booking b
    join person p on (p.district_id, p.id) = (b.district_id, b.person_id) where (b.district_id, b.slot_id) = (s.district_id, s.id) and b.state = 'booked'),
  'visit', (select json_build_object('id', v.id, 'state', v.state) from visit v where (v.district_id, v.slot_id) = (s.district_id, s.id)
    and v.state <> 'cancelled' order by v.created_at limit 1),
  'cancelled', s.cancelled, 'revision', s.revision)

-- part: tables
slot s join district t on t.district_id = s.district_id join form f on (f.district_id, f.id) = (s.district_id, s.form_id)
  join organisation g on (g.district_id, g.id) = (s.district_id, s.organisation_id)

-- name: slots_list
select json_build_object('items', coalesce(json_agg(j order by at, id), '[]'), 'next', null) from (
  select s.id, lower(s.during) as at,
  @slot@
  as j from
  @tables@
  where s.district_id = (select auth.district()) and s.day_id = $1::uuid order by 2 limit 500) x;

-- name: slots_show
select
  @slot@
  , s.revision from
  @tables@
where s.district_id = (select auth.district()) and s.id = $1::uuid;

-- A lesson gives form, title and times by the bells of its school on the day's date.
-- name: slots_create
insert into slot (district_id, id, day_id, lesson_id, organisation_id, form_id, direction, title, during, capacity, expected_result)
select d.district_id, coalesce($1::uuid, gen_random_uuid()), d.id, l.id, coalesce(nullif($9, '')::uuid, l.organisation_id, d.organisation_id),
  coalesce(nullif($3, '')::uuid, case when l.id is not null then v.id end), $4,
  coalesce(nullif($5, ''), v.name || ': ' || coalesce(u.name || ', ', '') || class_name(c.grade, c.letter)),
  case when l.id is not null then tstzrange((d.held_on + b.starts) at time zone t.timezone, (d.held_on + b.ends) at time zone t.timezone)
    else tstzrange($6::timestamptz, $7::timestamptz) end, nullif($11, '')::integer, nullif($10, '')
from day d join district t on t.district_id = d.district_id
  left join lesson l on l.district_id = d.district_id and l.id = nullif($8, '')::uuid
  left join bell b on (b.district_id, b.organisation_id, b.profile, b.lesson) = (l.district_id, l.organisation_id, l.profile, l.number)
  left join school_class c on (c.district_id, c.id) = (l.district_id, l.class_id)
  left join subject u on (u.district_id, u.id) = (l.district_id, l.subject_id)
  left join form v on v.district_id = d.district_id and lower(v.name) = 'посещение урока'
where d.district_id = (select auth.district()) and d.id = $2::uuid
on conflict (district_id, id) do nothing returning id;

-- Does the timetable have this lesson on the day's date?
-- name: slots_lesson_fits
select l.weekday = extract(isodow from d.held_on) and l.term @> d.held_on and auth.is_working(d.held_on), to_char(d.held_on, 'DD.MM.YYYY')
from day d join lesson l on l.district_id = d.district_id and l.id = $2::uuid where d.district_id = (select auth.district()) and d.id = $1::uuid;

-- Room, teacher and class of the slot's lesson; of combined classes, each.
-- name: slots_book_lesson
insert into booking (district_id, slot_id, person_id, room_id, class_id, involvement, during)
select s.district_id, s.id, x.person_id, x.room_id, x.class_id, case when x.person_id is not null then 'shows' end, s.during
from slot s join lesson l on (l.district_id, l.id) = (s.district_id, s.lesson_id)
  cross join lateral (select l.teacher_id as person_id, null::uuid as room_id, null::uuid as class_id
    union select null, l.room_id, null where l.room_id is not null
    union select null, null, m.class_id from lesson m where (m.district_id, m.organisation_id, m.teacher_id, m.weekday, m.profile, m.number)
      = (l.district_id, l.organisation_id, l.teacher_id, l.weekday, l.profile, l.number) and m.term && l.term) x
where s.district_id = (select auth.district()) and s.id = $1::uuid;

-- name: slots_book_people
insert into booking (district_id, slot_id, person_id, involvement, during)
select s.district_id, s.id, x.person, x.involvement, s.during from slot s, jsonb_to_recordset($2::jsonb) x(person uuid, involvement text)
where s.district_id = (select auth.district()) and s.id = $1::uuid
  and not exists (select from booking b where b.district_id = s.district_id and b.slot_id = s.id and b.person_id = x.person) order by x.person;

-- name: slots_book_rooms
insert into booking (district_id, slot_id, room_id, during)
select s.district_id, s.id, x::uuid, s.during from slot s, jsonb_array_elements_text($2::jsonb) x
where s.district_id = (select auth.district()) and s.id = $1::uuid
  and not exists (select from booking b where b.district_id = s.district_id and b.slot_id = s.id and b.room_id = x::uuid) order by x;

-- name: slots_book_classes
insert into booking (district_id, slot_id, class_id, during)
select s.district_id, s.id, x::uuid, s.during from slot s, jsonb_array_elements_text($2::jsonb) x
where s.district_id = (select auth.district()) and s.id = $1::uuid
  and not exists (select from booking b where b.district_id = s.district_id and b.slot_id = s.id and b.class_id = x::uuid) order by x;

-- Who isn't in the new lists goes before the slot moves: he mustn't clash with where it goes.
-- name: slots_release
delete from booking b where b.district_id = (select auth.district()) and b.slot_id = $1::uuid and (
  $2::jsonb is not null and b.person_id is not null and not exists (select from jsonb_to_recordset($2::jsonb) x(person uuid, involvement text)
    where x.person = b.person_id and x.involvement = b.involvement)
  or $3::jsonb is not null and b.room_id is not null and not $3::jsonb ? b.room_id::text
  or $4::jsonb is not null and b.class_id is not null and not $4::jsonb ? b.class_id::text);

-- name: slots_update
update slot set form_id = coalesce($3::uuid, form_id), direction = coalesce($4, direction), title = coalesce($5, title),
  during = tstzrange(coalesce($6::timestamptz, lower(during)), coalesce($7::timestamptz, upper(during))),
  organisation_id = coalesce(nullif($8, '')::uuid, organisation_id), expected_result = nullif(coalesce($9, expected_result), ''),
  capacity = case when $10::text is null then capacity else nullif($10, '')::integer end
where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer returning id;

-- name: slots_delete
with gone as (delete from booking where district_id = (select auth.district()) and slot_id = $1::uuid),
  needs as (delete from slot_need where district_id = (select auth.district()) and slot_id = $1::uuid)
select id from slot where district_id = (select auth.district()) and id = $1::uuid;

-- name: slots_delete_row
delete from slot where district_id = (select auth.district()) and id = $1::uuid returning id;

-- name: slots_cancel_all
update slot set cancelled = true where district_id = (select auth.district()) and day_id = $1::uuid and not cancelled;
