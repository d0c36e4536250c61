-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Agreement of methodists (согласованность): one row of a run for each competence and the composite,
-- about all of them together. How strict one of them marks stays an estimate of his own, which he and
-- the centre head see; beside it now stands how well he is linked with the others. Written by the
-- growth job alone.

create table agreement (
  district_id uuid not null, run_id uuid not null, competence_id uuid not null, -- the composite is the framework's competence ''
  primary key (district_id, run_id, competence_id),
  n integer not null, people integer not null, raters integer not null,
  sets integer not null,                               -- of methodists who share nobody; above 1 they can't be compared
  method text check (method in ('model', 'moments')),  -- where the variances come from; null: there are none
  note text check (note in ('one_rater', 'not_linked', 'too_few', 'no_spread')), -- why there are none
  more_visits integer, more_raters integer,            -- and what is still needed
  person double precision, rater double precision, visit double precision, -- variances
  doubles integer not null, blind integer not null,    -- lessons that two methodists saw; of them without seeing each other's marks
  more_doubles integer,                                -- null: enough for the kappa below, unless all marks are one level
  kappa double precision, kappa_low double precision, kappa_high double precision,
  design jsonb not null default '[]',                  -- [{"visits", "raters", "reliability"}, ...] of a level
  growth jsonb not null default '[]',                  -- [{"years", "visits", "reliability"}, ...]; visits in a year
  least jsonb not null default '[]',                   -- [{"target", "raters", "visits"}, ...]; visits null: none suffice
  levels jsonb not null default '[]',                  -- how many scores lie nearest to 1, 2, 3, 4
  compressed boolean not null default false,           -- too many at an end: only the trend is told
  links jsonb not null default '[]',                   -- [{"rater", "person"}, ...]: visits that would join the sets
  check ((method is null) = (person is null)), check (kappa is null or (kappa_low <= kappa and kappa <= kappa_high)),
  foreign key (district_id, run_id) references run, foreign key (district_id, competence_id) references competence
);

alter table agreement enable row level security, force row level security;
create policy one_district on agreement as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on agreement for select to metodden_app using ((select auth.has('{methodist,centre_head,department_head,council_member,council_secretary,council_chair,system}')));
create policy inserts on agreement for insert to metodden_app with check ((select auth.has('{system}')));
create policy deletes on agreement for delete to metodden_app using ((select auth.has('{system}')));
grant select, insert, delete on agreement to metodden_app;

alter table estimate add linkage double precision check (linkage between 0 and 1); -- of a severity
