-- Attendance (явка): the invited and the others who came, of one activity.

-- name: attendance_list
select json_build_object('items', coalesce(json_agg(json_build_object('person', person_ref(p.id, p.family_name, p.given_name, p.patronymic), 'organisation', g.name, 'post', coalesce(g.post, ''),
    'involvement', x.involvement, 'present', a.present, 'by_code', coalesce(a.by_code, false), 'noted_at', instant(a.noted_at, t.timezone),
    'noted_by', person_ref(n.id, n.family_name, n.given_name, n.patronymic)) order by x.involvement is null, p.family_name, p.given_name, p.id), '[]'), 'next', null)
from slot s join district t on t.district_id = s.district_id
  cross join lateral (select b.person_id, b.involvement from booking b where (b.district_id, b.slot_id) = (s.district_id, s.id) and b.state = 'booked' and b.person_id is not null
    union all select k.person_id, null from attendance k where (k.district_id, k.slot_id) = (s.district_id, s.id)
      and not exists (select from booking b where (b.district_id, b.slot_id, b.person_id) = (k.district_id, k.slot_id, k.person_id) and b.state = 'booked')) x
  join person p on (p.district_id, p.id) = (s.district_id, x.person_id)
  left join attendance a on (a.district_id, a.slot_id, a.person_id) = (s.district_id, s.id, x.person_id)
  left join person n on (n.district_id, n.id) = (a.district_id, a.noted_by)
  left join lateral (select o.name, m.post from appointment m join organisation o on (o.district_id, o.id) = (m.district_id, m.organisation_id)
    where (m.district_id, m.person_id) = (p.district_id, p.id) and m.during @> (lower(s.during) at time zone t.timezone)::date order by o.id = s.organisation_id desc, m.id limit 1) g on true
where s.district_id = (select auth.district()) and s.id = $1::uuid and (s.organisation_id = any((select auth.schools())::uuid[]) or x.person_id = (select auth.person()));

-- Ticks: {person, present}; present null takes the mark away. A tick that says what stands already changes nothing.
-- name: attendance_put
with x as (select * from jsonb_to_recordset($2::jsonb) as r(person uuid, present boolean)),
  gone as (delete from attendance a using x where a.district_id = (select auth.district()) and a.slot_id = $1::uuid and a.person_id = x.person and x.present is null),
  changed as (update attendance a set present = x.present from x where a.district_id = (select auth.district()) and a.slot_id = $1::uuid and a.person_id = x.person and a.present <> x.present)
insert into attendance (district_id, slot_id, person_id, present)
select s.district_id, s.id, x.person, x.present from slot s, x where s.district_id = (select auth.district()) and s.id = $1::uuid and x.present is not null
on conflict (district_id, slot_id, person_id) do nothing;

-- name: attendance_attend
select auth.attend($1::uuid, $2);

-- What the sender is told of his mark.
-- name: attendance_mine
select json_build_object('slot', s.id, 'day', s.day_id, 'title', s.title, 'starts_at', instant(lower(s.during), t.timezone), 'ends_at', instant(upper(s.during), t.timezone),
  'organisation', named(g.id, g.name), 'present', a.present, 'noted_at', instant(a.noted_at, t.timezone)), a.revision
from attendance a join slot s on (s.district_id, s.id) = (a.district_id, a.slot_id) join district t on t.district_id = s.district_id
  join organisation g on (g.district_id, g.id) = (s.district_id, s.organisation_id)
where a.district_id = (select auth.district()) and a.slot_id = $1::uuid and a.person_id = (select auth.person());

-- The code of the screen; until when it is shown, and when it works at all.
-- name: attendance_code
select c.code, instant(to_timestamp((floor(extract(epoch from now()) / 300) + 1) * 300), t.timezone), instant(lower(s.during) - interval '15 minutes', t.timezone),
  instant(upper(s.during), t.timezone), s.id
from slot s join district t on t.district_id = s.district_id cross join lateral (select auth.attendance_code(s.id, false) as code) c
where s.district_id = (select auth.district()) and s.id = $1::uuid and c.code is not null;
