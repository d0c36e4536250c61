-- What a new district begins with: the regulation, forms of work, the calendar.

-- name: import_regulation_edition
with w as (insert into edition (district_id, kind, code, version, title, in_force)
  values ((select auth.district()), 'regulation', 'polozhenie', 1, 'Положение о проведении методических дней', daterange('2020-09-01', null)) returning id)
select count(*), 0 from w;

-- name: import_regulation_clauses
with w as (insert into clause (district_id, edition_id, number, label, position, body)
  select e.district_id, e.id, v[1], v[2], line - 1, v[3] from staged, edition e where e.district_id = (select auth.district()) and e.kind = 'regulation' and e.state = 'draft' returning number)
select count(*), 0 from w;

-- name: import_regulation_publish
with w as (update edition set state = 'published' where district_id = (select auth.district()) and kind = 'regulation' and state = 'draft' returning id)
select 0, count(*) from w;

-- name: import_forms
with w as (insert into form (district_id, name, is_day) select (select auth.district()), v[1], v[2] in ('true', '1') from staged on conflict do nothing returning id)
select count(*), 0 from w;

-- name: import_calendar
with w as (insert into calendar_day (district_id, on_date, working, title) select (select auth.district()), v[1]::date, v[2] in ('true', '1'), v[3] from staged on conflict do nothing returning title)
select count(*), 0 from w;
