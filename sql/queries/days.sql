-- Methodological days (методический день в ОО): one after another, and one with its whole way.

-- part: day
'id', d.id, 'kind', d.kind, 'state', d.state, 'held_on', d.held_on, 'theme', d.theme, 'organisation', named(g.id, g.name),
'lead', person_ref(l.id, l.family_name, l.given_name, l.patronymic),
'order', case when o.id is not null then json_build_object('id', o.id, 'number', o.number, 'dated', o.dated, 'state', o.state) end,
'plan_item', case when i.item_id is not null then json_build_object('id', i.item_id, 'number', i.number, 'title', i.title, 'version', i.version_id) end,
'late', d.held_on < (select auth.today()) and d.state in ('draft', 'in_plan', 'ordered', 'announced', 'running'), 'revision', d.revision

-- part: tables
day d join organisation g on (g.district_id, g.id) = (d.district_id, d.organisation_id)
  left join person l on (l.district_id, l.id) = (d.district_id, d.lead_id)
  left join plan_item i on (i.district_id, i.version_id, i.item_id) = (d.district_id, d.plan_version_id, d.plan_item_id)
  left join lateral (select * from document k where k.district_id = d.district_id and k.day_id = d.id and k.kind = 'order_hold'
    order by k.id = d.order_id desc, k.created_at desc limit 1) o on true

-- name: days_list
select list_page(array_agg(j), array_agg(id), coalesce($6::integer, 50)) from (
  select d.id, json_build_object(
  @day@
  ) as j from
  @tables@
  where d.district_id = (select auth.district()) and ($1::date is null or d.held_on >= $1::date) and ($2::date is null or d.held_on <= $2::date)
    and ($3::integer is null or d.held_on between make_date($3::integer, 9, 1) and make_date($3::integer + 1, 8, 31))
    and ($4::uuid is null or d.organisation_id = $4::uuid) and ($5::text is null or d.state = $5)
    and ($7::uuid is null or (d.held_on, d.id) > (select c.held_on, c.id from day c where c.district_id = d.district_id and c.id = $7::uuid))
  order by d.held_on, d.id limit coalesce($6::integer, 50) + 1) x;

-- Terms come from settings (ours, not the regulation's), counted in working days.
-- name: days_show
with d as materialized (select * from day where district_id = (select auth.district()) and id = $1::uuid),
  s as (select (max(value::text) filter (where code = 'notice_days'))::integer as notice, (max(value::text) filter (where code = 'sheet_days'))::integer as sheet,
    (max(value::text) filter (where code = 'reply_days'))::integer as reply, (max(value::text) filter (where code = 'spravka_days'))::integer as spravka,
    (max(value::text) filter (where code = 'council_days'))::integer as council, (max(value::text) filter (where code = 'order_days'))::integer as orders,
    bool_or(own) filter (where code = 'notice_days') as own_notice from setting_now),
  v as (select count(*) filter (where v.state = 'planned') as planned, count(*) filter (where v.state = 'held') as held,
    count(*) filter (where v.state = 'assessed') as assessed, count(*) filter (where v.state in ('acknowledged', 'objected', 'closed')) as answered,
    count(*) filter (where v.state <> 'cancelled') as total,
    (select count(*) from slot k join d on (k.district_id, k.day_id) = (d.district_id, d.id) where k.lesson_id is not null and not k.cancelled
      and not exists (select from visit w where (w.district_id, w.slot_id) = (k.district_id, k.id) and w.state <> 'cancelled')) as without
    from visit v join slot k on (k.district_id, k.id) = (v.district_id, v.slot_id) join d on (k.district_id, k.day_id) = (d.district_id, d.id)),
  n as (select count(*) as slots from slot k join d on (k.district_id, k.day_id) = (d.district_id, d.id) where not k.cancelled),
  who as (select max(person_short(p.family_name, p.given_name, p.patronymic)) filter (where a.role = 'department_head') as head,
    max(person_short(p.family_name, p.given_name, p.patronymic)) filter (where a.role = 'clerk') as clerk,
    max(person_short(p.family_name, p.given_name, p.patronymic)) filter (where a.role = 'council_secretary') as secretary
    from appointment a join person p on (p.district_id, p.id) = (a.district_id, a.person_id)
    where a.district_id = (select auth.district()) and a.role in ('department_head', 'clerk', 'council_secretary') and a.during @> (select auth.today())),
  o as (select k.* from document k join d on (k.district_id, k.day_id) = (d.district_id, d.id) where k.kind = 'order_hold'
    order by k.id = d.order_id desc, k.created_at desc limit 1),
  rank as (select coalesce(array_position('{draft,in_plan,ordered,announced,running,held,analysed,at_council,considered,approved,closed}', d.state), 2) as r,
    person_short(l.family_name, l.given_name, l.patronymic) as lead from d left join person l on (l.district_id, l.id) = (d.district_id, d.lead_id)),
  chain as (
    select 1 as n, 'plan' as event, r > 1 as done, lead as owner, null::date as due, '4.1' as clause, false as ours, null::date as at from rank
    union all select 2, 'order', r > 2, case when o.state = 'draft' then who.head when o.state = 'signed' then who.clerk else lead end,
      auth.add_working_days(d.held_on, -s.notice - 1), '4.1', true, case when o.state = 'registered' then o.dated end from rank cross join d cross join s cross join who left join o on true
    union all select 3, 'announce', r > 3, lead, auth.add_working_days(d.held_on, -s.notice), '4.1', true, null from rank, d, s
    union all select 4, 'programme', r > 4 or (r > 3 and n.slots > 0), lead, auth.add_working_days(d.held_on, -1), '4.2', true, null from rank, d, n
    union all select 5, 'hold', r > 5, lead, d.held_on, '4.2', false, d.held_on from rank, d
    union all select 6, 'sheets', r > 5 and v.planned + v.held + v.without = 0, lead, auth.add_working_days(d.held_on, s.sheet), '4.5', true, null from rank, d, s, v
    union all select 7, 'answers', r > 5 and v.total = v.answered and v.without = 0, null, auth.add_working_days(d.held_on, s.sheet + s.reply), '4.5', true, null from rank, d, s, v
    union all select 8, 'spravka', r > 6, lead, auth.add_working_days(d.held_on, s.spravka), '4.5', true, null from rank, d, s
    union all select 9, 'council', r > 8, who.secretary, d.held_on + s.council, '4.5', true, (select max(t.held_on) from document k join agenda_item a on (a.district_id, a.document_id) = (k.district_id, k.id)
      join sitting t on (t.district_id, t.id) = (a.district_id, a.sitting_id) where (k.district_id, k.day_id) = (d.district_id, d.id) and t.state = 'closed') from rank, d, s, who
    union all select 10, 'approve', r > 9, who.head, null, '4.5', true, (select max(p.dated) from document k join document p on (p.district_id, p.id) = (k.district_id, k.order_id)
      where (k.district_id, k.day_id) = (d.district_id, d.id) and k.kind <> 'order_hold' and p.state = 'registered') from rank, d, who)
select json_build_object(
  @day@
  , 'aim', d.aim, 'reason', d.reason,
  'regulation', (select json_build_object('id', e.id, 'version', e.version, 'title', e.title) from edition e where (e.district_id, e.id) = (d.district_id, d.regulation_id)),
  'steps', (select json_agg(json_build_object('event', c.event, 'state', case when c.done then 'done'
      when c.n = (select min(n) from chain where not done) and d.state <> 'cancelled' then 'now' else 'later' end,
    'owner', c.owner, 'due_on', c.due, 'default_term', c.ours and c.due is not null, 'clause', c.clause, 'at', case when c.done then c.at end) order by c.n) from chain c),
  'team', (select coalesce(json_agg(json_build_object('id', t.id, 'short', t.short, 'role', t.role, 'slots', t.slots) order by t.role, t.short), '[]') from (
    select p.id, person_short(p.family_name, p.given_name, p.patronymic) as short, min(b.involvement) as role, count(*) as slots
    from booking b join slot k on (k.district_id, k.id) = (b.district_id, b.slot_id) join person p on (p.district_id, p.id) = (b.district_id, b.person_id)
    where (k.district_id, k.day_id) = (d.district_id, d.id) and b.state = 'booked' group by p.district_id, p.id) t),
  'slots', (select slots from n), 'visits', (select json_build_object('planned', planned, 'held', held, 'assessed', assessed, 'answered', answered, 'without', without) from v),
  'attendance', case when d.organisation_id = any((select auth.schools())::uuid[]) then (select json_build_object('invited', count(*) filter (where x.invited),
      'noted', count(*) filter (where x.present is not null), 'came', count(*) filter (where x.present)) from (
    select y.person_id, bool_or(y.invited) as invited, bool_or(y.present) as present from (
      select b.person_id, true as invited, null::boolean as present from booking b join slot k on (k.district_id, k.id) = (b.district_id, b.slot_id)
        where (k.district_id, k.day_id) = (d.district_id, d.id) and not k.cancelled and b.state = 'booked' and b.person_id is not null
      union all select a.person_id, false, a.present from attendance a join slot k on (k.district_id, k.id) = (a.district_id, a.slot_id)
        where (k.district_id, k.day_id) = (d.district_id, d.id)) y group by y.person_id) x) end,
  'council', json_build_object(
    'papers', (select coalesce(json_agg(json_build_object('id', k.id, 'kind', k.kind, 'state', k.state, 'title', k.title) order by array_position('{spravka,lesson_analysis,recommendations}', k.kind), k.title), '[]')
      from document k where (k.district_id, k.day_id) = (d.district_id, d.id) and k.kind in ('lesson_analysis', 'spravka', 'recommendations')),
    'sittings', (select coalesce(json_agg(distinct jsonb_build_object('id', t.id, 'number', t.number, 'held_on', t.held_on, 'state', t.state)), '[]') from agenda_item a
      join sitting t on (t.district_id, t.id) = (a.district_id, a.sitting_id) join document k on (k.district_id, k.id) = (a.district_id, a.document_id)
      where k.district_id = d.district_id and k.day_id = d.id and t.state <> 'cancelled'),
    'orders', (select coalesce(json_agg(distinct jsonb_build_object('id', p.id, 'number', p.number, 'dated', p.dated, 'state', p.state)), '[]') from document k
      join document p on (p.district_id, p.id) = (k.district_id, k.order_id) where (k.district_id, k.day_id) = (d.district_id, d.id)),
    'remarks', (select count(*) from remark m where (m.district_id, m.day_id) = (d.district_id, d.id) and m.state <> 'closed')),
  'can', (select coalesce(json_agg(t.event order by t.event), '[]') from transition t where t.machine = d.kind and t.state_from = d.state
    and auth.has(t.roles)),
  'blocked', case
    when d.state = 'draft' and d.plan_item_id is null then '{"plan": {"slug": "item-not-in-approved-plan", "clause": "4.1"}}'::json
    when d.state in ('in_plan', 'postponed') and d.kind = 'day' and o.state is distinct from 'registered' then
      '{"order": {"slug": "no-registered-order", "clause": "4.1"}, "announce": {"slug": "no-registered-order", "clause": "4.1"}}'::json
    else '{}'::json end), d.revision, d.state, d.kind,
  d.kind = 'day' and d.state in ('in_plan', 'postponed') and o.state is distinct from 'registered' as needs_order
from d join organisation g on (g.district_id, g.id) = (d.district_id, d.organisation_id)
  left join person l on (l.district_id, l.id) = (d.district_id, d.lead_id)
  left join plan_item i on (i.district_id, i.version_id, i.item_id) = (d.district_id, d.plan_version_id, d.plan_item_id)
  left join o on true;

-- A day takes school, theme and lead from its plan item unless they are given; a form that is no
-- methodological day makes an event.
-- name: days_create
insert into day (district_id, id, kind, plan_version_id, plan_item_id, organisation_id, held_on, theme, aim, lead_id)
select x.district, coalesce($1::uuid, gen_random_uuid()), case when f.is_day is false then 'event' else 'day' end, i.version_id, i.item_id,
  coalesce(nullif($3, '')::uuid, i.organisation_id), $4::date, coalesce(nullif($5, ''), i.title, ''), nullif($6, ''),
  coalesce(nullif($7, '')::uuid, i.responsible_id)
from (select auth.district() as district) x
  left join lateral (select p.* from plan_item p join plan_version v on (v.district_id, v.id) = (p.district_id, p.version_id)
    where p.district_id = x.district and p.item_id = nullif($2, '')::uuid order by v.state = 'approved' desc, v.version desc limit 1) i on true
  left join form f on (f.district_id, f.id) = (i.district_id, i.form_id)
where nullif($2, '') is null or i.item_id is not null
on conflict (district_id, id) do nothing returning id;

-- name: days_enter_plan
update day d set state = 'in_plan' where d.district_id = (select auth.district()) and d.id = $1::uuid and d.state = 'draft'
  and exists (select from plan_version v where (v.district_id, v.id) = (d.district_id, d.plan_version_id) and v.state = 'approved') returning id;

-- name: days_update
update day set theme = coalesce($3, theme), aim = nullif(coalesce($4, aim), ''),
  lead_id = case when $5::text is null then lead_id else nullif($5, '')::uuid end, held_on = coalesce($6::date, held_on)
where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer returning id;

-- A moved day takes its programme along.
-- name: days_move_slots
update slot s set during = tstzrange(lower(s.during) + make_interval(days => d.held_on - (lower(s.during) at time zone t.timezone)::date),
  upper(s.during) + make_interval(days => d.held_on - (lower(s.during) at time zone t.timezone)::date))
from day d join district t using (district_id) where (s.district_id, s.day_id) = (d.district_id, d.id) and d.district_id = (select auth.district()) and d.id = $1::uuid
  and (lower(s.during) at time zone t.timezone)::date <> d.held_on;

-- name: days_step
update day set state = $2, order_id = coalesce($3::uuid, order_id), reason = coalesce(nullif($4, ''), reason), held_on = coalesce(nullif($5, '')::date, held_on)
where district_id = (select auth.district()) and id = $1::uuid returning id;

-- name: days_into_plan
update day d set state = $2, plan_item_id = i.item_id, plan_version_id = i.version_id
from plan_item i join plan_version v on (v.district_id, v.id) = (i.district_id, i.version_id)
where d.district_id = (select auth.district()) and d.id = $1::uuid and i.district_id = d.district_id and i.item_id = $3::uuid
  and v.id = (select w.id from plan_version w join plan_item k on (k.district_id, k.version_id) = (w.district_id, w.id)
    where w.district_id = i.district_id and k.item_id = i.item_id order by w.state = 'approved' desc, w.version desc limit 1) returning d.id;
