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

-- name: frameworks_show
select json_build_object('id', e.id, 'code', e.code, 'version', e.version, 'title', e.title, 'state', e.state,
  'competences', (select coalesce(json_agg(json_build_object('id', c.id, 'code', c.code, 'name', c.name, 'parent', c.parent_id) order by c.position, c.code), '[]')
    from competence c where (c.district_id, c.edition_id) = (e.district_id, e.id))), e.revision
from edition e where e.district_id = (select auth.district()) and e.kind = 'framework' and e.id = $1::uuid;
