-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Paper: orders (приказы) and normative acts now; other kinds join by later migrations. "Signed" means
-- recorded as signed on paper or in another system: nothing is signed here. document_version keeps the
-- very text that was signed; the registry number is unique in its year (4.1).

create table document (
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  kind text not null check (kind in ('act', 'order_hold', 'order_plan', 'order_amend', 'order_other')),
  state text not null default 'draft',
  organisation_id uuid not null,                       -- school (or centre) that it is about
  person_id       uuid,                                -- teacher that it is about; null: nobody's personal data
  title text not null,
  body            jsonb not null default '[]',         -- blocks: {"b":"para"|"point"|"list"|"table"|"sign", ...}
  version         integer not null default 1,
  number          text,                                -- registry number and date
  dated date, due_on date,
  day_id uuid, plan_version_id uuid,
  edition_id      uuid,                                -- order_amend: what it enacts
  supersedes_id uuid,
  check ((number is null) = (dated is null)), foreign key (district_id, organisation_id) references organisation,
  foreign key (district_id, person_id) references person,
  foreign key (district_id, plan_version_id) references plan_version,
  foreign key (district_id, edition_id) references edition,
  foreign key (district_id, supersedes_id) references document
);
create unique index registry_number_taken on document (district_id, split_part(kind, '_', 1), date_part('year', dated), number)
  where number is not null and kind <> 'act';          -- one number once a year in each registry
create index document_of_day on document (district_id, day_id) where day_id is not null;
alter table plan_version add foreign key (district_id, order_id) references document;
alter table edition add foreign key (district_id, order_id) references document;

alter table document add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on document for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on document
  for each row execute function rule.audit('document', '{title,body}');
alter table document enable row level security, force row level security;
create policy one_district on document as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on document for select to metodden_app using (created_by = (select auth.person()) or (organisation_id = any((select auth.schools())::uuid[]) and (state <> 'draft' or (select auth.has('{methodist,centre_head,department_head}')))) or (person_id = (select auth.person()) and state <> 'draft') or (person_id is null and ((select auth.has('{clerk,council_member,council_secretary,council_chair}')) or state <> 'draft' and not (select auth.has('{admin}')))));
create policy inserts on document for insert to metodden_app with check ((select auth.has('{methodist,centre_head,clerk,system}')));
create policy updates on document for update to metodden_app using ((select auth.has('{methodist,centre_head,clerk,department_head,system}'))) with check ((select auth.has('{methodist,centre_head,clerk,department_head,system}')));
grant select, insert, update on document to metodden_app;

alter table document add state_since timestamptz not null default now();
create trigger a_step before insert or update of state on document for each row execute function rule.step('document');

create trigger a_only before update on document
  for each row execute function rule.only('{methodist,centre_head,clerk,department_head,system}', '{state}');

create table document_version (                        -- the very text that was signed; append-only
  district_id uuid not null, document_id uuid not null, version integer not null, body jsonb not null,
  digest      bytea not null,                          -- sha256 of title and body; shown on the check page
  primary key (district_id, document_id, version), foreign key (district_id, document_id) references document
);

alter table document_version enable row level security, force row level security;
create policy one_district on document_version as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on document_version for select to metodden_app using (exists (select from document p where p.district_id = document_version.district_id and p.id = document_version.document_id));
grant select on document_version to metodden_app;

create table signature (
  district_id uuid not null, document_id uuid not null, version integer not null, person_id uuid not null,
  capacity    text not null,                           -- role in which it was signed
  signed_at timestamptz not null default now(),
  signed_on   date,                                    -- the date on the paper, when it differs
  primary key (district_id, document_id, version, person_id, capacity),
  foreign key (district_id, document_id, version) references document_version,
  foreign key (district_id, person_id) references person
);

alter table signature add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on signature for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on signature
  for each row execute function rule.audit('signature', '{}');
alter table signature enable row level security, force row level security;
create policy one_district on signature as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on signature for select to metodden_app using (exists (select from document p where p.district_id = signature.district_id and p.id = signature.document_id));
grant select on signature to metodden_app;

create table task (                                    -- point of an order, resolution or spravka: whom, what, by when
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  document_id uuid not null, position integer not null, person_id uuid, organisation_id uuid, body text not null,
  due_on date, done_at timestamptz, report text,
  check (num_nonnulls(person_id, organisation_id) >= 1), foreign key (district_id, document_id) references document,
  foreign key (district_id, person_id) references person, foreign key (district_id, organisation_id) references organisation
);

alter table task add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on task for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on task
  for each row execute function rule.audit('task', '{body,report}');
alter table task enable row level security, force row level security;
create policy one_district on task as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on task for select to metodden_app using (exists (select from document p where p.district_id = task.district_id and p.id = task.document_id));
create policy inserts on task for insert to metodden_app with check ((select auth.has('{methodist,centre_head,clerk,system}')));
create policy updates on task for update to metodden_app using ((select auth.has('{methodist,centre_head,system}')) or person_id = (select auth.person()) or organisation_id = any((select auth.schools())::uuid[])) with check ((select auth.has('{methodist,centre_head,system}')) or person_id = (select auth.person()) or organisation_id = any((select auth.schools())::uuid[]));
create policy deletes on task for delete to metodden_app using ((select auth.has('{methodist,centre_head,clerk,system}')));
grant select, insert, update, delete on task to metodden_app;

create trigger a_only before update on task
  for each row execute function rule.only('{methodist,centre_head,system}', '{done_at,report}');

-- Read, acknowledged («ознакомлен(а)», which is not agreed) or objected; of a document or of a visit.
create table receipt (
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  document_id uuid, visit_id uuid, person_id uuid not null,
  kind text not null check (kind in ('read', 'acknowledged', 'objected')), body text, at timestamptz not null default now(),
  check (num_nonnulls(document_id, visit_id) = 1), constraint objection_needs_words check (kind <> 'objected' or coalesce(body, '') <> ''),
  foreign key (district_id, document_id) references document, foreign key (district_id, person_id) references person
);
create index receipt_of_visit on receipt (district_id, visit_id);
create index receipt_of_document on receipt (district_id, document_id);

grant select on document, document_version, signature to metodden_guard;
grant insert on document_version, signature to metodden_guard;
grant update on signature to metodden_guard;
set role metodden_guard;

create function rule.document() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare other document;
begin
  if tg_op = 'UPDATE' then
    perform rule.need(new.kind = old.kind, '', 'document_keeps_kind');
    perform rule.need(old.state = 'draft' or (new.title, new.body, new.version, new.organisation_id, new.person_id, new.day_id,
        new.plan_version_id, new.edition_id) is not distinct from (old.title, old.body, old.version, old.organisation_id, old.person_id,
        old.day_id, old.plan_version_id, old.edition_id), '4.1', 'frozen',
      jsonb_build_object('entity', 'order', 'state', old.state));
    perform rule.need(old.state <> 'registered' or (new.number, new.dated) is not distinct from (old.number, old.dated), '4.1',
      'registered_number_stays');
    if new.state = old.state then return new; end if;
  end if;
  if tg_op = 'UPDATE' and new.state = 'signed' then    -- the text is fixed under this version
    insert into document_version (district_id, document_id, version, body, digest) values (new.district_id, new.id, new.version, new.body,
      sha256(convert_to(new.title || new.body::text, 'UTF8')));
    insert into signature (district_id, document_id, version, person_id, capacity)
    values (new.district_id, new.id, new.version, auth.person(), 'department_head');
  end if;
  if new.state = 'registered' and new.kind like 'order%' then
    perform rule.need(coalesce(new.number, '') <> '' and new.dated is not null, '4.1', 'order_needs_number_and_date');
    select * into other from document where district_id = new.district_id and id <> new.id and kind like 'order%'
      and number = new.number and date_part('year', dated) = date_part('year', new.dated);
    perform rule.need(other.id is null, '4.1', 'registry_number_taken',
      jsonb_build_object('number', new.number, 'title', other.title, 'dated', to_char(other.dated, 'DD.MM.YYYY'), 'id', other.id));
  end if;
  return new;
end $$;

reset role;

create trigger b_guard before insert or update on document for each row execute function rule.document();

-- The date on the signed paper, when it was recorded later; only by the signer, only in the past.
set role metodden_guard;
create function auth.signed_on(document uuid, on_date date) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform rule.need(on_date <= auth.today(), '', 'date_in_future');
  update signature s set signed_on = on_date where s.district_id = auth.district() and s.document_id = signed_on.document
    and s.person_id = auth.person() and s.signed_at = now();
end $$;
reset role;
grant execute on function auth.signed_on(uuid, date) to metodden_app;
