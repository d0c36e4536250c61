-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The plan builder (4.6b): its rules as settings of the district, what each topic would bring at each
-- school, how the proposals were chosen from that, and what-if (что, если): a plan under other rules,
-- which is only looked at. Nothing here changes a plan: a person accepts proposals one by one.

insert into setting_default (code, value, title, title_en) values
  ('plan_days', '40', 'План: методических дней за учебный год, не больше', 'Plan: days in a school year, at most'),
  ('plan_days_per_school', '3', 'План: дней у одной школы за год, не больше', 'Plan: days at one school a year, at most'),
  ('plan_days_per_methodist', '20', 'План: дней у одного методиста за год, не больше', 'Plan: days of one methodist a year, at most'),
  ('plan_team', '2', 'План: методистов на одном дне', 'Plan: methodists at one day'),
  ('plan_coverage_years', '3', 'План: день у каждой школы не реже раза в столько лет (0 - правила нет)', 'Plan: a day at each school once in so many years (0: no rule)'),
  ('plan_rural_share', '0', 'План: доля дней у сельских школ, не меньше', 'Plan: share of days at rural schools, at least'),
  ('plan_change_cost', '0.02', 'План: цена изменения против прошлого плана, за день', 'Plan: cost of a change against the last plan, a day'),
  ('plan_travel_cost', '0.02', 'План: цена часа дороги методиста', 'Plan: cost of an hour of a methodist''s travel'),
  ('plan_weight_gap', '1', 'План: вес отставания от целевого уровня', 'Plan: weight of the gap to the target level'),
  ('plan_weight_needs', '1', 'План: вес потребностей и запросов', 'Plan: weight of needs and requests'),
  ('plan_weight_support', '1', 'План: вес времени без поддержки', 'Plan: weight of the time without support');

create table plan_gain (                               -- of the newest run: what a day on the topic brings
  district_id uuid not null, plan_id uuid not null, organisation_id uuid not null, competence_id uuid not null,
  gap double precision not null check (gap >= 0),      -- by the gap to the target level,
  needs double precision not null check (needs >= 0),  -- more by open needs,
  years double precision not null check (years >= 0),  -- and without support for so long
  primary key (district_id, plan_id, organisation_id, competence_id), foreign key (district_id, plan_id) references plan,
  foreign key (district_id, organisation_id) references organisation, foreign key (district_id, competence_id) references competence
);
alter table plan_gain enable row level security, force row level security;
create policy one_district on plan_gain as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on plan_gain for select to metodden_app using ((select auth.has('{admin,centre_head,system}')));
create policy inserts on plan_gain for insert to metodden_app with check ((select auth.has('{system}')));
create policy deletes on plan_gain for delete to metodden_app using ((select auth.has('{system}')));
grant select, insert, delete on plan_gain to metodden_app;

create table plan_build (                              -- how the newest proposals of a plan were chosen
  district_id uuid not null, plan_id uuid not null, primary key (district_id, plan_id),
  method text not null check (method in ('optimum', 'best_found', 'greedy')),
  objective double precision not null, days integer not null check (days >= 0), -- days: chosen
  unused integer not null check (unused >= 0),         -- days that stay free
  left_out text[] not null default '{}' check (left_out <@ '{coverage,shares}'), -- rules that no plan could keep
  foreign key (district_id, plan_id) references plan
);
alter table plan_build add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on plan_build for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on plan_build for each row execute function rule.audit('plan_build', '{}');
alter table plan_build enable row level security, force row level security;
create policy one_district on plan_build as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on plan_build for select to metodden_app using (true);
create policy inserts on plan_build for insert to metodden_app with check ((select auth.has('{system}')));
create policy updates on plan_build for update to metodden_app using ((select auth.has('{system}'))) with check ((select auth.has('{system}')));
grant select, insert, update on plan_build to metodden_app;

create table plan_scenario (
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  plan_id uuid not null, job_id uuid not null,
  asked jsonb not null,                                -- rules that differ: names of the settings without plan_
  result jsonb,                                        -- written once, by its job
  foreign key (district_id, plan_id) references plan, foreign key (district_id, job_id) references job
);
alter table plan_scenario add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on plan_scenario for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on plan_scenario for each row execute function rule.audit('plan_scenario', '{result}');
create trigger a_only before update on plan_scenario for each row execute function rule.only('{}', '{result}');
alter table plan_scenario enable row level security, force row level security;
create policy one_district on plan_scenario as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on plan_scenario for select to metodden_app using ((select auth.has('{admin,centre_head,system}')));
create policy inserts on plan_scenario for insert to metodden_app with check ((select auth.has('{admin,centre_head}')));
create policy updates on plan_scenario for update to metodden_app using ((select auth.has('{system}'))) with check ((select auth.has('{system}')));
create policy deletes on plan_scenario for delete to metodden_app using ((select auth.has('{system}')));
grant select, insert, update, delete on plan_scenario to metodden_app;
create index plan_scenario_of_job on plan_scenario (district_id, job_id);

-- What the builder did not choose stays in sight: it says why it was left.
alter table proposal add chosen boolean not null default true;
drop policy reads on proposal;
create policy reads on proposal for select to metodden_app using ((select auth.has('{admin,centre_head,methodist,council_member,council_secretary,council_chair,department_head,system}')));
