-- The connection to the portal's web services and the deliveries, as the administrator sees them. The key
-- is written and never shown. No portal is an answer too: a state, not a failure.

-- part: service
'url', s.url, 'channels', coalesce(to_json(s.channels), '[]'), 'roster', coalesce(s.roster, false), 'enabled', coalesce(s.enabled, false),
'state', case when s.url is null then 'none' when not s.enabled then 'off' when l.away_since is not null then 'away' when l.answered_at is not null then 'works' else 'untried' end,
'answered_at', instant(l.answered_at, z.timezone), 'away_since', instant(l.away_since, z.timezone),
'next_try_at', case when l.paused_until > now() then instant(l.paused_until, z.timezone) end, 'error', l.error,
'ready', (select count(*) from outbox o where o.district_id = z.district_id and o.state = 'ready'),
'sent', (select count(*) from outbox o where o.district_id = z.district_id and o.state = 'sent'),
'dead', (select count(*) from outbox o where o.district_id = z.district_id and o.state = 'dead'), 'revision', coalesce(s.revision, 0)

-- part: delivery
'id', o.id, 'channel', o.channel, 'person', person_ref(p.id, p.family_name, p.given_name, p.patronymic),
'title', coalesce(o.input ->> 'subject', o.input ->> 'name', o.input ->> 'title', ''), 'cancelled', coalesce((o.input ->> 'cancelled')::boolean, false),
'target', o.input ->> 'target', 'state', o.state, 'attempts', o.attempts, 'error', o.error, 'at', instant(o.created_at, z.timezone),
'tried_at', instant(o.tried_at, z.timezone), 'ended_at', instant(o.ended_at, z.timezone),
'next_try_at', case when o.state = 'ready' and o.run_after > now() then instant(o.run_after, z.timezone) end,
'superseded', o.state = 'dead' and o.channel = 'calendar' and exists (select from outbox n where n.district_id = o.district_id and n.channel = 'calendar'
  and n.subject = o.subject and n.person_id = o.person_id and n.seq > o.seq), 'revision', o.revision

-- name: portal_service_show
select json_build_object(
@service@
), coalesce(s.revision, 0)
from district z left join portal_service s using (district_id) left join portal_line l using (district_id) where z.district_id = (select auth.district());

-- name: portal_service_connect
select auth.portal_connect($1, $2, $3::text[], $4::boolean, $5::boolean);

-- name: outbox_list
select list_page(array_agg(j), array_agg(id), coalesce($3::integer, 50)) from (
  select o.id, json_build_object(
  @delivery@
  ) as j from outbox o join district z using (district_id) left join person p on (p.district_id, p.id) = (o.district_id, o.person_id)
  where o.district_id = (select auth.district()) and ($1::text is null or o.state = $1) and ($2::text is null or o.channel = $2)
    and ($4::uuid is null or o.seq < (select x.seq from outbox x where x.district_id = o.district_id and x.id = $4::uuid))
  order by o.seq desc limit coalesce($3::integer, 50) + 1) x;

-- name: outbox_show
select json_build_object(
@delivery@
), o.revision
from outbox o join district z using (district_id) left join person p on (p.district_id, p.id) = (o.district_id, o.person_id)
where o.district_id = (select auth.district()) and o.id = $1::uuid;

-- name: outbox_retry
select auth.outbox_retry($1::uuid);

-- The roster of the portal: asked for, unless one is under way.
-- name: staff_ask
insert into job (district_id, queue, kind, key, input) select (select auth.district()), 'net', 'staff', 'asked ' || count(*) filter (where state not in ('ready', 'leased')),
  jsonb_build_object('dry_run', coalesce($1::boolean, false), 'new_schools', coalesce($2::boolean, false), 'leavers', coalesce($3::boolean, false))
from job where district_id = (select auth.district()) and kind = 'staff' having count(*) filter (where state in ('ready', 'leased')) = 0
on conflict (district_id, kind, key) do nothing returning id;

-- name: staff_asked
select id from job where district_id = (select auth.district()) and kind = 'staff' order by state in ('ready', 'leased') desc, created_at desc limit 1;

-- name: staff_list
select json_build_object('items', coalesce(json_agg(json_build_object('id', j.id, 'at', instant(j.created_at, z.timezone), 'nightly', j.key like 'night %', 'state', j.state,
  'dry_run', coalesce((j.input ->> 'dry_run')::boolean, false), 'report', j.output - 'changes' - 'problems') order by j.created_at desc), '[]'), 'next', null)
from (select * from job where district_id = (select auth.district()) and kind = 'staff' order by created_at desc limit 20) j join district z using (district_id);
