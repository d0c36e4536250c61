-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The district methodical council (районный методический совет): sittings (заседания), in person or by
-- correspondence (заочно), presence, agenda, votes, resolutions, and remarks (1.5). Totals are never
-- stored: agenda_total counts the votes. What the regulation leaves open (quorum, casting vote, whether
-- authors vote) is copied from the settings when a sitting opens, so that later changes touch no past one.

insert into setting_default (code, value, title, title_en) values
  ('author_abstains', 'true', 'Автор материала не голосует за него', 'An author doesn''t vote on his own material'),
  ('remark_days', '10', 'Срок устранения замечаний совета, рабочих дней', 'Term to answer the council''s remarks, working days');

create table sitting (
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  organisation_id uuid not null,                       -- the council
  kind text not null default 'in_person' check (kind in ('in_person', 'correspondence')),
  number integer,                                      -- of the minutes, once a school year; given at opening
  held_on date not null,                               -- by correspondence: the last day for votes
  place text, chair_id uuid not null, secretary_id uuid not null,
  members integer,                                     -- in office that day: copied at opening with the three rules below
  quorum numeric check (quorum > 0 and quorum <= 1), casting_vote boolean, author_abstains boolean,
  guests text,                                         -- without a vote
  state text not null default 'planned',               -- planned, called, open, closed, cancelled
  constraint chair_is_not_secretary check (chair_id <> secretary_id),
  foreign key (district_id, organisation_id) references organisation,
  foreign key (district_id, chair_id) references person, foreign key (district_id, secretary_id) references person
);
create index sitting_by_date on sitting (district_id, held_on desc, id);
create unique index sitting_number_taken on sitting (district_id, organisation_id, school_year(held_on), number) where number is not null;
alter table document add foreign key (district_id, sitting_id) references sitting;
create unique index minutes_once on document (district_id, sitting_id) where kind = 'minutes';

alter table sitting add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on sitting for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on sitting
  for each row execute function rule.audit('sitting', '{}');
alter table sitting enable row level security, force row level security;
create policy one_district on sitting as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on sitting for select to metodden_app using ((select auth.has('{system,methodist,centre_head,council_member,council_secretary,council_chair,department_head,clerk}')));
create policy inserts on sitting for insert to metodden_app with check ((select auth.has('{council_secretary,council_chair,system}')));
create policy updates on sitting for update to metodden_app using ((select auth.has('{council_secretary,council_chair,system}'))) with check ((select auth.has('{council_secretary,council_chair,system}')));
grant select, insert, update on sitting to metodden_app;

alter table sitting add state_since timestamptz not null default now();
create trigger a_step before insert or update of state on sitting for each row execute function rule.step('sitting');

create table presence (                                -- who is there; by correspondence: who has voted
  district_id uuid not null, sitting_id uuid not null, person_id uuid not null,
  primary key (district_id, sitting_id, person_id), foreign key (district_id, sitting_id) references sitting,
  foreign key (district_id, person_id) references person
);

alter table presence add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on presence for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on presence
  for each row execute function rule.audit('presence', '{}');
alter table presence enable row level security, force row level security;
create policy one_district on presence as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on presence for select to metodden_app using (exists (select from sitting p where p.district_id = presence.district_id and p.id = presence.sitting_id));
create policy inserts on presence for insert to metodden_app with check ((select auth.has('{council_secretary,council_chair,system}')));
create policy deletes on presence for delete to metodden_app using ((select auth.has('{council_secretary,council_chair,system}')));
grant select, insert, delete on presence to metodden_app;
create trigger a_frozen before insert or update or delete on presence
  for each row execute function rule.frozen('sitting', 'sitting_id', '{planned,called,open}', '4.5');

create table agenda_item (
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  sitting_id uuid not null, position integer not null check (position > 0), title text not null check (title <> ''),
  document_id uuid, plan_version_id uuid,              -- what is considered; neither: any other question
  reporter_id uuid, heard text, spoke text,            -- СЛУШАЛИ, ВЫСТУПИЛИ
  decision text check (decision in ('accepted', 'amended', 'returned', 'noted', 'postponed')),
  resolution text,                                     -- ПОСТАНОВИЛИ
  constraint agenda_position_taken unique (district_id, sitting_id, position) deferrable initially immediate,
  check (num_nonnulls(document_id, plan_version_id) <= 1),
  constraint resolution_needs_words check (decision is null or decision in ('accepted', 'noted') or coalesce(resolution, '') <> ''),
  foreign key (district_id, sitting_id) references sitting, foreign key (district_id, document_id) references document,
  foreign key (district_id, plan_version_id) references plan_version, foreign key (district_id, reporter_id) references person
);
create unique index item_is_on_agenda_already on agenda_item (district_id, sitting_id, document_id) where document_id is not null;
create unique index version_is_on_agenda_already on agenda_item (district_id, sitting_id, plan_version_id) where plan_version_id is not null;
create index agenda_of_document on agenda_item (district_id, document_id) where document_id is not null;
create index agenda_of_version on agenda_item (district_id, plan_version_id) where plan_version_id is not null;

alter table agenda_item add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on agenda_item for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on agenda_item
  for each row execute function rule.audit('agenda_item', '{heard,spoke,resolution}');
alter table agenda_item enable row level security, force row level security;
create policy one_district on agenda_item as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on agenda_item for select to metodden_app using (exists (select from sitting p where p.district_id = agenda_item.district_id and p.id = agenda_item.sitting_id));
create policy inserts on agenda_item for insert to metodden_app with check ((select auth.has('{council_secretary,council_chair,system}')));
create policy updates on agenda_item for update to metodden_app using ((select auth.has('{council_secretary,council_chair,system}'))) with check ((select auth.has('{council_secretary,council_chair,system}')));
create policy deletes on agenda_item for delete to metodden_app using ((select auth.has('{council_secretary,council_chair,system}')));
grant select, insert, update, delete on agenda_item to metodden_app;
create trigger a_frozen before insert or update or delete on agenda_item
  for each row execute function rule.frozen('sitting', 'sitting_id', '{planned,called,open}', '4.5');

create table vote (                                    -- one row per member and item; a mistaken one is written again
  district_id uuid not null, agenda_item_id uuid not null, person_id uuid not null,
  choice text not null check (choice in ('for', 'against', 'abstain')), dissent text,
  primary key (district_id, agenda_item_id, person_id), foreign key (district_id, agenda_item_id) references agenda_item,
  foreign key (district_id, person_id) references person
);

alter table vote add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on vote for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on vote
  for each row execute function rule.audit('vote', '{dissent}');
alter table vote enable row level security, force row level security;
create policy one_district on vote as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on vote for select to metodden_app using ((select auth.has('{system,methodist,centre_head,council_member,council_secretary,council_chair,department_head,clerk}')));
create policy inserts on vote for insert to metodden_app with check (person_id = (select auth.person()) and (select auth.has('{council_member,council_secretary,council_chair}')) or (select auth.has('{council_secretary,council_chair,system}')));
create policy updates on vote for update to metodden_app using (person_id = (select auth.person()) and (select auth.has('{council_member,council_secretary,council_chair}')) or (select auth.has('{council_secretary,council_chair,system}'))) with check (person_id = (select auth.person()) and (select auth.has('{council_member,council_secretary,council_chair}')) or (select auth.has('{council_secretary,council_chair,system}')));
create policy deletes on vote for delete to metodden_app using ((select auth.has('{council_secretary,council_chair,system}')));
grant select, insert, update, delete on vote to metodden_app;

create table remark (                                  -- 1.5 control board; also why a document was returned
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  day_id uuid, document_id uuid, plan_version_id uuid,
  phase text not null check (phase in ('organisation', 'holding', 'summing_up')),
  author_id uuid not null default auth.person(), body text not null check (body <> ''), answer text, answered_by uuid, due_on date,
  state text not null default 'open',                  -- open, answered, closed
  check (num_nonnulls(day_id, document_id, plan_version_id) = 1),
  constraint answer_needs_words check (state = 'open' or coalesce(answer, '') <> ''),
  foreign key (district_id, day_id) references day,
  foreign key (district_id, document_id) references document, foreign key (district_id, plan_version_id) references plan_version,
  foreign key (district_id, author_id) references person, foreign key (district_id, answered_by) references person
);
create index remark_of_day on remark (district_id, day_id) where day_id is not null;
create index remark_of_document on remark (district_id, document_id) where document_id is not null;
create index remark_open on remark (district_id, state, due_on) where state <> 'closed';

alter table remark add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on remark for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on remark
  for each row execute function rule.audit('remark', '{body,answer}');
alter table remark enable row level security, force row level security;
create policy one_district on remark as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on remark for select to metodden_app using (day_id is not null or plan_version_id is not null or exists (select from document p where p.district_id = remark.district_id and p.id = remark.document_id));
create policy inserts on remark for insert to metodden_app with check (author_id = (select auth.person()) and (select auth.has('{council_member,council_secretary,council_chair,system}')));
create policy updates on remark for update to metodden_app using ((select auth.has('{methodist,centre_head,council_chair,council_secretary,school_head,system}'))) with check ((select auth.has('{methodist,centre_head,council_chair,council_secretary,school_head,system}')));
grant select, insert, update on remark to metodden_app;

alter table remark add state_since timestamptz not null default now();
create trigger a_step before insert or update of state on remark for each row execute function rule.step('remark');
create trigger a_only before update on remark
  for each row execute function rule.only('{council_chair,council_secretary,system}', '{state,answer,answered_by}');

create trigger c_actor_answered_by before insert or update on remark for each row execute function rule.actor('answered_by', '{answered}');

grant select on sitting, presence, agenda_item, vote, remark, setting, setting_default to metodden_guard;
grant update (state) on sitting to metodden_guard;     -- to lock it while its agenda is written
grant update (position) on agenda_item to metodden_guard;
grant insert on presence to metodden_guard;
grant execute on function school_year(date) to metodden_guard;
set role metodden_guard;

-- A setting of the district, or the product's default.
create function rule.setting(district uuid, wanted text) returns jsonb language sql stable security definer
set search_path = public, pg_temp as $$
  select coalesce((select value from setting where district_id = district and code = wanted), (select value from setting_default where code = wanted)) $$;

-- Members in office (члены совета) on a day.
create function rule.council_members(district uuid, council uuid, on_date date) returns setof uuid language sql stable security definer
set search_path = public, pg_temp as $$
  select distinct person_id from appointment where district_id = district and organisation_id = council
    and role in ('council_member', 'council_secretary', 'council_chair') and during @> on_date $$;

-- Who votes on an item: by hand of the secretary or his own; the chair's vote decides a tie.
create function rule.votes(district uuid, item uuid, out votes_for integer, out votes_against integer, out votes_abstain integer,
  out chair text) language sql stable security definer
set search_path = public, pg_temp as $$
  select count(*) filter (where v.choice = 'for'), count(*) filter (where v.choice = 'against'), count(*) filter (where v.choice = 'abstain'),
    min(v.choice) filter (where v.person_id = s.chair_id)
  from agenda_item a join sitting s on (s.district_id, s.id) = (a.district_id, a.sitting_id)
    left join vote v on (v.district_id, v.agenda_item_id) = (a.district_id, a.id)
  where a.district_id = district and a.id = item $$;

create function rule.sitting() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare here integer;
begin
  perform rule.need(exists (select from organisation where district_id = new.district_id and id = new.organisation_id and kind = 'council'),
    '4.5', 'sitting_is_of_council');
  perform rule.need(tg_op = 'INSERT' or old.state in ('planned', 'called') or (new.organisation_id, new.kind, new.held_on, new.members, new.quorum,
      new.casting_vote, new.author_abstains, new.number) is not distinct from (old.organisation_id, old.kind, old.held_on, old.members, old.quorum,
      old.casting_vote, old.author_abstains, old.number), '4.5', 'frozen', jsonb_build_object('entity', 'sitting', 'state', new.state));
  perform rule.need(tg_op = 'INSERT' or old.state <> 'closed', '4.5', 'frozen', jsonb_build_object('entity', 'sitting', 'state', 'closed'));
  perform rule.need((select count(*) from rule.council_members(new.district_id, new.organisation_id, new.held_on) m
    where m in (new.chair_id, new.secretary_id)) = 2, '4.5', 'chair_is_a_member');
  if tg_op = 'INSERT' or new.state = old.state then return new; end if;
  case new.state
  when 'called' then
    perform rule.need(exists (select from agenda_item where district_id = new.district_id and sitting_id = new.id), '4.5', 'agenda_is_empty');
  when 'open' then
    new.members := (select count(*) from rule.council_members(new.district_id, new.organisation_id, new.held_on));
    new.quorum := (rule.setting(new.district_id, 'quorum'))::numeric;
    new.casting_vote := (rule.setting(new.district_id, 'casting_vote'))::boolean;
    new.author_abstains := (rule.setting(new.district_id, 'author_abstains'))::boolean;
    new.number := 1 + coalesce((select max(number) from sitting where district_id = new.district_id and organisation_id = new.organisation_id
      and school_year(held_on) = school_year(new.held_on)), 0);
    select count(*) into here from presence where district_id = new.district_id and sitting_id = new.id;
    perform rule.need(new.kind = 'correspondence' or here >= new.quorum * new.members, '4.5', 'no_quorum',
      jsonb_build_object('present', here, 'members', new.members, 'needed', ceil(new.quorum * new.members)));
  when 'closed' then
    select count(*) into here from presence where district_id = new.district_id and sitting_id = new.id;
    perform rule.need(here >= new.quorum * new.members, '4.5', 'no_quorum',
      jsonb_build_object('present', here, 'members', new.members, 'needed', ceil(new.quorum * new.members)));
    perform rule.need(not exists (select from agenda_item where district_id = new.district_id and sitting_id = new.id and decision is null),
      '4.5', 'item_without_decision', jsonb_build_object('items', (select string_agg(position::text, ', ' order by position)
        from agenda_item where district_id = new.district_id and sitting_id = new.id and decision is null)));
  else null;
  end case;
  return new;
end $$;

-- Sitting here means being a member in office that day; whoever has voted can't be taken off the list.
create function rule.presence() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare s sitting;
begin
  if tg_op = 'DELETE' then
    perform rule.need(not exists (select from vote v join agenda_item a on (a.district_id, a.id) = (v.district_id, v.agenda_item_id)
      where a.district_id = old.district_id and a.sitting_id = old.sitting_id and v.person_id = old.person_id), '4.5', 'has_voted_already');
    return old;
  end if;
  select * into strict s from sitting where district_id = new.district_id and id = new.sitting_id;
  perform rule.need(new.person_id in (select rule.council_members(s.district_id, s.organisation_id, s.held_on)), '4.5', 'not_a_member_that_day');
  return new;
end $$;

-- 4.5: only what is queued comes before the council; a decision agrees with the votes.
create function rule.agenda_item() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare s sitting;  v record;  author boolean;
begin
  perform rule.need(new.document_id is null or tg_op = 'UPDATE' and new.document_id is not distinct from old.document_id or exists (select from document
    where district_id = new.district_id and id = new.document_id and (rule.machine('document', kind), state) in (('material', 'queued'), ('practice', 'council'))),
    '4.5', 'material_is_not_queued');
  perform rule.need(new.plan_version_id is null or tg_op = 'UPDATE' and new.plan_version_id is not distinct from old.plan_version_id or exists (select from plan_version
    where district_id = new.district_id and id = new.plan_version_id and state = 'at_council'), '4.6b', 'version_is_not_submitted');
  if new.decision is null or tg_op = 'UPDATE' and new.decision is not distinct from old.decision then return new; end if;
  select * into strict s from sitting where district_id = new.district_id and id = new.sitting_id;
  perform rule.need(s.state = 'open', '4.5', 'sitting_is_not_open');
  select * into v from rule.votes(new.district_id, new.id);
  perform rule.need(v.votes_for + v.votes_against + v.votes_abstain > 0, '4.5', 'nobody_has_voted');
  perform rule.need(new.decision = 'postponed' or v.votes_for > v.votes_against or v.votes_for = v.votes_against and s.casting_vote and v.chair = 'for'
    or new.decision = 'returned' and (v.votes_against > v.votes_for or v.votes_for = v.votes_against and s.casting_vote and v.chair = 'against'), '4.5', 'votes_say_otherwise',
    jsonb_build_object('for', v.votes_for, 'against', v.votes_against, 'abstain', v.votes_abstain));
  return new;
end $$;

create function rule.vote() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare a agenda_item;  s sitting;
begin
  select * into strict a from agenda_item where district_id = coalesce(new.district_id, old.district_id)
    and id = coalesce(new.agenda_item_id, old.agenda_item_id) for update;
  select * into strict s from sitting where district_id = a.district_id and id = a.sitting_id for share;
  perform rule.need(s.state = 'open', '4.5', 'sitting_is_not_open');
  perform rule.need(a.decision is null, '4.5', 'item_is_decided');
  if tg_op = 'DELETE' then return old; end if;
  perform rule.need(tg_op = 'INSERT' or (new.agenda_item_id, new.person_id) = (old.agenda_item_id, old.person_id), '4.5', 'vote_keeps_its_person');
  perform rule.need(new.person_id in (select rule.council_members(s.district_id, s.organisation_id, s.held_on)), '4.5', 'not_a_member_that_day');
  if s.kind = 'correspondence' then
    insert into presence (district_id, sitting_id, person_id) values (s.district_id, s.id, new.person_id) on conflict do nothing;
  end if;
  perform rule.need(exists (select from presence p where p.district_id = s.district_id and p.sitting_id = s.id and p.person_id = new.person_id),
    '4.5', 'only_present_vote');
  perform rule.need(not s.author_abstains or new.choice = 'abstain' or not exists (select from party p where p.district_id = a.district_id
    and p.document_id = a.document_id and p.part = 'author' and p.person_id = new.person_id), '4.5', 'author_abstains');
  return new;
end $$;

reset role;

create trigger b_guard before insert or update on sitting for each row execute function rule.sitting();
create trigger b_guard before insert or delete on presence for each row execute function rule.presence();
create trigger b_guard before insert or update on agenda_item for each row execute function rule.agenda_item();
create trigger b_guard before insert or update or delete on vote for each row execute function rule.vote();

create view agenda_total with (security_invoker) as    -- totals are counted, never typed
select a.district_id, a.sitting_id, a.id as agenda_item_id, count(*) filter (where v.choice = 'for') as votes_for,
  count(*) filter (where v.choice = 'against') as votes_against, count(*) filter (where v.choice = 'abstain') as votes_abstain
from agenda_item a left join vote v on (v.district_id, v.agenda_item_id) = (a.district_id, a.id)
group by a.district_id, a.sitting_id, a.id;
grant select on agenda_total to metodden_app;
