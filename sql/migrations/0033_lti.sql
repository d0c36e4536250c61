-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The way in by LTI 1.3. A login is begun here, goes through the platform in the person's browser and
-- comes back with a signed message: what ties the two ends is kept here for ten minutes and taken once -
-- the state, the nonce and a mark in the browser, of all of which only digests stay. A platform is a row
-- of `portal` for each deployment (issuer, client, deployment), with its addresses and keys in `settings`.

create table lti_login (                               -- a login under way
  district_id uuid not null, digest bytea not null,    -- sha256 of the state
  portal_id uuid not null, browser bytea not null,     -- sha256 of the mark in the browser
  nonce text not null,
  hints       jsonb not null,                          -- the platform's own, given back to it as they came
  expires_at timestamptz not null, used_at timestamptz,
  primary key (district_id, digest), foreign key (district_id, portal_id) references portal
);

create index lti_login_digest on lti_login (digest);  -- the state is all that comes back

alter table lti_login enable row level security, force row level security;
create policy one_district on lti_login as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on lti_login for select to metodden_app using (false);
grant select on lti_login to metodden_app;

create table lti_choice (                              -- deep linking under way: the platform waits for a link
  district_id uuid not null, digest bytea not null,    -- sha256 of the code
  portal_id uuid not null,
  request     jsonb not null,                          -- return_url, data
  expires_at timestamptz not null, used_at timestamptz,
  primary key (district_id, digest), foreign key (district_id, portal_id) references portal
);

alter table lti_choice enable row level security, force row level security;
create policy one_district on lti_choice as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on lti_choice for select to metodden_app using (false);
grant select on lti_choice to metodden_app;

create table lti_invitation (                          -- lets a platform register itself, once, within a day
  district_id uuid not null references district, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  digest bytea not null, expires_at timestamptz not null,
  job_id uuid,                                         -- the registration that took it
  foreign key (district_id, job_id) references job
);

alter table lti_invitation add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on lti_invitation for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on lti_invitation
  for each row execute function rule.audit('lti_invitation', '{digest}');
alter table lti_invitation enable row level security, force row level security;
create policy one_district on lti_invitation as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on lti_invitation for select to metodden_app using ((select auth.has('{admin,system}')));
create policy inserts on lti_invitation for insert to metodden_app with check ((select auth.has('{admin,system}')));
grant select, insert on lti_invitation to metodden_app;

create table portal_context (                          -- a course from which somebody came: its roster can be asked for
  district_id uuid not null, portal_id uuid not null, context_id text not null, title text not null,
  memberships text not null,                           -- address of its Names and Roles service
  roster boolean not null default false,               -- taken each night
  primary key (district_id, portal_id, context_id), foreign key (district_id, portal_id) references portal
);
create unique index portal_context_one_key on portal_context (district_id, portal_id) where roster;

-- A person of a portal's roster: on it since, off it since. Who is off has left that course, not the district.
alter table portal_account add rostered_on date, add closed_on date;
create policy reads_of_system on portal_account for select to metodden_app using ((select auth.has('{system}')));
create policy inserts on portal_account for insert to metodden_app with check ((select auth.has('{system}')));
create policy updates on portal_account for update to metodden_app using ((select auth.has('{system}'))) with check ((select auth.has('{system}')));
grant insert, update on portal_account to metodden_app;

alter table portal_context add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on portal_context for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on portal_context
  for each row execute function rule.audit('portal_context', '{}');
alter table portal_context enable row level security, force row level security;
create policy one_district on portal_context as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on portal_context for select to metodden_app using ((select auth.has('{admin,system}')));
create policy updates on portal_context for update to metodden_app using ((select auth.has('{admin,system}'))) with check ((select auth.has('{admin,system}')));
grant select, update on portal_context to metodden_app;

-- Whoever was let in or sent away by a message from outside: 'refused' has no row that it is about.
alter table audit drop constraint audit_event_check;
alter table audit add constraint audit_event_check check (event in ('insert', 'update', 'delete', 'read', 'refused'));
create index audit_refused on audit (district_id, at) where event = 'refused';  -- counted at each refusal

grant select, insert, update, delete on lti_login, lti_choice to metodden_guard;
grant select, insert, update on lti_invitation, portal_context to metodden_guard;
grant insert on job to metodden_guard;
set role metodden_guard;

create function rule.digest(secret text) returns bytea language sql immutable
set search_path = public, pg_temp as $$ select sha256(convert_to(secret, 'UTF8')) $$;

create function rule.new_secret() returns text language sql volatile
set search_path = public, pg_temp as $$
  select encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex') $$;

-- Begin a login: what goes to the platform; no row when it isn't registered. The client may be left
-- out where the issuer has one only.
create function auth.lti_begin(issuer text, client text, deployment text, hints jsonb, browser text,
  out state text, out nonce text, out client_id text, out authorize text, out district_id uuid, out portal_id uuid)
returns setof record language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  select p.district_id, p.id, p.client_id, p.settings ->> 'authorize' into district_id, portal_id, client_id, authorize
  from portal p where p.kind = 'lti' and p.enabled and p.issuer = lti_begin.issuer
    and (client = '' and not exists (select from portal o where o.kind = 'lti' and o.enabled and o.issuer = p.issuer and o.client_id <> p.client_id)
      or p.client_id = client)
    and (deployment = '' or p.deployment_id = deployment)
  order by p.district_id, p.deployment_id limit 1;
  if not found then return; end if;
  state := rule.new_secret();  nonce := rule.new_secret();
  insert into lti_login (district_id, digest, portal_id, browser, nonce, hints, expires_at)
  values (lti_begin.district_id, rule.digest(state), lti_begin.portal_id, rule.digest(lti_begin.browser), lti_begin.nonce, lti_begin.hints, now() + interval '10 minutes');
  return next;
end $$;

-- A login that goes on in this browser: what goes to the platform. `marked`: it carries the mark.
create function auth.lti_login(state text, browser text, out nonce text, out client_id text, out authorize text, out hints jsonb,
  out issuer text, out marked boolean) returns setof record language sql stable security definer
set search_path = public, pg_temp as $$
  select l.nonce, p.client_id, p.settings ->> 'authorize', l.hints, p.issuer, l.browser = rule.digest(lti_login.browser)
  from lti_login l join portal p on (p.district_id, p.id) = (l.district_id, l.portal_id)
  where l.digest = rule.digest(lti_login.state) and l.used_at is null and l.expires_at > now() and p.enabled $$;

-- The same login begun anew in another window, which has a mark of its own; the first is used up.
create function auth.lti_again(state text, browser text, out new_state text) returns text language plpgsql security definer
set search_path = public, pg_temp as $$
declare l lti_login;
begin
  update lti_login t set used_at = now() where t.digest = rule.digest(lti_again.state) and t.used_at is null and t.expires_at > now() returning * into l;
  if not found then return; end if;
  new_state := rule.new_secret();
  insert into lti_login (district_id, digest, portal_id, browser, nonce, hints, expires_at)
  values (l.district_id, rule.digest(new_state), l.portal_id, rule.digest(lti_again.browser), rule.new_secret(), l.hints, now() + interval '10 minutes');
end $$;

-- A message has come back: the login it belongs to, taken once and only in the browser that began it.
create function auth.lti_take(state text, browser text, out district_id uuid, out portal_id uuid, out issuer text, out client_id text,
  out nonce text, out jwks jsonb) returns setof record language sql security definer
set search_path = public, pg_temp as $$
  with l as (update lti_login t set used_at = now()
    where t.digest = rule.digest(lti_take.state) and t.browser = rule.digest(lti_take.browser) and t.used_at is null and t.expires_at > now() returning *)
  select l.district_id, l.portal_id, p.issuer, p.client_id, l.nonce, p.settings -> 'jwks'
  from l join portal p on (p.district_id, p.id) = (l.district_id, l.portal_id) where p.enabled $$;

-- Ask for the platform's keys again, once a minute at most. The job while it is young and runs, else
-- nothing: whoever comes later doesn't wait, so that without a worker no process of the application is held.
create function auth.lti_refetch(district uuid, portal uuid) returns uuid language plpgsql security definer
set search_path = public, pg_temp as $$
declare j job;
begin
  insert into job (district_id, queue, kind, key, input)
  select p.district_id, 'net', 'portal_keys', p.id || ' ' || to_char(now() at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), jsonb_build_object('portal', p.id)
  from portal p where p.district_id = district and p.id = portal and p.settings ? 'jwks_uri'
  on conflict (district_id, kind, key) do nothing;
  select * into j from job t where t.district_id = district and t.kind = 'portal_keys' and t.input ->> 'portal' = portal::text
    and t.state in ('ready', 'leased') and t.attempts <= 1 and t.run_after > now() - interval '5 seconds' order by t.run_after desc limit 1;
  return j.id;
end $$;

create function auth.lti_keys(district uuid, portal uuid, job uuid) returns jsonb language sql stable security definer
set search_path = public, pg_temp as $$
  select p.settings -> 'jwks' from portal p where p.district_id = district and p.id = portal
    and not exists (select from job j where j.district_id = district and j.id = job and (j.state = 'leased' or j.state = 'ready' and j.attempts = 0)) $$;

-- The session of a person whose message was verified. What the message says of its course is kept.
create function auth.lti_enter(district uuid, portal uuid, deployment text, nonce text, subject text, idnumber text, context jsonb) returns text
language plpgsql security definer
set search_path = public, pg_temp as $$
declare p portal;  token text;
begin
  select o.* into p from portal o join portal q on (q.district_id, q.issuer, q.client_id) = (o.district_id, o.issuer, o.client_id)
  where q.district_id = district and q.id = lti_enter.portal and o.kind = 'lti' and o.enabled and o.deployment_id = deployment;
  perform rule.need(found, '', 'lti_deployment_unknown', jsonb_build_object('deployment', deployment));
  -- A number that was corrected in the portal moves the account to the person it names.
  update portal_account a set person_id = n.id from person n
  where (a.district_id, a.portal_id, a.subject) = (district, p.id, lti_enter.subject) and lti_enter.idnumber <> '' and a.person_id <> n.id
    and n.district_id = district and n.idnumber = lti_enter.idnumber and n.left_on is null and n.erased_at is null;
  token := auth.portal_enter(district, p.id, nonce, now() + interval '10 minutes', subject, idnumber);
  update session s set kind = 'lti' where (s.district_id, s.digest) = (district, rule.digest(split_part(token, '.', 2)));
  if coalesce(context ->> 'id', '') <> '' and coalesce(context ->> 'memberships', '') <> '' then
    insert into portal_context as c (district_id, portal_id, context_id, title, memberships)
    values (district, p.id, context ->> 'id', coalesce(context ->> 'title', ''), context ->> 'memberships')
    on conflict (district_id, portal_id, context_id) do update set title = excluded.title, memberships = excluded.memberships
    where (c.title, c.memberships) is distinct from (excluded.title, excluded.memberships);
  end if;
  return token;
end $$;

-- A code under which a deep link is chosen, within an hour and once.
create function auth.lti_ask(district uuid, portal uuid, deployment text, request jsonb) returns text language plpgsql security definer
set search_path = public, pg_temp as $$
declare code text := rule.new_secret();
begin
  insert into lti_choice (district_id, digest, portal_id, request, expires_at)
  select p.district_id, rule.digest(code), p.id, lti_ask.request, now() + interval '1 hour' from portal p join portal q
    on (q.district_id, q.issuer, q.client_id) = (p.district_id, p.issuer, p.client_id)
  where q.district_id = district and q.id = portal and p.deployment_id = deployment and p.kind = 'lti';
  return code;
end $$;

create function auth.lti_choose(code text, out issuer text, out client_id text, out deployment_id text, out request jsonb)
returns setof record language sql security definer
set search_path = public, pg_temp as $$
  with c as (update lti_choice t set used_at = now() where t.digest = rule.digest(code) and t.used_at is null and t.expires_at > now() returning *)
  select p.issuer, p.client_id, p.deployment_id, c.request from c join portal p on (p.district_id, p.id) = (c.district_id, c.portal_id) where p.enabled $$;

-- Who was sent away, and why. A platform that nobody has registered is told to every district. A flood
-- is cut: sixty a minute are kept.
create function auth.lti_refused(district uuid, portal uuid, change jsonb) returns void language sql security definer
set search_path = public, pg_temp as $$
  insert into audit (district_id, entity, entity_id, event, change)
  select d.district_id, 'portal', portal, 'refused', change from district d
  where (district is null or d.district_id = district)
    and (select count(*) from audit a where a.district_id = d.district_id and a.entity = 'portal' and a.event = 'refused'
      and a.at > now() - interval '1 minute') < 60 $$;

-- A platform comes with an invitation: the job that registers it. The same address again finds the
-- same job; after a failure, a new one.
create function auth.lti_register(code text, input jsonb) returns boolean language plpgsql security definer
set search_path = public, pg_temp as $$
declare i lti_invitation;  j job;
begin
  select * into i from lti_invitation t where t.digest = rule.digest(code) and t.expires_at > now() for update;
  if not found then return false; end if;
  select * into j from job t where t.district_id = i.district_id and t.id = i.job_id;
  if found and not (j.state in ('done', 'dead') and not coalesce(j.output ? 'portal', false)) then
    return j.state in ('ready', 'leased') or j.input = lti_register.input;
  end if;
  insert into job (district_id, queue, kind, key, input) values (i.district_id, 'net', 'portal_register', i.id || ' ' || i.revision, lti_register.input) returning * into j;
  update lti_invitation t set job_id = j.id where (t.district_id, t.id) = (i.district_id, i.id);
  return true;
end $$;

create function auth.lti_registration(code text, out state text, out output jsonb) returns setof record language sql stable security definer
set search_path = public, pg_temp as $$
  select j.state, j.output from lti_invitation i join job j on (j.district_id, j.id) = (i.district_id, i.job_id)
  where i.digest = rule.digest(code) and i.expires_at > now() - interval '1 day' $$;

-- What has served its time. Answers how many rows went.
create function auth.lti_clean() returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
declare n bigint := 0;  m bigint;
begin
  delete from lti_login where expires_at < now();  get diagnostics m = row_count;  n := n + m;
  delete from lti_choice where expires_at < now();  get diagnostics m = row_count;  n := n + m;
  return n;
end $$;

-- Each night, by the district's clock: the keys of platforms, and the roster where one was chosen.
create function auth.lti_nightly() returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
declare n bigint;
begin
  insert into job (district_id, queue, kind, key, input)
  select d.district_id, 'net', w.kind, w.key || ' ' || (now() at time zone d.timezone)::date, w.input from district d, lateral (
    select 'portal_keys' as kind, p.id || ' night' as key, jsonb_build_object('portal', p.id) as input from portal p
      where p.district_id = d.district_id and p.kind = 'lti' and p.enabled and p.settings ? 'jwks_uri'
    union all select 'roster', c.portal_id || ' night', jsonb_build_object('portal', c.portal_id, 'context', c.context_id) from portal_context c
      where c.district_id = d.district_id and c.roster) w
  where (now() at time zone d.timezone)::time >= '03:00'
    and exists (select from appointment a where a.district_id = d.district_id and a.role = 'system')
  on conflict (district_id, kind, key) do nothing;
  get diagnostics n = row_count;
  return n;
end $$;

reset role;
grant execute on function auth.lti_begin(text, text, text, jsonb, text), auth.lti_login(text, text), auth.lti_again(text, text),
  auth.lti_take(text, text), auth.lti_refetch(uuid, uuid), auth.lti_keys(uuid, uuid, uuid),
  auth.lti_enter(uuid, uuid, text, text, text, text, jsonb), auth.lti_ask(uuid, uuid, text, jsonb), auth.lti_choose(text),
  auth.lti_refused(uuid, uuid, jsonb), auth.lti_register(text, jsonb), auth.lti_registration(text) to metodden_login;
grant execute on function auth.lti_clean(), auth.lti_nightly() to metodden_worker;
