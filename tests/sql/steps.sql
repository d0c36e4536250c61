-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- One row for each machine, brought into each state and asked for each step by each role, with no
-- trigger but a_step: what that one answers is compared with steps.txt, written by hand.
create table step (machine text, state_from text, event text, state_to text, who text);
create table letter (letter text, person text);
insert into letter values ('m', 'methodist'), ('ch', 'centre_head'), ('cm', 'council_member'), ('cs', 'council_secretary'),
  ('cc', 'council_chair'), ('dh', 'department_head'), ('cl', 'clerk'), ('sh', 'school_head'), ('t', 'teacher'), ('a', 'admin'), ('sys', 'system');
create table machine (name text, tab text, kind text);
insert into machine values ('day', 'day', 'day'), ('event', 'day', 'event'), ('order', 'document', 'order_other'), ('act', 'document', 'act'),
  ('material', 'document', 'spravka'), ('minutes', 'document', 'minutes'), ('practice', 'document', 'practice_card'), ('plan', 'plan_version', null),
  ('regulation', 'edition', 'regulation'), ('edition', 'edition', 'rubric'), ('visit', 'visit', null), ('sheet', 'sheet', null),
  ('sitting', 'sitting', null), ('remark', 'remark', null), ('correction', 'correction', null), ('proposal', 'proposal', null),
  ('adoption', 'adoption', null), ('need', 'need', null), ('personal_request', 'personal_request', null);

create function leave_steps_alone() returns void language plpgsql as $$
declare t text;
begin
  for t in select distinct tab from machine loop
    execute format('alter table %I disable trigger all', t);
    execute format('alter table %I enable trigger a_step', t);
  end loop;
end $$;

-- What the step's trigger says to the sender: 'allowed', or the refusal's slug. The row's columns hold
-- any values of their types: constraints are gone.
create function asked(tab text, columns text, r jsonb, f text, t text) returns text language plpgsql as $$
declare put text := format('insert into %I (%s) select %2$s from jsonb_populate_record(null::%1$I, $1)', tab, columns);
begin
  if f <> '' then
    perform set_config('session_replication_role', 'replica', true);
    execute put using r || jsonb_build_object('state', f);
    perform set_config('session_replication_role', 'origin', true);
    execute format('update %I set state = $1 where id = $2', tab) using t, (r ->> 'id')::uuid;
  else
    execute put using r || jsonb_build_object('state', t);
  end if;
  raise exception using errcode = 'TT000', message = 'allowed';
exception
  when sqlstate 'TT000' then return 'allowed';
  when sqlstate 'MD001' then return sqlerrm;
end $$;

-- The answers that differ from the table: every machine, pair of states (and none), role.
create function wrong_steps(one text, out asked bigint, out wrong text) language plpgsql as $$
declare m machine;  p record;  l letter;  want text;  got text;  columns text;  r jsonb;
begin
  asked := 0;
  for m in select * from machine where one is null or name = one loop
    select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
    where attrelid = m.tab::regclass and attnum > 0 and not attisdropped and attgenerated = '';
    r := any_row(m.tab::regclass, d1()) || case when m.kind is null then '{}' else jsonb_build_object('kind', m.kind) end;
    for l in select * from letter loop
      perform be(l.person);
      for p in select f.s as f, t.s as t from (select distinct state_to from step where machine = m.name union select '') f (s),
        (select distinct state_to from step where machine = m.name) t (s) where f.s <> t.s loop
        want := case when not exists (select from step where machine = m.name and state_from = p.f and state_to = p.t) then 'no_step'
          when exists (select from step where machine = m.name and state_from = p.f and state_to = p.t
            and (who = '*' or l.letter = any(string_to_array(who, ' ')))) then 'allowed' else 'not_your_step' end;
        got := asked(m.tab, columns, r, p.f, p.t);
        asked := asked + 1;
        if got is distinct from want then
          wrong := concat_ws(E'\n', wrong, format('%s %s -> %s by %s: %s, not %s', m.name, p.f, p.t, l.person, got, want));
        end if;
      end loop;
    end loop;
  end loop;
end $$;
