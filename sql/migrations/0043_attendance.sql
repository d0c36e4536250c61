-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Attendance (явка; лист регистрации): who came to an activity. The organiser ticks a list, or a person
-- opens the activity's code and is marked as present. A code is made from a secret of the activity and
-- never stored: the one on a screen changes every five minutes and lives for ten, the one on the printed
-- sheet holds while the activity lasts. Both work from a quarter of an hour before it to its end [ours].
-- What stands here enters the papers of the day, so it is open from the announcement until the papers go
-- to the council; every change is in the audit.

alter table booking drop column attended;              -- never used: attendance is of people, also of those not invited

create table attendance_key (                          -- read by the guard alone
  district_id uuid not null, slot_id uuid not null, primary key (district_id, slot_id),
  foreign key (district_id, slot_id) references slot on delete cascade,
  secret bytea not null default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
);

alter table attendance_key enable row level security, force row level security;
create policy one_district on attendance_key as restrictive to metodden_app using (district_id = (select auth.district()));

insert into attendance_key (district_id, slot_id) select district_id, id from slot;

create table attendance (
  district_id uuid not null, slot_id uuid not null, person_id uuid not null, primary key (district_id, slot_id, person_id),
  present boolean not null, by_code boolean not null default false,
  noted_at timestamptz not null default now(), noted_by uuid,
  foreign key (district_id, slot_id) references slot, foreign key (district_id, person_id) references person
);

alter table attendance add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create index attendance_of_person on attendance (district_id, person_id);
create trigger z_stamp before insert or update on attendance for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on attendance
  for each row execute function rule.audit('attendance', '{}');
alter table attendance enable row level security, force row level security;
create policy one_district on attendance as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on attendance for select to metodden_app using (person_id = (select auth.person())
  or exists (select from slot s where s.district_id = attendance.district_id and s.id = attendance.slot_id and s.organisation_id = any((select auth.schools())::uuid[])));
create policy inserts on attendance for insert to metodden_app with check ((select auth.has('{centre_head,methodist,system}')));
create policy updates on attendance for update to metodden_app using ((select auth.has('{centre_head,methodist,system}'))) with check ((select auth.has('{centre_head,methodist,system}')));
create policy deletes on attendance for delete to metodden_app using ((select auth.has('{centre_head,methodist,system}')));
grant select, insert (district_id, slot_id, person_id, present), update (present), delete on attendance to metodden_app;

grant select, insert on attendance_key to metodden_guard;
grant select, insert, update on attendance to metodden_guard;
set role metodden_guard;

create function rule.attendance_key() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  insert into attendance_key (district_id, slot_id) values (new.district_id, new.id);
  return null;
end $$;

-- Open while the day is being held and summed up, not before its date. A tick that changes a mark made by
-- code is no longer one by code.
create function rule.attendance() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare r record;  k record;
begin
  r := case tg_op when 'DELETE' then old else new end;
  select d.state, s.cancelled, lower(s.during) as opens, (lower(s.during) at time zone t.timezone)::date as date into k
  from slot s join day d on (d.district_id, d.id) = (s.district_id, s.day_id) join district t on t.district_id = s.district_id
  where s.district_id = r.district_id and s.id = r.slot_id for share of d;
  perform rule.need(k.state in ('announced', 'running', 'held', 'analysed'), '4.2', 'attendance_is_closed', jsonb_build_object('state', k.state));
  perform rule.need(not k.cancelled, '4.2', 'slot_is_cancelled');
  perform rule.need(k.date <= auth.today(), '4.2', 'attendance_before_day', jsonb_build_object('date', to_char(k.date, 'DD.MM.YYYY')));
  if tg_op = 'DELETE' then return old; end if;
  if tg_op = 'UPDATE' and new.present <> old.present and new.by_code = old.by_code then new.by_code := false; end if;
  new.noted_at := clock_timestamp();  new.noted_by := auth.person();
  return new;
end $$;

create function rule.attendance_code(k attendance_key, period bigint) returns text language sql immutable security definer
set search_path = public, pg_temp as $$
  select left(encode(sha256(k.secret || uuid_send(k.slot_id) || int8send(period)), 'hex'), 16) $$;

-- The number of the present five minutes; a printed code has none, 0.
create function rule.attendance_period() returns bigint language sql stable security definer
set search_path = public, pg_temp as $$ select floor(extract(epoch from now()) / 300)::bigint $$;

-- The code to show or to print, for whoever holds the activity; null for anybody else.
create function auth.attendance_code(activity uuid, on_paper boolean) returns text language sql stable security definer
set search_path = public, pg_temp as $$
  select rule.attendance_code(k, case when on_paper then 0 else rule.attendance_period() end) from attendance_key k
    join slot s on (s.district_id, s.id) = (k.district_id, k.slot_id)
  where k.district_id = auth.district() and k.slot_id = activity and (auth.has('{methodist,centre_head}')
    or auth.has('{school_head}') and s.organisation_id = any(auth.schools())) $$;

-- Marks the sender as present by the code he opened. Only an invited one: another is sent to the organiser.
create function auth.attend(activity uuid, code text) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare k attendance_key;  s slot;  zone text;  now_period bigint := rule.attendance_period();
begin
  select * into k from attendance_key where district_id = auth.district() and slot_id = activity;
  perform rule.need(k.slot_id is not null, '', 'attendance_code_unknown');
  if code not in (rule.attendance_code(k, 0), rule.attendance_code(k, now_period), rule.attendance_code(k, now_period - 1)) then
    perform rule.need(not exists (select from generate_series(now_period - 300, now_period - 2) p where rule.attendance_code(k, p) = code), '', 'attendance_code_expired');
    perform rule.refuse('', 'attendance_code_unknown');
  end if;
  select * into s from slot where district_id = k.district_id and id = activity;
  select timezone into zone from district where district_id = k.district_id;
  perform rule.need(now() between lower(s.during) - interval '15 minutes' and upper(s.during), '4.2', 'attendance_out_of_time', jsonb_build_object(
    'title', s.title, 'date', to_char(lower(s.during) at time zone zone, 'DD.MM.YYYY'), 'from', to_char(lower(s.during) at time zone zone, 'HH24:MI'),
    'to', to_char(upper(s.during) at time zone zone, 'HH24:MI')));
  perform rule.need(exists (select from booking b where b.district_id = k.district_id and b.slot_id = activity and b.person_id = auth.person() and b.state = 'booked'),
    '4.2', 'not_invited_to_slot', jsonb_build_object('title', s.title));
  insert into attendance as a (district_id, slot_id, person_id, present, by_code) values (k.district_id, activity, auth.person(), true, true)
  on conflict (district_id, slot_id, person_id) do update set present = true, by_code = true where not a.present;
end $$;

reset role;

create trigger d_attendance_key after insert on slot for each row execute function rule.attendance_key();
create trigger b_attendance before insert or update or delete on attendance for each row execute function rule.attendance();
grant execute on function auth.attendance_code(uuid, boolean), auth.attend(uuid, text) to metodden_app;
