-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Rows of the fixture's district in each state that a guard protects, known by their titles. Loaded
-- with triggers off, over the fixture.
set session_replication_role = replica;

create function of_title(tab text, words text) returns uuid language plpgsql stable as $$
declare got uuid;
begin
  execute format('select id from %I where %I = $1 and district_id = d1()', tab, case tab when 'day' then 'theme' when 'visit' then 'topic'
    when 'sheet' then 'strengths' else 'title' end) into strict got using words;
  return got;
end $$;
create function version_of(state text) returns uuid language sql stable as $$
  select id from plan_version v where district_id = d1() and v.state = version_of.state $$;
create function item_of(section integer, item integer) returns uuid language sql stable as $$
  select i.id from rubric_item i join rubric_section s on s.id = i.section_id
  where i.edition_id = rub() and s.position = section and i.position = item $$;
create function room_of(school text, words text) returns uuid language sql stable as $$ select id from room where organisation_id = org(school) and name = words $$;
create function class_of(school text, y integer) returns uuid language sql stable as $$
  select id from school_class where organisation_id = org(school) and grade = 8 and school_year = school_year(current_date) + y $$;

insert into calendar_day (district_id, on_date, working, title) values (d1(), '2040-01-01', false, 'moving');
insert into day (district_id, kind, organisation_id, plan_version_id, plan_item_id, theme, held_on, state)
select d1(), kind, org('school_1'), version_of('approved'), (select item_id from plan_item where version_id = version_of('approved') and number = 1),
  theme, fixture_date(n), state from (values ('day', 'fresh', 1, 'draft'), ('day', 'planned', 1, 'in_plan'), ('event', 'seminar', 2, 'in_plan'),
  ('day', 'ordered', 3, 'ordered'), ('day', 'other ordered', 4, 'ordered'), ('day', 'announced', 5, 'announced'), ('day', 'past', 6, 'held')) d(kind, theme, n, state);
insert into document (district_id, kind, state, organisation_id, title, body, number, dated, day_id)
select d1(), 'order_hold', state, org('school_1'), title, '[{"b": "para"}]', number, dated, of_title('day', theme) from (values
  ('written', 'draft', null, null, 'planned'), ('signed', 'signed', null, null, 'planned'), ('other signed', 'signed', null, null, 'past'),
  ('registered', 'registered', '45', current_date, 'ordered'), ('other registered', 'registered', '46', current_date, 'other ordered'),
  ('for announced', 'registered', '47', current_date, 'announced')) o(title, state, number, dated, theme);
insert into document_version (district_id, document_id, version, body, digest)
select d1(), id, 1, body, 'x' from document where district_id = d1() and state <> 'draft';
update day set order_id = (select id from document where day_id = day.id and state = 'registered'),
  regulation_id = (select id from edition where kind = 'regulation' and district_id = d1()) where state in ('ordered', 'announced');

insert into slot (district_id, day_id, organisation_id, form_id, direction, title, during)
select d1(), of_title('day', theme), org('school_1'), (select id from form where name = 'Мастер-класс'), 'expert', title,
  tstzrange((fixture_date(n) + starts) at time zone 'Europe/Moscow', (fixture_date(n) + starts + interval '45 minutes') at time zone 'Europe/Moscow')
from (values ('planned', 1, time '10:20', 'first'), ('planned', 1, time '10:40', 'overlapping'), ('planned', 1, time '13:00', 'later'),
  ('past', 6, time '10:00', 'of the past')) s(theme, n, starts, title);
insert into booking (district_id, slot_id, person_id, room_id, class_id, involvement, state, during)
select d1(), s.id, b.person, b.room, b.class, b.involvement, 'booked', s.during from slot s, (values (who('methodist'), null::uuid, null::uuid, 'leads'),
  (null, room_of('school_1', 'каб. 14'), null, null), (null, null, class_of('school_1', 0), null)) b(person, room, class, involvement) where s.title = 'first';

insert into edition (district_id, kind, code, version, title, state, in_force) values
  (d1(), 'regulation', 'days', 2, 'amended', 'submitted', '[2040-01-01,)'), (d1(), 'rubric', 'levels', 2, 'new rubric', 'draft', '[2025-01-01,)'),
  (d1(), 'framework', 'deficits', 2, 'new framework', 'draft', null);
update edition set submitted_by = who('department_head') where title = 'amended';

insert into plan_version (district_id, plan_id, version, base_id, state)
select d1(), p.id, n, base, state from (values (0, 2, version_of('approved'), 'at_council'), (0, 3, null, 'at_council'), (1, 2, null, 'at_council')) v(y, n, base, state)
  join plan p on p.district_id = d1() and p.school_year = school_year(current_date) + y;
insert into document (district_id, kind, state, organisation_id, title, number, dated)
select d1(), 'order_plan', state, org('centre'), title, n, d from (values ('plan order', 'registered', '80', current_date), ('plan order signed', 'signed', null, null)) o(title, state, n, d);

insert into visit (district_id, organisation_id, teacher_id, rubric_id, held_on, topic, state)
select d1(), org('school_1'), who('teacher'), rub(), current_date, topic, state from (values ('soon', 'planned'), ('running', 'held'), ('assessed', 'assessed'),
  ('double', 'held'), ('spare', 'held'), ('closed', 'closed')) v(topic, state);
insert into sheet (district_id, visit_id, rubric_id, author_id, part, state, strengths)
select d1(), of_title('visit', topic), rub(), who(author), part, state, words from (values ('running', 'methodist', 'visitor', 'draft', 'writing'),
  ('assessed', 'methodist', 'visitor', 'submitted', 'given'), ('double', 'methodist', 'visitor', 'submitted', 'one of two'),
  ('double', 'methodist_2', 'visitor', 'draft', 'two of two'), ('spare', 'methodist', 'visitor', 'draft', 'extra'),
  ('closed', 'teacher', 'self', 'draft', 'late')) s(topic, author, part, state, words);
insert into mark (district_id, sheet_id, item_id, points)
select d1(), h.id, i.id, i.points[2] from sheet h join rubric_item i on i.edition_id = rub() where h.strengths not in ('two of two', 'extra');
insert into note (district_id, sheet_id, body) select d1(), id, strengths from sheet;
set session_replication_role = origin;
