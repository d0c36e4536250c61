-- import visits: sheets of past visits (посещения), one column per item of the rubric $1; $2 names the columns.
-- Ids follow from who, where, when and what, so a row sent again is the same visit.

-- part: row
rub as (select e.id from edition e where e.district_id = (select auth.district()) and e.kind = 'rubric' and e.code = $1 and e.state = 'published' order by e.version desc limit 1),
item as (select i.id, s.position || '.' || i.position as code, i.points, s.may_be_absent from rub join rubric_section s on (s.district_id, s.edition_id) = ((select auth.district()), rub.id)
  join rubric_item i on (i.district_id, i.section_id) = (s.district_id, s.id)),
col as (select c.place::integer as place, c.code, item.id, item.points, item.may_be_absent from unnest($2::text[]) with ordinality c(code, place) left join item using (code)),
names as (select distinct n from staged, unnest(array[v[3], v[4]]) n),
who as materialized (select n.n, p.id, count(*) over (partition by n.n) as found from names n join person p on p.district_id = (select auth.district())
  and (p.idnumber = n.n or concat_ws(' ', p.family_name, p.given_name, p.patronymic) = n.n)),
org as materialized (select distinct on (s.school) s.school, o.id from (select distinct v[2] as school from staged) s join organisation o on o.district_id = (select auth.district())
  and (o.idnumber = s.school or o.name = s.school) and o.kind <> 'technical'),
cls as materialized (select k.organisation_id, k.school_year, upper(case when k.grade = 0 then k.letter else k.grade || k.letter end) as name, k.id from school_class k where k.district_id = (select auth.district())),
row as materialized (select s.line, s.v[1]::date as held_on, s.v[2] as school, o.id as organisation_id, s.v[3] as teacher, t.id as teacher_id, t.found as teachers, s.v[4] as visitor, w.id as visitor_id,
    w.found as visitors, s.v[5] as subject, s.v[6] as class, k.id as class_id, s.v[7] as lesson, s.v[8] as topic, s.v[9] as strengths, s.v[10] as difficulties, s.v[11] as step, s.v[12:] as points,
    md5(concat_ws('|', 'visit', (select auth.district()), $1, o.id, t.id, s.v[1], upper(s.v[6]), s.v[7], s.v[5]))::uuid as visit_id
  from staged s left join org o on o.school = s.v[2] left join who t on t.n = s.v[3] left join who w on w.n = s.v[4]
    left join cls k on (k.organisation_id, k.school_year) = (o.id, school_year(s.v[1]::date)) and k.name = upper(replace(replace(trim(split_part(s.v[6], '+', 1)), '«', ''), '»', ''))),
sheet_row as materialized (select *, md5(concat_ws('|', 'sheet', visit_id, visitor_id))::uuid as sheet_id from row),
cell as materialized (select r.line, r.sheet_id, c.code, c.id as item_id, p.said, nullif(replace(p.said, ',', '.'), '-') as points, c.points as allowed, c.may_be_absent
  from sheet_row r cross join unnest(r.points) with ordinality p(said, place) join col c using (place))

-- name: import_visits_rubric
with
@row@
select null::integer, null, 'unknown_rubric', $1 where not exists (select from rub)
union all select null, null, 'unknown_item', code from col where id is null and exists (select from rub)
union all select null, null, 'missing_item', code from item where code not in (select code from col);

-- name: import_visits_check
with
@row@
select line, 'школа', 'unknown_school', school from row where organisation_id is null
union all select line, 'педагог', 'unknown_person', teacher from row where teacher_id is null
union all select line, 'методист', 'unknown_person', visitor from row where visitor_id is null
union all select line, 'педагог', 'ambiguous_person', teacher from row where teachers > 1
union all select line, 'методист', 'ambiguous_person', visitor from row where visitors > 1
union all select line, 'дата', 'date_in_future', to_char(held_on, 'DD.MM.YYYY') from row where held_on > (select auth.today())
union all select line, 'класс', 'unknown_class', class from row where class is not null and class_id is null and organisation_id is not null
union all select line, code, 'required', null from cell where said is null
union all select line, code, 'bad_points', said from cell where said is not null and item_id is not null and not case when points is null then may_be_absent
  when points ~ '^\d+(\.\d+)?$' then points::numeric = any(allowed) else false end
union all select line, null, 'twice', first::text from (select line, min(line) over (partition by sheet_id) as first from sheet_row where teacher_id is not null and visitor_id is not null) x where line > first
order by 1, 2;

-- name: import_visits_differs
with
@row@
select r.line, null, 'differs', null from sheet_row r join sheet h on (h.district_id, h.id) = ((select auth.district()), r.sheet_id)
where exists (select c.item_id, c.points::numeric from cell c where c.line = r.line except select m.item_id, m.points from mark m where (m.district_id, m.sheet_id) = (h.district_id, h.id))
union all select r.line, null, 'visit_closed', null from sheet_row r join visit v on (v.district_id, v.id) = ((select auth.district()), r.visit_id)
where not exists (select from sheet h where (h.district_id, h.id) = (v.district_id, r.sheet_id));

-- name: import_visits_subjects
with w as (insert into subject (district_id, name) select distinct (select auth.district()), v[5] from staged where v[5] is not null on conflict do nothing returning id)
select count(*), 0 from w;

-- name: import_visits_visits
with
@row@
, w as (insert into visit (district_id, id, organisation_id, teacher_id, rubric_id, subject_id, class_id, held_on, topic, source, state)
  select distinct on (r.visit_id) (select auth.district()), r.visit_id, r.organisation_id, r.teacher_id, rub.id, u.id, r.class_id, r.held_on, r.topic, 'import', 'held'
  from row r cross join rub left join subject u on (u.district_id, u.name) = ((select auth.district()), r.subject) order by r.visit_id, r.line
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
, w as (insert into mark (district_id, sheet_id, item_id, points) select h.district_id, c.sheet_id, c.item_id, c.points::numeric from cell c
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
