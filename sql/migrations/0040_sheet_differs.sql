-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A sheet (лист посещения) filled without a network comes later than it was written, and meanwhile the
-- lesson may have been moved or taken off, or the rubric replaced. It is kept as it was written, and says
-- what differs from what its author could know.

alter table sheet add differs text[] not null default '{}'; -- slot_moved, slot_cancelled, visit_cancelled, rubric_replaced

grant update (held_on, slot_id) on visit to metodden_guard;
set role metodden_guard;

-- What differs now, in the order of the words above. `seen` is when the lesson began as far as its author knew.
create function rule.visit_differs(district uuid, visit uuid, seen timestamptz) returns text[] language sql stable security definer
set search_path = public, pg_temp as $$
  select array_remove(array[
    case when lower(s.during) <> seen then 'slot_moved' end,
    case when s.cancelled then 'slot_cancelled' end,
    case when v.state = 'cancelled' then 'visit_cancelled' end,
    case when exists (select from edition n where (n.district_id, n.kind, n.code, n.state) = (e.district_id, e.kind, e.code, 'published')
      and n.version > e.version and lower(n.in_force) <= (now() at time zone z.timezone)::date) then 'rubric_replaced' end], null)
  from visit v join edition e on (e.district_id, e.id) = (v.district_id, v.rubric_id) join district z on z.district_id = v.district_id
    left join slot s on (s.district_id, s.id) = (v.district_id, v.slot_id)
  where v.district_id = visit_differs.district and v.id = visit_differs.visit $$;

create function auth.visit_differs(visit uuid, seen timestamptz) returns text[] language sql stable security definer
set search_path = public, pg_temp as $$ select rule.visit_differs(auth.district(), visit, seen) $$;

-- Asked once more at submission: a sheet may wait on its device for days. Past visits that are imported
-- were never on a device.
create function rule.sheet_differs() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare word text;
begin
  if new.part <> 'visitor' or new.state not in ('draft', 'submitted') or auth.has('{system}') then return new; end if;
  foreach word in array rule.visit_differs(new.district_id, new.visit_id, null) loop
    if word <> all(new.differs) then new.differs := new.differs || word; end if;
  end loop;
  return new;
end $$;

-- A planned visit goes where its slot goes; an open sheet of it remembers that the slot went.
create function rule.slot_of_visit() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare word text := case when new.cancelled and not old.cancelled then 'slot_cancelled' when lower(new.during) <> lower(old.during) then 'slot_moved' end;
begin
  if word is null then return null; end if;
  update visit v set held_on = (lower(new.during) at time zone z.timezone)::date from district z
  where z.district_id = v.district_id and (v.district_id, v.slot_id) = (new.district_id, new.id) and v.state = 'planned'
    and v.held_on <> (lower(new.during) at time zone z.timezone)::date;
  update sheet h set differs = h.differs || word from visit v
  where (v.district_id, v.slot_id) = (new.district_id, new.id) and (h.district_id, h.visit_id) = (v.district_id, v.id)
    and h.part = 'visitor' and h.state = 'draft' and word <> all(h.differs);
  return null;
end $$;

-- What the database itself allows of a late sheet: whoever was to visit may bring it until the visit is
-- closed, and it brings a cancelled visit back.
create or replace function rule.sheet() returns trigger language plpgsql security definer
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
    perform rule.need(v.state in ('planned', 'held') or v.state in ('assessed', 'acknowledged', 'objected') and (new.version > 1 or new.part = 'visitor'
        and exists (select from booking b where (b.district_id, b.slot_id, b.person_id) = (v.district_id, v.slot_id, new.author_id) and b.involvement = 'visits'))
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

create or replace function rule.visit() returns trigger language plpgsql security definer
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
  perform rule.need(old.state in ('planned', 'held') or old.state = 'cancelled' and new.state = 'held'
    or (to_jsonb(new) - '{state,state_since,revision}'::text[]) = (to_jsonb(old) - '{state,state_since,revision}'::text[]),
    '4.5', 'visit_is_locked', jsonb_build_object('state', old.state));
  return new;
end $$;

reset role;
create trigger c_differs before insert or update of state on sheet for each row execute function rule.sheet_differs();
create trigger d_of_visit after update of during, cancelled on slot for each row execute function rule.slot_of_visit();
grant execute on function auth.visit_differs(uuid, timestamptz) to metodden_app;
