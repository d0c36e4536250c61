-- import timetable: the weekly timetable (расписание) of schools for the terms that the file names. What the
-- file no longer has goes, unless a visit is set on it. «5А+6А» is one lesson of two classes.

-- part: row
org as materialized (select s.school, (array_agg(o.id))[1] as id, count(*) as found from (select distinct v[1] as school from staged) s
  join organisation o on o.district_id = (select auth.district()) and (o.idnumber = s.school or o.name = s.school) and o.kind <> 'technical' group by s.school),
named as (select s.line, o.id as organisation_id, o.found, s.v[1] as school, s.v[2]::date as starts, s.v[3]::date as ends, s.v[4]::integer as weekday, s.v[5]::integer as number,
    coalesce(s.v[6], '') as profile, s.v[7] as classes, s.v[8] as subject, s.v[9] as teacher, s.v[10] as room from staged s left join org o on o.school = s.v[1]),
who as materialized (select x.organisation_id, x.teacher, (array_agg(p.id))[1] as id, count(*) as found
  from (select distinct organisation_id, teacher from named) x join person p on p.district_id = (select auth.district())
    and (p.idnumber = x.teacher or concat_ws(' ', p.family_name, p.given_name, p.patronymic) = x.teacher
      and exists (select from appointment a where (a.district_id, a.person_id, a.organisation_id) = (p.district_id, p.id, x.organisation_id)))
  group by x.organisation_id, x.teacher),
row as materialized (select n.*, case when n.starts <= n.ends then daterange(n.starts, n.ends, '[]') end as term, w.id as teacher_id, w.found as teachers, r.id as room_id, b.lesson is not null as has_bell
  from named n left join who w on (w.organisation_id, w.teacher) = (n.organisation_id, n.teacher)
    left join room r on (r.district_id, r.organisation_id, r.name) = ((select auth.district()), n.organisation_id, n.room)
    left join bell b on (b.district_id, b.organisation_id, b.profile, b.lesson) = ((select auth.district()), n.organisation_id, n.profile, n.number)),
word as materialized (select x.*, trim(c) as class from (select distinct organisation_id, school_year(starts) as year, classes from named) x cross join regexp_split_to_table(x.classes, '\+') c),
part as (select distinct row.*, word.class, k.id as class_id from row join word on (word.organisation_id, word.year, word.classes) = (row.organisation_id, school_year(row.starts), row.classes)
  left join school_class k on (k.district_id, k.organisation_id, k.school_year) = ((select auth.district()), word.organisation_id, word.year)
    and upper(case when k.grade = 0 then k.letter else k.grade || k.letter end) = upper(replace(replace(replace(word.class, '«', ''), '»', ''), case when k.grade = 0 then '' else ' ' end, '')))

-- name: import_timetable_check
with
@row@
select line, 'school', 'unknown_school', school from row where school is not null and organisation_id is null
union all select line, 'school', 'ambiguous_school', school from row where found > 1
union all select line, 'school', 'another_school', school from row where found = 1 and organisation_id <> all((select auth.kept_schools())::uuid[])
union all select line, 'to', 'ends_before', null from row where ends < starts
union all select line, 'lesson', 'unknown_bell', concat_ws(', ', number, nullif(profile, '')) from row where organisation_id is not null and number is not null and not has_bell
union all select line, 'room', 'unknown_room', room from row where organisation_id is not null and room is not null and room_id is null
union all select line, 'teacher', 'unknown_member', teacher from row where organisation_id is not null and teacher is not null and teacher_id is null
union all select line, 'teacher', 'ambiguous_person', teacher from row where teachers > 1
union all select line, 'subject', 'unknown_subject', subject from row where subject is not null and not (select auth.has('{admin,centre_head,system}'))
  and not exists (select from subject_known k where (k.district_id, k.name) = ((select auth.district()), row.subject))
union all select line, 'class', 'unknown_class', class from part where class_id is null
union all select line, what, 'overlaps', (-busy[2])::text from (select line, starts, what,
    max(array[ends - date '1900-01-01', -line]) over (partition by what, who, organisation_id, weekday, profile, number order by starts, line rows between unbounded preceding and 1 preceding) as busy
  from row cross join lateral (values ('teacher', teacher_id), ('room', room_id)) w(what, who) where who is not null and term is not null and weekday is not null and number is not null) x
  where busy[1] >= starts - date '1900-01-01'
order by 1, 2, 4;

-- name: import_timetable_subjects
with w as (insert into subject (district_id, name) select distinct (select auth.district()), v[8] from staged where v[8] is not null and not exists (select from subject_known k where (k.district_id, k.name) = ((select auth.district()), v[8])) on conflict do nothing returning id)
select count(*), 0 from w;

-- Lessons of the named schools and terms that the file has no more; a lesson with an activity stays.
-- name: import_timetable_gone
with
@row@
, held as materialized (select distinct organisation_id, starts from row),
gone as materialized (
  select l.organisation_id, l.class_id, l.weekday, l.profile, l.number, l.teacher_id, lower(l.term) as starts
  from lesson l join held n on (n.organisation_id, n.starts) = (l.organisation_id, lower(l.term)) where l.district_id = (select auth.district())
  except
  select p.organisation_id, p.class_id, p.weekday, p.profile, p.number, p.teacher_id, p.starts from part p),
w as (delete from lesson l using gone g where l.district_id = (select auth.district()) and (l.organisation_id, l.class_id, l.weekday, l.profile, l.number, l.teacher_id, lower(l.term))
    = (g.organisation_id, g.class_id, g.weekday, g.profile, g.number, g.teacher_id, g.starts)
  and not exists (select from slot s where (s.district_id, s.lesson_id) = (l.district_id, l.id)) returning id)
select 0, count(*) from w;

-- name: import_timetable_lessons
with
@row@
, w as (insert into lesson as t (district_id, organisation_id, class_id, subject_id, teacher_id, room_id, weekday, number, profile, term)
  select (select auth.district()), p.organisation_id, p.class_id, u.id, p.teacher_id, p.room_id, p.weekday, p.number, p.profile, p.term
  from part p left join subject_known u on (u.district_id, u.name) = ((select auth.district()), p.subject)
  on conflict (district_id, organisation_id, class_id, weekday, profile, number, teacher_id, lower(term)) do update
    set subject_id = excluded.subject_id, room_id = excluded.room_id, term = excluded.term
  where (t.subject_id, t.room_id, t.term) is distinct from (excluded.subject_id, excluded.room_id, excluded.term) returning xmax = 0 as fresh)
select count(*) filter (where fresh), count(*) filter (where not fresh) from w;
