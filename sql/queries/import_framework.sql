-- import framework: Moodle's competency CSV by position. A framework that differs from the version in force
-- becomes a new version; code '' is the composite of the whole framework.

-- part: row
row as (select line, v[1] as parent, v[2] as code, v[3] as name, v[4] as body, coalesce(v[13] = '1', false) as is_framework from staged),
frame as (select line, code, name, body from row where is_framework),
old as (select e.id, e.version, e.title, e.in_force from edition e, frame f where e.district_id = (select auth.district()) and e.kind = 'framework' and e.code = f.code
  and e.state = 'published' order by e.version desc limit 1),
fresh as (select e.id from edition e, frame f where e.district_id = (select auth.district()) and e.kind = 'framework' and e.code = f.code and e.state = 'draft'
  and e.created_at = now() order by e.version desc limit 1)

-- name: import_framework_check
with recursive
@row@
, reached as (select code from row where parent is null or is_framework or not exists (select from row b where b.code = row.parent)
  union select r.code from reached p join row r on r.parent = p.code)
select null::integer, null, 'one_framework', count(*)::text from frame having count(*) <> 1
union all select line, 'ID number', 'twice', first::text from (select line, min(line) over (partition by code) as first from row where code is not null) x where line > first
union all select line, 'Parent ID number', 'unknown_parent', parent from row a where parent is not null and not exists (select from row b where b.code = a.parent)
union all select line, 'Parent ID number', 'parents_in_circle', parent from row a where exists (select from row b where b.code = a.parent) and not exists (select from reached r where r.code = a.code)
order by 1, 3, 4;

-- name: import_framework_edition
with
@row@
, w as (insert into edition (district_id, kind, code, version, title)
  select (select auth.district()), 'framework', f.code, coalesce((select max(version) from edition e where e.district_id = (select auth.district()) and e.kind = 'framework' and e.code = f.code), 0) + 1, f.name
  from frame f where not exists (select from old where old.title = f.name)
    or exists (select case when r.is_framework then '' else r.code end, r.name, p.code, r.body from row r left join row p on p.code = r.parent and not p.is_framework
        except select c.code, c.name, p.code, c.body from old join competence c on (c.district_id, c.edition_id) = ((select auth.district()), old.id)
        left join competence p on (p.district_id, p.id) = (c.district_id, c.parent_id) and p.code <> '')
    or (select count(*) from row) <> (select count(*) from old join competence c on (c.district_id, c.edition_id) = ((select auth.district()), old.id))
  returning id)
select count(*), 0 from w;

-- name: import_framework_competences
with
@row@
, w as (insert into competence (district_id, edition_id, code, name, position, body)
  select (select auth.district()), fresh.id, case when is_framework then '' else code end, name, line, body from row, fresh returning id)
select count(*), 0 from w;

-- name: import_framework_parents
with
@row@
, w as (update competence c set parent_id = p.id from fresh, row r, competence p where (c.district_id, c.edition_id) = ((select auth.district()), fresh.id) and c.code = r.code
  and r.parent is not null and (p.district_id, p.edition_id, p.code) = (c.district_id, c.edition_id, r.parent) returning c.id)
select 0, 0 from (select count(*) from w) x;

-- The version before ends the day before this one; two versions in one day: the later begins tomorrow.
-- name: import_framework_close
with
@row@
, w as (update edition e set in_force = daterange(lower(e.in_force), greatest((select auth.today()), lower(e.in_force) + 1)) from old, fresh
  where e.district_id = (select auth.district()) and e.id = old.id returning e.id)
select 0, 0 from (select count(*) from w) x;

-- name: import_framework_publish
with
@row@
, w as (update edition e set state = 'published', in_force = daterange(coalesce((select upper(in_force) from old), '2020-09-01'), null) from fresh
  where e.district_id = (select auth.district()) and e.id = fresh.id returning e.id)
select 0, 0 from (select count(*) from w) x;
