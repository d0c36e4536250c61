-- import school: rooms, classes or groups, bells. A school is named by its idnumber or exact name.

-- part: row
row as (select s.line, s.v[1] as school, o.id as organisation_id, s.v[2] as record, s.v[3] as name, s.v[4]::integer as seats, s.v[5]::integer as year,
    coalesce(s.v[6]::integer, 0) as grade, coalesce(s.v[7], '') as letter, s.v[8]::integer as pupils, coalesce(s.v[9], '') as profile,
    s.v[10]::integer as lesson, s.v[11]::time as starts, s.v[12]::time as ends
  from staged s left join organisation o on o.district_id = (select auth.district()) and (o.idnumber = s.v[1] or o.name = s.v[1]) and o.kind <> 'technical')

-- name: import_school_check
with
@row@
, item as (select *, case record when 'room' then name when 'bell' then profile || ' ' || lesson else concat_ws(' ', year, grade, letter) end as key from row)
select line, 'школа', 'unknown_school', school from row where organisation_id is null
union all select line, null, 'needs_field', 'название' from row where record = 'room' and name is null
union all select line, null, 'needs_field', 'учебный год' from row where record in ('class', 'group') and year is null
union all select line, null, 'needs_field', 'параллель' from row where record = 'class' and grade = 0
union all select line, null, 'needs_field', 'буква' from row where record = 'group' and letter = ''
union all select line, null, 'needs_field', 'урок, начало, конец' from row where record = 'bell' and (lesson is null or starts is null or ends is null)
union all select line, 'конец', 'ends_before', null from row where record = 'bell' and ends <= starts
union all select a.line, null, 'twice', min(b.line)::text from item a join item b on (a.organisation_id, a.key) = (b.organisation_id, b.key) and b.line < a.line
  and (a.record = b.record or a.record in ('class', 'group') and b.record in ('class', 'group')) group by a.line
order by 1, 2;

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
