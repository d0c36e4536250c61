-- Remarks of the council (замечания, 1.5) on a day, a paper or a version of the plan.

-- part: remark
'id', m.id, 'state', m.state, 'phase', m.phase, 'body', m.body, 'answer', m.answer, 'due_on', m.due_on, 'made_on', (m.created_at at time zone (select auth.zone()))::date,
'overdue', m.state = 'open' and m.due_on < (select auth.today()), 'author', person_ref(a.id, a.family_name, a.given_name, a.patronymic),
'answered_by', person_ref(b.id, b.family_name, b.given_name, b.patronymic),
'day', case when d.id is not null then json_build_object('id', d.id, 'held_on', d.held_on, 'theme', d.theme) end, 'school', named(g.id, g.name),
'document', case when k.id is not null then json_build_object('id', k.id, 'kind', k.kind, 'state', k.state, 'title', k.title, 'version', k.version) end,
'plan_version', case when v.id is not null then json_build_object('id', v.id, 'version', v.version, 'state', v.state) end, 'revision', m.revision,
'can', (select coalesce(json_agg(t.event order by t.event), '[]') from transition t where t.machine = 'remark' and t.state_from = m.state and auth.has(t.roles))

-- part: tables
remark m join person a on (a.district_id, a.id) = (m.district_id, m.author_id) left join person b on (b.district_id, b.id) = (m.district_id, m.answered_by)
  left join document k on (k.district_id, k.id) = (m.district_id, m.document_id) left join plan_version v on (v.district_id, v.id) = (m.district_id, m.plan_version_id)
  left join day d on (d.district_id, d.id) = (m.district_id, coalesce(m.day_id, k.day_id))
  left join organisation g on (g.district_id, g.id) = (m.district_id, coalesce(d.organisation_id, k.organisation_id))

-- name: remarks_list
select list_page(array_agg(j), array_agg(id), coalesce($5::integer, 50)) from (
  select m.id, json_build_object(
  @remark@
  ) as j from
  @tables@
  where m.district_id = (select auth.district()) and ($1::uuid is null or d.id = $1::uuid) and ($2::uuid is null or m.document_id = $2::uuid)
    and ($3::text is null or m.state = $3) and ($4::boolean is not true or m.state = 'open' and m.due_on < (select auth.today()))
    and ($7::text = 'district' or g.id = any((select auth.schools())::uuid[]))
    and ($6::uuid is null or (m.created_at, m.id) < (select c.created_at, c.id from remark c where c.district_id = m.district_id and c.id = $6::uuid))
  order by m.created_at desc, m.id desc limit coalesce($5::integer, 50) + 1) x;

-- name: remarks_show
select json_build_object(
@remark@
), m.revision, m.state, g.id = any((select auth.schools())::uuid[]) or auth.has('{methodist,centre_head}')
from
@tables@
where m.district_id = (select auth.district()) and m.id = $1::uuid;

-- Without a term the district's own runs, in working days.
-- name: remarks_create
insert into remark (district_id, id, day_id, document_id, plan_version_id, phase, body, due_on)
values (auth.district(), coalesce($1::uuid, gen_random_uuid()), nullif($2, '')::uuid, nullif($3, '')::uuid, nullif($4, '')::uuid,
  coalesce(nullif($5, ''), (select case when d.state in ('draft', 'in_plan', 'ordered', 'announced', 'postponed') then 'organisation' when d.state = 'running' then 'holding'
    else 'summing_up' end from day d where d.district_id = auth.district() and d.id = nullif($2, '')::uuid), 'summing_up'), $6,
  coalesce(nullif($7, '')::date, auth.add_working_days(auth.today(), (select value::text::integer from setting_now where code = 'remark_days'))))
on conflict (district_id, id) do nothing returning id;

-- name: remarks_step
update remark set state = $2, answer = coalesce(nullif($4, ''), answer), due_on = coalesce(nullif($5, '')::date, due_on)
where district_id = (select auth.district()) and id = $1::uuid and state = $3 returning id;
