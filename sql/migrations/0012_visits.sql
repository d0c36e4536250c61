-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Lesson visits (посещение урока) and sheets (карта, лист посещения): a visit is a lesson, a sheet is
-- one person's judgement of it by a rubric, the visitor's or the teacher's own. score holds sheet x
-- competence, written at submission: the growth model reads it and never the marks.

create table visit (
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id), -- made by the client: a re-sent visit is the same visit
  organisation_id uuid not null, teacher_id uuid not null, slot_id uuid, rubric_id uuid not null, subject_id uuid,
  class_id uuid, held_on date not null, topic text, aim text, pupils_listed integer,
  pupils_present integer constraint more_present_than_listed check (pupils_present <= pupils_listed),
  source text not null default 'screen' check (source in ('screen', 'paper', 'import')),
  blind           boolean not null default false,      -- planned double visit; sheets of others are hidden until all are in anyway
  state           text not null default 'planned',     -- planned, held, assessed, acknowledged, objected, closed, cancelled
  foreign key (district_id, organisation_id) references organisation,
  foreign key (district_id, teacher_id) references person, foreign key (district_id, slot_id) references slot,
  foreign key (district_id, rubric_id) references edition, foreign key (district_id, subject_id) references subject,
  foreign key (district_id, class_id) references school_class
);

create index visit_by_date    on visit (district_id, held_on desc, id);
create index visit_by_school  on visit (district_id, organisation_id, held_on desc, id);
create index visit_by_teacher on visit (district_id, teacher_id, held_on desc, id);
create unique index visit_of_slot on visit (district_id, slot_id, teacher_id) where slot_id is not null and state <> 'cancelled';
alter table receipt add foreign key (district_id, visit_id) references visit;

alter table visit add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on visit for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on visit
  for each row execute function rule.audit('visit', '{}');
alter table visit enable row level security, force row level security;
create policy one_district on visit as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on visit for select to metodden_app using (organisation_id = any((select auth.schools())::uuid[]) or teacher_id = (select auth.person()));
create policy inserts on visit for insert to metodden_app with check ((select auth.has('{methodist,centre_head,system}')));
create policy updates on visit for update to metodden_app using ((select auth.has('{methodist,centre_head,system}')) or (teacher_id = (select auth.person()) and state in ('assessed', 'acknowledged', 'objected'))) with check ((select auth.has('{methodist,centre_head,system}')) or (teacher_id = (select auth.person()) and state in ('assessed', 'acknowledged', 'objected')));
grant select, insert, update on visit to metodden_app;

alter table visit add state_since timestamptz not null default now();
create trigger a_step before insert or update of state on visit for each row execute function rule.step('visit');

create trigger a_only before update on visit
  for each row execute function rule.only('{methodist,centre_head,system}', '{state}');
create trigger b_published before insert or update of rubric_id on visit
  for each row execute function rule.published('rubric_id', 'rubric');

create table sheet (
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  visit_id uuid not null, rubric_id uuid not null, author_id uuid not null,
  part text not null check (part in ('visitor', 'self')),
  version integer not null default 1, supersedes_id uuid, -- a submitted sheet is corrected by a new version
  state       text not null default 'draft',           -- draft, submitted, superseded
  strengths text, difficulties text,
  action_step text,                                    -- one action step, with its mastery
  mastered boolean,
  points      numeric,                                 -- result, computed at submission
  max_points  numeric,                                 -- the applicable maximum
  constraint sheet_exists unique (district_id, visit_id, author_id, version),
  foreign key (district_id, visit_id) references visit, foreign key (district_id, supersedes_id) references sheet,
  foreign key (district_id, rubric_id) references edition, foreign key (district_id, author_id) references person
);

create index sheet_of_visit on sheet (district_id, visit_id);
create index sheet_of_author on sheet (district_id, author_id, state);

alter table sheet add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on sheet for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on sheet
  for each row execute function rule.audit('sheet', '{strengths,difficulties,action_step}');
alter table sheet enable row level security, force row level security;
create policy one_district on sheet as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on sheet for select to metodden_app using ((select auth.has('{system}')) or author_id = (select auth.person()) or (state <> 'draft' and exists (select from visit v where v.district_id = sheet.district_id and v.id = sheet.visit_id and v.state not in ('planned', 'held'))));
create policy inserts on sheet for insert to metodden_app with check ((select auth.has('{system}'))
  or author_id = (select auth.person()) and (part = 'self' or (select auth.has('{methodist,centre_head}'))));
create policy updates on sheet for update to metodden_app using (author_id = (select auth.person()) or (select auth.has('{system}'))) with check (author_id = (select auth.person()) or (select auth.has('{system}')));
grant select, insert, update on sheet to metodden_app;

alter table sheet add state_since timestamptz not null default now();
create trigger a_step before insert or update of state on sheet for each row execute function rule.step('sheet');

create table mark (
  district_id uuid not null, sheet_id uuid not null, item_id uuid not null,
  points      numeric,                                 -- null: the stage was absent, it leaves the maximum
  evidence text,
  primary key (district_id, sheet_id, item_id), foreign key (district_id, sheet_id) references sheet,
  foreign key (district_id, item_id) references rubric_item
);

alter table mark add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on mark for each row execute function rule.stamp();
alter table mark enable row level security, force row level security;
create policy one_district on mark as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on mark for select to metodden_app using (exists (select from sheet p where p.district_id = mark.district_id and p.id = mark.sheet_id));
create policy inserts on mark for insert to metodden_app with check (exists (select from sheet h where h.district_id = mark.district_id and h.id = mark.sheet_id and (h.author_id = (select auth.person()) or (select auth.has('{system}')))));
create policy updates on mark for update to metodden_app using (exists (select from sheet h where h.district_id = mark.district_id and h.id = mark.sheet_id and (h.author_id = (select auth.person()) or (select auth.has('{system}'))))) with check (exists (select from sheet h where h.district_id = mark.district_id and h.id = mark.sheet_id and (h.author_id = (select auth.person()) or (select auth.has('{system}')))));
create policy deletes on mark for delete to metodden_app using (exists (select from sheet h where h.district_id = mark.district_id and h.id = mark.sheet_id and (h.author_id = (select auth.person()) or (select auth.has('{system}')))));
grant select, insert, update, delete on mark to metodden_app;

create table note (                                    -- live note, tagged to an item
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  sheet_id uuid not null, item_id uuid, at timestamptz not null default now(), body text not null,
  foreign key (district_id, sheet_id) references sheet, foreign key (district_id, item_id) references rubric_item
);

alter table note add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on note for each row execute function rule.stamp();
alter table note enable row level security, force row level security;
create policy one_district on note as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on note for select to metodden_app using (exists (select from sheet h where h.district_id = note.district_id and h.id = note.sheet_id and (h.author_id = (select auth.person()) or (select auth.has('{system}')))));
create policy inserts on note for insert to metodden_app with check (exists (select from sheet h where h.district_id = note.district_id and h.id = note.sheet_id and (h.author_id = (select auth.person()) or (select auth.has('{system}')))));
create policy updates on note for update to metodden_app using (exists (select from sheet h where h.district_id = note.district_id and h.id = note.sheet_id and (h.author_id = (select auth.person()) or (select auth.has('{system}'))))) with check (exists (select from sheet h where h.district_id = note.district_id and h.id = note.sheet_id and (h.author_id = (select auth.person()) or (select auth.has('{system}')))));
create policy deletes on note for delete to metodden_app using (exists (select from sheet h where h.district_id = note.district_id and h.id = note.sheet_id and (h.author_id = (select auth.person()) or (select auth.has('{system}')))));
grant select, insert, update, delete on note to metodden_app;

create trigger a_frozen before insert or update or delete on note
  for each row execute function rule.frozen('sheet', 'sheet_id', '{draft}', '4.5');

create table score (                                   -- the growth model's one table: frozen facts, no joins needed
  district_id uuid not null, sheet_id uuid not null, competence_id uuid not null,
  part            text not null,                       -- visitor or self
  teacher_id uuid not null, organisation_id uuid not null, rater_id uuid not null, held_on date not null,
  points numeric not null, max_points numeric not null check (max_points > 0),
  primary key (district_id, sheet_id, competence_id), foreign key (district_id, sheet_id) references sheet,
  foreign key (district_id, competence_id) references competence
);

create index score_of_teacher on score (district_id, teacher_id, competence_id, held_on);

alter table score enable row level security, force row level security;
create policy one_district on score as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on score for select to metodden_app using ((select auth.has('{system}')) or exists (select from sheet p where p.district_id = score.district_id and p.id = score.sheet_id));
grant select on score to metodden_app;

alter table receipt add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on receipt for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on receipt
  for each row execute function rule.audit('receipt', '{body}');
alter table receipt enable row level security, force row level security;
create policy one_district on receipt as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on receipt for select to metodden_app using (person_id = (select auth.person()) or visit_id is not null and exists (select from visit v where v.district_id = receipt.district_id and v.id = receipt.visit_id) or document_id is not null and exists (select from document d where d.district_id = receipt.district_id and d.id = receipt.document_id));
create policy inserts on receipt for insert to metodden_app with check (person_id = (select auth.person()));
grant select, insert on receipt to metodden_app;

grant select on visit, sheet, mark, score, rubric_item, rubric_section to metodden_guard;
grant insert, delete on score to metodden_guard;
grant update on sheet to metodden_guard;
grant execute on function points_top(numeric[]) to metodden_guard;
set role metodden_guard;

-- Points and applicable maximum by section of one sheet: summed, or the best.
create function rule.sheet_result(district uuid, sheet uuid, out competence_id uuid, out points numeric, out max_points numeric)
returns setof record language sql stable security definer
set search_path = public, pg_temp as $$
  select null::uuid, sum(x.points), sum(x.top) from (
    select case s.takes when 'sum' then sum(m.points * i.weight) else max(m.points * i.weight) end as points,
      case s.takes when 'sum' then sum(points_top(i.points) * i.weight) else max(points_top(i.points) * i.weight) end as top
    from mark m join rubric_item i on (i.district_id, i.id) = (m.district_id, m.item_id)
      join rubric_section s on (s.district_id, s.id) = (i.district_id, i.section_id)
    where m.district_id = district and m.sheet_id = sheet and m.points is not null group by s.id, s.takes) x
  union all
  select x.competence_id, sum(x.points), sum(x.top) from (
    select i.competence_id, case s.takes when 'sum' then sum(m.points * i.weight) else max(m.points * i.weight) end as points,
      case s.takes when 'sum' then sum(points_top(i.points) * i.weight) else max(points_top(i.points) * i.weight) end as top
    from mark m join rubric_item i on (i.district_id, i.id) = (m.district_id, m.item_id)
      join rubric_section s on (s.district_id, s.id) = (i.district_id, i.section_id)
    where m.district_id = district and m.sheet_id = sheet and m.points is not null and i.competence_id is not null
    group by i.competence_id, s.id, s.takes) x
  group by x.competence_id $$;

-- 4.5: a sheet is its author's; submitted, it is locked; a correction is a new version.
create function rule.sheet() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare v visit;  missing jsonb;
begin
  select * into v from visit where district_id = new.district_id and id = new.visit_id;
  if tg_op = 'UPDATE' then
    perform rule.need(old.state = 'draft' or (old.state = 'submitted' and new.state = 'superseded'
      and to_jsonb(new) - '{state,state_since,revision}'::text[] = to_jsonb(old) - '{state,state_since,revision}'::text[]), '4.5', 'frozen',
      jsonb_build_object('entity', 'sheet', 'state', old.state));
    perform rule.need((new.author_id, new.rubric_id, new.part, new.visit_id, new.version, new.supersedes_id) is not distinct from
      (old.author_id, old.rubric_id, old.part, old.visit_id, old.version, old.supersedes_id), '4.5', 'sheet_keeps_author');
    if new.state = 'superseded' then
      perform rule.need(pg_trigger_depth() > 1, '4.5', 'no_step', jsonb_build_object('from', old.state, 'event', 'supersede'));
      return new;
    end if;
  else
    perform rule.need(new.version = 1 and new.supersedes_id is null or exists (select from sheet where district_id = new.district_id and id = new.supersedes_id
      and visit_id = new.visit_id and author_id = new.author_id and state = 'submitted' and version = new.version - 1), '4.5', 'nothing_to_correct');
    perform rule.need(v.state in ('planned', 'held') or new.version > 1 and v.state in ('assessed', 'acknowledged', 'objected')
      or new.part = 'self' and v.state = 'assessed', '4.5', 'visit_is_locked', jsonb_build_object('state', v.state));
    perform rule.need(v.rubric_id = new.rubric_id, '4.5', 'one_lesson_one_rubric');
    perform rule.need((new.part = 'self') = (new.author_id = v.teacher_id), '4.5', 'only_teacher_assesses_himself');
  end if;
  if new.state = 'submitted' then
    perform rule.need(v.state not in ('closed', 'cancelled'), '4.5', 'visit_is_locked', jsonb_build_object('state', v.state));
    select jsonb_agg(s.position || '.' || i.position order by s.position, i.position) into missing from rubric_item i
      join rubric_section s on (s.district_id, s.id) = (i.district_id, i.section_id)
    where i.district_id = new.district_id and i.edition_id = new.rubric_id
      and not exists (select from mark m where m.district_id = i.district_id and m.sheet_id = new.id and m.item_id = i.id);
    perform rule.need(missing is null, '4.5', 'items_without_mark', jsonb_build_object('items', missing));
    if new.supersedes_id is not null then
      update sheet set state = 'superseded' where district_id = new.district_id and id = new.supersedes_id;
      delete from score where district_id = new.district_id and sheet_id = new.supersedes_id;
    end if;
    select r.points, r.max_points into new.points, new.max_points
    from rule.sheet_result(new.district_id, new.id) r where r.competence_id is null;
    insert into score (district_id, sheet_id, competence_id, part, teacher_id, organisation_id, rater_id, held_on, points, max_points)
    select new.district_id, new.id, r.competence_id, new.part, v.teacher_id, v.organisation_id, new.author_id, v.held_on, r.points, r.max_points
    from rule.sheet_result(new.district_id, new.id) r where r.competence_id is not null;
  end if;
  return new;
end $$;

-- A visit is assessed when every visitor's sheet is in; from then on only its state changes. A correction
-- brings it back to assessed without waiting for the corrections of others, or two would block each other.
create function rule.visit() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform rule.need(new.state = old.state or new.state <> 'assessed' or old.state in ('acknowledged', 'objected') or (
    exists (select from sheet where district_id = new.district_id and visit_id = new.id and part = 'visitor' and state = 'submitted')
    and not exists (select from sheet where district_id = new.district_id and visit_id = new.id and part = 'visitor' and state = 'draft')),
    '4.5', 'not_all_sheets_are_in');
  perform rule.need((new.rubric_id, new.teacher_id) = (old.rubric_id, old.teacher_id) or not exists (select from sheet
    where district_id = new.district_id and visit_id = new.id), '4.5', 'one_lesson_one_rubric');
  perform rule.need(new.state <> 'acknowledged' or old.state = 'acknowledged' or auth.person() = new.teacher_id, '4.5', 'only_teacher_answers');
  perform rule.need(new.state <> 'objected' or old.state = 'objected' or auth.person() = new.teacher_id, '4.5', 'only_teacher_answers');
  perform rule.need(old.state in ('planned', 'held')
    or (to_jsonb(new) - '{state,state_since,revision}'::text[]) = (to_jsonb(old) - '{state,state_since,revision}'::text[]),
    '4.5', 'visit_is_locked', jsonb_build_object('state', old.state));
  return new;
end $$;

-- No visitor's sheet is a draft, and everybody booked to visit has one.
create function auth.visit_is_ready(visit uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select exists (select from sheet h where h.district_id = auth.district() and h.visit_id = visit_is_ready.visit and h.part = 'visitor' and h.state = 'submitted')
    and not exists (select from sheet h where h.district_id = auth.district() and h.visit_id = visit_is_ready.visit and h.part = 'visitor' and h.state = 'draft')
    and not exists (select from visit v join booking b on (b.district_id, b.slot_id) = (v.district_id, v.slot_id)
      where v.district_id = auth.district() and v.id = visit_is_ready.visit and b.involvement = 'visits' and b.state = 'booked'
        and not exists (select from sheet h where (h.district_id, h.visit_id, h.author_id) = (v.district_id, v.id, b.person_id))) $$;

-- Points of the rubric's list, absence only where a section may be absent, marks only while the
-- sheet is a draft. By statement: a whole sheet is checked at once. The sheet is locked, so that it
-- can't be submitted while a mark is being written.
create function rule.mark() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare bad record;
begin
  perform from sheet where (district_id, id) in (select district_id, sheet_id from changed) for no key update;
  select s.position || '.' || i.position as code, h.state, m.points into bad from changed m
    join sheet h on (h.district_id, h.id) = (m.district_id, m.sheet_id)
    left join rubric_item i on (i.district_id, i.id) = (m.district_id, m.item_id) and i.edition_id = h.rubric_id
    left join rubric_section s on (s.district_id, s.id) = (i.district_id, i.section_id)
  where h.state <> 'draft' or i.id is null or not case when m.points is null then s.may_be_absent else m.points = any(i.points) end limit 1;
  if found then
    perform rule.need(bad.state = 'draft', '4.5', 'frozen', jsonb_build_object('entity', 'sheet', 'state', bad.state));
    perform rule.refuse('4.5', case when bad.points is null and bad.code is not null then 'stage_cannot_be_absent' else 'points_not_in_rubric' end,
      jsonb_build_object('item', coalesce(bad.code, '?'), 'points', bad.points));
  end if;
  return null;
end $$;

create function rule.mark_gone() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform from sheet where (district_id, id) in (select district_id, sheet_id from gone) for no key update;
  perform rule.need(not exists (select from gone m join sheet h on (h.district_id, h.id) = (m.district_id, m.sheet_id) where h.state <> 'draft'),
    '4.5', 'frozen', '{"entity": "sheet", "state": "submitted"}');
  return null;
end $$;

reset role;

create trigger b_guard before update on visit for each row execute function rule.visit();
create trigger b_guard before insert or update on sheet for each row execute function rule.sheet();
create trigger b_mark_new after insert on mark referencing new table as changed for each statement execute function rule.mark();
create trigger b_mark_set after update on mark referencing new table as changed for each statement execute function rule.mark();
create trigger b_mark_moved after update on mark referencing old table as gone for each statement execute function rule.mark_gone();
create trigger b_mark_gone after delete on mark referencing old table as gone for each statement execute function rule.mark_gone();
grant execute on function auth.visit_is_ready(uuid) to metodden_app;
