-- Year plans and their versions.

-- part: version
json_build_object('id', v.id, 'plan', v.plan_id, 'school_year', p.school_year, 'version', v.version, 'state', v.state, 'base', v.base_id,
  'items', (select count(*) from plan_item i where (i.district_id, i.version_id) = (v.district_id, v.id)),
  'order', case when o.id is not null then json_build_object('id', o.id, 'number', o.number, 'dated', o.dated) end, 'revision', v.revision)

-- part: plan
json_build_object('id', p.id, 'school_year', p.school_year, 'title', p.title, 'versions',
  (select coalesce(json_agg(json_build_object('id', v.id, 'version', v.version, 'state', v.state,
      'order', case when o.id is not null then json_build_object('id', o.id, 'number', o.number, 'dated', o.dated) end) order by v.version), '[]')
    from plan_version v left join document o on (o.district_id, o.id) = (v.district_id, v.order_id)
    where (v.district_id, v.plan_id) = (p.district_id, p.id)))

-- name: plans_list
select json_build_object('items', coalesce(json_agg(
  @plan@
  order by p.school_year desc), '[]'), 'next', null)
from plan p where p.district_id = (select auth.district());

-- name: plans_show
select
  @plan@
  , p.revision from plan p where p.district_id = (select auth.district()) and p.id = $1::uuid;

-- name: plans_create
with new as (insert into plan (district_id, id, school_year, title)
    values ((select auth.district()), coalesce($1::uuid, gen_random_uuid()), $2::integer, $3) on conflict (district_id, id) do nothing returning id),
  first as (insert into plan_version (district_id, plan_id, version) select (select auth.district()), id, 1 from new)
select id from new;

-- name: plan_versions_show
select
  @version@
  , v.revision, v.state, v.plan_id
from plan_version v join plan p on (p.district_id, p.id) = (v.district_id, v.plan_id)
  left join document o on (o.district_id, o.id) = (v.district_id, v.order_id)
where v.district_id = (select auth.district()) and v.id = $1::uuid;

-- name: plan_versions_create
with new as (insert into plan_version (district_id, id, plan_id, version, base_id)
  select p.district_id, coalesce($1::uuid, gen_random_uuid()), p.id, 1 + coalesce((select max(version) from plan_version w
    where (w.district_id, w.plan_id) = (p.district_id, p.id)), 0), $3::uuid
  from plan p where p.district_id = (select auth.district()) and p.id = $2::uuid on conflict (district_id, id) do nothing returning *)
select id from new;

-- name: plan_versions_fill
insert into plan_item (district_id, version_id, item_id, number, form_id, title, section, term, organisation_id, responsible_id, direction, addressee, result)
select district_id, $1::uuid, item_id, number, form_id, title, section, term, organisation_id, responsible_id, direction, addressee, result
from plan_item where district_id = (select auth.district()) and version_id = $2::uuid;

-- name: plan_versions_step
update plan_version set state = $2, order_id = coalesce($3::uuid, order_id) where district_id = (select auth.district()) and id = $1::uuid returning id;

-- Each difference with its reason and what it rests on; `now` and `was` are the two sides, `fields` the columns
-- besides the term that differ: next year's version stands a year later as a whole.
-- name: plan_versions_diff
select json_build_object('items', coalesce(json_agg(json_build_object('item', d.item_id, 'change', d.change, 'title', coalesce(n.title, b.title),
    'now', case when n.item_id is not null then json_build_object('title', n.title, 'starts_on', lower(n.term), 'ends_on', upper(n.term) - 1,
      'organisation', (select named(g.id, g.name) from organisation g where (g.district_id, g.id) = (n.district_id, n.organisation_id)),
      'responsible', (select person_ref(p.id, p.family_name, p.given_name, p.patronymic) from person p where (p.district_id, p.id) = (n.district_id, n.responsible_id))) end,
    'was', case when b.item_id is not null then json_build_object('title', b.title, 'starts_on', lower(b.term), 'ends_on', upper(b.term) - 1,
      'organisation', (select named(g.id, g.name) from organisation g where (g.district_id, g.id) = (b.district_id, b.organisation_id)),
      'responsible', (select person_ref(p.id, p.family_name, p.given_name, p.patronymic) from person p where (p.district_id, p.id) = (b.district_id, b.responsible_id))) end,
    'fields', coalesce((select json_agg(f.key order by f.key) from jsonb_each(to_jsonb(n) - '{version_id,number,term,created_at,created_by,revision}'::text[]) f
      where b.item_id is not null and f.value is distinct from to_jsonb(b) -> f.key), '[]'),
    'reason', w.reason, 'evidence', coalesce((select json_agg(json_build_object(
        'kind', case when e.visit_id is not null then 'visit' when e.from_document_id is not null then 'document' when e.from_need_id is not null then 'need'
          when e.proposal_id is not null then 'proposal' else 'words' end,
        'id', coalesce(e.visit_id, e.from_document_id, e.from_need_id, e.proposal_id),
        'title', coalesce(e.body, k.title, m.body, r.reason, to_char(x.held_on, 'DD.MM.YYYY') || coalesce(', ' || x.topic, ''))) order by e.created_at, e.id)
      from evidence e left join document k on (k.district_id, k.id) = (e.district_id, e.from_document_id)
        left join need m on (m.district_id, m.id) = (e.district_id, e.from_need_id) left join proposal r on (r.district_id, r.id) = (e.district_id, e.proposal_id)
        left join visit x on (x.district_id, x.id) = (e.district_id, e.visit_id)
      where (e.district_id, e.plan_change_id) = (w.district_id, w.id)), '[]')) order by d.change, coalesce(n.number, b.number)), '[]'), 'next', null)
from plan_version v
  left join plan_diff d on (d.district_id, d.version_id) = (v.district_id, v.id)
  left join plan_item n on (n.district_id, n.version_id, n.item_id) = (v.district_id, v.id, d.item_id)
  left join plan_item b on (b.district_id, b.version_id, b.item_id) = (v.district_id, v.base_id, d.item_id)
  left join plan_change w on (w.district_id, w.version_id, w.item_id) = (v.district_id, v.id, d.item_id)
where v.district_id = (select auth.district()) and v.id = $1::uuid and d.item_id is not null;

-- The next year's plan: its first version takes over the items of the approved plan of the year before, a year
-- on, so that it is corrected and not written anew. Nothing when there is such a plan, or nothing to take over.
-- name: plans_roll_over
with base as (select p.school_year, v.district_id, v.id, p.title from plan p join plan_version v on (v.district_id, v.plan_id) = (p.district_id, p.id) and v.state = 'approved'
    where p.district_id = (select auth.district()) and p.school_year = $1::integer - 1),
  new as (insert into plan (district_id, id, school_year, title) select district_id, coalesce($2::uuid, gen_random_uuid()), $1::integer,
      coalesce(nullif($3, ''), 'План методической работы на ' || $1::integer || '/' || $1::integer + 1 || ' учебный год')
    from base where not exists (select from plan q where q.district_id = base.district_id and q.school_year = $1::integer)
    on conflict do nothing returning district_id, id),
  first as (insert into plan_version (district_id, id, plan_id, version, base_id) select new.district_id, gen_random_uuid(), new.id, 1, base.id
    from new, base returning district_id, id)
select new.id, first.id, base.id from new, first, base;

-- name: plan_versions_fill_year
insert into plan_item (district_id, version_id, item_id, number, form_id, title, section, term, organisation_id, responsible_id, direction, addressee, result)
select district_id, $1::uuid, item_id, number, form_id, title, section,
  daterange((lower(term) + interval '1 year')::date, (upper(term) + interval '1 year')::date), organisation_id, responsible_id, direction, addressee, result
from plan_item where district_id = (select auth.district()) and version_id = $2::uuid;
