-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What every table shares: the list of transitions and the trigger that reads it, revision stamps,
-- freezing, and the audit. The list itself is fcgi-app/workflow.def: `metodden migrate` writes it
-- into `transition` each time, so a new step is a line there and no migration.

create table transition (
  machine    text not null,
  state_from text not null,
  event      text not null,
  state_to   text not null,
  roles      text[] not null,                          -- {} : the row's own policies decide
  clause     text,
  primary key (machine, state_from, event)
);

grant select on transition to metodden_app, metodden_guard;

create table audit (                                   -- append-only; the worker seals it into a chain in batches
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  at timestamptz not null default clock_timestamp(), person_id uuid, entity text not null, entity_id uuid,
  event       text not null check (event in ('insert', 'update', 'delete', 'read')),
  change jsonb not null,
  seq         bigint,                                  -- place in the chain and hash: given once, by rule.seal()
  hash bytea, unique (district_id, seq)
);

create index audit_of on audit (district_id, entity_id, at);
create index audit_open on audit (district_id, at, id) where seq is null;

create table audit_head (
  district_id uuid primary key references district, seq bigint not null default 0, hash bytea not null default '\x00'
) with (fillfactor = 20);

alter table audit enable row level security, force row level security;
create policy one_district on audit as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on audit for select to metodden_app using ((select auth.has('{admin}')));
grant select on audit to metodden_app;

alter table audit_head enable row level security, force row level security;
create policy one_district on audit_head as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on audit_head for select to metodden_app using ((select auth.has('{admin}')));
grant select on audit_head to metodden_app;

grant select, insert, update (seq, hash) on audit to metodden_guard;
grant select, insert, update on audit_head to metodden_guard;

set role metodden_guard;

-- Which machine moves a row: an order is a document, an event is a day.
create function rule.machine(entity text, kind text) returns text language sql immutable security definer
set search_path = public, pg_temp as $$
  select case entity
    when 'day' then kind
    when 'edition' then case kind when 'regulation' then kind else 'edition' end
    when 'document' then case when kind like 'order%' then 'order' else kind end
    else entity end $$;

-- First trigger of every stateful table (a_step); guards follow (b_guard). tg_argv, never
-- tg_table_name: on a shard the table has another name.
create function rule.step() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  m text := rule.machine(tg_argv[0], to_jsonb(new) ->> 'kind');
  f text := '';
  known boolean;
  allowed boolean;
  c text;
begin
  if tg_op = 'UPDATE' then
    if new.state = old.state then return new; end if;
    f := old.state;
  end if;
  select count(*) > 0, bool_or(roles = '{}' or auth.has(roles)), min(clause) into known, allowed, c
  from transition where machine = m and state_from = f and state_to = new.state;
  perform rule.need(known, c, 'no_step', jsonb_build_object('from', f, 'event', new.state));
  perform rule.need(allowed, c, 'not_your_step', jsonb_build_object('roles', ''));
  new.state_since := now();
  return new;
end $$;

-- Who made a row, and which revision it is: the ETag.
create function rule.stamp() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.revision := 1;  new.created_at := now();  new.created_by := auth.person();
    return new;
  end if;
  new.revision := old.revision + 1;  new.created_at := old.created_at;  new.created_by := old.created_by;
  perform rule.need(new.district_id = old.district_id, '', 'row_stays_in_district');
  return new;
end $$;

-- Row security picks rows, this picks columns: who has none of the roles tg_argv[0] may change only
-- the columns tg_argv[1].
create function rule.only() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare free text[] := tg_argv[1]::text[] || '{revision,state_since}';
begin
  perform rule.need(pg_trigger_depth() > 1 or auth.has(tg_argv[0]::text[]) or to_jsonb(new) - free = to_jsonb(old) - free, '',
    'not_your_columns', jsonb_build_object('columns', tg_argv[1]));
  return new;
end $$;

-- Column tg_argv[0] is whoever brings the row into one of the states tg_argv[1]; nobody writes it by hand.
create function rule.actor() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare who uuid := case when tg_op = 'UPDATE' then to_jsonb(old) ->> tg_argv[0] end;
begin
  if tg_op = 'UPDATE' and new.state <> old.state and new.state = any(tg_argv[1]::text[]) then who := auth.person(); end if;
  return jsonb_populate_record(new, jsonb_build_object(tg_argv[0], who));
end $$;

-- Children follow their parent: rows are writable only while the parent (table tg_argv[0], key
-- column tg_argv[1]) is in one of the states tg_argv[2]; a row that moves leaves one parent and joins
-- another. The parent is locked, so that it can't be fixed while a child is being written.
create function rule.frozen() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare r jsonb;  s text;
begin
  foreach r in array array[to_jsonb(old), to_jsonb(new)] loop
    continue when r is null;
    execute format('select state from %I where district_id = $1 and id = $2 for share', tg_argv[0])
      into s using (r ->> 'district_id')::uuid, (r ->> tg_argv[1])::uuid;
    perform rule.need(s = any(tg_argv[2]::text[]), tg_argv[3], 'frozen', jsonb_build_object('entity', tg_argv[0], 'state', s));
  end loop;
  return case tg_op when 'DELETE' then old else new end;
end $$;

-- Only a published edition of the right kind may be used. tg_argv: column, kind.
create function rule.published() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform rule.need(exists (select from edition where district_id = new.district_id
    and id = (to_jsonb(new) ->> tg_argv[0])::uuid and state = 'published' and kind = tg_argv[1]), '1.2', 'not_published',
    jsonb_build_object('kind', tg_argv[1]));
  return new;
end $$;

-- Reading a personal card is logged.
create function auth.viewed(entity text, entity_id uuid) returns void language sql security definer
set search_path = public, pg_temp as $$
  insert into audit (district_id, person_id, entity, entity_id, event, change)
  select auth.district(), auth.person(), entity, entity_id, 'read', '{}' where auth.district() is not null $$;

-- tg_argv: entity, columns of which only the fact of change is kept (texts and names: erasure never
-- breaks the chain).
create function rule.audit() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  skip text[] := '{revision,created_at,created_by,state_since}';
  o jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) - skip end;
  n jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) - skip end;
  r jsonb := case when tg_op = 'DELETE' then o else n end;
  c jsonb;
begin
  select jsonb_object_agg(key, case when key = any(tg_argv[1]::text[]) then '"*"'
    when tg_op = 'UPDATE' then jsonb_build_array(o -> key, n -> key) else r -> key end) into c
  from jsonb_object_keys(r) key where case tg_op when 'UPDATE' then o -> key <> n -> key else r -> key <> 'null' end;
  if c is null then return null; end if;
  if not r ? 'id' then c := c || jsonb_build_object('row', r - tg_argv[1]::text[]); end if;
  if tg_argv[0] = 'sheet' and r ->> 'state' = 'submitted' then
    c := c || jsonb_build_object('marks', (select encode(sha256(convert_to(string_agg(item_id || '=' || coalesce(points::text, '-'), ','
      order by item_id), 'UTF8')), 'hex') from mark where district_id = new.district_id and sheet_id = new.id));
  end if;
  insert into audit (district_id, person_id, entity, entity_id, event, change)
  values ((r ->> 'district_id')::uuid, auth.person(), tg_argv[0], (r ->> 'id')::uuid, lower(tg_op), c - '{district_id,id}'::text[]);
  return null;
end $$;

create function rule.link(prev bytea, a audit) returns bytea language sql stable security definer
set search_path = public, pg_temp as $$
  select sha256(prev || convert_to(concat_ws('|', a.district_id, a.id, a.seq, extract(epoch from a.at), a.person_id, a.entity,
    a.entity_id, a.event, a.change::text), 'UTF8')) $$;

-- A chain per write would serialise a district, so batches are sealed in order of time: `most` rows or
-- all. Answers how many.
create function rule.seal(district uuid, most integer default null) returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
declare h audit_head;  a audit;  n bigint := 0;
begin
  insert into audit_head (district_id) values (district) on conflict do nothing;
  select * into h from audit_head where district_id = district for update;
  for a in select * from audit where district_id = district and seq is null order by at, id limit most loop
    a.seq := h.seq + 1;  h.seq := a.seq;  h.hash := rule.link(h.hash, a);  n := n + 1;
    update audit set seq = a.seq, hash = h.hash where district_id = district and id = a.id;
  end loop;
  update audit_head set seq = h.seq, hash = h.hash where district_id = district;
  return n;
end $$;

-- The first number at which the chain is broken; null when it holds.
create function rule.audit_broken(district uuid) returns bigint language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare a audit;  prev bytea := '\x00';  n bigint := 0;
begin
  for a in select * from audit where district_id = district and seq is not null order by seq loop
    n := n + 1;
    if a.seq <> n or a.hash <> rule.link(prev, a) then return n; end if;
    prev := a.hash;
  end loop;
  if exists (select from audit_head where district_id = district and (seq, hash) <> (n, prev))
    or n > 0 and not exists (select from audit_head where district_id = district) then return n + 1; end if;
  return null;
end $$;

reset role;

grant execute on function auth.viewed(text, uuid) to metodden_app;
grant execute on function rule.seal(uuid, integer), rule.audit_broken(uuid) to metodden_worker;
