-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Methodological days (методический день в ОО): held by the plan and on an order (4.1), at a school
-- (4.2), under the edition of the regulation that was in force on the order's date (1.2). kind 'event'
-- is a seminar, a course and the like: no order, and it may be at the centre (1.3).

create table day (
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  kind            text not null default 'day' check (kind in ('day', 'event')),  -- event: no order, may be at the centre
  organisation_id uuid not null,                       -- 4.2 at a school
  plan_version_id uuid,                                -- 4.1 held by the plan ...
  plan_item_id uuid,
  order_id        uuid,                                -- ... and on an order
  regulation_id   uuid,                                -- 1.2 the edition in force on the order's date
  lead_id uuid, theme text not null, aim text, held_on date not null, state text not null default 'draft',
  reason          text,                                -- of a postponement or cancellation
  foreign key (district_id, organisation_id) references organisation,
  foreign key (district_id, plan_version_id, plan_item_id) references plan_item,
  foreign key (district_id, regulation_id) references edition, foreign key (district_id, lead_id) references person
);

create index day_by_date on day (district_id, held_on, id);
create index day_by_school on day (district_id, organisation_id, held_on);
create index day_of_item on day (district_id, plan_item_id) where plan_item_id is not null;
alter table day add foreign key (district_id, order_id) references document;
alter table document add foreign key (district_id, day_id) references day;

alter table day add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on day for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on day
  for each row execute function rule.audit('day', '{}');
alter table day enable row level security, force row level security;
create policy one_district on day as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on day for select to metodden_app using (true);
create policy inserts on day for insert to metodden_app with check ((select auth.has('{centre_head,methodist,system}')));
create policy updates on day for update to metodden_app using ((select auth.has('{centre_head,methodist,clerk,department_head,system}'))) with check ((select auth.has('{centre_head,methodist,clerk,department_head,system}')));
grant select, insert, update on day to metodden_app;

alter table day add state_since timestamptz not null default now();
create trigger a_step before insert or update of state on day for each row execute function rule.step('day');

create trigger a_only before update on day
  for each row execute function rule.only('{centre_head,methodist,system}', '{state,order_id,regulation_id}');

grant select, update (state) on day to metodden_guard;     -- to lock it while its programme is written
set role metodden_guard;

create function rule.day() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare o document;
begin
  perform rule.need(new.kind = 'event' or exists (select from organisation where district_id = new.district_id and id = new.organisation_id
    and kind in ('school', 'kindergarten', 'extra')), '4.2', 'day_is_at_a_school');
  if tg_op = 'UPDATE' then                             -- also together with a step: no step changes these by the way
    perform rule.need(new.kind = old.kind and new.regulation_id is not distinct from old.regulation_id, '1.2', 'day_keeps_regulation');
    perform rule.need(old.state in ('draft', 'in_plan', 'postponed') or new.state = 'postponed' or (new.held_on, new.organisation_id, new.order_id)
      is not distinct from (old.held_on, old.organisation_id, old.order_id), '4.1', 'ordered_day_is_postponed');
    perform rule.need(old.state = 'draft' or (new.plan_version_id, new.plan_item_id)
      is not distinct from (old.plan_version_id, old.plan_item_id), '4.1', 'day_keeps_plan_item');
    if new.state = old.state then return new; end if;
  end if;
  select * into o from document where district_id = new.district_id and id = new.order_id;
  case new.state
  when 'in_plan' then
    perform rule.need(exists (select from plan_version where district_id = new.district_id and id = new.plan_version_id
      and state in ('approved', 'superseded')), '4.1', 'item_not_in_approved_plan');
  when 'ordered' then
    perform rule.need(o.kind = 'order_hold' and o.state = 'registered' and o.day_id = new.id, '4.1', 'no_registered_order');
    new.regulation_id := (select id from edition where district_id = new.district_id and kind = 'regulation'
                          and state = 'published' and in_force @> o.dated);
    perform rule.need(new.regulation_id is not null, '1.2', 'no_regulation_in_force');
  when 'announced' then
    perform rule.need(new.kind = 'event' or (o.kind = 'order_hold' and o.state = 'registered' and o.day_id = new.id), '4.1', 'no_registered_order');
  when 'postponed', 'cancelled' then
    perform rule.need(coalesce(new.reason, '') <> '', '4.1', 'reason_is_needed');
  else null;
  end case;
  return new;
end $$;

reset role;

create trigger b_guard before insert or update on day for each row execute function rule.day();
