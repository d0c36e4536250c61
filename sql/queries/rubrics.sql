-- Rubrics (карты посещения) and competence frameworks (рамки компетенций): published editions and drafts.

-- name: rubrics_list
select json_build_object('items', coalesce(json_agg(json_build_object('id', id, 'code', code, 'version', version, 'title', title, 'state', state,
  'for', coalesce(body ->> 'for', 'teacher'), 'in_force_from', lower(in_force), 'in_force_to', upper(in_force) - 1) order by title, version desc), '[]'), 'next', null)
from edition where district_id = (select auth.district()) and kind = 'rubric';

-- name: rubrics_show
select json_build_object('id', e.id, 'code', e.code, 'version', e.version, 'title', e.title, 'state', e.state, 'for', coalesce(e.body ->> 'for', 'teacher'),
  'in_force_from', lower(e.in_force), 'in_force_to', upper(e.in_force) - 1, 'framework', e.body ->> 'framework', 'revision', e.revision, 'bands', coalesce(e.body -> 'bands', '[]'),
  'sections', (select coalesce(json_agg(json_build_object('id', s.id, 'position', s.position, 'title', s.title, 'takes', s.takes, 'may_be_absent', s.may_be_absent,
    'items', (select coalesce(json_agg(json_build_object('id', i.id, 'position', i.position, 'code', s.position || '.' || i.position, 'body', i.body, 'looks', i.looks,
        'points', i.points, 'labels', i.labels, 'descriptors', i.descriptors, 'weight', i.weight, 'required', i.required,
        'competence', case when c.id is not null then json_build_object('id', c.id, 'code', c.code, 'name', c.name) end) order by i.position), '[]')
      from rubric_item i left join competence c on (c.district_id, c.id) = (i.district_id, i.competence_id)
      where (i.district_id, i.section_id) = (s.district_id, s.id))) order by s.position), '[]')
    from rubric_section s where (s.district_id, s.edition_id) = (e.district_id, e.id))), e.revision
from edition e where e.district_id = (select auth.district()) and e.kind = 'rubric' and e.id = $1::uuid;

-- name: frameworks_list
select json_build_object('items', coalesce(json_agg(json_build_object('id', id, 'code', code, 'version', version, 'title', title, 'state', state,
  'in_force_from', lower(in_force), 'in_force_to', upper(in_force) - 1) order by title, version desc), '[]'), 'next', null)
from edition where district_id = (select auth.district()) and kind = 'framework';

-- `for`: whose work it judges, by its rubrics in all its versions; null: it has none, so it says nothing of whom.
-- name: frameworks_show
select json_build_object('id', e.id, 'code', e.code, 'version', e.version, 'title', e.title, 'state', e.state,
  'for', (select case when bool_and(coalesce(r.body ->> 'for', 'teacher') = 'leader') then 'leader' when count(*) > 0 then 'teacher' end
    from edition v join competence c on (c.district_id, c.edition_id) = (v.district_id, v.id) join rubric_item i on (i.district_id, i.competence_id) = (c.district_id, c.id)
      join edition r on (r.district_id, r.id) = (i.district_id, i.edition_id) and r.state = 'published' where (v.district_id, v.kind, v.code) = (e.district_id, e.kind, e.code)),
  'competences', (select coalesce(json_agg(json_build_object('id', c.id, 'code', c.code, 'name', c.name, 'parent', c.parent_id, 'body', c.body) order by c.position, c.code), '[]')
    from competence c where (c.district_id, c.edition_id) = (e.district_id, e.id))), e.revision
from edition e where e.district_id = (select auth.district()) and e.kind = 'framework' and e.id = $1::uuid;

-- A rubric as the file of the importer has it (see import_rubric.sql): what a copy and the form start from.
-- name: rubrics_source
select jsonb_build_object('code', e.code, 'title', e.title, 'for', coalesce(e.body ->> 'for', 'teacher'), 'framework', e.body ->> 'framework', 'bands', coalesce(e.body -> 'bands', '[]'),
  'sections', (select coalesce(jsonb_agg(jsonb_build_object('title', s.title, 'takes', s.takes, 'may_be_absent', s.may_be_absent,
    'items', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('body', i.body, 'looks', i.looks, 'points', i.points, 'labels', i.labels, 'descriptors', i.descriptors,
        'weight', i.weight, 'required', i.required, 'competence', c.code)) order by i.position), '[]')
      from rubric_item i left join competence c on (c.district_id, c.id) = (i.district_id, i.competence_id) where (i.district_id, i.section_id) = (s.district_id, s.id))) order by s.position), '[]')
    from rubric_section s where (s.district_id, s.edition_id) = (e.district_id, e.id))), e.revision, e.state
from edition e where e.district_id = (select auth.district()) and e.kind = 'rubric' and e.id = $1::uuid;

-- name: rubrics_create
insert into edition (district_id, id, kind, code, version, title, body)
select (select auth.district()), coalesce($1::uuid, gen_random_uuid()), 'rubric', j ->> 'code',
  coalesce((select max(version) from edition e where e.district_id = (select auth.district()) and e.kind = 'rubric' and e.code = j ->> 'code'), 0) + 1, j ->> 'title', '{}'
from (select $2::jsonb as j) x on conflict (district_id, id) do nothing returning id;

-- The draft is written anew, whole: nothing points into a draft.
-- name: rubrics_head
update edition set title = j ->> 'title', body = jsonb_build_object('for', j -> 'for', 'bands', j -> 'bands', 'framework', j -> 'framework', 'source', j)
from (select $3::jsonb as j) x where district_id = (select auth.district()) and id = $1::uuid and kind = 'rubric' and ($2::integer is null or revision = $2::integer) returning id;

-- name: rubrics_clear_items
with w as (delete from rubric_item where district_id = (select auth.district()) and edition_id = $1::uuid returning id) select count(*) from w;

-- name: rubrics_clear_sections
with w as (delete from rubric_section where district_id = (select auth.district()) and edition_id = $1::uuid returning id) select count(*) from w;

-- name: rubrics_sections
with w as (insert into rubric_section (district_id, edition_id, position, title, takes, may_be_absent)
  select (select auth.district()), $1::uuid, n, x ->> 'title', x ->> 'takes', coalesce((x ->> 'may_be_absent')::boolean, false)
  from jsonb_array_elements($2::jsonb -> 'sections') with ordinality as t(x, n) returning id)
select count(*) from w;

-- name: rubrics_items
with w as (insert into rubric_item (district_id, edition_id, section_id, position, body, looks, points, labels, descriptors, weight, competence_id, required)
  select s.district_id, s.edition_id, s.id, i.n, i.x ->> 'body', i.x ->> 'looks', array(select p::numeric from jsonb_array_elements_text(i.x -> 'points') p),
    array(select jsonb_array_elements_text(coalesce(i.x -> 'labels', '[]'))), array(select jsonb_array_elements_text(coalesce(i.x -> 'descriptors', '[]'))),
    coalesce((i.x ->> 'weight')::numeric, 1), (select c.id from edition f join competence c on (c.district_id, c.edition_id) = (f.district_id, f.id)
      where f.district_id = s.district_id and f.kind = 'framework' and f.code = $2::jsonb ->> 'framework' and f.state = 'published' and c.code = i.x ->> 'competence' order by f.version desc limit 1),
    coalesce((i.x ->> 'required')::boolean, false)
  from jsonb_array_elements($2::jsonb -> 'sections') with ordinality as t(x, n) cross join jsonb_array_elements(t.x -> 'items') with ordinality as i(x, n)
    join rubric_section s on (s.district_id, s.edition_id, s.position) = ((select auth.district()), $1::uuid, t.n) returning id)
select count(*) from w;

-- The version before ends where this one begins. One that is to begin later still is in the way, and the database says so.
-- name: rubrics_close
with w as (update edition e set in_force = daterange(lower(e.in_force), $2::date) from edition n
  where (n.district_id, n.id) = ((select auth.district()), $1::uuid) and e.district_id = n.district_id and e.kind = n.kind and e.code = n.code and e.state = 'published'
    and e.in_force @> $2::date and lower(e.in_force) < $2::date returning e.id)
select count(*) from w;

-- name: rubrics_publish
update edition set state = $3, in_force = daterange($4::date, null) where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer and kind = 'rubric' returning id;

-- name: rubrics_delete
delete from edition where district_id = (select auth.district()) and id = $1::uuid and kind = 'rubric' and state = 'draft' returning id;

-- Which items of rubrics tell of which competence of a framework.
-- name: frameworks_items
select json_build_object('items', coalesce(json_agg(json_build_object('competence', c.id, 'rubric', json_build_object('id', e.id, 'code', e.code, 'version', e.version, 'title', e.title, 'state', e.state),
  'code', s.position || '.' || i.position, 'body', i.body) order by e.title, e.version desc, s.position, i.position), '[]'), 'next', null)
from competence c join rubric_item i on (i.district_id, i.competence_id) = (c.district_id, c.id) join rubric_section s on (s.district_id, s.id) = (i.district_id, i.section_id)
  join edition e on (e.district_id, e.id) = (i.district_id, i.edition_id)
where c.district_id = (select auth.district()) and c.edition_id = $1::uuid;
