-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Rooms, bells, classes and the timetable are the school's to give: its head loads them from a file, of his
-- own school alone. Such a file is checked and loaded with the rights of whoever sent it, so that row security
-- holds it to his school whatever the file says. A seat in the council widens what one reads, never what one writes.

set role metodden_guard;

-- Whose rooms, bells, classes and lessons the person may write.
create function auth.kept_schools() returns uuid[] language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare s session := auth.session();
begin
  if auth.has('{admin,system}') then
    return array(select id from organisation where district_id = s.district_id);
  end if;
  return array(select organisation_id from appointment where district_id = s.district_id and person_id = s.person_id
               and role = 'school_head' and during @> auth.today());
end $$;

-- The job's own session becomes that of whoever sent the file, unless he may all that the system may: what he
-- may is what he may today. It ends with the job as before.
create function auth.act_as_sender(import uuid) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare s session := auth.session();  i import;
begin
  select * into i from import t where (t.district_id, t.id) = (s.district_id, act_as_sender.import);
  if not found or not auth.has('{system}') or i.kind not in ('school', 'timetable') or exists (select from appointment a
    where (a.district_id, a.person_id) = (i.district_id, i.created_by) and a.role in ('admin', 'system') and a.during @> auth.today()) then return; end if;
  update session t set person_id = i.created_by where (t.district_id, t.digest) = (s.district_id, s.digest);
end $$;
reset role;

grant execute on function auth.kept_schools() to metodden_app;
grant execute on function auth.act_as_sender(uuid) to metodden_worker;

do $$
declare t text;  mine text := '(organisation_id = any((select auth.kept_schools())::uuid[]))';
begin
  foreach t in array '{room,school_class,bell,lesson}'::text[] loop
    execute format('alter policy inserts on %I with check %s', t, mine);
    execute format('alter policy updates on %I using %s with check %s', t, mine, mine);
    if t in ('bell', 'lesson') then execute format('alter policy deletes on %I using %s', t, mine); end if;
  end loop;
end $$;

alter policy reads on import using ((select auth.has('{admin,system}'))
  or kind in ('plan', 'visits') and (select auth.has('{methodist,centre_head}')) or kind in ('framework', 'rubric') and (select auth.has('{centre_head}'))
  or kind in ('school', 'timetable') and (select auth.has('{school_head}')) and created_by = (select auth.person()));
alter policy inserts on import with check ((select auth.has('{admin,system}'))
  or kind in ('plan', 'visits') and (select auth.has('{methodist,centre_head}')) or kind in ('framework', 'rubric') and (select auth.has('{centre_head}'))
  or kind in ('school', 'timetable') and (select auth.has('{school_head}')) and created_by = (select auth.person()));
alter policy updates on import using ((select auth.has('{admin,system}'))
  or kind in ('plan', 'visits') and (select auth.has('{methodist,centre_head}')) or kind in ('framework', 'rubric') and (select auth.has('{centre_head}'))
  or kind in ('school', 'timetable') and (select auth.has('{school_head}')) and created_by = (select auth.person()));
alter policy inserts on job with check ((select auth.has('{admin,centre_head,methodist,system}')) or kind = 'import' and (select auth.has('{school_head}'))
  and exists (select from import i where (i.district_id, i.id::text) = (job.district_id, job.input ->> 'import')));
