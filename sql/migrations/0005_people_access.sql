-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Who reads and writes the tables of people: row security, forced, and audit.

-- district
create trigger y_audit after insert or update or delete on district
  for each row execute function rule.audit('district', '{}');
alter table district enable row level security, force row level security;
create policy one_district on district as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on district for select to metodden_app using (true);
grant select on district to metodden_app;

-- organisation
alter table organisation add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on organisation for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on organisation
  for each row execute function rule.audit('organisation', '{}');
alter table organisation enable row level security, force row level security;
create policy one_district on organisation as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on organisation for select to metodden_app using (true);
create policy inserts on organisation for insert to metodden_app with check ((select auth.has('{admin,centre_head,system}')));
create policy updates on organisation for update to metodden_app using ((select auth.has('{admin,centre_head,system}'))) with check ((select auth.has('{admin,centre_head,system}')));
grant select, insert, update on organisation to metodden_app;

-- person
alter table person add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on person for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on person
  for each row execute function rule.audit('person', '{family_name,given_name,patronymic,name_cases,email,idnumber}');
alter table person enable row level security, force row level security;
create policy one_district on person as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on person for select to metodden_app using (true);
create policy inserts on person for insert to metodden_app with check ((select auth.has('{admin,system}')));
create policy updates on person for update to metodden_app using ((select auth.has('{admin,system}'))) with check ((select auth.has('{admin,system}')));
grant select, insert, update on person to metodden_app;

-- appointment: a role is given by the roster, not by its holder
alter table appointment add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on appointment for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on appointment
  for each row execute function rule.audit('appointment', '{}');
alter table appointment enable row level security, force row level security;
create policy one_district on appointment as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on appointment for select to metodden_app using (true);
create policy inserts on appointment for insert to metodden_app with check ((select auth.has('{admin,system}')));
create policy updates on appointment for update to metodden_app using ((select auth.has('{admin,system}'))) with check ((select auth.has('{admin,system}')));
grant select, insert, update on appointment to metodden_app;

-- session: one's own only; written by the login role
alter table session enable row level security, force row level security;
create policy one_district on session as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on session for select to metodden_app using (person_id = (select auth.person()));
grant select on session to metodden_app;
