-- Who changed what in a plan.

-- History of a plan, newest first. Items that a new version took over are no change of anybody's; what one
-- person did with many items within a minute (a file, a move of many) is one line with its number.
-- name: plan_history
with seen as (select a.at, a.person_id, a.entity, a.event, a.change, v.id as version_id, v.version,
      coalesce(a.change #>> '{row,item_id}', '') as item, coalesce(a.change #>> '{row,title}', a.change ->> 'title') as title
    from auth.plan_history($1::uuid) a join plan_version v on v.district_id = a.district_id
      and v.id = case a.entity when 'plan_version' then a.entity_id else (a.change #>> '{row,version_id}')::uuid end
    where not (a.entity = 'plan_item' and a.event = 'insert' and exists (select from plan_item b where (b.district_id, b.version_id) = (v.district_id, v.base_id) and b.item_id::text = a.change #>> '{row,item_id}'))
      and not (a.entity = 'plan_change' and a.event = 'delete')),
  line as (select date_trunc('minute', at) as minute, person_id, entity, event, version_id, version, max(at) as at, count(*) as count,
      (array_agg(json_build_object('item', nullif(item, ''), 'title', title, 'change', case when entity = 'plan_version' then change - 'row' when event = 'update' then change - 'row' when entity = 'plan_change' then jsonb_build_object('reason', change -> 'reason') else '{}' end)
        order by at))[1:5] as first
    from seen group by 1, 2, 3, 4, 5, 6, case entity when 'plan_version' then at end)
select json_build_object('items', coalesce(json_agg(json_build_object('at', instant(l.at, z.timezone), 'person', person_ref(p.id, p.family_name, p.given_name, p.patronymic),
  'entity', l.entity, 'event', l.event, 'version', l.version, 'count', l.count, 'items', array_to_json(l.first)) order by l.at desc), '[]'), 'next', null)
from (select * from line order by at desc limit 200) l join district z on z.district_id = (select auth.district())
  left join person p on (p.district_id, p.id) = (z.district_id, l.person_id);

-- name: plan_history_plan
select id from plan where district_id = (select auth.district()) and id = $1::uuid;
