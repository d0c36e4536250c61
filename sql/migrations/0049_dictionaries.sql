-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Dictionaries that people keep on a screen: an entry is renamed, put in order, retired (no longer
-- offered, kept where it is used) or, when nothing uses it, deleted. Files know a subject by the name
-- that it had, so a name given up stays known.

alter table subject add position integer not null default 0, add retired_on date, add formerly text[] not null default '{}';
alter table form add position integer not null default 0, add retired_on date,
  add constraint day_form_stays check (not is_day or retired_on is null);
alter table room add position integer not null default 0, add retired_on date;
alter table school_class add retired_on date;
alter table subject rename constraint subject_district_id_name_key to subject_is_there_already;
alter table form rename constraint form_district_id_name_key to form_is_there_already;
alter table room rename constraint room_district_id_organisation_id_name_key to room_of_school_is_there_already;
alter table school_class rename constraint school_class_district_id_organisation_id_school_year_grade__key to class_of_school_is_there_already;

create policy deletes on subject for delete to metodden_app using ((select auth.has('{admin,centre_head}')));
create policy deletes on form for delete to metodden_app using ((select auth.has('{admin,centre_head}')) and not is_day);
create policy deletes on room for delete to metodden_app using ((select auth.has('{admin}')));
create policy deletes on school_class for delete to metodden_app using ((select auth.has('{admin}')));
grant delete on subject, form, room, school_class to metodden_app;

set role metodden_guard;

create function rule.keeps_former_name() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if new.name <> old.name then new.formerly := array_remove(old.formerly || old.name, new.name); end if;
  return new;
end $$;

reset role;
create trigger b_formerly before update of name on subject for each row execute function rule.keeps_former_name();

-- Subjects by every name that a file may say: as each is called now, and as it was.
create view subject_known with (security_invoker) as
select district_id, id, name from subject
union all select s.district_id, s.id, f from subject s cross join unnest(s.formerly) f
  where not exists (select from subject o where o.district_id = s.district_id and o.name = f);
grant select on subject_known to metodden_app;
