-- A small district for tests of handlers, and a foreign one beside it. Loaded by the administrator
-- with triggers off, so the rows here may be in any state. People are known by idnumber.
insert into district (district_id, name, timezone) values
  ('d1000000-0000-4000-8000-000000000000', 'Раздольненский район', 'Europe/Moscow'),
  ('d2000000-0000-4000-8000-000000000000', 'Чужой район', 'Europe/Moscow');

create temp table o (k text, kind text, name text);
insert into o values ('department', 'department', 'Управление образования'), ('centre', 'centre', 'Муниципальный центр'),
  ('council', 'council', 'Методический совет'), ('school_1', 'school', 'Берёзовская СОШ'), ('school_2', 'school', 'Ключевская СОШ'),
  ('kindergarten', 'kindergarten', 'Детский сад «Ромашка»');
insert into organisation (district_id, kind, name, idnumber)
select 'd1000000-0000-4000-8000-000000000000'::uuid, kind, name, k from o
union all select 'd2000000-0000-4000-8000-000000000000'::uuid, kind, name || ' (чужая)', 'foreign_' || k from o where k in ('centre', 'school_1');

create temp table p (k text, family text, given text, patronymic text, role text, org text, post text);
insert into p values
  ('methodist', 'Ветлугина', 'Ирина', 'Петровна', 'methodist', 'centre', 'методист'),
  ('methodist_2', 'Дубравин', 'Степан', 'Олегович', 'methodist', 'centre', 'методист'),
  ('centre_head', 'Заречная', 'Ольга', 'Николаевна', 'centre_head', 'centre', 'руководитель центра'),
  ('department_head', 'Кремнёв', 'Антон', 'Викторович', 'department_head', 'department', 'начальник управления'),
  ('clerk', 'Листова', 'Анна', 'Ильинична', 'clerk', 'department', 'делопроизводитель'),
  ('council_chair', 'Полынова', 'Таисия', 'Сергеевна', 'council_chair', 'council', 'председатель'),
  ('council_secretary', 'Северцева', 'Нина', 'Андреевна', 'council_secretary', 'council', 'секретарь'),
  ('council_member', 'Родников', 'Глеб', 'Юрьевич', 'council_member', 'council', 'член совета'),
  ('school_head', 'Лугинина', 'Елена', 'Михайловна', 'school_head', 'school_1', 'директор'),
  ('school_head_2', 'Тополева', 'Наталья', 'Егоровна', 'school_head', 'school_2', 'директор'),
  ('teacher', 'Рябинина', 'Софья', 'Кирилловна', 'teacher', 'school_1', 'учитель физики'),
  ('teacher_2', 'Ракитин', 'Павел', 'Валерьевич', 'teacher', 'school_1', 'учитель математики'),
  ('teacher_elsewhere', 'Осокина', 'Лидия', 'Викторовна', 'teacher', 'school_2', 'учитель истории'),
  ('admin', 'Портнов', 'Игорь', 'Львович', 'admin', 'centre', 'администратор портала'),
  ('system', 'Методдень', 'Служба', null, 'system', 'centre', null);
insert into person (district_id, family_name, given_name, patronymic, idnumber)
select 'd1000000-0000-4000-8000-000000000000'::uuid, family, given, patronymic, k from p;
insert into person (district_id, family_name, given_name, patronymic, idnumber) values
  ('d2000000-0000-4000-8000-000000000000', 'Чужакова', 'Инна', 'Павловна', 'foreign_methodist'),
  ('d2000000-0000-4000-8000-000000000000', 'Чужаков', 'Лев', 'Павлович', 'foreign_teacher');
insert into appointment (district_id, person_id, organisation_id, role, post, during)
select n.district_id, n.id, g.id, p.role, p.post, '[2020-09-01,)' from p
  join person n on n.idnumber = p.k join organisation g on g.idnumber = p.org;
insert into appointment (district_id, person_id, organisation_id, role, during)
select n.district_id, n.id, g.id, split_part(n.idnumber, '_', 2), '[2020-09-01,)' from person n
  join organisation g on g.idnumber = case n.idnumber when 'foreign_teacher' then 'foreign_school_1' else 'foreign_centre' end
where n.idnumber like 'foreign%';

insert into subject (district_id, name) values
  ('d1000000-0000-4000-8000-000000000000', 'Физика'), ('d1000000-0000-4000-8000-000000000000', 'Математика'),
  ('d2000000-0000-4000-8000-000000000000', 'Физика');
insert into form (district_id, name, is_day) values
  ('d1000000-0000-4000-8000-000000000000', 'Методический день', true), ('d1000000-0000-4000-8000-000000000000', 'Посещение урока', false),
  ('d1000000-0000-4000-8000-000000000000', 'Мастер-класс', false), ('d1000000-0000-4000-8000-000000000000', 'Консультация', false),
  ('d1000000-0000-4000-8000-000000000000', 'Семинар', false), ('d2000000-0000-4000-8000-000000000000', 'Методический день', true);
insert into room (district_id, organisation_id, name, seats)
select district_id, id, r, 30 from organisation, unnest('{каб. 3,каб. 14,каб. 21}'::text[]) r where kind = 'school';
insert into school_class (district_id, organisation_id, school_year, grade, letter, pupils)
select district_id, id, school_year(current_date) + y, c.grade, c.letter, 22
from organisation, (values (6, 'А'), (8, 'Б')) c(grade, letter), (values (0), (1)) y(y) where kind = 'school';
insert into bell (district_id, organisation_id, profile, lesson, starts, ends)
select district_id, id, '', b.n, b.starts, b.starts + interval '45 minutes' from organisation,
  (values (1, time '08:30'), (2, '09:25'), (3, '10:20'), (4, '11:25'), (5, '12:20')) b(n, starts) where kind = 'school';

-- Every weekday: lesson 2 is physics of the teacher with 8 «Б» in room 21, lesson 3 mathematics of the other with 6 «А» in room 14.
insert into lesson (district_id, organisation_id, class_id, subject_id, teacher_id, room_id, weekday, number, profile, term)
select g.district_id, g.id, c.id, s.id, t.id, r.id, w, l.number, '', daterange(make_date(y, 9, 1), make_date(y + 1, 9, 1))
from (values ('school_1', 2, 8, 'Физика', 'teacher', 'каб. 21'), ('school_1', 3, 6, 'Математика', 'teacher_2', 'каб. 14'),
    ('school_2', 2, 8, 'Математика', 'teacher_elsewhere', 'каб. 21')) l(school, number, grade, subject, teacher, room)
  join organisation g on g.idnumber = l.school
  join generate_series(school_year(current_date), school_year(current_date) + 1) y on true
  join school_class c on (c.district_id, c.organisation_id) = (g.district_id, g.id) and c.grade = l.grade and c.school_year = y
  join subject s on s.district_id = g.district_id and s.name = l.subject join person t on t.idnumber = l.teacher
  join room r on (r.district_id, r.organisation_id) = (g.district_id, g.id) and r.name = l.room,
  generate_series(1, 7) w;
insert into travel (district_id, from_id, to_id, minutes)
select a.district_id, a.id, b.id, 40 from organisation a join organisation b on b.idnumber = 'school_2' where a.idnumber = 'school_1';

insert into edition (district_id, id, kind, code, version, title, state, in_force, body)
select d, gen_random_uuid(), k.kind, k.code, 1, k.title, 'published', '[2020-09-01,)', k.body::jsonb
from unnest(array['d1000000-0000-4000-8000-000000000000', 'd2000000-0000-4000-8000-000000000000']::uuid[]) d,
  (values ('regulation', 'days', 'Положение о методических днях', '{}'), ('framework', 'deficits', 'Дефициты', '{}'),
    ('rubric', 'levels', 'Карта по частоте', '{"for": "teacher", "bands": [{"from": 0, "word": "низкий"}, {"from": 50, "word": "средний"}, {"from": 85, "word": "высокий"}]}'),
    ('rubric', 'stages', 'Карта по этапам', '{"for": "teacher", "bands": [{"from": 0, "word": "есть над чем работать"}, {"from": 60, "word": "хорошо"}]}')) k(kind, code, title, body);
insert into clause (district_id, edition_id, number, label, position, body)
select e.district_id, e.id, c.number, 'п. ' || c.number, c.position, c.body from edition e,
  (values ('1.4', 1, 'Организатором является муниципальный центр.'), ('4.1', 2, 'Проведение организуется по плану на основании приказа.'),
    ('4.2', 3, 'Методические дни организуются на базе образовательных учреждений.')) c(number, position, body) where e.kind = 'regulation';
insert into competence (district_id, edition_id, code, name, position)
select e.district_id, e.id, c.code, c.name, c.position from edition e,
  (values ('', 'Все вместе', 0), ('K1', 'Предметные', 1), ('K2', 'Методические', 2)) c(code, name, position) where e.kind = 'framework';
insert into rubric_section (district_id, edition_id, position, title, takes, may_be_absent)
select e.district_id, e.id, s.position, s.title, s.takes, s.absent from edition e
  join (values ('levels', 1, 'Предметные', 'sum', false), ('levels', 2, 'Методические', 'sum', true),
    ('stages', 1, 'Цель', 'best', false), ('stages', 2, 'Рефлексия', 'sum', true)) s(code, position, title, takes, absent) on s.code = e.code;
insert into rubric_item (district_id, edition_id, section_id, position, body, looks, points, labels, weight, competence_id)
select e.district_id, e.id, s.id, i.position, i.body, i.looks, i.points::numeric[], i.labels::text[], i.weight, c.id
from (values ('levels', 1, 1, 'Точность содержания', 'scale', '{0,1,2,3}', '{не видно,изредка,не всегда,постоянно}', 1, 'K1'),
    ('levels', 1, 2, 'Замечает ошибки', 'scale', '{0,1,2,3}', '{не видно,изредка,не всегда,постоянно}', 2, 'K1'),
    ('levels', 2, 1, 'Обратная связь', 'scale', '{0,1,2,3}', '{не видно,изредка,не всегда,постоянно}', 1, 'K2'),
    ('levels', 2, 2, 'Уровень задания', 'choice', '{1,2,3}', '{узнать,применить,понять}', 1, 'K2'),
    ('stages', 1, 1, 'Формулирует учитель', 'binary', '{0,1}', '{нет,да}', 1, 'K2'),
    ('stages', 1, 2, 'Формулируют ученики', 'binary', '{0,2}', '{нет,да}', 1, 'K2'),
    ('stages', 2, 1, 'Рефлексия есть', 'scale', '{0,1,2}', '{нет,частично,да}', 1, 'K1')
  ) i(code, section, position, body, looks, points, labels, weight, competence)
  join edition e on e.code = i.code join rubric_section s on (s.district_id, s.edition_id, s.position) = (e.district_id, e.id, i.section)
  join edition f on f.district_id = e.district_id and f.kind = 'framework'
  join competence c on (c.district_id, c.edition_id, c.code) = (f.district_id, f.id, i.competence);

-- The plan of this school year, approved by order No 171, and of the next, still a draft.
insert into plan (district_id, school_year, title)
select d.district_id, school_year(current_date) + y, 'План методической работы' from district d, (values (0), (1)) y(y);
insert into document (district_id, kind, state, organisation_id, title, number, dated)
select district_id, 'order_plan', 'registered', id, 'Об утверждении плана', '171', make_date(school_year(current_date), 8, 31)
from organisation where kind = 'centre';
insert into plan_version (district_id, plan_id, version, state, order_id)
select p.district_id, p.id, 1, case when p.school_year = school_year(current_date) then 'approved' else 'draft' end,
  (select id from document d where d.district_id = p.district_id and p.school_year = school_year(current_date)) from plan p;
insert into plan_item (district_id, version_id, number, form_id, title, section, term, organisation_id, responsible_id, direction, addressee, result)
select v.district_id, v.id, i.number, f.id, i.title, 'Методические дни', daterange(current_date + i.days, current_date + i.days + 30), g.id, m.id, 'analytic', 'педагоги', 'справка'
from plan_version v join plan p on (p.district_id, p.id) = (v.district_id, v.plan_id),
  (values (1, 'Методический день: обратная связь', 7, 'school_1'), (2, 'Методический день: читательская грамотность', 14, 'school_2'),
    (3, 'Методический день: молодые педагоги', 21, 'school_1')) i(number, title, days, school)
  join organisation g on g.idnumber = i.school join form f on f.district_id = g.district_id and f.is_day
  join person m on m.idnumber = 'methodist'
where v.district_id = g.district_id;

-- Weekdays ahead on which both schools have lessons, each n another one, for days of tests: fixture_date(n).
create function fixture_date(n integer) returns date language sql stable as $$
  select d::date from generate_series(current_date + 10, current_date + 500, interval '1 day') d
  where extract(isodow from d) < 6 and extract(month from d) not in (6, 7, 8) order by d offset n limit 1 $$;
