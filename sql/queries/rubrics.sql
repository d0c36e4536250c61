-- Rubrics (карты посещения) and competence frameworks (рамки компетенций): published editions and drafts.

-- name: rubrics_list
select json_build_object('items', coalesce(json_agg(json_build_object('id', id, 'code', code, 'version', version, 'title', title, 'state', state,
  'for', coalesce(body ->> 'for', 'teacher')) order by title, version desc), '[]'), 'next', null)
from edition where district_id = (select auth.district()) and kind = 'rubric';

-- name: rubrics_show
select json_build_object('id', e.id, 'code', e.code, 'version', e.version, 'title', e.title, 'state', e.state, 'for', coalesce(e.body ->> 'for', 'teacher'),
  'bands', coalesce(e.body -> 'bands', '[]'),
  'sections', (select coalesce(json_agg(json_build_object('id', s.id, 'position', s.position, 'title', s.title, 'takes', s.takes, 'may_be_absent', s.may_be_absent,
    'items', (select coalesce(json_agg(json_build_object('id', i.id, 'position', i.position, 'code', s.position || '.' || i.position, 'body', i.body, 'looks', i.looks,
        'points', i.points, 'labels', i.labels, 'descriptors', i.descriptors, 'weight', i.weight, 'required', i.required,
        'competence', case when c.id is not null then json_build_object('id', c.id, 'code', c.code, 'name', c.name) end) order by i.position), '[]')
      from rubric_item i left join competence c on (c.district_id, c.id) = (i.district_id, i.competence_id)
      where (i.district_id, i.section_id) = (s.district_id, s.id))) order by s.position), '[]')
    from rubric_section s where (s.district_id, s.edition_id) = (e.district_id, e.id))), e.revision
from edition e where e.district_id = (select auth.district()) and e.kind = 'rubric' and e.id = $1::uuid;

-- name: frameworks_list
select json_build_object('items', coalesce(json_agg(json_build_object('id', id, 'code', code, 'version', version, 'title', title, 'state', state) order by title, version desc), '[]'), 'next', null)
from edition where district_id = (select auth.district()) and kind = 'framework';

-- `for`: whose work it judges, by its rubrics in all its versions; null: it has none, so it says nothing of whom.
-- name: frameworks_show
select json_build_object('id', e.id, 'code', e.code, 'version', e.version, 'title', e.title, 'state', e.state,
  'for', (select case when bool_and(coalesce(r.body ->> 'for', 'teacher') = 'leader') then 'leader' when count(*) > 0 then 'teacher' end
    from edition v join competence c on (c.district_id, c.edition_id) = (v.district_id, v.id) join rubric_item i on (i.district_id, i.competence_id) = (c.district_id, c.id)
      join edition r on (r.district_id, r.id) = (i.district_id, i.edition_id) and r.state = 'published' where (v.district_id, v.kind, v.code) = (e.district_id, e.kind, e.code)),
  'competences', (select coalesce(json_agg(json_build_object('id', c.id, 'code', c.code, 'name', c.name, 'parent', c.parent_id) order by c.position, c.code), '[]')
    from competence c where (c.district_id, c.edition_id) = (e.district_id, e.id))), e.revision
from edition e where e.district_id = (select auth.district()) and e.kind = 'framework' and e.id = $1::uuid;
