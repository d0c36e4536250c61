-- import plan: the district's plan of a school year as it was approved on paper. $1 year, $2 and $3 number and
-- date of the order, empty for a draft. An approved plan that differs is refused: 4.6b.

-- part: row
org as materialized (select s.school, (array_agg(o.id))[1] as id, count(*) as found from (select distinct v[8] as school from staged) s
  join organisation o on o.district_id = (select auth.district()) and (o.idnumber = s.school or o.name = s.school) and o.kind <> 'technical' group by s.school),
who as materialized (select n.n, (array_agg(p.id))[1] as id, count(*) as found from (select distinct v[6] as n from staged) n join person p on p.district_id = (select auth.district())
  and (p.idnumber = n.n or concat_ws(' ', p.family_name, p.given_name, p.patronymic) = n.n) group by n.n),
row as (select s.line, s.v[1]::integer as number, s.v[2] as title, s.v[3] as form, s.v[4]::date as starts, s.v[5]::date as ends, s.v[6] as responsible, s.v[7] as direction,
    s.v[8] as school, o.id as organisation_id, o.found as schools, coalesce(s.v[9], '') as section, s.v[10] as addressee, s.v[11] as result, w.id as responsible_id, w.found
  from staged s left join org o on o.school = s.v[8] left join who w on w.n = s.v[6]),
version as (select v.id, v.state, p.id as plan_id from plan p join plan_version v on (v.district_id, v.plan_id) = (p.district_id, p.id)
  where p.district_id = (select auth.district()) and p.school_year = $1::integer and v.state <> 'superseded' order by v.version desc limit 1),
new as (select number, title, form, case when starts <= ends then daterange(starts, ends, '[]') end as term, responsible_id, direction, organisation_id, section, addressee, result from row),
old as (select i.number, i.title, f.name as form, i.term, i.responsible_id, i.direction, i.organisation_id, i.section, i.addressee, i.result from version
  join plan_item i on (i.district_id, i.version_id) = ((select auth.district()), version.id) join form f on (f.district_id, f.id) = (i.district_id, i.form_id)),
differs as (select exists ((select * from new except select * from old) union all (select * from old except select * from new)) as yes)

-- name: import_plan_check
with
@row@
select line, 'school', 'unknown_school', school from row where school is not null and organisation_id is null
union all select line, 'school', 'ambiguous_school', school from row where schools > 1
union all select line, 'responsible', 'unknown_person', responsible from row where responsible is not null and found is null
union all select line, 'responsible', 'ambiguous_person', responsible from row where responsible is not null and found > 1
union all select line, 'ends', 'ends_before', null from row where ends < starts
union all select line, 'starts', 'outside_year', $1::text from row
  where starts not between make_date($1::integer, 8, 1) and make_date($1::integer + 1, 8, 31)
union all select line, 'number', 'twice', first::text from (select line, min(line) over (partition by number) as first from row where number is not null) x where line > first
union all select null, null, 'plan_differs', $1::integer || '/' || $1::integer + 1 from version, differs where version.state <> 'draft' and differs.yes
order by 1, 3, 4;

-- name: import_plan_forms
with w as (insert into form (district_id, name) select distinct (select auth.district()), v[3] from staged on conflict do nothing returning id)
select count(*), 0 from w;

-- name: import_plan_plan
with w as (insert into plan (district_id, school_year, title) values ((select auth.district()), $1::integer, 'План методической работы на ' || $1::integer || '/' || $1::integer + 1 || ' учебный год')
  on conflict do nothing returning id)
select count(*), 0 from w;

-- name: import_plan_version
with
@row@
, w as (insert into plan_version (district_id, plan_id, version) select p.district_id, p.id, 1 from plan p
  where p.district_id = (select auth.district()) and p.school_year = $1::integer and not exists (select from version) returning id)
select count(*), 0 from w;

-- name: import_plan_clear
with
@row@
, w as (delete from plan_item i using version, differs where i.district_id = (select auth.district()) and i.version_id = version.id and version.state = 'draft' and differs.yes returning item_id)
select 0, count(*) from w;

-- name: import_plan_items
with
@row@
, w as (insert into plan_item (district_id, version_id, number, form_id, title, section, term, organisation_id, responsible_id, direction, addressee, result)
  select f.district_id, version.id, r.number, f.id, r.title, r.section, daterange(r.starts, r.ends, '[]'), r.organisation_id, r.responsible_id, r.direction, r.addressee, r.result
  from row r join form f on (f.district_id, f.name) = ((select auth.district()), r.form) cross join version
  where version.state = 'draft' and not exists (select from old) returning item_id)
select count(*), 0 from w;

-- name: import_plan_order
with
@row@
, w as (insert into document (district_id, kind, state, organisation_id, plan_version_id, title, number, dated)
  select o.district_id, 'order_plan', 'registered', o.id, version.id,
    'Об утверждении плана методической работы на ' || $1::integer || '/' || $1::integer + 1 || ' учебный год', $2, nullif($3, '')::date
  from version cross join lateral (select * from organisation where district_id = (select auth.district()) and kind in ('department', 'centre', 'technical')
    order by array_position('{department,centre,technical}', kind) limit 1) o
  where version.state = 'draft' and $2 <> '' returning id)
select count(*), 0 from w;

-- name: import_plan_approve
with
@row@
, w as (update plan_version v set state = 'approved', order_id = d.id from version, document d where v.district_id = (select auth.district()) and v.id = version.id
  and version.state = 'draft' and $2 <> '' and $3::text is not null and (d.district_id, d.plan_version_id, d.kind, d.number) = (v.district_id, v.id, 'order_plan', $2) returning v.id)
select 0, count(*) from w;
