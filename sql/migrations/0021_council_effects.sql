-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What follows from the council's work, in the same transaction as the step itself: a closed sitting
-- carries out its decisions, a registered order approves what it is about, and a day keeps in step with
-- its papers. All of it runs as the guard, because who presses the button may not read every paper
-- concerned (the clerk registers, and sees no lesson analysis); the list of transitions still asks his role.

alter table agenda_item add remark text;               -- what the author must mend, when other than the resolution
drop trigger y_audit on agenda_item;
create trigger y_audit after insert or update or delete on agenda_item
  for each row execute function rule.audit('agenda_item', '{heard,spoke,resolution,remark}');

-- Minutes are numbered by school year (sitting_number_taken), so only orders share a journal of the year.
drop index registry_number_taken;
create unique index registry_number_taken on document (district_id, split_part(kind, '_', 1), date_part('year', dated), number)
  where number is not null and kind like 'order%';

drop policy inserts on document;
create policy inserts on document for insert to metodden_app with check ((select auth.has('{methodist,centre_head,clerk,council_secretary,council_chair,system}'))
  or kind = 'practice_card' and person_id = (select auth.person()));

-- The head of a school answers remarks on his own school.
drop policy updates on remark;
create policy updates on remark for update to metodden_app using ((select auth.has('{methodist,centre_head,council_chair,council_secretary,system}'))
  or (select auth.has('{school_head}')) and (exists (select from day d where (d.district_id, d.id) = (remark.district_id, remark.day_id)
      and d.organisation_id = any((select auth.schools())::uuid[]))
    or exists (select from document d where (d.district_id, d.id) = (remark.district_id, remark.document_id) and d.organisation_id = any((select auth.schools())::uuid[]))));

-- Counted from no date, a term is none; it counted for ever.
alter function auth.add_working_days(date, integer) strict;

grant insert on remark to metodden_guard;
grant update (state, order_id) on document to metodden_guard;
grant update (state) on plan_version to metodden_guard;
grant select on consent to metodden_guard;
set role metodden_guard;

-- One question is before one sitting at a time; put off, it may go to the next.
create function rule.one_agenda() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare other sitting;
begin
  if tg_op = 'UPDATE' and (new.document_id, new.plan_version_id) is not distinct from (old.document_id, old.plan_version_id) then return new; end if;
  perform from document where district_id = new.district_id and id = new.document_id for update;  -- two secretaries at once
  perform from plan_version where district_id = new.district_id and id = new.plan_version_id for update;
  select t.* into other from agenda_item a join sitting t on (t.district_id, t.id) = (a.district_id, a.sitting_id)
  where a.district_id = new.district_id and a.sitting_id <> new.sitting_id and (a.document_id = new.document_id or a.plan_version_id = new.plan_version_id)
    and t.state in ('planned', 'called', 'open') and a.decision is distinct from 'postponed' limit 1;
  perform rule.need(other.id is null, '4.5', 'on_another_agenda', jsonb_build_object('date', to_char(other.held_on, 'DD.MM.YYYY')));
  return new;
end $$;

-- People come together on the day itself; by correspondence the date is the last one for votes.
create function rule.sitting_day() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform rule.need(new.chair_id <> new.secretary_id, '4.5', 'chair_is_not_secretary');
  perform rule.need(tg_op = 'INSERT' or new.state = old.state or new.state <> 'open' or new.kind = 'correspondence' or new.held_on <= auth.today(), '4.5',
    'sitting_is_ahead', jsonb_build_object('date', to_char(new.held_on, 'DD.MM.YYYY')));
  return new;
end $$;

-- 4.5, 4.6: what a decision does to the paper, once the sitting is closed.
create function rule.carry_out() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare a record;
begin
  for a in select i.*, rule.machine('document', d.kind) as machine, coalesce(nullif(i.remark, ''), i.resolution) as words
    from agenda_item i left join document d on (d.district_id, d.id) = (i.district_id, i.document_id)
      left join plan_version v on (v.district_id, v.id) = (i.district_id, i.plan_version_id)
    where i.district_id = new.district_id and i.sitting_id = new.id and i.decision in ('accepted', 'amended', 'returned')
      and (d.state in ('queued', 'council') or v.state = 'at_council') order by i.position
  loop
    if a.decision <> 'accepted' then
      insert into remark (district_id, document_id, plan_version_id, phase, author_id, body, due_on)
      values (a.district_id, a.document_id, a.plan_version_id, case when a.plan_version_id is null then 'summing_up' else 'organisation' end, auth.person(),
        a.words, auth.add_working_days(auth.today(), (rule.setting(a.district_id, 'remark_days'))::integer));
    end if;
    case
    when a.plan_version_id is not null then            -- accepted, it waits for its order
      update plan_version set state = 'draft' where district_id = a.district_id and id = a.plan_version_id and a.decision <> 'accepted';
    when a.machine = 'material' then
      update document set state = case a.decision when 'accepted' then 'considered' else 'returned' end
      where district_id = a.district_id and id = a.document_id;
    when a.decision <> 'accepted' then
      update document set state = 'described' where district_id = a.district_id and id = a.document_id;
    else                                               -- a consent withdrawn since stops the publication, not the sitting
      update document d set state = 'published' where district_id = a.district_id and id = a.document_id
        and not exists (select from party p where (p.district_id, p.document_id) = (d.district_id, d.id) and p.part = 'author'
          and not exists (select from consent c where (c.district_id, c.document_id, c.person_id) = (p.district_id, p.document_id, p.person_id)
            and c.purpose = 'publish_practice' and c.withdrawn_at is null));
    end case;
  end loop;
  return null;
end $$;

-- 4.5: the registered order approves every material that its sitting has accepted, amended ones when they are confirmed.
create function rule.approve() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  update document d set state = 'approved', order_id = new.id from agenda_item a
  where a.district_id = new.district_id and a.sitting_id = new.sitting_id and a.decision in ('accepted', 'amended')
    and (d.district_id, d.id) = (a.district_id, a.document_id) and d.state = 'considered';
  return null;
end $$;

-- What the council must have done, and the order after it: of that very decision.
create or replace function rule.council_step(d document, was text) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  case d.state
  when 'considered' then                               -- accepted; or accepted with amendments that are made by now
    perform rule.need(rule.council_accepts(d.district_id, d.id, '{accepted}')
      or rule.council_accepts(d.district_id, d.id, '{amended}') and not exists (select from remark
        where district_id = d.district_id and document_id = d.id and state <> 'closed'), '4.5', 'council_has_not_accepted');
  when 'returned' then
    perform rule.need(exists (select from remark where district_id = d.district_id and document_id = d.id and state = 'open'),
      '4.5', 'return_needs_remark');
  when 'approved' then
    perform rule.need(exists (select from document o join agenda_item a on (a.district_id, a.sitting_id) = (o.district_id, o.sitting_id)
      where o.district_id = d.district_id and o.id = d.order_id and o.kind = 'order_approve' and o.state = 'registered' and a.document_id = d.id
        and a.decision in ('accepted', 'amended')), '4.5', 'no_registered_order_of_approval');
  else null;
  end case;
end $$;

-- 4.5: a day that the council returned comes back with what is amended and confirmed, too.
create or replace function rule.day_papers() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare waiting text;
begin
  if new.kind <> 'day' or new.state = old.state then return new; end if;
  case new.state
  when 'analysed' then
    perform rule.need(old.state = 'at_council' or exists (select from document where district_id = new.district_id and day_id = new.id
      and kind = 'spravka' and state not in ('draft', 'returned')), '4.5', 'no_signed_spravka');
    perform rule.need(old.state = 'at_council' or not exists (select from visit v join slot s on (s.district_id, s.id) = (v.district_id, v.slot_id)
      where v.district_id = new.district_id and s.day_id = new.id and v.state in ('planned', 'held')), '4.5', 'visits_not_assessed');
  when 'at_council' then
    perform rule.need(exists (select from document where district_id = new.district_id and day_id = new.id
      and rule.machine('document', kind) = 'material' and state in ('queued', 'considered')), '4.5', 'nothing_queued');
  when 'considered', 'approved', 'closed' then
    waiting := (select string_agg(title, '; ' order by title) from document where district_id = new.district_id and day_id = new.id
      and rule.machine('document', kind) = 'material' and state <> 'approved' and (new.state <> 'considered' or state <> 'considered'));
    perform rule.need(waiting is null, '4.5', 'materials_wait', jsonb_build_object('titles', waiting));
    perform rule.need(new.state <> 'closed' or not exists (select from remark where district_id = new.district_id and day_id = new.id
      and state <> 'closed'), '1.5', 'remarks_are_open');
  else null;
  end case;
  return new;
end $$;

-- A day takes each next step that its papers, and the role of whoever moved them, allow: what a guard
-- refuses here is only not yet due.
create function rule.day_follows() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare next text;
begin
  loop
    select case d.state when 'held' then 'analysed' when 'analysed' then 'at_council' when 'at_council' then 'considered' when 'considered' then 'approved' end
    into next from day d where d.district_id = new.district_id and d.id = new.day_id and d.kind = 'day' for update;
    exit when next is null;
    begin
      update day set state = next where district_id = new.district_id and id = new.day_id;
    exception when sqlstate 'MD001' then exit;
    end;
  end loop;
  return null;
end $$;

-- What a sitting resolved, for whoever drafts the order; titles without anybody's text.
create function auth.resolutions(sitting uuid) returns table (place integer, title text, document_id uuid, kind text, state text, version integer,
  organisation_id uuid, day_id uuid, plan_version_id uuid, decision text, resolution text) language sql stable security definer
set search_path = public, pg_temp as $$
  select a.position, coalesce(d.title, a.title), d.id, d.kind, d.state, d.version, d.organisation_id, d.day_id, a.plan_version_id, a.decision, a.resolution
  from agenda_item a left join document d on (d.district_id, d.id) = (a.district_id, a.document_id)
  where a.district_id = auth.district() and a.sitting_id = resolutions.sitting
    and auth.has('{methodist,centre_head,council_member,council_secretary,council_chair,department_head,clerk,system}') $$;

-- Whether there are minutes, under which number: for whoever drafts the order, and may not read them.
create function auth.minutes(sitting uuid) returns table (id uuid, state text, number text, dated date, state_since timestamptz, revision integer)
language sql stable security definer
set search_path = public, pg_temp as $$
  select d.id, d.state, d.number, d.dated, d.state_since, d.revision from document d
  where d.district_id = auth.district() and d.sitting_id = minutes.sitting and d.kind = 'minutes'
    and auth.has('{methodist,centre_head,council_member,council_secretary,council_chair,department_head,clerk,system}') $$;

reset role;
grant execute on function auth.resolutions(uuid), auth.minutes(uuid) to metodden_app;

create trigger b_one_agenda before insert or update on agenda_item for each row execute function rule.one_agenda();
create trigger b_day before insert or update on sitting for each row execute function rule.sitting_day();
create trigger c_carry_out after update of state on sitting for each row when (new.state = 'closed') execute function rule.carry_out();
create trigger c_approve after update of state on document for each row
  when (new.kind = 'order_approve' and new.state = 'registered' and old.state <> 'registered') execute function rule.approve();
create trigger c_day_follows after update of state on document for each row
  when (new.kind in ('lesson_analysis', 'spravka', 'recommendations') and new.day_id is not null and new.state <> old.state)
  execute function rule.day_follows();
