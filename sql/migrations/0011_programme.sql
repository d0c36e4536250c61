-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The programme of a day: slots (мероприятия) of any form, each in one main direction (4.3, 4.4), and
-- bookings: one person, room or class in one slot. A person, a room or a class is in one place at a
-- time (4.2): exclusion constraints decide, triggers name the clash (накладка).

create table slot (                                    -- one activity of a day: any form, one main direction
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  day_id uuid not null, lesson_id uuid,
  organisation_id uuid not null,                       -- where; needed for travel time
  form_id uuid not null,
  direction text not null check (direction in ('analytic', 'informational', 'organisational', 'expert', 'consulting')),
  title text not null,
  during tstzrange not null check (not isempty(during) and lower(during) is not null and upper(during) is not null),
  capacity        integer check (capacity >= 0),       -- null: no sign-up limit
  approval boolean not null default false, expected_result text, cancelled boolean not null default false,
  sequence        integer not null default 0,          -- iCalendar SEQUENCE; UID is the id
  foreign key (district_id, day_id) references day, foreign key (district_id, organisation_id) references organisation,
  foreign key (district_id, form_id) references form, foreign key (district_id, lesson_id) references lesson
);

create index slot_of_day on slot (district_id, day_id);

alter table slot add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on slot for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on slot
  for each row execute function rule.audit('slot', '{}');
alter table slot enable row level security, force row level security;
create policy one_district on slot as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on slot for select to metodden_app using (true);
create policy inserts on slot for insert to metodden_app with check ((select auth.has('{centre_head,methodist,system}')));
create policy updates on slot for update to metodden_app using ((select auth.has('{centre_head,methodist,system}'))) with check ((select auth.has('{centre_head,methodist,system}')));
create policy deletes on slot for delete to metodden_app using ((select auth.has('{centre_head,methodist,system}')));
grant select, insert, update, delete on slot to metodden_app;

create trigger a_frozen before insert or update or delete on slot
  for each row execute function rule.frozen('day', 'day_id', '{draft,in_plan,ordered,announced,running,postponed}', '4.2');

create table slot_need (                               -- 2: which need an activity serves; coverage = met / filed
  district_id uuid not null, slot_id uuid not null, need_id uuid not null,
  primary key (district_id, slot_id, need_id), foreign key (district_id, slot_id) references slot,
  foreign key (district_id, need_id) references need
);

alter table slot_need add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on slot_need for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on slot_need
  for each row execute function rule.audit('slot_need', '{}');
alter table slot_need enable row level security, force row level security;
create policy one_district on slot_need as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on slot_need for select to metodden_app using (exists (select from slot p where p.district_id = slot_need.district_id and p.id = slot_need.slot_id));
create policy inserts on slot_need for insert to metodden_app with check ((select auth.has('{centre_head,methodist,system}')));
create policy updates on slot_need for update to metodden_app using ((select auth.has('{centre_head,methodist,system}'))) with check ((select auth.has('{centre_head,methodist,system}')));
create policy deletes on slot_need for delete to metodden_app using ((select auth.has('{centre_head,methodist,system}')));
grant select, insert, update, delete on slot_need to metodden_app;

create table booking (
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  slot_id uuid not null, person_id uuid, room_id uuid, class_id uuid,
  involvement text check (involvement in ('leads', 'visits', 'shows', 'co_organises', 'jury', 'attends')),  -- 3.2
  state text not null default 'requested' check (state in ('requested', 'waiting', 'booked', 'declined', 'released')),
  queued_at timestamptz not null default clock_timestamp(), attended boolean,
  during      tstzrange not null,                      -- always the slot's, copied by trigger
  constraint person_is_there_already unique (district_id, slot_id, person_id),
  constraint room_is_there_already unique (district_id, slot_id, room_id),
  constraint class_is_there_already unique (district_id, slot_id, class_id),
  check (num_nonnulls(person_id, room_id, class_id) = 1), check ((person_id is null) = (involvement is null)),
  foreign key (district_id, slot_id) references slot, foreign key (district_id, person_id) references person,
  foreign key (district_id, room_id) references room, foreign key (district_id, class_id) references school_class,
  constraint person_in_two_places exclude using gist (district_id with =, person_id with =, during with &&)
    where (state = 'booked') deferrable initially immediate,   -- deferred only to move a whole day
  constraint room_in_two_places exclude using gist (district_id with =, room_id with =, during with &&)
    where (state = 'booked') deferrable initially immediate,
  constraint class_in_two_places exclude using gist (district_id with =, class_id with =, during with &&)
    where (state = 'booked') deferrable initially immediate
);

create index booking_queue on booking (district_id, slot_id, queued_at, id) where state in ('waiting', 'requested');
create index booking_of_person on booking (district_id, person_id) where person_id is not null;

alter table booking add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on booking for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on booking
  for each row execute function rule.audit('booking', '{}');
alter table booking enable row level security, force row level security;
create policy one_district on booking as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on booking for select to metodden_app using (true);
create policy inserts on booking for insert to metodden_app with check ((select auth.has('{centre_head,methodist,system}')) or (person_id = (select auth.person()) and involvement = 'attends'));
create policy updates on booking for update to metodden_app using ((select auth.has('{centre_head,methodist,system}')) or (person_id = (select auth.person()) and involvement = 'attends')) with check ((select auth.has('{centre_head,methodist,system}')) or (person_id = (select auth.person()) and involvement = 'attends'));
create policy deletes on booking for delete to metodden_app using ((select auth.has('{centre_head,methodist,system}')) or (person_id = (select auth.person()) and involvement = 'attends'));
grant select, insert, update, delete on booking to metodden_app;

create trigger a_only before update on booking
  for each row execute function rule.only('{methodist,centre_head,system}', '{state}');

grant select on slot, booking, room, school_class, unavailability, travel to metodden_guard;
grant update on slot, booking to metodden_guard;
set role metodden_guard;

-- What a refusal says of a booking: who or what is taken, by what, when and where.
create function rule.clash_words(b booking, who text) returns jsonb language sql stable security definer
set search_path = public, pg_temp as $$
  select jsonb_build_object('who', who, 'title', s.title, 'slot', s.id, 'day', s.day_id, 'school', o.name,
    'date', to_char(lower(s.during) at time zone d.timezone, 'DD.MM.YYYY'),
    'from', to_char(lower(s.during) at time zone d.timezone, 'HH24:MI'),
    'to', to_char(upper(s.during) at time zone d.timezone, 'HH24:MI'),
    'room', coalesce((select string_agg(r.name, ', ' order by r.name) from booking k join room r on (r.district_id, r.id) = (k.district_id, k.room_id)
      where k.district_id = s.district_id and k.slot_id = s.id and k.state = 'booked'), '-'))
  from slot s join organisation o on (o.district_id, o.id) = (s.district_id, s.organisation_id) join district d on d.district_id = s.district_id
  where s.district_id = b.district_id and s.id = b.slot_id $$;

-- 4.2: the exclusion constraints make a double place impossible; this names the other place, which
-- a constraint can't. A race that slips past here meets the constraint, and a second try the name.
create function rule.name_clash(new booking) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare other booking;
begin
  if new.person_id is not null then
    select * into other from booking b where b.district_id = new.district_id and b.person_id = new.person_id and b.state = 'booked'
      and b.during && new.during and b.id <> new.id and b.slot_id <> new.slot_id limit 1;
    perform rule.need(other.id is null, '4.2', 'person_in_two_places', rule.clash_words(other, (select person_short(family_name, given_name, patronymic)
      from person where district_id = new.district_id and id = new.person_id)));
  elsif new.room_id is not null then
    select * into other from booking b where b.district_id = new.district_id and b.room_id = new.room_id and b.state = 'booked'
      and b.during && new.during and b.id <> new.id and b.slot_id <> new.slot_id limit 1;
    perform rule.need(other.id is null, '4.2', 'room_in_two_places', rule.clash_words(other, (select name from room
      where district_id = new.district_id and id = new.room_id)));
  else
    select * into other from booking b where b.district_id = new.district_id and b.class_id = new.class_id and b.state = 'booked'
      and b.during && new.during and b.id <> new.id and b.slot_id <> new.slot_id limit 1;
    perform rule.need(other.id is null, '4.2', 'class_in_two_places', rule.clash_words(other, (select case when grade = 0 then letter else grade || ' «' || letter || '»' end
      from school_class where district_id = new.district_id and id = new.class_id)));
  end if;
end $$;

-- A lesson-free day or an absence of the person; the time to travel between two schools.
create function rule.name_unavailable(new booking, place uuid) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare u unavailability;  zone text;  who text;  other record;
begin
  select timezone into zone from district where district_id = new.district_id;
  select person_short(family_name, given_name, patronymic) into who from person where district_id = new.district_id and id = new.person_id;
  select * into u from unavailability a where a.district_id = new.district_id and a.person_id = new.person_id
    and (a.during && new.during or a.weekday = extract(isodow from lower(new.during) at time zone zone)) limit 1;
  perform rule.need(u.id is null, '4.2', 'person_unavailable', jsonb_build_object('who', who, 'reason', u.reason,
    'date', to_char(lower(new.during) at time zone zone, 'DD.MM.YYYY')));
  perform pg_advisory_xact_lock(hashtextextended(new.person_id::text, 42));   -- travel compares with neighbours
  select s.title, s.id, o.name as school, t.minutes into other
  from booking b join slot s on (s.district_id, s.id) = (b.district_id, b.slot_id)
    join organisation o on (o.district_id, o.id) = (s.district_id, s.organisation_id)
    join travel t on t.district_id = s.district_id and (t.from_id, t.to_id) in ((s.organisation_id, place), (place, s.organisation_id))
  where b.district_id = new.district_id and b.person_id = new.person_id and b.state = 'booked' and b.slot_id <> new.slot_id
    and not b.during && new.during
    and tstzrange(lower(new.during) - make_interval(mins => t.minutes), upper(new.during) + make_interval(mins => t.minutes)) && b.during
  limit 1;
  perform rule.need(other.id is null, '4.2', 'no_time_to_travel', jsonb_build_object('who', who, 'title', other.title,
    'school', other.school, 'minutes', other.minutes, 'slot', other.id));
end $$;

-- One decision about a place in a slot, under a lock on the slot: no overbooking, no queue jumping.
create function rule.booking() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare s slot;
begin
  select * into strict s from slot where district_id = new.district_id and id = new.slot_id for update;
  new.during := s.during;
  perform rule.need(tg_op = 'INSERT' or pg_trigger_depth() > 1 or old.state <> 'requested' or new.state <> 'booked'
    or auth.has('{methodist,centre_head,system}'), '4.3', 'sign_up_is_approved');
  if tg_op = 'INSERT' or new.state <> old.state then
    perform rule.need(new.state in ('declined', 'released') or not s.cancelled, '4.2', 'slot_is_cancelled');
    if new.involvement = 'attends' and new.state in ('requested', 'booked', 'waiting') then
      if tg_op = 'INSERT' or old.state in ('released', 'declined') then
        new.queued_at := clock_timestamp();
        new.state := case when s.approval then 'requested' else 'booked' end;
      end if;
      if new.state = 'booked' and s.capacity <= (select count(*) from booking where district_id = new.district_id
           and slot_id = s.id and state = 'booked' and involvement = 'attends' and id <> new.id) then
        new.state := 'waiting';
      end if;
      perform rule.need(new.state <> 'booked' or not exists (select from booking where district_id = new.district_id
        and slot_id = s.id and state = 'waiting' and id <> new.id and (queued_at, id) < (new.queued_at, new.id)), '4.3', 'others_wait_before');
    elsif tg_op = 'INSERT' and new.state = 'requested' then
      new.state := 'booked';                           -- people, rooms and classes put there by the organiser
    end if;
  end if;
  if new.state = 'booked' then
    perform rule.name_clash(new);
    if new.person_id is not null then perform rule.name_unavailable(new, s.organisation_id); end if;
  end if;
  return new;
end $$;

create function rule.fill(district uuid, slot uuid) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare b booking;
begin
  loop
    exit when (select capacity from slot s where s.district_id = district and s.id = slot) <= (select count(*) from booking k
      where k.district_id = district and k.slot_id = slot and k.state = 'booked' and k.involvement = 'attends');
    select * into b from booking k where k.district_id = district and k.slot_id = slot and k.state = 'waiting' order by queued_at, id limit 1;
    exit when not found;
    begin
      update booking set state = 'booked' where district_id = b.district_id and id = b.id;
    exception when exclusion_violation or sqlstate 'MD001' then   -- busy by now: passed over, the next one
      update booking set state = 'declined' where district_id = b.district_id and id = b.id;
    end;
  end loop;
end $$;

create function rule.promote() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if old.state = 'booked' and new.state <> 'booked' then perform rule.fill(new.district_id, new.slot_id); end if;
  return null;
end $$;

create function rule.slot() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if new.during <> old.during or new.organisation_id <> old.organisation_id or new.cancelled <> old.cancelled then
    update slot set sequence = sequence + 1 where district_id = new.district_id and id = new.id;
    update booking set state = case when new.cancelled then 'released' else state end
    where district_id = new.district_id and slot_id = new.id and state in ('booked', 'waiting', 'requested');
  end if;
  if not new.cancelled then perform rule.fill(new.district_id, new.id); end if;
  return null;
end $$;

-- 4.2: an activity is at its day's date, in the district's zone.
create function rule.slot_in_day() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare d date;  zone text;
begin
  select held_on into d from day where district_id = new.district_id and id = new.day_id;
  select timezone into zone from district where district_id = new.district_id;
  perform rule.need((lower(new.during) at time zone zone)::date = d and (upper(new.during) at time zone zone)::date = d, '4.2', 'slot_outside_day',
    jsonb_build_object('date', to_char(d, 'DD.MM.YYYY')));
  return new;
end $$;

reset role;

create trigger b_in_day before insert or update of during, day_id on slot for each row execute function rule.slot_in_day();
create trigger b_booking before insert or update on booking for each row execute function rule.booking();
create trigger c_promote after update of state on booking for each row execute function rule.promote();
create trigger c_moved after update of during, organisation_id, cancelled, capacity on slot for each row execute function rule.slot();
