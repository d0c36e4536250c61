-- Portals as the administrator's commands and the jobs that talk to them see them.

-- name: portals_list
select issuer, client_id, deployment_id, kind, enabled, settings ? 'jwks', coalesce(settings ->> 'jwks_uri', '')
from portal where district_id = (select auth.district()) order by issuer, client_id, deployment_id;

-- A platform of LTI for one deployment, or the plugin's portal: added, or its addresses and keys replaced. Keys that
-- were fetched stay while their address does.
-- name: portals_save
insert into portal as p (district_id, kind, issuer, client_id, deployment_id, settings)
values ((select auth.district()), $5, $1, $2, $3, $4::jsonb)
on conflict (district_id, issuer, client_id, deployment_id) do update set enabled = true, settings =
  case when excluded.settings ->> 'jwks_uri' = p.settings ->> 'jwks_uri' and p.settings ? 'jwks' then jsonb_build_object('jwks', p.settings -> 'jwks') else '{}' end || excluded.settings
where p.kind = excluded.kind and ((p.settings - 'jwks', p.enabled) is distinct from (excluded.settings - 'jwks', true)
  or p.settings -> 'jwks' is distinct from coalesce(excluded.settings -> 'jwks', p.settings -> 'jwks'))
returning id;

-- name: portals_of_job
select issuer, client_id, deployment_id, coalesce(settings ->> 'jwks_uri', ''), coalesce(settings ->> 'token', '')
from portal where district_id = (select auth.district()) and id = $1::uuid;

-- name: portals_keys
update portal set settings = settings || jsonb_build_object('jwks', $2::jsonb)
where district_id = (select auth.district()) and id = $1::uuid and settings -> 'jwks' is distinct from $2::jsonb returning id;

-- Ask for the keys of a portal that has an address for them.
-- name: portals_refetch
insert into job (district_id, queue, kind, key, input)
select district_id, 'net', 'portal_keys', id || ' ' || gen_random_uuid(), jsonb_build_object('portal', id) from portal
where district_id = (select auth.district()) and issuer = $1 and client_id = $2 and deployment_id = $3 and settings ? 'jwks_uri'
returning id;

-- name: portals_invite
insert into lti_invitation (district_id, digest, expires_at)
select (select auth.district()), sha256(convert_to($1, 'UTF8')), now() + interval '1 day' returning to_char(expires_at, 'DD.MM.YYYY HH24:MI');

-- Turn a portal off: nobody comes from it, and nothing is asked of it, until it is registered again.
-- name: portals_off
with p as (update portal set enabled = false where district_id = (select auth.district()) and issuer = $1 and client_id = $2 and ($3::text = '' or deployment_id = $3) and enabled returning id),
  c as (update portal_context set roster = false where district_id = (select auth.district()) and portal_id in (select id from p) and roster)
select id from p;

-- name: portals_contexts
select p.issuer, c.context_id, c.title, c.roster, c.portal_id, p.client_id from portal_context c join portal p on (p.district_id, p.id) = (c.district_id, c.portal_id)
where c.district_id = (select auth.district()) and p.enabled and ($1::text = '' or c.context_id = $1) and ($2::text = '' or p.issuer = $2) and ($3::text = '' or p.client_id = $3)
order by p.issuer, c.context_id, p.created_at;

-- One course of a portal gives its roster each night; 'off' takes that back.
-- name: portals_roster_off
update portal_context set roster = false where district_id = (select auth.district()) and portal_id = $1::uuid and roster returning context_id;

-- name: portals_roster_on
update portal_context set roster = true where district_id = (select auth.district()) and portal_id = $1::uuid and context_id = $2 returning context_id;

-- name: portals_roster
insert into job (district_id, queue, kind, key, input)
values ((select auth.district()), 'net', 'roster', gen_random_uuid()::text, jsonb_build_object('portal', $1::uuid, 'context', $2::text, 'dry_run', $3::boolean, 'leavers', coalesce($4::boolean, false))) returning id;

-- name: portals_job
select state, output ->> 'error', output::text, attempts from job where district_id = (select auth.district()) and id = $1::uuid;

-- name: portals_context
select c.memberships, p.issuer, p.client_id, coalesce(p.settings ->> 'token', '') from portal_context c join portal p on (p.district_id, p.id) = (c.district_id, c.portal_id)
where c.district_id = (select auth.district()) and c.portal_id = $1::uuid and c.context_id = $2 and p.enabled;
