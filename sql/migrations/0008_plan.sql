-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The year plan (план методической работы): versions and items. An item keeps item_id through versions,
-- so a difference is a join. An approved version is never edited: it is followed by another (4.6b).

create table plan (
  district_id uuid not null references district, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  school_year integer not null, title text not null,
  constraint plan_of_year_exists unique (district_id, school_year)
);

alter table plan add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on plan for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on plan
  for each row execute function rule.audit('plan', '{}');
alter table plan enable row level security, force row level security;
create policy one_district on plan as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on plan for select to metodden_app using (true);
create policy inserts on plan for insert to metodden_app with check ((select auth.has('{centre_head,methodist,system}')));
create policy updates on plan for update to metodden_app using ((select auth.has('{centre_head,methodist,system}'))) with check ((select auth.has('{centre_head,methodist,system}')));
grant select, insert, update on plan to metodden_app;

create table plan_version (                            -- 4.6b: approved once, then only a new version
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  plan_id uuid not null, version integer not null, base_id uuid,
  state       text not null default 'draft',           -- draft, at_council, approved, superseded
  order_id uuid,
  unique (district_id, plan_id, version), foreign key (district_id, plan_id) references plan,
  foreign key (district_id, base_id) references plan_version
);

create unique index plan_one_approved on plan_version (district_id, plan_id) where state = 'approved';

alter table plan_version add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on plan_version for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on plan_version
  for each row execute function rule.audit('plan_version', '{}');
alter table plan_version enable row level security, force row level security;
create policy one_district on plan_version as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on plan_version for select to metodden_app using (true);
create policy inserts on plan_version for insert to metodden_app with check ((select auth.has('{centre_head,methodist,system}')));
create policy updates on plan_version for update to metodden_app using ((select auth.has('{centre_head,methodist,council_chair,council_secretary,department_head,clerk,system}'))) with check ((select auth.has('{centre_head,methodist,council_chair,council_secretary,department_head,clerk,system}')));
grant select, insert, update on plan_version to metodden_app;

alter table plan_version add state_since timestamptz not null default now();
create trigger a_step before insert or update of state on plan_version for each row execute function rule.step('plan');

create trigger a_only before update on plan_version
  for each row execute function rule.only('{centre_head,methodist,system}', '{state,order_id}');

create table plan_item (                               -- item_id is the same in every version: a diff is a join
  district_id uuid not null, version_id uuid not null, item_id uuid not null default gen_random_uuid(),
  number integer,
  form_id uuid not null, title text not null, section text not null default '', term daterange not null,
  organisation_id uuid, responsible_id uuid,
  direction text check (direction in ('analytic', 'informational', 'organisational', 'expert', 'consulting')),
  addressee text, result text,
  check (not isempty(term) and lower(term) is not null and upper(term) is not null),
  primary key (district_id, version_id, item_id), foreign key (district_id, version_id) references plan_version,
  foreign key (district_id, form_id) references form, foreign key (district_id, organisation_id) references organisation,
  foreign key (district_id, responsible_id) references person
);

create index plan_item_term on plan_item (district_id, version_id, lower(term));

alter table plan_item add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on plan_item for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on plan_item
  for each row execute function rule.audit('plan_item', '{}');
alter table plan_item enable row level security, force row level security;
create policy one_district on plan_item as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on plan_item for select to metodden_app using (true);
create policy inserts on plan_item for insert to metodden_app with check ((select auth.has('{centre_head,methodist,system}')));
create policy updates on plan_item for update to metodden_app using ((select auth.has('{centre_head,methodist,system}'))) with check ((select auth.has('{centre_head,methodist,system}')));
create policy deletes on plan_item for delete to metodden_app using ((select auth.has('{centre_head,methodist,system}')));
grant select, insert, update, delete on plan_item to metodden_app;

create table plan_change (                             -- why an item differs from the base version
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  version_id uuid not null, item_id uuid not null, reason text not null check (reason <> ''),
  unique (district_id, version_id, item_id), foreign key (district_id, version_id) references plan_version
);

alter table plan_change add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on plan_change for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on plan_change
  for each row execute function rule.audit('plan_change', '{}');
alter table plan_change enable row level security, force row level security;
create policy one_district on plan_change as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on plan_change for select to metodden_app using (true);
create policy inserts on plan_change for insert to metodden_app with check ((select auth.has('{centre_head,methodist,system}')));
create policy updates on plan_change for update to metodden_app using ((select auth.has('{centre_head,methodist,system}'))) with check ((select auth.has('{centre_head,methodist,system}')));
create policy deletes on plan_change for delete to metodden_app using ((select auth.has('{centre_head,methodist,system}')));
grant select, insert, update, delete on plan_change to metodden_app;

create table need (                                    -- 2: whom we help and with what
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  organisation_id uuid not null,
  person_id       uuid,                                -- null: the school's own need
  competence_id uuid not null, subject_id uuid,
  source text not null check (source in ('diagnosis', 'visit', 'request', 'results')), body text not null,
  state           text not null default 'open' check (state in ('open', 'planned', 'met', 'withdrawn')),
  foreign key (district_id, organisation_id) references organisation,
  foreign key (district_id, person_id) references person, foreign key (district_id, competence_id) references competence,
  foreign key (district_id, subject_id) references subject
);

alter table need add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on need for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on need
  for each row execute function rule.audit('need', '{body}');
alter table need enable row level security, force row level security;
create policy one_district on need as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on need for select to metodden_app using (organisation_id = any((select auth.schools())::uuid[]) or person_id = (select auth.person()));
create policy inserts on need for insert to metodden_app with check ((select auth.has('{centre_head,methodist,system}')) or organisation_id = any((select auth.schools())::uuid[]) or person_id = (select auth.person()));
create policy updates on need for update to metodden_app using ((select auth.has('{centre_head,methodist,system}')) or organisation_id = any((select auth.schools())::uuid[]) or person_id = (select auth.person())) with check ((select auth.has('{centre_head,methodist,system}')) or organisation_id = any((select auth.schools())::uuid[]) or person_id = (select auth.person()));
grant select, insert, update on need to metodden_app;

create view plan_diff with (security_invoker) as       -- what a version adds, changes and removes against its base
select v.district_id, v.id as version_id, x.item_id, x.change
from plan_version v cross join lateral (
  select item_id, case when b.item_id is null then 'added' when n.item_id is null then 'removed' else 'changed' end as change
  from (select * from plan_item where district_id = v.district_id and version_id = v.id) n
  full join (select * from plan_item where district_id = v.district_id and version_id = v.base_id) b using (item_id)
  where n is null or b is null
     or (to_jsonb(n) - '{version_id,number,created_at,created_by,revision}'::text[]) <> (to_jsonb(b) - '{version_id,number,created_at,created_by,revision}'::text[])
) x where v.base_id is not null;

grant select on plan_diff to metodden_app;

create trigger a_frozen before insert or update or delete on plan_item
  for each row execute function rule.frozen('plan_version', 'version_id', '{draft}', '4.6b');
create trigger a_frozen before insert or update or delete on plan_change
  for each row execute function rule.frozen('plan_version', 'version_id', '{draft}', '4.6b');

grant select, update on plan_version to metodden_guard;
grant select on plan_item to metodden_guard;
set role metodden_guard;

create function rule.plan_version() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    perform rule.need((new.plan_id, new.version, new.base_id) is not distinct from (old.plan_id, old.version, old.base_id)
      and (new.order_id is not distinct from old.order_id or old.state not in ('approved', 'superseded')), '4.6b', 'frozen',
      jsonb_build_object('entity', 'plan_version', 'state', old.state));
    if new.state = old.state then return new; end if;
  end if;
  if new.state = 'approved' then
    -- 4.6b: a correction of the plan is considered by the council first; whatever follows an
    -- approved version corrects it
    perform rule.need(new.base_id is null and not exists (select from plan_version where district_id = new.district_id
      and plan_id = new.plan_id and state = 'approved' and id <> new.id), '4.6b', 'council_has_not_considered');
    -- an order of past years, brought in by an importer, names no version
    perform rule.need(exists (select from document where district_id = new.district_id and id = new.order_id
      and kind = 'order_plan' and state = 'registered' and coalesce(plan_version_id, new.id) = new.id), '4.6b', 'no_registered_order_of_plan');
    update plan_version set state = 'superseded'
    where district_id = new.district_id and plan_id = new.plan_id and state = 'approved' and id <> new.id;
  end if;
  return new;
end $$;

reset role;

create trigger b_guard before insert or update on plan_version for each row execute function rule.plan_version();
