-- The district's portals as the administrator sees them on the screen: who may come in from where, whether
-- the line to it works, and the courses whose rosters can be taken. Keys of a portal are never shown.

-- part: portal
'id', p.id, 'kind', p.kind, 'issuer', p.issuer, 'client_id', p.client_id, 'deployment_id', p.deployment_id, 'enabled', p.enabled,
'has_keys', p.settings ? 'jwks', 'jwks_uri', p.settings ->> 'jwks_uri', 'authorize', p.settings ->> 'authorize', 'token', p.settings ->> 'token', 'audience', p.settings ->> 'audience',
'accounts', (select count(*) from portal_account a where (a.district_id, a.portal_id) = (p.district_id, p.id)),
'test', (select json_build_object('id', j.id, 'state', j.state, 'ended', j.state not in ('ready', 'leased'), 'attempts', j.attempts, 'at', instant(coalesce(j.ended_at, j.started_at, j.created_at), z.timezone),
    'error', j.output ->> 'error') from job j where j.district_id = p.district_id and j.kind = 'portal_keys' and j.input ->> 'portal' = p.id::text order by j.created_at desc limit 1),
'revision', p.revision

-- name: portal_connections_list
select json_build_object('items', coalesce(json_agg(json_build_object(
  @portal@
  ) order by p.issuer, p.client_id, p.deployment_id), '[]'), 'next', null)
from portal p join district z using (district_id) where p.district_id = (select auth.district());

-- name: portal_connections_show
select json_build_object(
@portal@
), p.revision, p.kind, p.settings ? 'jwks_uri'
from portal p join district z using (district_id) where p.district_id = (select auth.district()) and p.id = $1::uuid;

-- name: portal_connections_find
select id from portal where district_id = (select auth.district()) and kind = 'lti' and issuer = $1 and client_id = $2 and deployment_id = $3;

-- name: portal_connections_update
update portal set enabled = $2::boolean where district_id = (select auth.district()) and id = $1::uuid and revision = $3::integer returning id;

-- Its keys are asked for: whoever answers with keys is there.
-- name: portal_connections_test
insert into job (district_id, queue, kind, key, input) select district_id, 'net', 'portal_keys', id || ' ' || gen_random_uuid(), jsonb_build_object('portal', id)
from portal where district_id = (select auth.district()) and id = $1::uuid returning id;

-- name: portal_invited
insert into lti_invitation (district_id, digest, expires_at) select z.district_id, sha256(convert_to($1, 'UTF8')), now() + interval '1 day'
from district z where z.district_id = (select auth.district()) returning instant(expires_at, (select timezone from district where district_id = (select auth.district())));

-- name: portal_courses_list
select json_build_object('items', coalesce(json_agg(json_build_object('portal', p.id, 'issuer', p.issuer, 'context', c.context_id, 'title', c.title, 'nightly', c.roster,
    'last', (select json_build_object('id', j.id, 'state', j.state, 'ended', j.state not in ('ready', 'leased'), 'at', instant(coalesce(j.ended_at, j.created_at), z.timezone), 'attempts', j.attempts, 'output', j.output)
      from job j where j.district_id = p.district_id and j.kind = 'roster' and j.input ->> 'portal' = p.id::text and j.input ->> 'context' = c.context_id order by j.created_at desc limit 1))
  order by p.issuer, c.title, c.context_id), '[]'), 'next', null)
from portal_context c join portal p on (p.district_id, p.id) = (c.district_id, c.portal_id) join district z on z.district_id = c.district_id
where c.district_id = (select auth.district());

-- name: portal_course_known
select 1 from portal_context where district_id = (select auth.district()) and portal_id = $1::uuid and context_id = $2;

-- name: portal_keys_turned
select auth.keys_turned();
