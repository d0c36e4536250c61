-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Pedagogical practice (педагогический опыт): a card is a document that goes noticed -> described ->
-- council -> published -> adopted -> archived (4.6, 3.4). Its authors are parties; nothing is published
-- without the consent of each of them, and a withdrawn consent stops it.

create table consent (
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  person_id uuid not null default auth.person(), document_id uuid not null,
  purpose text not null check (purpose in ('publish_practice')), given_at timestamptz not null default now(), withdrawn_at timestamptz,
  foreign key (district_id, person_id) references person, foreign key (district_id, document_id) references document
);
create unique index consent_is_given_already on consent (district_id, document_id, person_id, purpose) where withdrawn_at is null;

alter table consent add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on consent for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on consent
  for each row execute function rule.audit('consent', '{}');
alter table consent enable row level security, force row level security;
create policy one_district on consent as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on consent for select to metodden_app using (person_id = (select auth.person()) or (select auth.has('{methodist,centre_head,council_member,council_secretary,council_chair,system}')));
create policy inserts on consent for insert to metodden_app with check (person_id = (select auth.person()));
create policy updates on consent for update to metodden_app using (person_id = (select auth.person())) with check (person_id = (select auth.person()));
grant select, insert, update on consent to metodden_app;

create table adoption (                                -- внедрение: who took a practice up, verified by another
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  document_id uuid not null, organisation_id uuid not null, person_id uuid not null default auth.person(),
  body text not null check (body <> ''),               -- what was done and what it gave
  visit_id uuid,                                       -- where it was seen
  state text not null default 'claimed', verified_by uuid,
  constraint adoption_exists unique (district_id, document_id, person_id),
  constraint another_verifies_adoption check (verified_by <> person_id),
  check (state = 'claimed' or verified_by is not null), foreign key (district_id, document_id) references document,
  foreign key (district_id, organisation_id) references organisation, foreign key (district_id, visit_id) references visit,
  foreign key (district_id, person_id) references person, foreign key (district_id, verified_by) references person
);

alter table adoption add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on adoption for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on adoption
  for each row execute function rule.audit('adoption', '{body}');
alter table adoption enable row level security, force row level security;
create policy one_district on adoption as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on adoption for select to metodden_app using (true);
create policy inserts on adoption for insert to metodden_app with check (person_id = (select auth.person()));
create policy updates on adoption for update to metodden_app using ((select auth.has('{methodist,centre_head}'))) with check ((select auth.has('{methodist,centre_head}')));
grant select, insert, update on adoption to metodden_app;

alter table adoption add state_since timestamptz not null default now();
create trigger a_step before insert or update of state on adoption for each row execute function rule.step('adoption');

create trigger c_actor_verified_by before insert or update on adoption for each row execute function rule.actor('verified_by', '{verified,refused}');
grant select on consent, adoption to metodden_guard;
