-- import rubric: a rubric (карта посещения) as JSON, $1. The source is kept in the edition's body, so "the
-- same" is one comparison; another content becomes a new version.

-- part: source
src as (select $1::jsonb as j),
sec as (select t.position::integer as position, t.x from src, jsonb_array_elements(case jsonb_typeof(j -> 'sections') when 'array' then j -> 'sections' else '[]' end)
  with ordinality as t(x, position)),
item as (select sec.position as section, t.position::integer as position, sec.position || '.' || t.position as code, t.x from sec,
  jsonb_array_elements(case jsonb_typeof(sec.x -> 'items') when 'array' then sec.x -> 'items' else '[]' end) with ordinality as t(x, position)),
frame as (select e.id from edition e, src where e.district_id = (select auth.district()) and e.kind = 'framework' and e.code = j ->> 'framework' and e.state = 'published'
  order by e.version desc limit 1),
old as (select e.id, e.in_force, e.body from edition e, src where e.district_id = (select auth.district()) and e.kind = 'rubric' and e.code = j ->> 'code'
  and e.state = 'published' order by e.version desc limit 1),
fresh as (select e.id from edition e, src where e.district_id = (select auth.district()) and e.kind = 'rubric' and e.code = j ->> 'code' and e.state = 'draft'
  and e.created_at = now() order by e.version desc limit 1)

-- name: import_rubric_check
with
@source@
select null::integer, null, 'bad_rubric', 'code' from src where coalesce(j ->> 'code', '') = ''
union all select null, null, 'bad_rubric', 'title' from src where coalesce(j ->> 'title', '') = ''
union all select null, null, 'bad_rubric', 'for: teacher | leader' from src where coalesce(j ->> 'for', '') not in ('teacher', 'leader')
union all select null, null, 'unknown_framework', coalesce(j ->> 'framework', '') from src where not exists (select from frame)
union all select null, null, 'bad_rubric', 'bands: [{"from": 0, "word": "..."}, ...]' from src where jsonb_typeof(j -> 'bands') is distinct from 'array'
  or not j @? '$.bands[*] ? (@.from == 0)' or j @? '$.bands[*] ? (!(exists(@.word)) || !(@.from.type() == "number"))'
union all select null, null, 'bad_rubric', 'sections' from src where not exists (select from sec)
union all select null, null, 'bad_rubric', position || ': title' from sec where coalesce(x ->> 'title', '') = ''
union all select null, null, 'bad_rubric', position || ': takes: sum | best' from sec where coalesce(x ->> 'takes', '') not in ('sum', 'best')
union all select null, null, 'bad_rubric', position || ': may_be_absent: true | false' from sec where x ? 'may_be_absent' and jsonb_typeof(x -> 'may_be_absent') <> 'boolean'
union all select null, null, 'bad_rubric', position || ': items' from sec where not exists (select from item i where i.section = sec.position)
union all select null, null, 'bad_rubric', code || ': body' from item where coalesce(x ->> 'body', '') = ''
union all select null, null, 'bad_rubric', code || ': looks: scale | binary | choice' from item where coalesce(x ->> 'looks', '') not in ('scale', 'binary', 'choice')
union all select null, null, 'bad_rubric', code || ': points: [0, 1, ...]' from item where jsonb_typeof(x -> 'points') is distinct from 'array'
  or x @? '$.points[*] ? (!(@.type() == "number") || @ < 0)' or case jsonb_typeof(x -> 'points') when 'array' then jsonb_array_length(x -> 'points') end < 2
union all select null, null, 'bad_rubric', code || ': ' || k from item, unnest('{labels,descriptors}'::text[]) k where x ? k and (jsonb_typeof(x -> k) <> 'array'
  or case jsonb_typeof(x -> k) when 'array' then jsonb_array_length(x -> k) end not in (0, case jsonb_typeof(x -> 'points') when 'array' then jsonb_array_length(x -> 'points') else 0 end))
union all select null, null, 'bad_rubric', code || ': weight > 0' from item where x ? 'weight' and (jsonb_typeof(x -> 'weight') <> 'number' or x @? '$.weight ? (@ <= 0)')
union all select null, null, 'bad_rubric', code || ': required: true | false' from item where x ? 'required' and jsonb_typeof(x -> 'required') <> 'boolean'
union all select null, null, 'bad_rubric', code || ': competence ' || coalesce(x ->> 'competence', '') from item where x ->> 'competence' is not null
  and not exists (select from frame join competence c on (c.district_id, c.edition_id) = ((select auth.district()), frame.id) where c.code = x ->> 'competence');

-- name: import_rubric_edition
with
@source@
, w as (insert into edition (district_id, kind, code, version, title, body)
  select (select auth.district()), 'rubric', j ->> 'code', coalesce((select max(version) from edition e where e.district_id = (select auth.district()) and e.kind = 'rubric' and e.code = j ->> 'code'), 0) + 1,
    j ->> 'title', jsonb_build_object('for', j -> 'for', 'bands', j -> 'bands', 'framework', j -> 'framework', 'source', j)
  from src where not exists (select from old where old.body -> 'source' = j) returning id)
select count(*), 0 from w;

-- name: import_rubric_sections
with
@source@
, w as (insert into rubric_section (district_id, edition_id, position, title, takes, may_be_absent)
  select (select auth.district()), fresh.id, position, x ->> 'title', x ->> 'takes', coalesce((x ->> 'may_be_absent')::boolean, false) from sec, fresh returning id)
select count(*), 0 from w;

-- name: import_rubric_items
with
@source@
, w as (insert into rubric_item (district_id, edition_id, section_id, position, body, looks, points, labels, descriptors, weight, competence_id, required)
  select (select auth.district()), fresh.id, s.id, i.position, x ->> 'body', x ->> 'looks', array(select p::numeric from jsonb_array_elements_text(x -> 'points') p),
    array(select jsonb_array_elements_text(coalesce(x -> 'labels', '[]'))), array(select jsonb_array_elements_text(coalesce(x -> 'descriptors', '[]'))),
    coalesce((x ->> 'weight')::numeric, 1), c.id, coalesce((x ->> 'required')::boolean, false)
  from item i cross join fresh join rubric_section s on (s.district_id, s.edition_id, s.position) = ((select auth.district()), fresh.id, i.section)
    left join frame on true left join competence c on (c.district_id, c.edition_id, c.code) = ((select auth.district()), frame.id, x ->> 'competence') returning id)
select count(*), 0 from w;

-- name: import_rubric_close
with
@source@
, w as (update edition e set in_force = daterange(lower(e.in_force), greatest((select auth.today()), lower(e.in_force) + 1)) from old, fresh
  where e.district_id = (select auth.district()) and e.id = old.id returning e.id)
select 0, 0 from (select count(*) from w) x;

-- name: import_rubric_publish
with
@source@
, w as (update edition e set state = 'published', in_force = daterange(coalesce((select upper(in_force) from old), '2020-09-01'), null) from fresh
  where e.district_id = (select auth.district()) and e.id = fresh.id returning e.id)
select 0, 0 from (select count(*) from w) x;
