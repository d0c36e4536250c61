-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Settings with their source, the ways in from portals, jobs, and the replay of repeated requests.
-- A setting without a clause is ours: «по умолчанию, не из Положения».

create table setting_default (                         -- of the product: one copy for all districts
  code text primary key, value jsonb not null, title text not null, title_en text not null,
  clause   text                                        -- null: «по умолчанию, не из Положения»
);

create table setting (                                 -- the district's own choice
  district_id uuid not null references district, code text not null references setting_default, value jsonb not null,
  primary key (district_id, code)
);

alter table setting add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on setting for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on setting
  for each row execute function rule.audit('setting', '{}');
alter table setting enable row level security, force row level security;
create policy one_district on setting as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on setting for select to metodden_app using (true);
create policy inserts on setting for insert to metodden_app with check ((select auth.has('{admin,centre_head}')));
create policy updates on setting for update to metodden_app using ((select auth.has('{admin,centre_head}'))) with check ((select auth.has('{admin,centre_head}')));
grant select, insert, update on setting to metodden_app;

create view setting_now with (security_invoker) as
select d.code, d.title, d.title_en, coalesce(s.value, d.value) as value, s.value is not null as own, d.clause, d.value as default_value, coalesce(s.revision, 0) as revision
from setting_default d left join setting s using (code);
grant select on setting_default, setting_now to metodden_app;

insert into setting_default (code, value, title, title_en) values
  ('notice_days', '5', 'Уведомление школы о дне, рабочих дней', 'Notice to the school, working days'),
  ('reply_days', '3', 'Ответ педагога на лист посещения, рабочих дней', 'Teacher''s reply to a visit sheet, working days'),
  ('sheet_days', '3', 'Листы посещений после дня, рабочих дней', 'Visit sheets after the day, working days'),
  ('spravka_days', '10', 'Справка по итогам дня, рабочих дней', 'Summary report after the day, working days'),
  ('council_days', '30', 'Рассмотрение советом, дней', 'Consideration by the council, days'),
  ('order_days', '5', 'Приказ об утверждении после протокола, рабочих дней', 'Approving order after the minutes, working days'),
  ('check_days', '90', 'Проверка коррекции, дней', 'Check of a correction, days'),
  ('quorum', '0.5', 'Кворум совета, доля членов', 'Quorum of the council, share of members'),
  ('casting_vote', 'true', 'Решающий голос председателя', 'Casting vote of the chair'),
  ('min_visits', '4', 'Наименьшее число посещений для вывода', 'Fewest visits for a conclusion'),
  ('min_group', '5', 'Наименьшая группа в отчёте, человек', 'Smallest group in a report, people');

create table portal (                                  -- a registered LTI platform or the plugin's site
  district_id uuid not null references district, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  kind text not null check (kind in ('lti', 'plugin')), issuer text not null, client_id text not null,
  deployment_id text not null default '',
  settings      jsonb not null,                        -- endpoints, keys, role map
  enabled boolean not null default true,
  unique (district_id, issuer, client_id, deployment_id)
);

alter table portal add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on portal for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on portal
  for each row execute function rule.audit('portal', '{settings}');
alter table portal enable row level security, force row level security;
create policy one_district on portal as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on portal for select to metodden_app using ((select auth.has('{admin,system}')));
create policy inserts on portal for insert to metodden_app with check ((select auth.has('{admin,system}')));
create policy updates on portal for update to metodden_app using ((select auth.has('{admin,system}'))) with check ((select auth.has('{admin,system}')));
grant select, insert, update on portal to metodden_app;

create table portal_account (
  district_id uuid not null, portal_id uuid not null, subject text not null, person_id uuid not null,
  primary key (district_id, portal_id, subject), foreign key (district_id, portal_id) references portal,
  foreign key (district_id, person_id) references person
);

alter table portal_account add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on portal_account for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on portal_account
  for each row execute function rule.audit('portal_account', '{subject}');
alter table portal_account enable row level security, force row level security;
create policy one_district on portal_account as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on portal_account for select to metodden_app using ((select auth.has('{admin}')));
grant select on portal_account to metodden_app;

-- The numbers (jti, nonce) of passes that were used: each works once.
create table portal_nonce (
  district_id uuid not null, portal_id uuid not null, nonce text not null,
  expires_at timestamptz not null,
  primary key (district_id, portal_id, nonce), foreign key (district_id, portal_id) references portal
);

alter table portal_nonce enable row level security, force row level security;
create policy one_district on portal_nonce as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on portal_nonce for select to metodden_app using (false);
grant select on portal_nonce to metodden_app;

create table job (
  district_id uuid not null references district, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  queue text not null check (queue in ('compute', 'net')), kind text not null,
  key         text not null,                           -- idempotency
  input       jsonb not null default '{}',             -- also the import's file and dry_run
  output      jsonb,                                   -- also its row errors
  progress real not null default 0,
  state text not null default 'ready' check (state in ('ready', 'leased', 'done', 'dead')),
  run_after timestamptz not null default now(), leased_until timestamptz, attempts integer not null default 0,
  unique (district_id, kind, key)
);

create index job_ready on job (queue, run_after, id) where state in ('ready', 'leased');

alter table job add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on job for each row execute function rule.stamp();
alter table job enable row level security, force row level security;
create policy one_district on job as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on job for select to metodden_app using ((select auth.has('{admin,centre_head,system}')));
create policy inserts on job for insert to metodden_app with check ((select auth.has('{admin,centre_head,methodist,system}')));
grant select, insert on job to metodden_app;

-- Replay of POSTs: the first answer under the client's own key.
create table idempotency (
  district_id uuid not null, person_id uuid not null, key text not null,
  digest bytea not null,                               -- of the address and body: a key serves one request
  status integer, location text, body text, created_at timestamptz not null default now(),
  primary key (district_id, person_id, key), foreign key (district_id, person_id) references person
);
create index idempotency_age on idempotency (created_at);

alter table idempotency enable row level security, force row level security;
create policy one_district on idempotency as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on idempotency for select to metodden_app using (person_id = (select auth.person()));
create policy inserts on idempotency for insert to metodden_app with check (person_id = (select auth.person()));
create policy updates on idempotency for update to metodden_app using (person_id = (select auth.person())) with check (person_id = (select auth.person()));
grant select, insert, update on idempotency to metodden_app;

grant select, insert, update, delete on portal_account, portal_nonce, idempotency to metodden_guard;
grant select, update on job to metodden_guard;
grant select on portal to metodden_guard;
set role metodden_guard;

-- Whoever waits for jobs hears of a new one.
create function rule.announce_job() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$ begin notify job;  return null; end $$;

-- The next job of a queue and a session to do it in; no row when there is none. The number of the try
-- is what whoever holds the lease shows from now on: who lost the lease holds an older one. A job that
-- had its five tries and ended none of them is handed out once more, to be told dead.
create function auth.claim(q text, lease interval, out job job, out token text) returns setof record language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  update job t set state = 'leased', attempts = attempts + 1, progress = 0, leased_until = now() + lease
  where (t.district_id, t.id) = (select j.district_id, j.id from job j where j.queue = q and j.run_after <= now()
    and (j.state = 'ready' or j.state = 'leased' and j.leased_until < now()) order by j.run_after, j.id limit 1 for update skip locked)
  returning t.* into job;
  if not found then return; end if;
  token := auth.open_system_session(job.district_id, interval '1 hour');
  return next;
end $$;

-- How a try goes on or ends; true, or nothing when its lease is lost.
create function auth.job_progress(district uuid, job uuid, try integer, share real, lease interval) returns boolean language sql security definer
set search_path = public, pg_temp as $$
  update job t set progress = share, leased_until = now() + lease
  where t.district_id = district and t.id = job and t.state = 'leased' and t.attempts = try returning true $$;

create function auth.job_done(district uuid, job uuid, try integer, output jsonb) returns boolean language sql security definer
set search_path = public, pg_temp as $$
  update job t set state = 'done', progress = 1, output = job_done.output, leased_until = null
  where t.district_id = district and t.id = job and t.state = 'leased' and t.attempts = try returning true $$;

-- A failed try: again later, each time after a longer pause.
create function auth.job_failed(district uuid, job uuid, try integer, words text) returns boolean language sql security definer
set search_path = public, pg_temp as $$
  update job t set state = case when attempts >= 5 then 'dead' else 'ready' end, leased_until = null,
    run_after = now() + interval '5 seconds' * power(4, attempts), output = jsonb_build_object('error', words)
  where t.district_id = district and t.id = job and t.state = 'leased' and t.attempts = try returning true $$;

-- A try given back by a worker that stops: it doesn't count.
create function auth.job_returned(district uuid, job uuid, try integer) returns boolean language sql security definer
set search_path = public, pg_temp as $$
  update job t set state = 'ready', leased_until = null, attempts = attempts - 1, progress = 0
  where t.district_id = district and t.id = job and t.state = 'leased' and t.attempts = try returning true $$;

-- What has served its time. Answers how many rows went.
create function auth.clean() returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
declare n bigint := 0;  m bigint;
begin
  delete from session where expires_at < now() or seen_at < now() - interval '1 day';  get diagnostics m = row_count;  n := n + m;
  delete from idempotency where created_at < now() - interval '48 hours';  get diagnostics m = row_count;  n := n + m;
  delete from portal_nonce where expires_at < now() - interval '1 day';  get diagnostics m = row_count;  n := n + m;
  return n;
end $$;

-- The way in from a portal whose pass was verified: uses up its number, finds the person by the
-- portal's account or by idnumber, opens the session.
create function auth.portal_enter(district uuid, portal uuid, nonce text, expires timestamptz, subject text, idnumber text) returns text
language plpgsql security definer
set search_path = public, pg_temp as $$
declare who uuid;
begin
  insert into portal_nonce (district_id, portal_id, nonce, expires_at) values (district, portal, nonce, expires) on conflict do nothing;
  perform rule.need(found, '', 'token_used');
  select a.person_id into who from portal_account a where a.district_id = district and a.portal_id = portal and a.subject = portal_enter.subject;
  if who is null and portal_enter.idnumber <> '' then
    select p.id into who from person p where p.district_id = district and p.idnumber = portal_enter.idnumber
      and p.left_on is null and p.erased_at is null;
    if who is not null then
      insert into portal_account (district_id, portal_id, subject, person_id) values (district, portal, portal_enter.subject, who);
    end if;
  end if;
  perform rule.need(exists (select from person p where p.district_id = district and p.id = who
    and p.left_on is null and p.erased_at is null), '', 'person_unknown');
  return auth.open_session(district, who, 'portal');
end $$;

reset role;

create trigger job_announced after insert on job for each statement execute function rule.announce_job();

create policy sign_in on portal for select to metodden_login using (true);
grant select on portal to metodden_login;
grant execute on function auth.portal_enter(uuid, uuid, text, timestamptz, text, text) to metodden_login;
grant execute on function auth.claim(text, interval), auth.job_progress(uuid, uuid, integer, real, interval),
  auth.job_done(uuid, uuid, integer, jsonb), auth.job_failed(uuid, uuid, integer, text), auth.job_returned(uuid, uuid, integer), auth.clean()
  to metodden_worker;
