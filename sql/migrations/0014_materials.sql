-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Materials of a day (4.5): lesson analysis (анализ посещения урока), summary report (справка),
-- methodical recommendations; and the other kinds of paper that the cycle needs. A material goes draft ->
-- signed -> acknowledged or objected -> queued -> considered or returned -> approved; returned, it is taken
-- up again as the next version. The guards of these steps stand in 0017_paper_steps.sql, where council
-- and bank of practice are known.

alter table document drop constraint document_kind_check;
alter table document add constraint document_kind_check check (kind in ('act', 'order_hold', 'order_approve', 'order_plan', 'order_amend',
  'order_other', 'lesson_analysis', 'spravka', 'recommendations', 'minutes', 'practice_card'));
alter table document add visit_id uuid,                -- lesson_analysis: of this visit; practice_card: noticed there
  add sitting_id uuid,                                 -- minutes: of it; order_approve: after it
  add order_id uuid,                                   -- the order that approved a material
  add foreign key (district_id, visit_id) references visit,
  add foreign key (district_id, order_id) references document;
create unique index analysis_of_visit_exists on document (district_id, visit_id) where kind = 'lesson_analysis';
create unique index spravka_of_day_exists on document (district_id, day_id) where kind = 'spravka';
create index document_by_kind on document (district_id, kind, state);

-- An answer is to one version of a text: what is taken up again is answered again.
alter table receipt add version integer not null default 1;
create unique index document_is_answered_once on receipt (district_id, document_id, version, person_id, kind) where document_id is not null;

create table party (                                   -- authors, addressees, audience of a document
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  document_id uuid not null, person_id uuid, organisation_id uuid,
  part text not null check (part in ('author', 'addressee', 'audience', 'expert')),
  constraint party_is_there_already unique nulls not distinct (district_id, document_id, part, person_id, organisation_id),
  check (num_nonnulls(person_id, organisation_id) = 1), foreign key (district_id, document_id) references document,
  foreign key (district_id, person_id) references person, foreign key (district_id, organisation_id) references organisation
);
create index party_of_person on party (district_id, person_id) where person_id is not null;

alter table party add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on party for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on party
  for each row execute function rule.audit('party', '{}');
alter table party enable row level security, force row level security;
create policy one_district on party as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on party for select to metodden_app using (exists (select from document p where p.district_id = party.district_id and p.id = party.document_id));
create policy inserts on party for insert to metodden_app with check ((select auth.has('{methodist,centre_head,council_secretary,system}')));
create policy deletes on party for delete to metodden_app using ((select auth.has('{methodist,centre_head,council_secretary,system}')));
grant select, insert, delete on party to metodden_app;

-- Who reads a paper: its writer; the school and the district once it is signed (drafts: those who write
-- them); the person it is about once it is signed; orders without a person: everybody but the administrator.
drop policy reads on document;
create policy reads on document for select to metodden_app using (
  created_by = (select auth.person())
  or (organisation_id = any((select auth.schools())::uuid[])
    and (state not in ('draft', 'returned', 'noticed', 'described') or (select auth.has('{methodist,centre_head,department_head,council_secretary,council_chair,system}'))))
  or (person_id = (select auth.person()) and (kind = 'practice_card' or state not in ('draft', 'returned')))
  or (person_id is null and (kind like 'order%' and (select auth.has('{clerk,council_member,council_secretary,council_chair}'))
    or (kind like 'order%' or kind in ('act', 'recommendations', 'practice_card')) and state not in ('draft', 'returned', 'noticed', 'described', 'council') and not (select auth.has('{admin}'))))
  or (kind = 'practice_card' and state in ('published', 'adopted', 'archived') and not (select auth.has('{admin}'))));
drop policy inserts on document;
create policy inserts on document for insert to metodden_app with check ((select auth.has('{methodist,centre_head,clerk,council_secretary,system}'))
  or kind = 'practice_card' and person_id = (select auth.person()));
drop policy updates on document;
create policy updates on document for update to metodden_app using ((select auth.has('{methodist,centre_head,clerk,department_head,council_secretary,council_chair,system}'))
  or person_id = (select auth.person()) or organisation_id = any((select auth.schools())::uuid[]))
  with check ((select auth.has('{methodist,centre_head,clerk,department_head,council_secretary,council_chair,system}'))
  or person_id = (select auth.person()) or organisation_id = any((select auth.schools())::uuid[]));
drop trigger a_only on document;
create trigger a_only before update on document
  for each row execute function rule.only('{methodist,centre_head,clerk,department_head,council_secretary,council_chair,system}', '{state}');

drop policy reads on receipt;
create policy reads on receipt for select to metodden_app using (person_id = (select auth.person())
  or visit_id is not null and exists (select from visit v where v.district_id = receipt.district_id and v.id = receipt.visit_id)
  or document_id is not null and exists (select from document d where d.district_id = receipt.district_id and d.id = receipt.document_id));
