-- import visits: sheets of past visits (посещения), one column per item of the rubric $1; $2 names the columns.
-- Ids follow from who, where, when and what, so a row sent again is the same visit.

-- part: row
rub as (select e.id from edition e where e.district_id = (select auth.district()) and e.kind = 'rubric' and e.code = $1 and e.state = 'published' order by e.version desc limit 1),
item as (select i.id, s.position || '.' || i.position as code, i.points, s.may_be_absent from rub join rubric_section s on (s.district_id, s.edition_id) = ((select auth.district()), rub.id)
  join rubric_item i on (i.district_id, i.section_id) = (s.district_id, s.id)),
col as (select c.place::integer as place, c.code, item.id, item.points, item.may_be_absent from unnest($2::text[]) with ordinality c(code, place) left join item using (code)),
names as (select distinct n from staged, unnest(array[v[3], v[4]]) n),
who as materialized (select n.n, (array_agg(p.id))[1] as id, count(*) as found from names n join person p on p.district_id = (select auth.district())
  and (p.idnumber = n.n or concat_ws(' ', p.family_name, p.given_name, p.patronymic) = n.n) group by n.n),
org as materialized (select s.school, (array_agg(o.id))[1] as id, count(*) as found from (select distinct v[2] as school from staged) s join organisation o on o.district_id = (select auth.district())
  and (o.idnumber = s.school or o.name = s.school) and o.kind <> 'technical' group by s.school),
cls as materialized (select k.organisation_id, k.school_year, upper(case when k.grade = 0 then k.letter else k.grade || k.letter end) as name, k.id from school_class k where k.district_id = (select auth.district())),
row as materialized (select s.line, s.v[1]::date as held_on, s.v[2] as school, o.id as organisation_id, o.found as schools, s.v[3] as teacher, t.id as teacher_id, t.found as teachers, s.v[4] as visitor, w.id as visitor_id,
    w.found as visitors, s.v[5] as subject, s.v[6] as class, k.id as class_id, s.v[7] as lesson, s.v[8] as topic, s.v[9] as strengths, s.v[10] as difficulties, s.v[11] as step, s.v[12:] as points,
    md5(concat_ws('|', 'visit', (select auth.district()), $1, o.id, t.id, s.v[1], upper(s.v[6]), s.v[7], s.v[5]))::uuid as visit_id
  from staged s left join org o on o.school = s.v[2] left join who t on t.n = s.v[3] left join who w on w.n = s.v[4]
    left join cls k on (k.organisation_id, k.school_year) = (o.id, school_year(s.v[1]::date)) and k.name = upper(replace(replace(trim(split_part(s.v[6], '+', 1)), '«', ''), '»', ''))),
sheet_row as materialized (select *, md5(concat_ws('|', 'sheet', visit_id, visitor_id))::uuid as sheet_id from row),
cell as materialized (select r.line, r.sheet_id, c.code, c.id as item_id, p.said, t.points, case when t.points ~ '^\d{1,6}(\.\d{1,6})?$' then t.points::numeric end as number,
    c.points as allowed, c.may_be_absent
  from sheet_row r cross join unnest(r.points) with ordinality p(said, place) join col c using (place) cross join lateral (select nullif(replace(p.said, ',', '.'), '-') as points) t)

-- name: import_visits_rubric
with
@row@
select null::integer, null, 'unknown_rubric', $1 where not exists (select from rub)
union all select null, null, 'unknown_item', code from col where id is null and exists (select from rub)
union all select null, null, 'missing_item', code from item where code not in (select code from col);

-- name: import_visits_check
with
@row@
select line, 'school', 'unknown_school', school, null from row where school is not null and organisation_id is null
union all select line, 'school', 'ambiguous_school', school, null from row where schools > 1
union all select line, w.what, 'unknown_person', w.said, null from row cross join lateral (values ('teacher', teacher, teacher_id), ('visitor', visitor, visitor_id)) w(what, said, id)
  where w.said is not null and w.id is null
union all select line, w.what, 'ambiguous_person', w.said, null from row cross join lateral (values ('teacher', teacher, teachers), ('visitor', visitor, visitors)) w(what, said, found) where w.found > 1
union all select line, 'visitor', 'visits_himself', visitor, null from row where visitor_id = teacher_id
union all select line, 'date', 'date_in_future', to_char(held_on, 'DD.MM.YYYY'), null from row where held_on > (select auth.today())
union all select line, 'class', 'unknown_class', class, null from row where class is not null and held_on is not null and class_id is null and organisation_id is not null
union all select line, code, 'required', null, null from cell where said is null
union all select line, code, 'bad_points', said, array_to_string(allowed, ', ') || case when may_be_absent then ', -' else '' end from cell
  where said is not null and item_id is not null and not case when points is null then may_be_absent else coalesce(number = any(allowed), false) end
union all select line, null, 'twice', first::text, null from (select line, min(line) over (partition by sheet_id) as first from sheet_row
  where teacher_id is not null and visitor_id is not null and organisation_id is not null and held_on is not null) x where line > first
order by 1, 2, 4;

-- name: import_visits_differs
with
@row@
, h as materialized (select h.* from sheet h where h.district_id = (select auth.district()) and h.id in (select sheet_id from sheet_row)),
first as (select distinct on (visit_id) visit_id, line, topic from sheet_row order by visit_id, line)
select line, null, 'differs', null from (
  select c.line from cell c join h on h.id = c.sheet_id left join mark m on (m.district_id, m.sheet_id, m.item_id) = (h.district_id, h.id, c.item_id)
    where m.item_id is null or m.points is distinct from c.number
  union select r.line from sheet_row r join h on h.id = r.sheet_id
    where (r.strengths, r.difficulties, r.step) is distinct from (h.strengths, h.difficulties, h.action_step)
  union select f.line from first f join visit v on (v.district_id, v.id) = ((select auth.district()), f.visit_id) where f.topic is distinct from v.topic) x
union all select r.line, null, 'visit_closed', null from sheet_row r join visit v on (v.district_id, v.id) = ((select auth.district()), r.visit_id)
where r.sheet_id not in (select id from h) and (r.teachers, r.visitors) = (1, 1) and r.teacher_id <> r.visitor_id
order by 1, 3, 4;

-- name: import_visits_subjects
with w as (insert into subject (district_id, name) select distinct (select auth.district()), v[5] from staged where v[5] is not null and not exists (select from subject_known k where (k.district_id, k.name) = ((select auth.district()), v[5])) on conflict do nothing returning id)
select count(*), 0 from w;

-- name: import_visits_visits
with
@row@
, w as (insert into visit (district_id, id, organisation_id, teacher_id, rubric_id, subject_id, class_id, held_on, topic, source, state)
  select distinct on (r.visit_id) (select auth.district()), r.visit_id, r.organisation_id, r.teacher_id, rub.id, u.id, r.class_id, r.held_on, r.topic, 'import', 'held'
  from row r cross join rub left join subject_known u on (u.district_id, u.name) = ((select auth.district()), r.subject) order by r.visit_id, r.line
  on conflict (district_id, id) do nothing returning id)
select count(*), 0 from w;

-- name: import_visits_sheets
with
@row@
, w as (insert into sheet (district_id, id, visit_id, rubric_id, author_id, part, strengths, difficulties, action_step)
  select (select auth.district()), r.sheet_id, r.visit_id, rub.id, r.visitor_id, 'visitor', r.strengths, r.difficulties, r.step from sheet_row r cross join rub
  where not exists (select from sheet h where (h.district_id, h.id) = ((select auth.district()), r.sheet_id)) returning id)
select count(*), 0 from w;

-- name: import_visits_marks
with
@row@
, w as (insert into mark (district_id, sheet_id, item_id, points) select h.district_id, c.sheet_id, c.item_id, c.number from cell c
  join sheet h on (h.district_id, h.id) = ((select auth.district()), c.sheet_id) where h.state = 'draft' returning item_id)
select count(*), 0 from w;

-- name: import_visits_submit
with
@row@
, w as (update sheet h set state = 'submitted' from sheet_row r where (h.district_id, h.id) = ((select auth.district()), r.sheet_id) and h.state = 'draft' returning h.id)
select 0, 0 from (select count(*) from w) x;

-- name: import_visits_close
with
@row@
, w as (update visit v set state = 'closed' from (select distinct visit_id from row) r where (v.district_id, v.id) = ((select auth.district()), r.visit_id) and v.state = 'held'
  and v.source = 'import' returning v.id)
select 0, 0 from (select count(*) from w) x;
