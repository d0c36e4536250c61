-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What methodological days brought (эффект методических дней): one row of a run for each competence and
-- the composite, a finding on the district and on nobody in it. Written by the growth job alone. Without
-- enough schools to compare the verdict is not_enough_data, and the row says how many are still needed.

create table effect (
  district_id uuid not null, run_id uuid not null, competence_id uuid not null, -- the composite is the framework's competence ''
  primary key (district_id, run_id, competence_id),
  n integer not null, raters integer not null, days integer not null, -- visits, their raters, days with this topic
  schools integer not null, visited integer not null,  -- seen at all; seen before and after their first day
  unvisited integer not null,                          -- had no day yet when others had: these are compared with
  verdict text not null check (verdict in ('credible', 'no_placebo', 'placebo_fails', 'models_disagree', 'no_model', 'not_enough_data')),
  more_visits integer, more_raters integer, more_visited integer, more_unvisited integer, -- not_enough_data: still needed
  more_history integer,                                -- no_placebo: schools seen in two years before their day
  figures jsonb not null default '[]',                 -- [{"row", "value", "low", "high", "comparisons", "controls"}, ...]
  events jsonb not null default '[]',                  -- the same by school years from the day: [{"year", ...}, ...]
  foreign key (district_id, run_id) references run, foreign key (district_id, competence_id) references competence
);

alter table effect enable row level security, force row level security;
create policy one_district on effect as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on effect for select to metodden_app using ((select auth.has('{methodist,centre_head,department_head,council_member,council_secretary,council_chair,school_head,system}')));
create policy inserts on effect for insert to metodden_app with check ((select auth.has('{system}')));
create policy deletes on effect for delete to metodden_app using ((select auth.has('{system}')));
grant select, insert, delete on effect to metodden_app;
