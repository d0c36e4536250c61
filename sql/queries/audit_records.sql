-- The audit (журнал действий) as the administrator searches it. Names and texts aren't in it, only that they changed.

-- part: found
a.district_id = (select auth.district()) and ($1::uuid is null or a.person_id = $1::uuid) and ($2::text is null or a.entity = $2) and ($3::uuid is null or a.entity_id = $3::uuid)
  and ($4::text is null or a.event = $4) and ($5::date is null or a.at >= $5::date::timestamp at time zone (select timezone from district where district_id = (select auth.district())))
  and ($6::date is null or a.at < ($6::date + 1)::timestamp at time zone (select timezone from district where district_id = (select auth.district())))

-- name: audit_list
select list_page(array_agg(j), array_agg(id), coalesce($7::integer, 50)) from (
  select a.id, json_build_object('id', a.id, 'at', instant(a.at, z.timezone), 'person', person_ref(p.id, p.family_name, p.given_name, p.patronymic),
    'system', exists (select from appointment s where (s.district_id, s.person_id) = (a.district_id, a.person_id) and s.role = 'system'),
    'entity', a.entity, 'entity_id', a.entity_id, 'event', a.event, 'change', a.change, 'seq', a.seq,
    'named', case a.entity when 'person' then (select person_short(n.family_name, n.given_name, n.patronymic) from person n where (n.district_id, n.id) = (a.district_id, a.entity_id))
      when 'appointment' then (select person_short(n.family_name, n.given_name, n.patronymic) || ' - ' || o.name from appointment m join person n on (n.district_id, n.id) = (m.district_id, m.person_id)
        join organisation o on (o.district_id, o.id) = (m.district_id, m.organisation_id) where (m.district_id, m.id) = (a.district_id, a.entity_id))
      when 'organisation' then (select o.name from organisation o where (o.district_id, o.id) = (a.district_id, a.entity_id))
      when 'subject' then (select u.name from subject u where (u.district_id, u.id) = (a.district_id, a.entity_id))
      when 'edition' then (select e.title from edition e where (e.district_id, e.id) = (a.district_id, a.entity_id))
      when 'day' then (select y.held_on || ' ' || y.theme from day y where (y.district_id, y.id) = (a.district_id, a.entity_id))
      when 'portal' then (select w.issuer from portal w where (w.district_id, w.id) = (a.district_id, a.entity_id))
      when 'setting' then a.change ->> 'code' end) as j
  from audit a join district z using (district_id) left join person p on (p.district_id, p.id) = (a.district_id, a.person_id)
  where
  @found@
    and ($8::uuid is null or (a.at, a.id) < (select x.at, x.id from audit x where x.district_id = (select auth.district()) and x.id = $8::uuid))
  order by a.at desc, a.id desc limit coalesce($7::integer, 50) + 1) x;

-- Fields are quoted; what a table program would take for a formula gets an apostrophe before it.
-- part: cell
regexp_replace(replace(coalesce(v, ''), '"', '""'), '^([=+@-])', '''\1')

-- name: audit_csv
select string_agg(line, E'\r\n' order by n) || E'\r\n' from (
  select 0 as n, case $7 when 'en' then 'number,at,person,entity,object,event,change' else 'номер,время,кто,что,объект,действие,изменение' end as line
  union all select row_number() over (order by t.at desc, t.id desc), (select string_agg('"' ||
    @cell@
    || '"', ',' order by n) from unnest(array[t.seq::text, to_char(t.at at time zone t.timezone, 'YYYY-MM-DD HH24:MI:SS'), t.who, t.entity, t.entity_id::text, t.event, t.change::text]) with ordinality as c(v, n))
  from (select a.*, z.timezone, concat_ws(' ', p.family_name, p.given_name, p.patronymic) as who from audit a join district z using (district_id)
      left join person p on (p.district_id, p.id) = (a.district_id, a.person_id) where
    @found@
    order by a.at desc, a.id desc limit 10000) t) x;

-- How the chain is, and what the last check found.
-- name: audit_state
select json_build_object('sealed', coalesce((select h.seq from audit_head h where h.district_id = z.district_id), 0),
  'open', (select count(*) from audit a where a.district_id = z.district_id and a.seq is null),
  'first_at', (select instant(min(a.at), z.timezone) from audit a where a.district_id = z.district_id),
  'hash', (select encode(h.hash, 'hex') from audit_head h where h.district_id = z.district_id),
  'running', exists (select from job j where j.district_id = z.district_id and j.kind = 'audit_verify' and j.state in ('ready', 'leased')),
  'checked_at', (select instant(j.run_after, z.timezone) from job j where j.district_id = z.district_id and j.kind = 'audit_verify' and j.state = 'done' order by j.created_at desc limit 1),
  'broken', (select (j.output ->> 'broken')::bigint from job j where j.district_id = z.district_id and j.kind = 'audit_verify' and j.state = 'done' order by j.created_at desc limit 1)), null
from district z where z.district_id = (select auth.district());

-- One check at a time.
-- name: audit_ask
insert into job (district_id, queue, kind, key) select (select auth.district()), 'compute', 'audit_verify', 'asked ' || now()
where not exists (select from job j where j.district_id = (select auth.district()) and j.kind = 'audit_verify' and j.state in ('ready', 'leased')) returning id;
