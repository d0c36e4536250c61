-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Names stand as a Russian reader looks for them: № 2 before № 10, Ё beside Е, small letters with capitals.
-- The order belongs to the columns, whatever the cluster's locale, so that a list, the cursor of its pages and
-- an index can't disagree. Equal still means the same bytes: keys and searches find what they found.

create collation ru_natural (provider = icu, locale = 'ru-u-kn-true');

-- Views and triggers that name a column hold its type; they are made again below as they were.
drop view subject_known;
drop trigger b_formerly on subject;
drop trigger x_calendar on slot;

alter table person alter family_name type text collate ru_natural, alter given_name type text collate ru_natural, alter patronymic type text collate ru_natural;
alter table district alter name type text collate ru_natural;
alter table organisation alter name type text collate ru_natural;
alter table room alter name type text collate ru_natural;
alter table school_class alter letter type text collate ru_natural;
alter table subject alter name type text collate ru_natural;
alter table form alter name type text collate ru_natural;
alter table competence alter name type text collate ru_natural;
alter table edition alter title type text collate ru_natural;
alter table rubric_section alter title type text collate ru_natural;
alter table document alter title type text collate ru_natural;
alter table plan alter title type text collate ru_natural;
alter table slot alter title type text collate ru_natural;
alter table agenda_item alter title type text collate ru_natural;
alter table calendar_day alter title type text collate ru_natural;
alter table programme_template alter title type text collate ru_natural;
alter table programme_template_slot alter title type text collate ru_natural;
alter table portal_context alter title type text collate ru_natural;
alter table saved_filter alter name type text collate ru_natural;
alter table import alter name type text collate ru_natural;

create trigger x_calendar after update of during, organisation_id, title, cancelled on slot for each row execute function rule.calendar('slot');
create trigger b_formerly before update of name on subject for each row execute function rule.keeps_former_name();

-- Subjects by every name that a file may say: as each is called now, and as it was.
create view subject_known with (security_invoker) as
select district_id, id, name from subject
union all select s.district_id, s.id, f from subject s cross join unnest(s.formerly) f
  where not exists (select from subject o where o.district_id = s.district_id and o.name = f);
grant select on subject_known to metodden_app;
