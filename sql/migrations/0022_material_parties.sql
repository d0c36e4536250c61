-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Who answers a material, who stands in a paper, and what a consent opens. A lesson analysis is answered
-- by the person whose lesson it was, any other material by its addressees or the head of its school (4.5).
-- Parties are fixed with the text. A published practice is shown while each of its authors consents (4.6c).

alter table document add subject_id uuid, add competence_id uuid, -- practice_card: what the experience is about
  add foreign key (district_id, subject_id) references subject, add foreign key (district_id, competence_id) references competence;
create index practice_by_state on document (district_id, state, created_at desc, id) where kind = 'practice_card';

grant update (state) on document to metodden_guard;    -- to lock it while its parties are written
set role metodden_guard;

create function rule.may_answer(d document, person uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select case d.kind when 'lesson_analysis' then person = d.person_id
    else exists (select from party p where p.district_id = d.district_id and p.document_id = d.id and p.part = 'addressee' and p.person_id = person)
      or exists (select from appointment a where a.district_id = d.district_id and a.person_id = person and a.role = 'school_head'
        and a.during @> auth.today() and (a.organisation_id = d.organisation_id or a.organisation_id in (select p.organisation_id from party p
          where p.district_id = d.district_id and p.document_id = d.id and p.part = 'addressee'))) end $$;

create function auth.may_answer(document uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select coalesce((select rule.may_answer(d, auth.person()) from document d where d.district_id = auth.district() and d.id = may_answer.document), false) $$;

create function auth.is_author(document uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select exists (select from party p where p.district_id = auth.district() and p.document_id = is_author.document and p.part = 'author'
    and p.person_id = auth.person()) $$;

-- Each author's consent is in force; a card without authors is open to nobody.
create function auth.practice_is_open(document uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select coalesce(bool_and(exists (select from consent c where c.district_id = p.district_id and c.document_id = p.document_id
    and c.person_id = p.person_id and c.purpose = 'publish_practice' and c.withdrawn_at is null)), false)
  from party p where p.district_id = auth.district() and p.document_id = practice_is_open.document and p.part = 'author' $$;

-- As in 0017_paper_steps.sql; the answer must be that of whoever may answer.
create or replace function rule.material_step(d document, was text) returns document language plpgsql security definer
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
    perform rule.need(exists (select from receipt r where r.district_id = d.district_id and r.kind = d.state and rule.may_answer(d, r.person_id)
      and (r.document_id = d.id and r.version = d.version or d.version = 1 and r.visit_id = d.visit_id)), '4.5', 'answer_needs_receipt');
  when 'queued' then
    perform rule.need(d.kind <> 'lesson_analysis' or was <> 'signed' or d.due_on < auth.today(), '4.5', 'teacher_has_time_left',
      jsonb_build_object('date', to_char(d.due_on, 'DD.MM.YYYY')));
  else
    perform rule.council_step(d, was);
  end case;
  return d;
end $$;

-- Given by an author, once; withdrawing is all that changes it.
create function rule.consent() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform rule.need(exists (select from party p where p.district_id = new.district_id and p.document_id = new.document_id and p.part = 'author'
    and p.person_id = new.person_id), '4.6c', 'only_author_consents');
  perform rule.need(tg_op = 'INSERT' or old.withdrawn_at is null and new.withdrawn_at is not null and to_jsonb(new) - '{withdrawn_at,revision}'::text[]
    = to_jsonb(old) - '{withdrawn_at,revision}'::text[], '4.6c', 'consent_is_withdrawn_already');
  return new;
end $$;

-- 3.4: what is adopted has been published before.
create function rule.adoption() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform rule.need(exists (select from document d where d.district_id = new.district_id and d.id = new.document_id and d.kind = 'practice_card'
    and d.state in ('published', 'adopted')), '3.4', 'practice_is_not_published');
  perform rule.need(not exists (select from party p where p.district_id = new.district_id and p.document_id = new.document_id and p.part = 'author'
    and p.person_id = new.person_id), '3.4', 'author_adopts_nothing');
  return new;
end $$;

reset role;
grant execute on function auth.may_answer(uuid), auth.is_author(uuid), auth.practice_is_open(uuid) to metodden_app;

create trigger b_guard before insert or update on consent for each row execute function rule.consent();
create trigger b_guard before insert on adoption for each row execute function rule.adoption();
create trigger a_frozen before insert or update or delete on party
  for each row execute function rule.frozen('document', 'document_id', '{draft,noticed,described}', '4.5');

-- An author reads and words his own card; co-authors read it, to consent.
create policy reads_as_author on document for select to metodden_app using (kind = 'practice_card' and auth.is_author(id));
create policy consented on document as restrictive for select to metodden_app using (kind <> 'practice_card' or state not in ('published', 'adopted', 'archived')
  or person_id = (select auth.person()) or (select auth.has('{methodist,centre_head,council_member,council_secretary,council_chair,department_head,system}'))
  or auth.is_author(id) or auth.practice_is_open(id));
drop trigger a_only on document;
create trigger a_only before update on document for each row when (old.kind <> 'practice_card')
  execute function rule.only('{methodist,centre_head,clerk,department_head,council_secretary,council_chair,system}', '{state}');
create trigger a_only_card before update on document for each row when (old.kind = 'practice_card')
  execute function rule.only('{methodist,centre_head,clerk,department_head,council_secretary,council_chair,system}', '{state,title,body,subject_id,competence_id}');

drop policy inserts on party;
create policy inserts on party for insert to metodden_app with check ((select auth.has('{methodist,centre_head,council_secretary,system}'))
  or exists (select from document d where d.district_id = party.district_id and d.id = party.document_id and d.kind = 'practice_card'
    and d.person_id = (select auth.person())));
drop policy deletes on party;
create policy deletes on party for delete to metodden_app using ((select auth.has('{methodist,centre_head,council_secretary,system}'))
  or exists (select from document d where d.district_id = party.district_id and d.id = party.document_id and d.kind = 'practice_card'
    and d.person_id = (select auth.person())));

-- An addressee outside the paper's own school answers it too.
create policy answers on document for update to metodden_app
  using (kind in ('spravka', 'recommendations') and state = 'signed' and auth.may_answer(id))
  with check (kind in ('spravka', 'recommendations') and state in ('acknowledged', 'objected'));
