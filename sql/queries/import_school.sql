-- import school: rooms, classes or groups, bells. A school is named by its idnumber or exact name.

-- part: row
org as materialized (select s.school, (array_agg(o.id))[1] as id, count(*) as found from (select distinct v[1] as school from staged) s
  join organisation o on o.district_id = (select auth.district()) and (o.idnumber = s.school or o.name = s.school) and o.kind <> 'technical' group by s.school),
row as (select s.line, s.v[1] as school, o.id as organisation_id, o.found, s.v[2] as record, s.v[3] as name, s.v[4]::integer as seats, s.v[5]::integer as year,
    coalesce(s.v[6]::integer, 0) as grade, coalesce(s.v[7], '') as letter, s.v[8]::integer as pupils, coalesce(s.v[9], '') as profile,
    s.v[10]::integer as lesson, s.v[11]::time as starts, s.v[12]::time as ends
  from staged s left join org o on o.school = s.v[1])

-- name: import_school_check
with
@row@
, item as (select *, case record when 'group' then 'class' else record end as sort,
    case record when 'room' then name when 'bell' then profile || ' ' || lesson else year || ' ' || grade || ' ' || letter end as key from row)
select line, 'school', 'unknown_school', school from row where school is not null and organisation_id is null
union all select line, 'school', 'ambiguous_school', school from row where found > 1
union all select line, 'school', 'another_school', school from row where found = 1 and organisation_id <> all((select auth.kept_schools())::uuid[])
union all select r.line, null, 'needs_field', n.field from row r join lateral (values ('room', 'name', r.name is null), ('class', 'year', r.year is null), ('class', 'grade', r.grade = 0),
  ('group', 'year', r.year is null), ('group', 'letter', r.letter = ''), ('bell', 'lesson', r.lesson is null), ('bell', 'starts', r.starts is null), ('bell', 'ends', r.ends is null))
  n(record, field, lacks) on n.record = r.record and n.lacks
union all select line, 'ends', 'ends_before', null from row where record = 'bell' and ends <= starts
union all select line, null, 'twice', first::text from (select line, min(line) over (partition by organisation_id, sort, key) as first from item
  where organisation_id is not null and key is not null) x where line > first
order by 1, 2, 4;

-- name: import_school_rooms
with
@row@
, w as (insert into room as t (district_id, organisation_id, name, seats) select (select auth.district()), organisation_id, name, seats from row where record = 'room'
  on conflict (district_id, organisation_id, name) do update set seats = excluded.seats where t.seats is distinct from excluded.seats returning xmax = 0 as fresh)
select count(*) filter (where fresh), count(*) filter (where not fresh) from w;

-- name: import_school_classes
with
@row@
, w as (insert into school_class as t (district_id, organisation_id, school_year, grade, letter, pupils)
  select (select auth.district()), organisation_id, year, grade, letter, pupils from row where record in ('class', 'group')
  on conflict (district_id, organisation_id, school_year, grade, letter) do update set pupils = excluded.pupils
  where t.pupils is distinct from excluded.pupils returning xmax = 0 as fresh)
select count(*) filter (where fresh), count(*) filter (where not fresh) from w;

-- name: import_school_bells
with
@row@
, w as (insert into bell as t (district_id, organisation_id, profile, lesson, starts, ends) select (select auth.district()), organisation_id, profile, lesson, starts, ends
  from row where record = 'bell'
  on conflict (district_id, organisation_id, profile, lesson) do update set starts = excluded.starts, ends = excluded.ends
  where (t.starts, t.ends) is distinct from (excluded.starts, excluded.ends) returning xmax = 0 as fresh)
select count(*) filter (where fresh), count(*) filter (where not fresh) from w;
