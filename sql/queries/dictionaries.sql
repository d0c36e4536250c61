-- What a school and a district consist of: short lists that screens choose from.

-- name: rooms_list
select list_page(array_agg(j), array_agg(id), 500) from (
  select r.id, json_build_object('id', r.id, 'name', r.name, 'seats', r.seats) as j from room r
  where r.district_id = (select auth.district()) and r.organisation_id = $1::uuid and r.retired_on is null order by r.position, r.name, r.id limit 501) x;

-- name: classes_list
select list_page(array_agg(j), array_agg(id), 500) from (
  select c.id, json_build_object('id', c.id, 'grade', c.grade, 'letter', c.letter, 'pupils', c.pupils,
    'name', class_name(c.grade, c.letter)) as j from school_class c
  where c.district_id = (select auth.district()) and c.organisation_id = $1::uuid
    and c.school_year = coalesce($2::integer, school_year((select auth.today()))) and c.retired_on is null order by c.grade, c.letter, c.id limit 501) x;

-- name: bells_list
select json_build_object('items', coalesce(json_agg(json_build_object('profile', profile, 'lesson', lesson,
  'starts', to_char(starts, 'HH24:MI'), 'ends', to_char(ends, 'HH24:MI')) order by profile, lesson), '[]'), 'next', null)
from bell where district_id = (select auth.district()) and organisation_id = $1::uuid;

-- name: forms_list
select json_build_object('items', coalesce(json_agg(json_build_object('id', id, 'name', name, 'is_day', is_day) order by is_day desc, position, name), '[]'), 'next', null)
from form where district_id = (select auth.district()) and retired_on is null;

-- name: subjects_list
select json_build_object('items', coalesce(json_agg(json_build_object('id', id, 'name', name) order by position, name), '[]'), 'next', null)
from subject where district_id = (select auth.district()) and retired_on is null;

-- name: calendar_list
select json_build_object('items', coalesce(json_agg(json_build_object('date', c.on_date, 'working', c.working, 'title', c.title) order by c.on_date), '[]'), 'next', null)
from calendar_day c where c.district_id = (select auth.district())
  and c.on_date between coalesce($1::date, make_date(school_year((select auth.today())), 9, 1)) and coalesce($2::date, make_date(school_year((select auth.today())) + 1, 8, 31));

-- name: lessons_list
select json_build_object('items', coalesce(json_agg(json_build_object('id', l.id, 'number', l.number, 'profile', l.profile,
    'starts_at', instant(($2::date + b.starts) at time zone d.timezone, d.timezone),
    'ends_at', instant(($2::date + b.ends) at time zone d.timezone, d.timezone),
    'class', named(c.id, class_name(c.grade, c.letter)), 'subject', named(s.id, s.name),
    'teacher', person_ref(t.id, t.family_name, t.given_name, t.patronymic), 'room', named(r.id, r.name),
    'busy', (select json_build_object('slot', k.slot_id, 'title', w.title, 'person', k.person_id)
      from booking k join slot w on (w.district_id, w.id) = (k.district_id, k.slot_id)
      where k.district_id = l.district_id and k.state = 'booked' and (k.person_id = l.teacher_id or k.class_id = l.class_id)
        and k.during && tstzrange(($2::date + b.starts) at time zone d.timezone, ($2::date + b.ends) at time zone d.timezone) limit 1))
  order by b.starts, l.number, class_name(c.grade, c.letter)), '[]'), 'next', null)
from lesson l
  join district d on d.district_id = l.district_id
  join bell b on (b.district_id, b.organisation_id, b.profile, b.lesson) = (l.district_id, l.organisation_id, l.profile, l.number)
  join school_class c on (c.district_id, c.id) = (l.district_id, l.class_id)
  join person t on (t.district_id, t.id) = (l.district_id, l.teacher_id)
  left join subject s on (s.district_id, s.id) = (l.district_id, l.subject_id)
  left join room r on (r.district_id, r.id) = (l.district_id, l.room_id)
where l.district_id = (select auth.district()) and l.organisation_id = $1::uuid and l.term @> $2::date
  and l.weekday = extract(isodow from $2::date) and auth.is_working($2::date);

-- name: unavailabilities_list
select list_page(array_agg(j), array_agg(id), coalesce($2::integer, 100)) from (
  select u.id, json_build_object('id', u.id, 'person', u.person_id, 'weekday', u.weekday,
    'starts_at', instant(lower(u.during), z.timezone), 'ends_at', instant(upper(u.during), z.timezone), 'reason', u.reason) as j
  from unavailability u join district z using (district_id) where u.district_id = (select auth.district()) and u.person_id = coalesce($1::uuid, (select auth.person()))
    and ($3::uuid is null or (u.created_at, u.id) > (select x.created_at, x.id from unavailability x where x.district_id = u.district_id and x.id = $3::uuid))
  order by u.created_at, u.id limit coalesce($2::integer, 100) + 1) x;

-- name: unavailabilities_show
select json_build_object('id', u.id, 'person', u.person_id, 'weekday', u.weekday,
  'starts_at', instant(lower(u.during), z.timezone), 'ends_at', instant(upper(u.during), z.timezone), 'reason', u.reason), u.revision
from unavailability u join district z using (district_id) where u.district_id = (select auth.district()) and u.id = $1::uuid;

-- name: unavailabilities_create
insert into unavailability (district_id, id, person_id, weekday, during, reason)
values ((select auth.district()), coalesce($1::uuid, gen_random_uuid()), $2::uuid, nullif($3, '')::integer,
  case when nullif($4, '') is not null then tstzrange(nullif($4, '')::timestamptz, nullif($5, '')::timestamptz) end, $6)
on conflict (district_id, id) do nothing returning id;

-- name: unavailabilities_delete
delete from unavailability where district_id = (select auth.district()) and id = $1::uuid returning id;

-- name: settings_list
select json_build_object('items', coalesce(json_agg(json_build_object('code', s.code, 'title', case when $1 = 'en' then s.title_en else s.title end,
  'value', s.value, 'own', s.own, 'source', coalesce('п. ' || s.clause, case when $1 = 'en' then case when s.own then 'set by the district' else 'default' end || ', not from the regulation'
    else case when s.own then 'задано районом' else 'по умолчанию' end || ', не из Положения' end),
  'revision', s.revision) order by s.title), '[]'), 'next', null)
from setting_now s;

-- name: settings_show
select json_build_object('code', s.code, 'title', s.title, 'value', s.value, 'own', s.own,
  'source', coalesce('п. ' || s.clause, case when s.own then 'задано районом' else 'по умолчанию' end || ', не из Положения'), 'revision', s.revision), s.revision, jsonb_typeof(s.default_value)
from setting_now s where s.code = $1;

-- name: settings_update
insert into setting (district_id, code, value) select (select auth.district()), $1, $2::jsonb
where $3::integer = 0 or exists (select from setting s where s.district_id = (select auth.district()) and s.code = $1)
on conflict (district_id, code) do update set value = excluded.value where setting.revision = $3::integer returning code;

-- name: regulation_show
select json_build_object('id', e.id, 'version', e.version, 'title', e.title, 'in_force_from', lower(e.in_force),
  'clauses', (select coalesce(json_agg(json_build_object('number', c.number, 'label', c.label, 'body', c.body) order by c.position), '[]')
    from clause c where c.district_id = e.district_id and c.edition_id = e.id)), e.revision
from edition e where e.district_id = (select auth.district()) and e.kind = 'regulation' and e.state = 'published' and e.in_force @> (select auth.today());

-- name: jobs_show
select json_build_object('id', id, 'kind', kind, 'state', state, 'progress', progress, 'doing', doing, 'output', output, 'ended', state not in ('ready', 'leased')), revision
from job where district_id = (select auth.district()) and id = $1::uuid;

-- name: jobs_printed
select kind, state, round(progress * 100)::text, to_char(run_after at time zone z.timezone, 'DD.MM.YYYY HH24:MI'), attempts, output ->> 'error', id
from job j join district z using (district_id) where j.district_id = (select auth.district()) order by run_after desc, id limit 200;
