-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Requests of people about their own data (152-ФЗ, articles 14, 20, 21): what is held on them, its
-- correction, restriction and erasure, with a journal. Erasing takes away what serves the person's daily
-- work and every copy in letters, jobs and sessions, and the figures about the person; the name gives way to a number. What
-- signed papers, minutes and visits prove stays, as the archive needs it, without the name beside it.

alter table person add restricted_on date;             -- ограничение обработки: no new use of it

create table personal_request (
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  person_id uuid not null, kind text not null check (kind in ('access', 'correction', 'restriction', 'erasure')),
  received_on date not null, due_on date not null check (due_on >= received_on),
  body text not null check (body <> ''),               -- what the person asks
  state text not null default 'open' check (state in ('open', 'answered', 'rejected')),
  answer text constraint answer_is_needed check (state = 'open' or coalesce(answer, '') <> ''),
  answered_on date, answered_by uuid, exported_at timestamptz,
  outcome jsonb,                                       -- what was erased and what stays, in numbers
  foreign key (district_id, person_id) references person, foreign key (district_id, answered_by) references person
);
create index personal_request_by_term on personal_request (district_id, due_on, id);

alter table personal_request add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on personal_request for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on personal_request
  for each row execute function rule.audit('personal_request', '{body,answer,outcome}');
alter table personal_request enable row level security, force row level security;
create policy one_district on personal_request as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on personal_request for select to metodden_app using ((select auth.has('{admin}')));
create policy inserts on personal_request for insert to metodden_app with check ((select auth.has('{admin}')));
create policy updates on personal_request for update to metodden_app using ((select auth.has('{admin}'))) with check ((select auth.has('{admin}')));
grant select, insert, update on personal_request to metodden_app;

alter table personal_request add state_since timestamptz not null default now();
create trigger a_step before insert or update of state on personal_request for each row execute function rule.step('personal_request');

grant select, update on personal_request to metodden_guard;
grant update on person, need, sheet, document, job, consent to metodden_guard;
grant select, delete on note, estimate, unavailability, portal_account, idempotency to metodden_guard;
grant select on teaching, subject, lesson, school_class, mark, score, receipt, signature, vote, presence, need, adoption, competence, run, plan_item, remark
  to metodden_guard;
set role metodden_guard;

create function rule.personal_request() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform rule.need((new.person_id, new.kind, new.received_on) = (old.person_id, old.kind, old.received_on), '', 'request_keeps_person');
  perform rule.need(old.state = 'open', '', 'request_is_answered');
  perform rule.need(new.kind <> 'erasure' or new.state <> 'answered' or new.outcome is not null, '', 'nothing_was_erased');
  if new.state <> old.state then new.answered_on := auth.today();  new.answered_by := auth.person(); end if;
  return new;
end $$;

-- Nothing new is computed of, or sent to, whoever was erased or restricted.
create function rule.not_of_restricted() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if new.person_id is not null and exists (select from person p where (p.district_id, p.id) = (new.district_id, new.person_id)
    and (p.erased_at is not null or p.restricted_on is not null)) then return null; end if;
  return new;
end $$;

-- Texts of copies in which somebody is named: by the family name as a word.
create function rule.names(txt text, family text) returns boolean language sql immutable security definer
set search_path = public, pg_temp as $$
  select length(family) > 1 and txt ~* ('\m' || regexp_replace(family, '([^[:alnum:] -])', '\\\1', 'g') || '\M') $$;

-- How much there is, and what erasing would do with it.
create function rule.personal_effects(d uuid, person uuid, family text) returns table (what text, deed text, n bigint) language sql stable security definer
set search_path = public, pg_temp as $$
  select 'name', 'replaced', 1::bigint
  union all select 'accounts', 'erased', count(*) from portal_account a where a.district_id = d and a.person_id = person
  union all select 'sessions', 'erased', count(*) from session s where s.district_id = d and s.person_id = person
  union all select 'messages', 'erased', count(*) from outbox o where o.district_id = d and o.person_id = person
  union all select 'letters_of_others', 'erased', count(*) from outbox o where o.district_id = d and o.person_id is distinct from person and o.state <> 'ready' and rule.names(o.input::text, family)
  union all select 'job_reports', 'erased', count(*) from job j where j.district_id = d and j.state in ('done', 'dead') and rule.names(j.output::text, family)
  union all select 'growth', 'erased', count(*) from estimate e where e.district_id = d and e.person_id = person
  union all select 'absences', 'erased', count(*) from unavailability u where u.district_id = d and u.person_id = person
  union all select 'needs', 'erased', count(*) from need w where w.district_id = d and w.person_id = person
  union all select 'draft_sheets', 'erased', count(*) from sheet h join visit v on (v.district_id, v.id) = (h.district_id, h.visit_id)
    where h.district_id = d and h.state = 'draft' and person in (h.author_id, v.teacher_id)
  union all select 'draft_papers', 'erased', count(*) from document o where o.district_id = d and o.person_id = person and o.state = 'draft'
  union all select 'consents', 'erased', count(*) from consent c where c.district_id = d and c.person_id = person and c.withdrawn_at is null
  union all select 'signed_papers', 'kept', count(*) from document o where o.district_id = d and o.state not in ('draft', 'noticed', 'described') and (o.person_id = person
    or exists (select from signature s where (s.district_id, s.document_id, s.person_id) = (o.district_id, o.id, person))
    or exists (select from party y where (y.district_id, y.document_id, y.person_id) = (o.district_id, o.id, person)))
  union all select 'visits', 'kept', count(*) from visit v where v.district_id = d and v.teacher_id = person
  union all select 'sheets', 'kept', count(*) from sheet h join visit v on (v.district_id, v.id) = (h.district_id, h.visit_id)
    where h.district_id = d and h.state <> 'draft' and person in (h.author_id, v.teacher_id)
  union all select 'council', 'kept', (select count(*) from vote v where v.district_id = d and v.person_id = person) + (select count(*) from presence p where p.district_id = d and p.person_id = person)
  union all select 'corrections', 'kept', count(*) from correction c where c.district_id = d and c.person_id = person
  union all select 'posts', 'kept', count(*) from appointment a where a.district_id = d and a.person_id = person
  union all select 'audit', 'kept', count(*) from audit a where a.district_id = d and (a.person_id = person or a.entity_id = person) $$;

create function auth.personal_effects(person uuid) returns table (what text, deed text, n bigint) language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin
  if not auth.has('{admin}') then return; end if;
  return query select e.* from person p, rule.personal_effects(p.district_id, p.id, p.family_name) e
  where p.district_id = auth.district() and p.id = person;
end $$;

-- The open request of a kind and its person; refuses whatever stands in the way.
create function rule.open_request(request uuid, wanted text) returns personal_request language plpgsql security definer
set search_path = public, pg_temp as $$
declare q personal_request;
begin
  perform rule.need(auth.has('{admin}'), '', 'not_your_step', '{"roles": ""}');
  select * into q from personal_request r where r.district_id = auth.district() and r.id = request for update;
  if not found then return null; end if;
  perform rule.need(q.state = 'open' and q.kind = wanted, '', 'request_is_answered');
  return q;
end $$;

create function rule.erase_copies(p person) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  delete from outbox o where o.district_id = p.district_id and o.person_id = p.id;
  update outbox o set input = jsonb_build_object('erased', true), error = null
  where o.district_id = p.district_id and o.state <> 'ready' and rule.names(concat_ws(' ', o.input, o.error), p.family_name);
  update job j set output = jsonb_build_object('erased', true) where j.district_id = p.district_id and j.state in ('done', 'dead') and rule.names(j.output::text, p.family_name);
  delete from idempotency i where i.district_id = p.district_id and (i.person_id = p.id or rule.names(i.body, p.family_name));
  delete from session s where s.district_id = p.district_id and s.person_id = p.id;
  delete from portal_account a where a.district_id = p.district_id and a.person_id = p.id;
end $$;

-- Drafts are others' to write, by the rules of papers: the technical person empties them.
create function rule.erase_drafts(p person) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare mine text := current_setting('metodden.session');
begin
  perform set_config('metodden.session', auth.open_system_session(p.district_id, interval '1 minute'), true);
  delete from note n using sheet h, visit v where (h.district_id, h.id) = (n.district_id, n.sheet_id) and (v.district_id, v.id) = (h.district_id, h.visit_id)
    and n.district_id = p.district_id and h.state = 'draft' and p.id in (h.author_id, v.teacher_id);
  update sheet h set strengths = null, difficulties = null, action_step = null from visit v
  where (v.district_id, v.id) = (h.district_id, h.visit_id) and h.district_id = p.district_id and h.state = 'draft' and p.id in (h.author_id, v.teacher_id);
  update document o set body = '[]', title = 'Стёрто' where o.district_id = p.district_id and o.person_id = p.id and o.state = 'draft';
  update need w set body = 'Стёрто по заявлению' where w.district_id = p.district_id and w.person_id = p.id;
  perform set_config('metodden.session', mine, true);
end $$;

create function auth.erase_person(request uuid) returns uuid language plpgsql security definer
set search_path = public, pg_temp as $$
declare q personal_request := rule.open_request(request, 'erasure');  p person;  did jsonb;
begin
  if q.id is null then return null; end if;
  select * into p from person where (district_id, id) = (q.district_id, q.person_id) for update;
  perform rule.need(p.id <> auth.person(), '', 'role_to_oneself');
  perform rule.need(p.left_on is not null, '', 'person_still_works');
  perform rule.need(p.erased_at is null, '', 'request_is_answered');
  select jsonb_agg(jsonb_build_object('what', e.what, 'deed', e.deed, 'n', e.n)) into did from rule.personal_effects(p.district_id, p.id, p.family_name) e where e.n > 0;
  perform rule.erase_copies(p);
  perform rule.erase_drafts(p);
  delete from estimate e where e.district_id = p.district_id and e.person_id = p.id;
  delete from unavailability u where u.district_id = p.district_id and u.person_id = p.id;
  update consent c set withdrawn_at = now() where c.district_id = p.district_id and c.person_id = p.id and c.withdrawn_at is null;
  update person set family_name = 'Сотрудник ' || upper(left(id::text, 6)), given_name = '', patronymic = null, email = null, name_cases = null, erased_at = now()
  where (district_id, id) = (p.district_id, p.id);
  update personal_request r set outcome = did where (r.district_id, r.id) = (q.district_id, q.id);
  return q.id;
end $$;

-- On and off: the request that asked for it stays open until it is answered.
create function auth.restrict_person(request uuid, on_off boolean) returns uuid language plpgsql security definer
set search_path = public, pg_temp as $$
declare q personal_request := rule.open_request(request, 'restriction');
begin
  if q.id is null then return null; end if;
  update person p set restricted_on = case when on_off then auth.today() end where (p.district_id, p.id) = (q.district_id, q.person_id);
  if on_off then
    delete from estimate e where e.district_id = q.district_id and e.person_id = q.person_id;
    delete from outbox o where o.district_id = q.district_id and o.person_id = q.person_id and o.state <> 'sent';
  end if;
  return q.id;
end $$;

reset role;

create trigger b_guard before update on personal_request for each row execute function rule.personal_request();
create trigger b_restricted before insert on estimate for each row execute function rule.not_of_restricted();
create trigger b_restricted before insert on outbox for each row execute function rule.not_of_restricted();
grant execute on function auth.personal_effects(uuid), auth.erase_person(uuid), auth.restrict_person(uuid, boolean) to metodden_app;
