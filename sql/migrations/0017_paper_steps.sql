-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What a paper needs for each of its steps: one trigger on document, a function for each machine
-- (order, material, minutes, practice), and what the steps of a day need of its papers (4.5, 4.6).

grant select on party, task, receipt to metodden_guard;
set role metodden_guard;

create or replace function rule.machine(entity text, kind text) returns text language sql immutable security definer
set search_path = public, pg_temp as $$
  select case entity
    when 'day' then kind
    when 'edition' then case kind when 'regulation' then kind else 'edition' end
    when 'document' then case
      when kind like 'order%' then 'order'
      when kind in ('lesson_analysis', 'spravka', 'recommendations') then 'material'
      when kind = 'practice_card' then 'practice'
      else kind end
    else entity end $$;

-- One guard of papers: what every kind keeps, then a function for each machine.
create or replace function rule.document() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare m text := rule.machine('document', new.kind);
begin
  if tg_op = 'UPDATE' then
    perform rule.need(new.kind = old.kind, '', 'document_keeps_kind');
    perform rule.need(old.state in ('draft', 'noticed', 'described') or (new.title, new.body, new.organisation_id, new.person_id, new.day_id, new.visit_id,
        new.sitting_id, new.plan_version_id, new.edition_id) is not distinct from (old.title, old.body, old.organisation_id, old.person_id,
        old.day_id, old.visit_id, old.sitting_id, old.plan_version_id, old.edition_id), case m when 'material' then '4.5' else '4.1' end, 'frozen',
      jsonb_build_object('entity', m, 'state', old.state));
    perform rule.need(new.version = old.version or old.state = 'returned' and new.state = 'draft', '4.5', 'frozen',
      jsonb_build_object('entity', m, 'state', old.state));
    perform rule.need(old.state <> 'registered' or (new.number, new.dated) is not distinct from (old.number, old.dated), '4.1',
      'registered_number_stays');
  end if;
  case m
  when 'order' then perform rule.order_step(new, case when tg_op = 'UPDATE' then old.state else '' end);
  when 'material' then new := rule.material_step(new, case when tg_op = 'UPDATE' then old.state else '' end);
  when 'minutes' then perform rule.minutes_step(new, case when tg_op = 'UPDATE' then old.state else '' end);
  when 'practice' then perform rule.practice_step(new, case when tg_op = 'UPDATE' then old.state else '' end);
  else null;
  end case;
  if tg_op = 'UPDATE' and new.state <> old.state and new.state in ('signed', 'published') then
    perform rule.fix_text(new, old.state);
  end if;
  return new;
end $$;

-- The text is fixed under its version, and who signed it in which role.
create function rule.fix_text(d document, was text) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare m text := rule.machine('document', d.kind);
begin
  insert into document_version (district_id, document_id, version, body, digest)
  values (d.district_id, d.id, d.version, d.body, sha256(convert_to(d.title || d.body::text, 'UTF8')));
  insert into signature (district_id, document_id, version, person_id, capacity)
  select d.district_id, d.id, d.version, auth.person(), coalesce((select r from unnest(t.roles) r where auth.has(array[r]) limit 1), t.roles[1])
  from transition t where t.machine = m and t.state_from = was and t.state_to = d.state limit 1;
end $$;

create function rule.order_step(d document, was text) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare other document;  s sitting;
begin
  if d.kind = 'order_approve' then                     -- 4.5 considered at a sitting, then approved by order
    select * into s from sitting where district_id = d.district_id and id = d.sitting_id;
    perform rule.need(exists (select from document where district_id = d.district_id and sitting_id = d.sitting_id
      and kind = 'minutes' and state = 'signed'), '4.5', 'minutes_are_not_signed');
    perform rule.need(d.dated is null or d.dated >= s.held_on, '4.5', 'order_is_before_sitting',
      jsonb_build_object('date', to_char(s.held_on, 'DD.MM.YYYY')));
  end if;
  if d.state = was or d.state <> 'registered' then return; end if;
  perform rule.need(coalesce(d.number, '') <> '' and d.dated is not null, '4.1', 'order_needs_number_and_date');
  select * into other from document where district_id = d.district_id and id <> d.id and kind like 'order%'
    and number = d.number and date_part('year', dated) = date_part('year', d.dated);
  perform rule.need(other.id is null, '4.1', 'registry_number_taken',
    jsonb_build_object('number', d.number, 'title', other.title, 'dated', to_char(other.dated, 'DD.MM.YYYY'), 'id', other.id));
end $$;

-- 4.5: what a material needs for each of its steps.
create function rule.material_step(d document, was text) returns document language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform rule.need(d.kind <> 'lesson_analysis' or d.visit_id is not null and d.person_id is not null, '4.5', 'analysis_needs_visit');
  perform rule.need(d.kind <> 'spravka' or d.day_id is not null, '4.5', 'spravka_needs_day');
  perform rule.need(d.kind = 'lesson_analysis' or d.person_id is null, '4.5', 'paper_names_nobody');
  if d.state = was then return d; end if;
  case d.state
  when 'draft' then
    if was = 'returned' then d.version := d.version + 1; end if;
  when 'signed' then
    perform rule.need(jsonb_array_length(d.body) > 0, '4.5', 'document_has_no_text');
    if d.kind = 'lesson_analysis' then                 -- the teacher's time to answer runs from now
      d.due_on := auth.add_working_days(auth.today(), (rule.setting(d.district_id, 'reply_days'))::integer);
    end if;
  when 'acknowledged', 'objected' then
    perform rule.need(exists (select from receipt r where r.district_id = d.district_id and r.kind = d.state
      and (r.document_id = d.id and r.version = d.version or d.version = 1 and r.visit_id = d.visit_id)), '4.5', 'answer_needs_receipt');
  when 'queued' then
    perform rule.need(d.kind <> 'lesson_analysis' or was <> 'signed' or d.due_on < auth.today(), '4.5', 'teacher_has_time_left',
      jsonb_build_object('date', to_char(d.due_on, 'DD.MM.YYYY')));
  else
    perform rule.council_step(d, was);
  end case;
  return d;
end $$;

-- What the council must have done, and the order after it.
create function rule.council_step(d document, was text) returns void language plpgsql security definer
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
      where o.district_id = d.district_id and o.id = d.order_id and o.kind = 'order_approve' and o.state = 'registered' and a.document_id = d.id),
      '4.5', 'no_registered_order_of_approval');
  else null;
  end case;
end $$;

-- The newest decision on a document at a closed sitting is one of these.
create function rule.council_accepts(district uuid, document uuid, decisions text[]) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select coalesce((select a.decision = any(decisions) from agenda_item a join sitting t on (t.district_id, t.id) = (a.district_id, a.sitting_id)
    where a.district_id = district and a.document_id = council_accepts.document and t.state = 'closed' and a.decision <> 'postponed'
    order by t.held_on desc, t.number desc limit 1), false) $$;

create function rule.minutes_step(d document, was text) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform rule.need(exists (select from sitting where district_id = d.district_id and id = d.sitting_id and state = 'closed'), '4.5',
    'sitting_is_not_closed');
end $$;

-- 4.6c: published with the consent of every author after the council, adopted when another has seen it work.
create function rule.practice_step(d document, was text) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if d.state = was then return; end if;
  case d.state
  when 'council', 'published' then
    perform rule.need(exists (select from party where district_id = d.district_id and document_id = d.id and part = 'author')
      and not exists (select from party p where p.district_id = d.district_id and p.document_id = d.id and p.part = 'author'
        and not exists (select from consent c where c.district_id = p.district_id and c.document_id = p.document_id
          and c.person_id = p.person_id and c.purpose = 'publish_practice' and c.withdrawn_at is null)), '4.6c', 'author_has_not_consented');
    perform rule.need(jsonb_array_length(d.body) > 0, '4.6c', 'document_has_no_text');
    perform rule.need(d.state = 'council' or rule.council_accepts(d.district_id, d.id, '{accepted}'), '4.6c', 'council_has_not_accepted');
  when 'adopted' then
    perform rule.need(exists (select from adoption where district_id = d.district_id and document_id = d.id and state = 'verified'),
      '4.6c', 'no_verified_adoption');
  else null;
  end case;
end $$;

-- 4.5, 4.6: a day moves on with its papers. What it had before stays as 0010_days.sql says.
create function rule.day_papers() returns trigger language plpgsql security definer
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
      and rule.machine('document', kind) = 'material' and state = 'queued'), '4.5', 'nothing_queued');
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

reset role;

create trigger b_papers before update on day for each row execute function rule.day_papers();
drop policy updates on day;
create policy updates on day for update to metodden_app using ((select auth.has('{centre_head,methodist,clerk,department_head,council_chair,council_secretary,system}')))
  with check ((select auth.has('{centre_head,methodist,clerk,department_head,council_chair,council_secretary,system}')));
