-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The dictionaries of a district and the life of its schools: subjects, forms of work (4.4: an open
-- dictionary), rooms, classes or groups, bells, the weekly timetable (расписание), the working
-- calendar, and when people are not available.

create table subject (
  district_id uuid not null references district, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  name text not null,
  unique (district_id, name)
);

alter table subject add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on subject for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on subject
  for each row execute function rule.audit('subject', '{}');
alter table subject enable row level security, force row level security;
create policy one_district on subject as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on subject for select to metodden_app using (true);
create policy inserts on subject for insert to metodden_app with check ((select auth.has('{admin,centre_head,system}')));
create policy updates on subject for update to metodden_app using ((select auth.has('{admin,centre_head,system}'))) with check ((select auth.has('{admin,centre_head,system}')));
grant select, insert, update on subject to metodden_app;

create table form (                                    -- 4.4 any forms of work: an open dictionary
  district_id uuid not null references district, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  name text not null,
  is_day      boolean not null default false,          -- 1.3 the methodical day is one form among others
  unique (district_id, name)
);

alter table form add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on form for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on form
  for each row execute function rule.audit('form', '{}');
alter table form enable row level security, force row level security;
create policy one_district on form as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on form for select to metodden_app using (true);
create policy inserts on form for insert to metodden_app with check ((select auth.has('{admin,centre_head,methodist,system}')));
create policy updates on form for update to metodden_app using ((select auth.has('{admin,centre_head,methodist,system}'))) with check ((select auth.has('{admin,centre_head,methodist,system}')));
grant select, insert, update on form to metodden_app;

create table teaching (                                -- 3.1 support per subject, grade and school
  district_id uuid not null, appointment_id uuid not null, subject_id uuid not null, grades int4range,
  primary key (district_id, appointment_id, subject_id), foreign key (district_id, appointment_id) references appointment,
  foreign key (district_id, subject_id) references subject
);

alter table teaching add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on teaching for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on teaching
  for each row execute function rule.audit('teaching', '{}');
alter table teaching enable row level security, force row level security;
create policy one_district on teaching as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on teaching for select to metodden_app using (true);
create policy inserts on teaching for insert to metodden_app with check ((select auth.has('{admin,school_head,system}')));
create policy updates on teaching for update to metodden_app using ((select auth.has('{admin,school_head,system}'))) with check ((select auth.has('{admin,school_head,system}')));
create policy deletes on teaching for delete to metodden_app using ((select auth.has('{admin,school_head,system}')));
grant select, insert, update, delete on teaching to metodden_app;

create table room (
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  organisation_id uuid not null, name text not null, seats integer,
  unique (district_id, organisation_id, name), foreign key (district_id, organisation_id) references organisation
);

alter table room add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on room for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on room
  for each row execute function rule.audit('room', '{}');
alter table room enable row level security, force row level security;
create policy one_district on room as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on room for select to metodden_app using (true);
create policy inserts on room for insert to metodden_app with check ((select auth.has('{admin,system}')) or ((select auth.has('{school_head}')) and organisation_id = any((select auth.schools())::uuid[])));
create policy updates on room for update to metodden_app using ((select auth.has('{admin,system}')) or ((select auth.has('{school_head}')) and organisation_id = any((select auth.schools())::uuid[]))) with check ((select auth.has('{admin,system}')) or ((select auth.has('{school_head}')) and organisation_id = any((select auth.schools())::uuid[])));
grant select, insert, update on room to metodden_app;

create table school_class (
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  organisation_id uuid not null,
  school_year     integer not null,                    -- the year it begins
  grade integer not null check (grade between 0 and 12), letter text not null default '', pupils integer,
  unique (district_id, organisation_id, school_year, grade, letter),
  foreign key (district_id, organisation_id) references organisation
);

alter table school_class add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on school_class for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on school_class
  for each row execute function rule.audit('school_class', '{}');
alter table school_class enable row level security, force row level security;
create policy one_district on school_class as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on school_class for select to metodden_app using (true);
create policy inserts on school_class for insert to metodden_app with check ((select auth.has('{admin,system}')) or ((select auth.has('{school_head}')) and organisation_id = any((select auth.schools())::uuid[])));
create policy updates on school_class for update to metodden_app using ((select auth.has('{admin,system}')) or ((select auth.has('{school_head}')) and organisation_id = any((select auth.schools())::uuid[]))) with check ((select auth.has('{admin,system}')) or ((select auth.has('{school_head}')) and organisation_id = any((select auth.schools())::uuid[])));
grant select, insert, update on school_class to metodden_app;

create table bell (
  district_id uuid not null, organisation_id uuid not null,
  profile         text not null default '',            -- shift, short day
  lesson integer not null, starts time not null, ends time not null check (ends > starts),
  primary key (district_id, organisation_id, profile, lesson),
  foreign key (district_id, organisation_id) references organisation
);

alter table bell add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on bell for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on bell
  for each row execute function rule.audit('bell', '{}');
alter table bell enable row level security, force row level security;
create policy one_district on bell as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on bell for select to metodden_app using (true);
create policy inserts on bell for insert to metodden_app with check ((select auth.has('{admin,system}')) or ((select auth.has('{school_head}')) and organisation_id = any((select auth.schools())::uuid[])));
create policy updates on bell for update to metodden_app using ((select auth.has('{admin,system}')) or ((select auth.has('{school_head}')) and organisation_id = any((select auth.schools())::uuid[]))) with check ((select auth.has('{admin,system}')) or ((select auth.has('{school_head}')) and organisation_id = any((select auth.schools())::uuid[])));
create policy deletes on bell for delete to metodden_app using ((select auth.has('{admin,system}')) or ((select auth.has('{school_head}')) and organisation_id = any((select auth.schools())::uuid[])));
grant select, insert, update, delete on bell to metodden_app;

create table travel (
  district_id uuid not null, from_id uuid not null, to_id uuid not null, minutes integer not null check (minutes >= 0),
  primary key (district_id, from_id, to_id), foreign key (district_id, from_id) references organisation,
  foreign key (district_id, to_id) references organisation
);

alter table travel add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on travel for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on travel
  for each row execute function rule.audit('travel', '{}');
alter table travel enable row level security, force row level security;
create policy one_district on travel as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on travel for select to metodden_app using (true);
create policy inserts on travel for insert to metodden_app with check ((select auth.has('{admin,centre_head,system}')));
create policy updates on travel for update to metodden_app using ((select auth.has('{admin,centre_head,system}'))) with check ((select auth.has('{admin,centre_head,system}')));
grant select, insert, update on travel to metodden_app;

create table calendar_day (                            -- [D] only what differs: holidays, moved days off, vacations
  district_id uuid not null references district, on_date date not null, working boolean not null, title text not null,
  primary key (district_id, on_date)
);

alter table calendar_day add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on calendar_day for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on calendar_day
  for each row execute function rule.audit('calendar_day', '{}');
alter table calendar_day enable row level security, force row level security;
create policy one_district on calendar_day as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on calendar_day for select to metodden_app using (true);
create policy inserts on calendar_day for insert to metodden_app with check ((select auth.has('{admin,centre_head,system}')));
create policy updates on calendar_day for update to metodden_app using ((select auth.has('{admin,centre_head,system}'))) with check ((select auth.has('{admin,centre_head,system}')));
grant select, insert, update on calendar_day to metodden_app;

create table lesson (                                  -- the weekly timetable: a visit slot is a picked lesson
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  organisation_id uuid not null, class_id uuid not null, subject_id uuid, teacher_id uuid not null, room_id uuid,
  weekday integer not null check (weekday between 1 and 7), number integer not null, profile text not null default '', term daterange not null,
  foreign key (district_id, organisation_id) references organisation, foreign key (district_id, class_id) references school_class,
  foreign key (district_id, subject_id) references subject, foreign key (district_id, teacher_id) references person,
  foreign key (district_id, room_id) references room, foreign key (district_id, organisation_id, profile, number) references bell
);

alter table lesson add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on lesson for each row execute function rule.stamp();
alter table lesson enable row level security, force row level security;
create policy one_district on lesson as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on lesson for select to metodden_app using (true);
create policy inserts on lesson for insert to metodden_app with check ((select auth.has('{admin,system}')) or ((select auth.has('{school_head}')) and organisation_id = any((select auth.schools())::uuid[])));
create policy updates on lesson for update to metodden_app using ((select auth.has('{admin,system}')) or ((select auth.has('{school_head}')) and organisation_id = any((select auth.schools())::uuid[]))) with check ((select auth.has('{admin,system}')) or ((select auth.has('{school_head}')) and organisation_id = any((select auth.schools())::uuid[])));
create policy deletes on lesson for delete to metodden_app using ((select auth.has('{admin,system}')) or ((select auth.has('{school_head}')) and organisation_id = any((select auth.schools())::uuid[])));
grant select, insert, update, delete on lesson to metodden_app;

create index lesson_of_school on lesson (district_id, organisation_id, weekday, number);
create unique index lesson_once on lesson (district_id, organisation_id, class_id, weekday, profile, number, teacher_id, lower(term));

create table unavailability (                          -- weekly lesson-free day, or an absence
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  person_id uuid not null, weekday integer check (weekday between 1 and 7), during tstzrange, reason text not null,
  check (num_nonnulls(weekday, during) = 1), foreign key (district_id, person_id) references person
);

alter table unavailability add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on unavailability for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on unavailability
  for each row execute function rule.audit('unavailability', '{reason}');
alter table unavailability enable row level security, force row level security;
create policy one_district on unavailability as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on unavailability for select to metodden_app using (person_id = (select auth.person()) or (select auth.has('{methodist,centre_head,system}')) or ((select auth.has('{school_head}')) and exists (select from appointment a where a.district_id = unavailability.district_id and a.person_id = unavailability.person_id and a.organisation_id = any((select auth.schools())::uuid[]))));
create policy inserts on unavailability for insert to metodden_app with check (person_id = (select auth.person()) or (select auth.has('{system}')) or ((select auth.has('{school_head}')) and exists (select from appointment a where a.district_id = unavailability.district_id and a.person_id = unavailability.person_id and a.organisation_id = any((select auth.schools())::uuid[]))));
create policy updates on unavailability for update to metodden_app using (person_id = (select auth.person()) or (select auth.has('{system}')) or ((select auth.has('{school_head}')) and exists (select from appointment a where a.district_id = unavailability.district_id and a.person_id = unavailability.person_id and a.organisation_id = any((select auth.schools())::uuid[])))) with check (person_id = (select auth.person()) or (select auth.has('{system}')) or ((select auth.has('{school_head}')) and exists (select from appointment a where a.district_id = unavailability.district_id and a.person_id = unavailability.person_id and a.organisation_id = any((select auth.schools())::uuid[]))));
create policy deletes on unavailability for delete to metodden_app using (person_id = (select auth.person()) or (select auth.has('{system}')) or ((select auth.has('{school_head}')) and exists (select from appointment a where a.district_id = unavailability.district_id and a.person_id = unavailability.person_id and a.organisation_id = any((select auth.schools())::uuid[]))));
grant select, insert, update, delete on unavailability to metodden_app;

grant select on calendar_day to metodden_guard;
set role metodden_guard;

-- Monday to Friday, unless the calendar says otherwise.
create function rule.is_working(district uuid, on_date date) returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin
  return coalesce((select working from calendar_day c where c.district_id = district and c.on_date = is_working.on_date),
    extract(isodow from is_working.on_date) < 6);
end $$;

create function auth.is_working(on_date date) returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin
  return rule.is_working(auth.district(), on_date);
end $$;

-- The date n working days after (or, below zero, before) a date.
create function auth.add_working_days(from_date date, n integer) returns date language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare d date := from_date;  left_over integer := abs(n);  district uuid := auth.district();
begin
  while left_over > 0 loop
    d := d + sign(n)::integer;
    if rule.is_working(district, d) then left_over := left_over - 1; end if;
  end loop;
  return d;
end $$;

reset role;
grant execute on function auth.is_working(date), auth.add_working_days(date, integer) to metodden_app;
