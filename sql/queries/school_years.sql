-- The change of the school year ($1: the year in which the new one begins). What is there already is counted; who
-- has marked a step as done is said beside.

-- part: schools
schools as materialized (select o.id, o.name,
    exists (select from school_class c where (c.district_id, c.organisation_id, c.school_year) = (o.district_id, o.id, $1::integer)) as has_classes,
    exists (select from school_class c where (c.district_id, c.organisation_id, c.school_year) = (o.district_id, o.id, $1::integer - 1)) as had_classes,
    exists (select from bell b where (b.district_id, b.organisation_id) = (o.district_id, o.id)) as has_bells,
    exists (select from lesson l where (l.district_id, l.organisation_id) = (o.district_id, o.id) and l.term && daterange(make_date($1::integer, 9, 1), make_date($1::integer + 1, 6, 1))) as has_lessons,
    exists (select from lesson l where (l.district_id, l.organisation_id) = (o.district_id, o.id) and l.term && daterange(make_date($1::integer - 1, 9, 1), make_date($1::integer, 6, 1))) as had_lessons,
    exists (select from appointment a where (a.district_id, a.organisation_id, a.role) = (o.district_id, o.id, 'school_head')
      and a.during @> greatest((select auth.today()), make_date($1::integer, 9, 1))) as has_head
  from organisation o where o.district_id = (select auth.district()) and o.kind in ('school', 'kindergarten', 'extra') and o.closed_on is null)

-- A list of people that was loaded by command leaves no job: its roles are those of the district's system person.
-- name: school_years_show
with
@schools@
,
plans as (select p.school_year, p.id, (select v.state from plan_version v where (v.district_id, v.plan_id) = (p.district_id, p.id) and v.state <> 'superseded' order by v.version desc limit 1) as state,
    exists (select from plan_version v where (v.district_id, v.plan_id) = (p.district_id, p.id) and v.state = 'approved') as approved,
    (select count(*) from plan_item i where (i.district_id, i.version_id) = (p.district_id, (select v.id from plan_version v where (v.district_id, v.plan_id) = (p.district_id, p.id)
      and v.state <> 'superseded' order by v.version desc limit 1))) as items
  from plan p where p.district_id = (select auth.district()) and p.school_year in ($1::integer, $1::integer - 1)),
steps (position, step, ok, total, there, missing, facts) as (
  select 1, 'calendar', null::boolean, null::bigint, (select count(*) from calendar_day c where c.district_id = (select auth.district())
    and c.on_date between make_date($1::integer, 9, 1) and make_date($1::integer + 1, 8, 31)), '{}'::text[], '{}'::jsonb
  union all select 2, 'people', null, (select count(*) from schools), (select count(*) from schools where has_head), (select array_agg(name order by name) from schools where not has_head),
    jsonb_build_object('loaded_at', (select instant(greatest((select max(j.ended_at) from job j left join import i on (i.district_id, i.load_id) = (j.district_id, j.id)
        where j.district_id = z.district_id and j.state = 'done' and not coalesce((j.input ->> 'dry_run')::boolean, false) and (j.kind = 'staff' or i.kind = 'roster' and j.output ->> 'bad' = '0')),
      (select max(a.created_at) from appointment a where a.district_id = z.district_id and not a.by_hand and not a.portal
        and a.created_by in (select y.person_id from appointment y where y.district_id = a.district_id and y.role = 'system'))), z.timezone) from district z where z.district_id = (select auth.district())))
  union all select 3, 'bells', null, (select count(*) from schools), (select count(*) from schools where has_bells), (select array_agg(name order by name) from schools where not has_bells), '{}'
  union all select 4, 'classes', (select bool_and(has_classes) from schools where had_classes), (select count(*) from schools where had_classes), (select count(*) from schools where has_classes and had_classes),
    (select array_agg(name order by name) from schools where had_classes and not has_classes), '{}'
  union all select 5, 'timetable', (select bool_and(has_lessons) from schools where had_lessons), (select count(*) from schools where had_lessons), (select count(*) from schools where has_lessons and had_lessons),
    (select array_agg(name order by name) from schools where had_lessons and not has_lessons), '{}'
  union all select 6, 'plan', exists (select from plans where school_year = $1::integer and approved), null, (select items from plans where school_year = $1::integer), null,
    jsonb_build_object('plan', (select id from plans where school_year = $1::integer), 'state', (select state from plans where school_year = $1::integer),
      'base', exists (select from plans where school_year = $1::integer - 1 and approved))
  union all select 7, 'left_over', not exists (select from auth.year_left_over($1::integer - 1) where n > 0), null, (select sum(n)::bigint from auth.year_left_over($1::integer - 1)), null,
    (select jsonb_object_agg(what, n) from auth.year_left_over($1::integer - 1)))
select json_build_object('school_year', $1::integer, 'today', (select auth.today()), 'steps', (select json_agg(json_build_object('step', s.step,
    'state', case when coalesce(m.done, false) or coalesce(s.ok, false) then 'done' when coalesce(s.there, 0) > 0 and s.step <> 'left_over' then 'partly' else 'open' end,
    'counted', coalesce(s.ok, false), 'total', s.total, 'there', s.there, 'missing', coalesce(s.missing, '{}'), 'facts', coalesce(s.facts, '{}'),
    'mark', case when m.step is not null then json_build_object('done', m.done, 'note', m.note, 'at', instant(m.marked_at, z.timezone),
      'by', (select person_ref(p.id, p.family_name, p.given_name, p.patronymic) from person p where (p.district_id, p.id) = (m.district_id, m.marked_by))) end) order by s.position)
  from steps s join district z on z.district_id = (select auth.district()) left join year_step m on (m.district_id, m.school_year, m.step) = (z.district_id, $1::integer, s.step))), null;

-- name: school_years_mark
insert into year_step as m (district_id, school_year, step, done, note) values ((select auth.district()), $1::integer, $2, $3::boolean, nullif($4, ''))
on conflict (district_id, school_year, step) do update set done = excluded.done, note = excluded.note, marked_by = (select auth.person()), marked_at = now()
where (m.done, m.note) is distinct from (excluded.done, excluded.note) returning step;

-- name: school_years_classes
select json_build_object('items', coalesce(json_agg(json_build_object('organisation', json_build_object('id', organisation, 'name', name), 'had', had, 'there', there, 'added', added) order by name collate ru_natural), '[]'), 'next', null)
from auth.move_classes_up($1::integer, $2::boolean);

-- Holidays of fixed dates, as the year before had them; what stands there already stays.
-- name: school_years_calendar
with new as (insert into calendar_day (district_id, on_date, working, title)
  select district_id, (on_date + interval '1 year')::date, false, title from calendar_day where district_id = (select auth.district())
    and on_date between make_date($1::integer - 1, 9, 1) and make_date($1::integer, 8, 31) and not working and title !~* 'перенос'
    and not (extract(month from on_date) = 2 and extract(day from on_date) = 29)
  on conflict do nothing returning on_date)
select json_build_object('added', (select count(*) from new)), null;

-- name: calendar_put
with new as (insert into calendar_day as c (district_id, on_date, working, title)
  select (select auth.district()), d::date, $3::boolean, $4 from generate_series($1::date, $2::date, interval '1 day') d
  on conflict (district_id, on_date) do update set working = excluded.working, title = excluded.title where (c.working, c.title) is distinct from (excluded.working, excluded.title) returning on_date)
select json_build_object('changed', (select count(*) from new)), null;

-- name: calendar_delete
delete from calendar_day where district_id = (select auth.district()) and on_date = $1::date returning on_date;
