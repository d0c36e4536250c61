-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A line to the portal that is switched off is told of all the same: what happened meanwhile goes out when
-- it is on again, for the worker takes nothing for a line that is off. By night a portal that is switched
-- off is left alone, and the keys of the plugin's are fetched like those of LTI where their address is known.

set role metodden_guard;

create or replace function rule.tell(district uuid, person uuid, channel text, key text, subject text, input jsonb) returns void language sql security definer
set search_path = public, pg_temp as $$
  insert into outbox (district_id, channel, person_id, key, subject, input)
  select district, tell.channel, person, tell.key, tell.subject, rule.plain(tell.input) from portal_service s
  where s.district_id = district and (tell.channel = any(s.channels) or tell.channel = 'framework')
  on conflict on constraint outbox_key do nothing $$;

create or replace function rule.listens(district uuid, channel text) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select exists (select from portal_service s where s.district_id = district and listens.channel = any(s.channels)) $$;

create or replace function auth.lti_nightly() returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
declare n bigint;
begin
  insert into job (district_id, queue, kind, key, input)
  select d.district_id, 'net', w.kind, w.key || ' ' || (now() at time zone d.timezone)::date, w.input from district d, lateral (
    select 'portal_keys' as kind, p.id || ' night' as key, jsonb_build_object('portal', p.id) as input from portal p
      where p.district_id = d.district_id and p.enabled and p.settings ? 'jwks_uri'
    union all select 'roster', c.portal_id || ' night', jsonb_build_object('portal', c.portal_id, 'context', c.context_id)
      from portal_context c join portal p on (p.district_id, p.id) = (c.district_id, c.portal_id) and p.enabled
      where c.district_id = d.district_id and c.roster) w
  where (now() at time zone d.timezone)::time >= '03:00'
    and exists (select from appointment a where a.district_id = d.district_id and a.role = 'system')
  on conflict (district_id, kind, key) do nothing;
  get diagnostics n = row_count;
  return n;
end $$;

reset role;
