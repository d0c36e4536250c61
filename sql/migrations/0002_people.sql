-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Districts, organisations, people and their appointments: a role is always in an organisation and
-- has dates; acting (и.о.) is an appointment too. Beside them the session, from which everything
-- else learns who is asking.

create table district (
  district_id uuid primary key default gen_random_uuid(), name text not null, timezone text not null default 'Europe/Moscow'
);

create table organisation (
  district_id uuid not null references district, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  kind text not null check (kind in ('department', 'centre', 'council', 'school', 'kindergarten', 'extra', 'technical')), name text not null,
  idnumber    text,                                    -- join key of the roster
  rural boolean not null default false, closed_on date,
  unique (district_id, idnumber)
);

create table person (
  district_id uuid not null references district, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  family_name text not null, given_name text not null, patronymic text, email text, idnumber text, left_on date,
  name_cases  jsonb,                                   -- «Иванову», suggested and editable
  erased_at   timestamptz,                             -- pseudonymised, with an act (document)
  unique (district_id, idnumber)
);

create table appointment (                             -- a role is always in an organisation, with dates
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  person_id uuid not null, organisation_id uuid not null,
  role text not null check (role in ('methodist', 'centre_head', 'council_member', 'council_secretary',
                  'council_chair', 'department_head', 'clerk', 'school_head', 'teacher', 'admin', 'system')),
  post text, acting boolean not null default false, during daterange not null default daterange(current_date, null),
  foreign key (district_id, person_id) references person,
  foreign key (district_id, organisation_id) references organisation,
  exclude using gist (district_id with =, person_id with =, organisation_id with =, role with =, during with &&)
);

create index appointment_of on appointment (district_id, person_id);

create table session (
  district_id uuid not null,
  digest      bytea not null,                          -- sha256 of the token; the token itself is nowhere
  person_id uuid not null, kind text not null check (kind in ('portal', 'lti', 'demo', 'job')),
  seen_at timestamptz not null default now(), expires_at timestamptz not null,
  primary key (district_id, digest), foreign key (district_id, person_id) references person
);
