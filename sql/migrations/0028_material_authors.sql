-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A material is written and signed by its authors (4.5), not by whoever has the role: another methodist
-- reads the draft and leaves it as it is. The head of the centre doesn't word it either; he takes up what the
-- council returned, and names another author when the first is away, which is how a deputy comes to write.

set role metodden_guard;

-- Without parties yet it is whoever made it; what an import brought has no maker.
create function rule.writes_material(d document, person uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select case when exists (select from party p where p.district_id = d.district_id and p.document_id = d.id and p.part = 'author')
    then exists (select from party p where p.district_id = d.district_id and p.document_id = d.id and p.part = 'author' and p.person_id = person)
    else coalesce(d.created_by = person, d.created_by is null) end $$;

create function auth.writes_material(document uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select coalesce((select auth.has('{methodist,centre_head}') and rule.writes_material(d, auth.person()) from document d
    where d.district_id = auth.district() and d.id = writes_material.document), false) $$;

create function rule.material_author() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if auth.has('{system}') or rule.writes_material(old, auth.person()) then return new; end if;
  perform rule.need((new.title, new.body, new.due_on) is not distinct from (old.title, old.body, old.due_on)
    and (old.state <> 'draft' or new.state = 'draft') and (old.state <> 'returned' or new.state = 'returned' or auth.has('{centre_head}')),
    '4.5', 'only_author_writes');
  return new;
end $$;

-- Whether the sender may name this party of a paper: the council's secretary and the bank of practices have rules of their own.
create function auth.names_party(document uuid, part text) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select coalesce((select rule.machine('document', d.kind) <> 'material' or rule.writes_material(d, auth.person())
      or part = 'author' and auth.has('{centre_head}') or auth.has('{system}') from document d
    where d.district_id = auth.district() and d.id = names_party.document), false) $$;

reset role;
grant execute on function auth.writes_material(uuid), auth.names_party(uuid, text) to metodden_app;

create trigger b_author before update on document for each row when (old.kind in ('lesson_analysis', 'spravka', 'recommendations'))
  execute function rule.material_author();
drop policy inserts on party;
create policy inserts on party for insert to metodden_app with check (((select auth.has('{methodist,centre_head,council_secretary,system}'))
  or exists (select from document d where d.district_id = party.district_id and d.id = party.document_id and d.kind = 'practice_card'
    and d.person_id = (select auth.person()))) and auth.names_party(document_id, part));
drop policy deletes on party;
create policy deletes on party for delete to metodden_app using (((select auth.has('{methodist,centre_head,council_secretary,system}'))
  or exists (select from document d where d.district_id = party.district_id and d.id = party.document_id and d.kind = 'practice_card'
    and d.person_id = (select auth.person()))) and auth.names_party(document_id, part));
