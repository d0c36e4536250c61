-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- One mechanism for every versioned text: regulation (положение), rubrics (карты посещения),
-- competence frameworks, layouts. An edition is free to edit as a draft, frozen with all its children
-- when published, and only a published edition may be used; so nothing in use can change (1.2).

create table edition (
  district_id uuid not null references district, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  kind text not null check (kind in ('regulation', 'rubric', 'framework', 'layout', 'template')), code text not null,
  version integer not null, title text not null,
  body         jsonb not null default '{}',            -- layout and template settings, percent bands of a rubric
  state        text not null default 'draft',          -- draft, submitted, published
  in_force daterange,
  submitted_by uuid,                                   -- 5: the centre head submits,
  enacted_by   uuid,                                   --    the head of the department enacts: two people
  order_id uuid,
  unique (district_id, kind, code, version), foreign key (district_id, submitted_by) references person,
  foreign key (district_id, enacted_by) references person, constraint two_people_amend check (submitted_by <> enacted_by),
  constraint one_edition_in_force exclude using gist
    (district_id with =, kind with =, code with =, in_force with &&) where (state = 'published')
);

alter table edition add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on edition for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on edition
  for each row execute function rule.audit('edition', '{}');
alter table edition enable row level security, force row level security;
create policy one_district on edition as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on edition for select to metodden_app using (true);
create policy inserts on edition for insert to metodden_app with check ((select auth.has('{centre_head,methodist,admin,department_head,system}')));
create policy updates on edition for update to metodden_app using ((select auth.has('{centre_head,methodist,admin,department_head,system}'))) with check ((select auth.has('{centre_head,methodist,admin,department_head,system}')));
grant select, insert, update on edition to metodden_app;

alter table edition add state_since timestamptz not null default now();
create trigger a_step before insert or update of state on edition for each row execute function rule.step('edition');

create table clause (
  district_id uuid not null, edition_id uuid not null, number text not null,                                 -- our key: 4.6b
  label text not null,                                  -- what people see: «п. 4.6, абз. 2»
  position integer not null, body text not null,
  primary key (district_id, edition_id, number), foreign key (district_id, edition_id) references edition
);

alter table clause add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on clause for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on clause
  for each row execute function rule.audit('clause', '{}');
alter table clause enable row level security, force row level security;
create policy one_district on clause as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on clause for select to metodden_app using (true);
create policy inserts on clause for insert to metodden_app with check ((select auth.has('{centre_head,system}')));
create policy updates on clause for update to metodden_app using ((select auth.has('{centre_head,system}'))) with check ((select auth.has('{centre_head,system}')));
create policy deletes on clause for delete to metodden_app using ((select auth.has('{centre_head,system}')));
grant select, insert, update, delete on clause to metodden_app;

create table competence (                              -- code '' is the composite of its framework
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  edition_id uuid not null, code text not null, name text not null, parent_id uuid, position integer not null default 0, body text,
  unique (district_id, edition_id, code), foreign key (district_id, edition_id) references edition,
  foreign key (district_id, parent_id) references competence
);

alter table competence add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on competence for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on competence
  for each row execute function rule.audit('competence', '{}');
alter table competence enable row level security, force row level security;
create policy one_district on competence as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on competence for select to metodden_app using (true);
create policy inserts on competence for insert to metodden_app with check ((select auth.has('{centre_head,methodist,admin,system}')));
create policy updates on competence for update to metodden_app using ((select auth.has('{centre_head,methodist,admin,system}'))) with check ((select auth.has('{centre_head,methodist,admin,system}')));
grant select, insert, update on competence to metodden_app;

create table rubric_section (
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  edition_id uuid not null, position integer not null, title text not null,
  takes text not null default 'sum' check (takes in ('sum', 'best')),
  may_be_absent boolean not null default false,        -- an absent stage leaves the maximum
  unique (district_id, edition_id, position), foreign key (district_id, edition_id) references edition
);

alter table rubric_section add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on rubric_section for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on rubric_section
  for each row execute function rule.audit('rubric_section', '{}');
alter table rubric_section enable row level security, force row level security;
create policy one_district on rubric_section as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on rubric_section for select to metodden_app using (true);
create policy inserts on rubric_section for insert to metodden_app with check ((select auth.has('{centre_head,methodist,admin,system}')));
create policy updates on rubric_section for update to metodden_app using ((select auth.has('{centre_head,methodist,admin,system}'))) with check ((select auth.has('{centre_head,methodist,admin,system}')));
create policy deletes on rubric_section for delete to metodden_app using ((select auth.has('{centre_head,methodist,admin,system}')));
grant select, insert, update, delete on rubric_section to metodden_app;

create table rubric_item (
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  edition_id uuid not null, section_id uuid not null, position integer not null, body text not null,
  looks text not null check (looks in ('scale', 'binary', 'choice')),
  points numeric[] not null check (cardinality(points) >= 2), labels text[] not null default '{}',
  descriptors text[] not null default '{}',            -- what each level looks like
  weight numeric not null default 1 check (weight > 0), competence_id uuid,
  required      boolean not null default false,        -- required by the federal standard
  unique (district_id, section_id, position), foreign key (district_id, edition_id) references edition,
  foreign key (district_id, section_id) references rubric_section,
  foreign key (district_id, competence_id) references competence
);

alter table rubric_item add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on rubric_item for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on rubric_item
  for each row execute function rule.audit('rubric_item', '{}');
alter table rubric_item enable row level security, force row level security;
create policy one_district on rubric_item as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on rubric_item for select to metodden_app using (true);
create policy inserts on rubric_item for insert to metodden_app with check ((select auth.has('{centre_head,methodist,admin,system}')));
create policy updates on rubric_item for update to metodden_app using ((select auth.has('{centre_head,methodist,admin,system}'))) with check ((select auth.has('{centre_head,methodist,admin,system}')));
create policy deletes on rubric_item for delete to metodden_app using ((select auth.has('{centre_head,methodist,admin,system}')));
grant select, insert, update, delete on rubric_item to metodden_app;

create function points_top(points numeric[]) returns numeric language sql immutable as $$ select max(p) from unnest(points) p $$;

grant select, update (state) on edition to metodden_guard;   -- to lock it while a child is written
set role metodden_guard;

create function rule.edition() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.state = 'published' then -- only the end of its term may change
    perform rule.need((to_jsonb(new) - '{in_force,revision,state_since}'::text[]) = (to_jsonb(old) - '{in_force,revision,state_since}'::text[])
      and lower(new.in_force) = lower(old.in_force), '1.2', 'frozen', '{"entity": "edition", "state": "published"}');
  elsif new.state = 'submitted' then
    perform rule.need(new.kind = 'regulation', '5', 'only_regulation_is_submitted');
  elsif new.state = 'published' then
    perform rule.need(new.in_force is not null, '1.2', 'edition_needs_date');
    if new.kind = 'regulation' then
      perform rule.need(new.version = 1 or exists (select from document where district_id = new.district_id and id = new.order_id
        and kind = 'order_amend' and state = 'registered'), '5', 'no_registered_order_of_amendment');
    end if;
  end if;
  return new;
end $$;

reset role;

create trigger b_guard before insert or update on edition for each row execute function rule.edition();
create trigger c_actor_submitted_by before insert or update on edition
  for each row execute function rule.actor('submitted_by', '{submitted}');
create trigger c_actor_enacted_by before insert or update on edition
  for each row execute function rule.actor('enacted_by', '{published}');
create trigger a_frozen before insert or update or delete on clause
  for each row execute function rule.frozen('edition', 'edition_id', '{draft}', '1.2');
create trigger a_frozen before insert or update or delete on competence
  for each row execute function rule.frozen('edition', 'edition_id', '{draft}', '1.2');
create trigger a_frozen before insert or update or delete on rubric_section
  for each row execute function rule.frozen('edition', 'edition_id', '{draft}', '1.2');
create trigger a_frozen before insert or update or delete on rubric_item
  for each row execute function rule.frozen('edition', 'edition_id', '{draft}', '1.2');
