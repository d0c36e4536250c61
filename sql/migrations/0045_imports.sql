-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Files that people load on the screen: the file lies here in pieces until its job has read it, a check
-- (dry run) comes before the load, and both are jobs. Beside them what a list of jobs needs: when a job
-- began and ended, what it is doing, trying it again.

-- A cell of a table for people: quoted, and nothing in it that a table program takes for a formula.
create function csv_cell(x text) returns text language sql immutable as $$
  select '"' || replace(case when x ~ '^[=+@\t-]' then '''' || x else coalesce(x, '') end, '"', '""') || '"' $$;

alter table job add started_at timestamptz, add ended_at timestamptz,
  add doing text;                                      -- in words, while it runs
create index job_newest on job (district_id, created_at desc, id desc);

create table import (
  district_id uuid not null references district, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  kind text not null check (kind in ('roster', 'school', 'timetable', 'plan', 'visits', 'framework', 'rubric')),
  name text not null,                                  -- of the file, for people
  options jsonb not null default '{}',                 -- year, order, dated, rubric
  size bigint check (size between 1 and 67108864),     -- null: no file yet
  digest bytea,                                        -- of the file: what was checked is what is loaded
  check_id uuid, load_id uuid,                         -- its newest jobs
  foreign key (district_id, check_id) references job, foreign key (district_id, load_id) references job
);

alter table import add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on import for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on import
  for each row execute function rule.audit('import', '{name}');
alter table import enable row level security, force row level security;
create policy one_district on import as restrictive to metodden_app using (district_id = (select auth.district()));
-- The methodists' own work may be theirs to load; people, schools and timetables are the administrator's.
create policy reads on import for select to metodden_app using ((select auth.has('{admin,system}'))
  or kind in ('plan', 'visits') and (select auth.has('{methodist,centre_head}')) or kind in ('framework', 'rubric') and (select auth.has('{centre_head}')));
create policy inserts on import for insert to metodden_app with check ((select auth.has('{admin,system}'))
  or kind in ('plan', 'visits') and (select auth.has('{methodist,centre_head}')) or kind in ('framework', 'rubric') and (select auth.has('{centre_head}')));
create policy updates on import for update to metodden_app using ((select auth.has('{admin,system}'))
  or kind in ('plan', 'visits') and (select auth.has('{methodist,centre_head}')) or kind in ('framework', 'rubric') and (select auth.has('{centre_head}')));
grant select, insert, update on import to metodden_app;
create index import_newest on import (district_id, created_at desc, id desc);

create table import_piece (                            -- of the file
  district_id uuid not null, import_id uuid not null, position integer not null, bytes bytea not null,
  primary key (district_id, import_id, position), foreign key (district_id, import_id) references import
);
alter table import_piece alter bytes set storage external;
alter table import_piece enable row level security, force row level security;
create policy one_district on import_piece as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on import_piece for select to metodden_app using ((select auth.has('{system}')));
create policy inserts on import_piece for insert to metodden_app with check (exists (select from import i where (i.district_id, i.id) = (import_piece.district_id, import_id)));
grant select, insert on import_piece to metodden_app;

drop policy reads on job;
create policy reads on job for select to metodden_app using ((select auth.has('{admin,centre_head,system}'))
  or kind = 'growth' and (select auth.has('{methodist}')) or created_by = (select auth.person()));

grant select, update on import to metodden_guard;
grant select, delete on import_piece to metodden_guard;
set role metodden_guard;

-- A file is checked before it is loaded, as it is, and loaded once. Another file needs another check.
create function rule.import() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare l job;
begin
  select * into l from job j where (j.district_id, j.id) = (old.district_id, old.load_id);
  perform rule.need(old.load_id is null or l.state in ('dead', 'cancelled') or l.state = 'done' and l.output ->> 'bad' <> '0', '', 'import_is_loaded');
  if new.digest is distinct from old.digest then
    new.check_id := null;  new.load_id := null;
  end if;
  if new.load_id is distinct from old.load_id and new.load_id is not null then
    perform rule.need(exists (select from job j where (j.district_id, j.id) = (new.district_id, new.check_id) and j.state = 'done'
      and j.output ->> 'bad' = '0'), '', 'import_is_not_checked');
  end if;
  return new;
end $$;

-- An input without what let the job in elsewhere (a registration's token): of that only the digest stays.
create function rule.spent(input jsonb) returns jsonb language sql immutable
set search_path = public, pg_temp as $$
  select case when input ? 'token' then input - 'token' || jsonb_build_object('token_digest', encode(rule.digest(input ->> 'token'), 'hex')) else input end $$;

-- When a job began and ended.
create function rule.job_moves() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if new.state = 'leased' and (old.state <> 'leased' or new.attempts <> old.attempts) then
    new.started_at := now();  new.doing := null;
  elsif new.state = 'ready' then
    new.ended_at := null;  new.doing := null;
  elsif new.state in ('done', 'dead', 'cancelled') and old.state in ('ready', 'leased') then
    new.ended_at := now();  new.doing := null;  new.input := rule.spent(new.input);
  end if;
  return new;
end $$;

drop function auth.job_progress(uuid, uuid, integer, real, interval);
create function auth.job_progress(district uuid, job uuid, try integer, share real, lease interval, words text) returns boolean language sql security definer
set search_path = public, pg_temp as $$
  update job t set progress = share, leased_until = now() + lease, doing = words
  where t.district_id = district and t.id = job and t.state = 'leased' and t.attempts = try returning true $$;

-- Whose a job is to stop or to try again.
create function rule.may_steer(j job) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select j.district_id = auth.district() and (auth.has('{admin,centre_head}') or j.kind = 'growth' and auth.has('{methodist}') or j.created_by = auth.person()) $$;

create or replace function auth.cancel_job(job uuid) returns boolean language sql security definer
set search_path = public, pg_temp as $$
  update job t set state = 'cancelled', leased_until = null
  where t.district_id = auth.district() and t.id = cancel_job.job and t.state in ('ready', 'leased') and rule.may_steer(t) returning true $$;

-- One that ended without its work done: again, from the first try. An import begins from its own page, where
-- it is seen what is still there of it; a scenario and a registration are asked for anew.
create function auth.retry_job(job uuid) returns boolean language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  update job t set state = 'ready', attempts = 0, progress = 0, output = null, run_after = now()
  where t.district_id = auth.district() and t.id = retry_job.job and t.state in ('dead', 'cancelled')
    and t.kind in ('audit_verify', 'growth', 'portal_keys', 'roster', 'staff') and rule.may_steer(t);
  if found then notify job; end if;
  return found;
end $$;

-- What was loaded needs its file no longer; what nobody loaded goes after a week. What a report names of
-- people goes after three months.
create function auth.import_forget(import uuid) returns void language sql security definer
set search_path = public, pg_temp as $$
  delete from import_piece p where p.district_id = auth.district() and p.import_id = import_forget.import
    and exists (select from import i where (i.district_id, i.id) = (p.district_id, p.import_id)
      and (auth.has('{admin,system,centre_head}') or i.created_by = auth.person())) $$;

-- Who turned the service's own keys: the file is not here, the deed is told.
create function auth.keys_turned() returns boolean language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if not auth.has('{admin}') then return false; end if;
  insert into audit (district_id, person_id, entity, event, change) values (auth.district(), auth.person(), 'service_keys', 'update', '{}');
  return true;
end $$;

create function auth.imports_clean() returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
declare n bigint := 0;  m bigint;
begin
  delete from import_piece p using import i where (i.district_id, i.id) = (p.district_id, p.import_id) and i.created_at < now() - interval '7 days';
  get diagnostics m = row_count;  n := n + m;
  update job set output = output - 'findings' where kind = 'import' and state = 'done' and ended_at < now() - interval '90 days' and output ? 'findings';
  get diagnostics m = row_count;  n := n + m;
  return n;
end $$;

reset role;

create trigger a_import before update on import for each row execute function rule.import();
create trigger b_moves before update of state on job for each row execute function rule.job_moves();

set role metodden_guard;
update job set input = rule.spent(input) where state in ('done', 'dead', 'cancelled') and input ? 'token';

-- The same registration again shows the same end, though its token is gone.
create or replace function auth.lti_register(code text, input jsonb) returns boolean language plpgsql security definer
set search_path = public, pg_temp as $$
declare i lti_invitation;  j job;
begin
  select * into i from lti_invitation t where t.digest = rule.digest(code) and t.expires_at > now() for update;
  if not found then return false; end if;
  select * into j from job t where t.district_id = i.district_id and t.id = i.job_id;
  if found and not (j.state in ('done', 'dead') and not coalesce(j.output ? 'portal', false)) then
    return j.state in ('ready', 'leased') or j.input = rule.spent(lti_register.input);
  end if;
  insert into job (district_id, queue, kind, key, input) values (i.district_id, 'net', 'portal_register', i.id || ' ' || i.revision, lti_register.input) returning * into j;
  update lti_invitation t set job_id = j.id where (t.district_id, t.id) = (i.district_id, i.id);
  return true;
end $$;
reset role;

grant execute on function auth.retry_job(uuid), auth.import_forget(uuid), auth.keys_turned() to metodden_app;
grant execute on function auth.job_progress(uuid, uuid, integer, real, interval, text), auth.imports_clean() to metodden_worker;
