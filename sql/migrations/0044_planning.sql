-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What planning needs beside the plan itself: filters that a person keeps, the working days that methodists
-- really have in a month, and the history of a plan, which is read from the audit and stored nowhere else.

create table saved_filter (                            -- of one person's own, for one screen
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  person_id uuid not null default auth.person(), screen text not null check (screen ~ '^[a-z_]{1,40}$'),
  name text not null check (name <> ''),
  -- part of an address: words, numbers and ids, never a name of anybody
  query text not null constraint filter_names_nobody check (length(query) <= 1000 and query ~ '^([a-z_]+=[A-Za-z0-9_.-]+(&[a-z_]+=[A-Za-z0-9_.-]+)*)?$'),
  unique (district_id, person_id, screen, name), foreign key (district_id, person_id) references person
);

alter table saved_filter add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on saved_filter for each row execute function rule.stamp();
alter table saved_filter enable row level security, force row level security;
create policy one_district on saved_filter as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on saved_filter for select to metodden_app using (person_id = (select auth.person()));
create policy inserts on saved_filter for insert to metodden_app with check (person_id = (select auth.person()));
create policy updates on saved_filter for update to metodden_app using (person_id = (select auth.person())) with check (person_id = (select auth.person()));
create policy deletes on saved_filter for delete to metodden_app using (person_id = (select auth.person()));
grant select, insert, update, delete on saved_filter to metodden_app;

create index audit_of_plan on audit (district_id, (change #>> '{row,version_id}'), at) where entity in ('plan_item', 'plan_change');

grant select on unavailability to metodden_guard;
set role metodden_guard;

-- How many working days all methodists have together in each month from September to May: the calendar
-- without whoever is absent. Everybody may know the sum; who is absent stays with those who may see it.
create function auth.methodist_days(year integer) returns table (month date, days bigint) language sql stable security definer
set search_path = public, pg_temp as $$
  with work as (select d::date as on_date, (d::timestamp at time zone z.timezone) as begins, ((d + interval '1 day')::timestamp at time zone z.timezone) as ends
      from district z cross join generate_series(make_date(year, 9, 1)::timestamp, make_date(year + 1, 5, 31)::timestamp, interval '1 day') d
      where z.district_id = auth.district() and rule.is_working(z.district_id, d::date))
  select m::date, count(a.person_id)
  from generate_series(make_date(year, 9, 1)::timestamp, make_date(year + 1, 5, 1)::timestamp, interval '1 month') m
    left join work w on date_trunc('month', w.on_date::timestamp) = m
    left join lateral (select distinct a.person_id from appointment a where a.district_id = auth.district() and a.role = 'methodist' and a.during @> w.on_date
      and not exists (select from unavailability u where (u.district_id, u.person_id) = (a.district_id, a.person_id)
        and (u.weekday = extract(isodow from w.on_date) or u.during && tstzrange(w.begins, w.ends)))) a on true
  group by m $$;

-- Who changed what in a plan, version by version, newest first; for those who plan, decide and check.
create function auth.plan_history(plan uuid) returns setof audit language sql stable security definer
set search_path = public, pg_temp as $$
  select a.* from plan_version v join audit a on a.district_id = v.district_id
    and (a.entity = 'plan_version' and a.entity_id = v.id or a.entity in ('plan_item', 'plan_change') and a.change #>> '{row,version_id}' = v.id::text)
  where v.district_id = auth.district() and v.plan_id = plan
    and auth.has('{methodist,centre_head,council_member,council_secretary,council_chair,department_head,clerk,admin}') $$;

reset role;

grant execute on function auth.methodist_days(integer), auth.plan_history(uuid) to metodden_app;
