-- import timetable: the weekly timetable (расписание) of schools for the terms that the file names. What the
-- file no longer has goes, unless a visit is set on it. «5А+6А» is one lesson of two classes.

-- part: row
row as (select s.line, s.v[1] as school, o.id as organisation_id, daterange(s.v[2]::date, s.v[3]::date, '[]') as term, s.v[2]::date as starts, s.v[3]::date as ends,
    s.v[4]::integer as weekday, s.v[5]::integer as number, coalesce(s.v[6], '') as profile, s.v[7] as classes, s.v[8] as subject, s.v[9] as teacher, s.v[10] as room,
    r.id as room_id, b.lesson is not null as has_bell
  from staged s left join organisation o on o.district_id = (select auth.district()) and (o.idnumber = s.v[1] or o.name = s.v[1]) and o.kind <> 'technical'
    left join room r on (r.district_id, r.organisation_id, r.name) = (o.district_id, o.id, s.v[10])
    left join bell b on (b.district_id, b.organisation_id, b.profile, b.lesson) = (o.district_id, o.id, coalesce(s.v[6], ''), s.v[5]::integer)),
who as (select distinct on (x.organisation_id, x.teacher) x.organisation_id, x.teacher, p.id,
    count(*) over (partition by x.organisation_id, x.teacher) as found
  from (select distinct organisation_id, teacher from row) x join person p on p.district_id = (select auth.district())
    and (p.idnumber = x.teacher or concat_ws(' ', p.family_name, p.given_name, p.patronymic) = x.teacher
      and exists (select from appointment a where (a.district_id, a.person_id, a.organisation_id) = (p.district_id, p.id, x.organisation_id)))),
part as (select row.*, trim(c) as class, k.id as class_id from row cross join regexp_split_to_table(row.classes, '\+') c
  left join school_class k on (k.district_id, k.organisation_id, k.school_year) = ((select auth.district()), row.organisation_id, school_year(row.starts))
    and upper(case when k.grade = 0 then k.letter else k.grade || k.letter end) = upper(replace(replace(replace(trim(c), '«', ''), '»', ''), case when k.grade = 0 then '' else ' ' end, '')))

-- name: import_timetable_check
with
@row@
select line, 'школа', 'unknown_school', school from row where organisation_id is null
union all select line, 'по', 'ends_before', null from row where ends < starts
union all select line, 'урок', 'unknown_bell', concat_ws(', ', number, nullif(profile, '')) from row where organisation_id is not null and not has_bell
union all select line, 'кабинет', 'unknown_room', room from row where organisation_id is not null and room is not null and room_id is null
union all select line, 'педагог', 'unknown_person', teacher from row r where organisation_id is not null
  and not exists (select from who w where (w.organisation_id, w.teacher) = (r.organisation_id, r.teacher))
union all select line, 'педагог', 'ambiguous_person', r.teacher from row r join who w on (w.organisation_id, w.teacher) = (r.organisation_id, r.teacher) where w.found > 1
union all select line, 'класс', 'unknown_class', class from part where organisation_id is not null and class_id is null
union all select a.line, 'педагог', 'overlaps', min(b.line)::text from row a join row b on (a.teacher, a.weekday, a.number, a.profile, a.organisation_id)
  = (b.teacher, b.weekday, b.number, b.profile, b.organisation_id) and b.line < a.line and a.term && b.term group by a.line
union all select a.line, 'кабинет', 'overlaps', min(b.line)::text from row a join row b on (a.room_id, a.weekday, a.number, a.profile)
  = (b.room_id, b.weekday, b.number, b.profile) and b.line < a.line and a.term && b.term group by a.line
order by 1, 2;

-- name: import_timetable_subjects
with w as (insert into subject (district_id, name) select distinct (select auth.district()), v[8] from staged where v[8] is not null on conflict do nothing returning id)
select count(*), 0 from w;

-- Lessons of the named schools and terms that the file has no more; a lesson with an activity stays.
-- name: import_timetable_gone
with
@row@
, named as materialized (select distinct organisation_id, starts from row),
gone as materialized (
  select l.organisation_id, l.class_id, l.weekday, l.profile, l.number, l.teacher_id, lower(l.term) as starts
  from lesson l join named n on (n.organisation_id, n.starts) = (l.organisation_id, lower(l.term)) where l.district_id = (select auth.district())
  except
  select p.organisation_id, p.class_id, p.weekday, p.profile, p.number, w.id, p.starts from part p join who w on (w.organisation_id, w.teacher) = (p.organisation_id, p.teacher)),
w as (delete from lesson l using gone g where l.district_id = (select auth.district()) and (l.organisation_id, l.class_id, l.weekday, l.profile, l.number, l.teacher_id, lower(l.term))
    = (g.organisation_id, g.class_id, g.weekday, g.profile, g.number, g.teacher_id, g.starts)
  and not exists (select from slot s where (s.district_id, s.lesson_id) = (l.district_id, l.id)) returning id)
select 0, count(*) from w;

-- name: import_timetable_lessons
with
@row@
, w as (insert into lesson as t (district_id, organisation_id, class_id, subject_id, teacher_id, room_id, weekday, number, profile, term)
  select (select auth.district()), p.organisation_id, p.class_id, u.id, w.id, p.room_id, p.weekday, p.number, p.profile, p.term
  from part p join who w on (w.organisation_id, w.teacher) = (p.organisation_id, p.teacher) left join subject u on (u.district_id, u.name) = ((select auth.district()), p.subject)
  on conflict (district_id, organisation_id, class_id, weekday, profile, number, teacher_id, lower(term)) do update
    set subject_id = excluded.subject_id, room_id = excluded.room_id, term = excluded.term
  where (t.subject_id, t.room_id, t.term) is distinct from (excluded.subject_id, excluded.room_id, excluded.term) returning xmax = 0 as fresh)
select count(*) filter (where fresh), count(*) filter (where not fresh) from w;
