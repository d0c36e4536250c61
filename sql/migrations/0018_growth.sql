-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Growth: a run is one reproducible computation, an estimate one figure of it, by unit (a person, an
-- organisation or the whole district) x competence x measure. Figures are written by the growth job
-- alone. says = not_enough_data keeps the number for planning while screens show words.

create table run (
  district_id uuid not null references district, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  job_id uuid, framework_id uuid not null,
  model text not null,                                 -- name and version
  data_window daterange not null, as_of date not null, n integer, seed bigint not null default 0,
  settings jsonb not null default '{}',
  components jsonb,                                    -- variances, reliability, linkage, notes
  state text not null default 'running' check (state in ('running', 'done', 'failed', 'cancelled')),
  foreign key (district_id, framework_id) references edition, foreign key (district_id, job_id) references job
);

alter table run add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on run for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on run
  for each row execute function rule.audit('run', '{components}');
alter table run enable row level security, force row level security;
create policy one_district on run as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on run for select to metodden_app using (true);
create policy inserts on run for insert to metodden_app with check ((select auth.has('{system}')));
create policy updates on run for update to metodden_app using ((select auth.has('{system}'))) with check ((select auth.has('{system}')));
grant select, insert, update on run to metodden_app;
create index run_newest on run (district_id, framework_id, created_at desc) where state = 'done';

create table estimate (
  district_id uuid not null, run_id uuid not null,
  measure text not null check (measure in ('level', 'growth', 'severity', 'day_effect')),
  competence_id uuid not null,                         -- the composite is the framework's competence ''
  person_id uuid,                                      -- teacher, leader or methodist; both null: the district
  organisation_id uuid, unit_id uuid generated always as (coalesce(person_id, organisation_id, district_id)) stored,
  value double precision not null, se double precision not null check (se >= 0), low double precision not null,
  high double precision not null, n integer not null, raters integer not null, people integer, df double precision,
  reliability double precision check (reliability between 0 and 1),
  p_decline double precision check (p_decline between 0 and 1), forecast double precision, forecast_se double precision,
  says text not null check (says in ('growth', 'decline', 'no_change', 'not_enough_data')),
  more_visits integer, more_raters integer,            -- not_enough_data: how many are still needed
  flagged boolean not null default false,              -- after multiplicity control
  primary key (district_id, run_id, unit_id, measure, competence_id),
  check (low <= value and value <= high), check (num_nonnulls(person_id, organisation_id) <= 1),
  check (not flagged or says <> 'not_enough_data'), foreign key (district_id, run_id) references run,
  foreign key (district_id, competence_id) references competence, foreign key (district_id, person_id) references person,
  foreign key (district_id, organisation_id) references organisation
);
create index estimate_history on estimate (district_id, unit_id, measure, competence_id);

-- A teacher's figures: himself, methodists, the centre head; severity of a methodist: himself and the
-- centre head; schools: their heads, the council and the department; the district: everybody.
alter table estimate enable row level security, force row level security;
create policy one_district on estimate as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on estimate for select to metodden_app using (person_id = (select auth.person()) or organisation_id = any((select auth.schools())::uuid[]) or (person_id is not null and ((select auth.has('{centre_head,system}')) or (select auth.has('{methodist}')) and measure <> 'severity')) or (person_id is null and organisation_id is null));
create policy inserts on estimate for insert to metodden_app with check ((select auth.has('{system}')));
grant select, insert on estimate to metodden_app;
