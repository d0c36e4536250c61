-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A correction names a competence by which the person's work is judged: a teacher's by a framework of
-- teachers, a leader's by one of leaders (4.6a). A framework is for leaders if all its rubrics are; one
-- without rubrics says nothing of whom it is for.

grant select on competence, edition, rubric_item, appointment to metodden_guard;
set role metodden_guard;

create function rule.correction_framework() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare leaders boolean;  title text;
begin
  select bool_and(coalesce(r.body ->> 'for', 'teacher') = 'leader'), max(f.title) into leaders, title
  from competence k join edition f on (f.district_id, f.id) = (k.district_id, k.edition_id)
    join edition v on (v.district_id, v.kind, v.code) = (f.district_id, f.kind, f.code)
    join competence c on (c.district_id, c.edition_id) = (v.district_id, v.id)
    join rubric_item i on (i.district_id, i.competence_id) = (c.district_id, c.id)
    join edition r on (r.district_id, r.id) = (i.district_id, i.edition_id) and r.state = 'published'
  where k.district_id = new.district_id and k.id = new.competence_id;
  perform rule.need(leaders is null or exists (select from appointment a where a.district_id = new.district_id and a.person_id = new.person_id
    and a.role = case when leaders then 'school_head' else 'teacher' end and a.during @> auth.today()), '4.6a',
    case when leaders then 'competence_is_of_leaders' else 'competence_is_of_teachers' end, jsonb_build_object('title', title));
  return new;
end $$;

reset role;

create trigger b_framework before insert on correction for each row execute function rule.correction_framework();
