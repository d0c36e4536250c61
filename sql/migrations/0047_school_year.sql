-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The change of the school year, step by step: what the coming year has already is counted from the
-- tables themselves, what only a person can know (the calendar is right, the bells stay) is a mark of that
-- person. Each step may be done again: it adds what is lacking and changes nothing that is there.

create table year_step (
  district_id uuid not null references district, school_year integer not null check (school_year between 2000 and 2100),
  step text not null check (step in ('calendar', 'people', 'bells', 'classes', 'timetable', 'plan', 'left_over')),
  done boolean not null default true, note text check (length(note) <= 500),
  primary key (district_id, school_year, step)
);

alter table year_step add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1, add marked_by uuid default auth.person(), add marked_at timestamptz not null default now();
create trigger z_stamp before insert or update on year_step for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on year_step
  for each row execute function rule.audit('year_step', '{}');
alter table year_step enable row level security, force row level security;
create policy one_district on year_step as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on year_step for select to metodden_app using ((select auth.has('{admin,centre_head,system}')));
create policy inserts on year_step for insert to metodden_app with check ((select auth.has('{admin,centre_head}')));
create policy updates on year_step for update to metodden_app using ((select auth.has('{admin,centre_head}'))) with check ((select auth.has('{admin,centre_head}')));
grant select, insert, update on year_step to metodden_app;

create policy deletes on calendar_day for delete to metodden_app using ((select auth.has('{admin,centre_head,system}')));
grant delete on calendar_day to metodden_app;

grant select on visit, remark, correction, need, sitting, lesson, bell, plan, plan_version, document, school_class to metodden_guard;
grant insert on school_class to metodden_guard;
set role metodden_guard;

-- What of a school year isn't finished, by kind; numbers alone, for the administrator sees no visits.
create function auth.year_left_over(year integer) returns table (what text, n bigint) language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare d uuid := auth.district();  span daterange := daterange(make_date(year, 9, 1), make_date(year + 1, 9, 1));
begin
  if not auth.has('{admin,centre_head}') then return; end if;
  return query select 'days', count(*) from day y where y.district_id = d and span @> y.held_on and y.state not in ('approved', 'closed', 'cancelled')
  union all select 'visits', count(*) from visit v where v.district_id = d and span @> v.held_on and v.state not in ('acknowledged', 'closed', 'cancelled')
  union all select 'materials', count(*) from document o where o.district_id = d and o.kind in ('lesson_analysis', 'spravka', 'recommendations')
    and o.state not in ('considered', 'approved') and span @> (o.created_at at time zone 'UTC')::date
  union all select 'orders', count(*) from document o where o.district_id = d and o.kind like 'order%' and o.state <> 'registered' and span @> (o.created_at at time zone 'UTC')::date
  union all select 'sittings', count(*) from sitting s where s.district_id = d and span @> s.held_on and s.state not in ('closed', 'cancelled')
  union all select 'remarks', count(*) from remark r where r.district_id = d and r.state <> 'closed' and span @> (r.created_at at time zone 'UTC')::date
  union all select 'corrections', count(*) from correction c where c.district_id = d and c.state not in ('closed', 'withdrawn') and span @> (c.created_at at time zone 'UTC')::date
  union all select 'needs', count(*) from need w where w.district_id = d and w.state = 'open' and span @> (w.created_at at time zone 'UTC')::date;
end $$;

-- Classes of a year from those of the year before: each moves up a grade, groups stay groups, as many tenth
-- classes as there were, first classes by the letters of last year's. Those that are there stay as they are.
-- `dry`: only counted. A row for each open school that had or has classes.
create function auth.move_classes_up(year integer, dry boolean) returns table (organisation uuid, name text, had bigint, there bigint, added bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
declare d uuid := auth.district();
begin
  if not auth.has('{admin,centre_head}') then return; end if;
  return query
  with was as (select c.* from school_class c join organisation o on (o.district_id, o.id) = (c.district_id, c.organisation_id) and o.closed_on is null
      where c.district_id = d and c.school_year = year - 1),
    coming as (
      select w.organisation_id, 0 as grade, w.letter, null::integer as pupils from was w where w.grade = 0
      union select w.organisation_id, w.grade + 1, w.letter, w.pupils from was w where w.grade between 1 and 10 and w.grade <> 9
      union select w.organisation_id, 1, w.letter, null from was w where w.grade = 1
      union select w.organisation_id, 10, w.letter, null from was w where w.grade = 10),
    missing as (select c.* from coming c where not exists (select from school_class x
      where (x.district_id, x.organisation_id, x.school_year, x.grade, x.letter) = (d, c.organisation_id, year, c.grade, c.letter))),
    made as (insert into school_class (district_id, organisation_id, school_year, grade, letter, pupils)
      select d, m.organisation_id, year, m.grade, m.letter, m.pupils from missing m where not dry on conflict do nothing returning organisation_id)
  select o.id, o.name, (select count(*) from was w where w.organisation_id = o.id),
    (select count(*) from school_class x where (x.district_id, x.organisation_id, x.school_year) = (d, o.id, year)),
    case when dry then (select count(*) from missing m where m.organisation_id = o.id) else (select count(*) from made m where m.organisation_id = o.id) end
  from organisation o where o.district_id = d and o.kind in ('school', 'kindergarten', 'extra') and o.closed_on is null
    and (exists (select from was w where w.organisation_id = o.id) or exists (select from school_class x where (x.district_id, x.organisation_id, x.school_year) = (d, o.id, year)))
  order by o.name;
end $$;

reset role;
grant execute on function auth.year_left_over(integer), auth.move_classes_up(integer, boolean) to metodden_app;
