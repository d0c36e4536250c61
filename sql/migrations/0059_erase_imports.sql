-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Files sent for an import may name whoever is erased. Nobody can look into them (they are archives and tables
-- as they were sent), and a load after the erasure would bring the name back: those that wait go, to be sent
-- again without him, and a file that is called after him loses its name. What was loaded is gone already, what
-- waits goes after a week by itself (auth.imports_clean). A report that names him is a job's; of an import's the
-- counts stay, which say whether it was loaded.

-- A name is not what is loaded: only the file and its jobs have their order.
drop trigger a_import on import;
create trigger a_import before update of kind, options, size, digest, check_id, load_id on import for each row execute function rule.import();

set role metodden_guard;

-- Files that wait and may name people, or are called after this one. In a file's name the words are joined by underscores too.
create function rule.files_naming(d uuid, family text) returns table (id uuid, waits boolean, named boolean) language sql stable security definer
set search_path = public, pg_temp as $$
  select * from (select i.id, i.kind not in ('framework', 'rubric')
        and exists (select from import_piece p where (p.district_id, p.import_id) = (i.district_id, i.id)) as waits,
      coalesce(rule.names(translate(i.name, '_', ' '), family), false) as named
    from import i where i.district_id = d) x where waits or named $$;

create or replace function rule.personal_effects(d uuid, person uuid, family text) returns table (what text, deed text, n bigint) language sql stable security definer
set search_path = public, pg_temp as $$
  select 'name', 'replaced', 1::bigint
  union all select 'accounts', 'erased', count(*) from portal_account a where a.district_id = d and a.person_id = person
  union all select 'sessions', 'erased', count(*) from session s where s.district_id = d and s.person_id = person
  union all select 'messages', 'erased', count(*) from outbox o where o.district_id = d and o.person_id = person
  union all select 'letters_of_others', 'erased', count(*) from outbox o where o.district_id = d and o.person_id is distinct from person and o.state <> 'ready' and rule.names(o.input::text, family)
  union all select 'job_reports', 'erased', count(*) from job j where j.district_id = d and j.state in ('done', 'dead') and rule.names(j.output::text, family)
  union all select 'files', 'erased', count(*) from rule.files_naming(d, family)
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

create or replace function rule.erase_copies(p person) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  delete from outbox o where o.district_id = p.district_id and o.person_id = p.id;
  update outbox o set input = jsonb_build_object('erased', true), error = null
  where o.district_id = p.district_id and o.state <> 'ready' and rule.names(concat_ws(' ', o.input, o.error), p.family_name);
  update job j set output = case when j.kind = 'import' then j.output - '{findings,notes,parts,error}'::text[] else '{}' end || jsonb_build_object('erased', true) where j.district_id = p.district_id and j.state in ('done', 'dead') and rule.names(j.output::text, p.family_name);
  update import i set size = null, digest = null from rule.files_naming(p.district_id, p.family_name) f where (i.district_id, i.id) = (p.district_id, f.id) and f.waits
    and not exists (select from job l where (l.district_id, l.id) = (i.district_id, i.load_id) and l.state in ('ready', 'leased'));
  delete from import_piece i using rule.files_naming(p.district_id, p.family_name) f where (i.district_id, i.import_id) = (p.district_id, f.id) and f.waits;
  update import i set name = 'Стёрто' from rule.files_naming(p.district_id, p.family_name) f where (i.district_id, i.id) = (p.district_id, f.id) and f.named;
  delete from idempotency i where i.district_id = p.district_id and (i.person_id = p.id or rule.names(i.body, p.family_name));
  delete from session s where s.district_id = p.district_id and s.person_id = p.id;
  delete from portal_account a where a.district_id = p.district_id and a.person_id = p.id;
end $$;

reset role;
