-- The first text of a material, made from what the day and its visits hold. All of it may be edited; the
-- figures in it are bound (figures.sql) and get their values before the draft is stored.
-- Each answers: organisation, person, day, visit, title, due date, body; the state that decides whether it is time.

-- part: sheets
(select h.*, e.body -> 'bands' as bands, person_short(p.family_name, p.given_name, p.patronymic) as author, person_signature(p.family_name, p.given_name, p.patronymic) as signature, coalesce((select min(a.post) from appointment a
    where (a.district_id, a.person_id) = (h.district_id, h.author_id) and a.during @> v.held_on and a.role in ('methodist', 'centre_head')), 'методист') as post
  from sheet h join person p on (p.district_id, p.id) = (h.district_id, h.author_id) join edition e on (e.district_id, e.id) = (h.district_id, h.rubric_id)
  where (h.district_id, h.visit_id) = (v.district_id, v.id) and h.part = 'visitor' and h.state = 'submitted')

-- name: material_drafts_analysis
select v.organisation_id, v.teacher_id, s.day_id, v.id,
  'Анализ посещения урока: ' || concat_ws(', ', u.name, class_name(c.grade, c.letter), person_short(t.family_name, t.given_name, t.patronymic), to_char(v.held_on, 'DD.MM.YYYY')),
  auth.add_working_days(v.held_on, (select value::text::integer from setting_now where code = 'spravka_days')), (select jsonb_agg(x.b order by x.n, x.author, x.m) from (
    select 1 as n, '' as author, 0 as m, jsonb_build_object('b', 'heading', 'text', 'Сведения об уроке') as b
    union all
    select 1, '', 1, jsonb_build_object('b', 'table', 'head', '[]'::jsonb, 'rows', (select jsonb_agg(jsonb_build_array(f.k, f.w) order by f.o)
      from (values (1, 'Дата', to_char(v.held_on, 'DD.MM.YYYY')), (2, 'Образовательная организация', g.name), (3, 'Педагог', concat_ws(' ', t.family_name, t.given_name, t.patronymic)),
        (4, 'Предмет', u.name), (5, 'Класс', class_name(c.grade, c.letter)), (6, 'Тема урока', v.topic),
        (7, 'Учеников по списку / на уроке', v.pupils_listed || ' / ' || coalesce(v.pupils_present::text, '—')), (8, 'Цель посещения', v.aim),
        (9, 'Урок посетили', (select string_agg(h.author || ', ' || h.post, '; ' order by h.author) from
          @sheets@
          h))) f(o, k, w) where f.w is not null))
    union all
    select 2, h.author, y.m, y.b from
      @sheets@
      h cross join lateral (select case when exists (select from mark m where (m.district_id, m.sheet_id) = (h.district_id, h.id) and m.evidence is not null)
        then '["Что видели"]' else '[]' end::jsonb as head) w cross join lateral (values
        (1, jsonb_build_object('b', 'heading', 'text', 'Оценка урока: ' || e.title || ', ' || h.author)),
        (2, jsonb_build_object('b', 'table', 'head', '["Критерий", "Баллы"]'::jsonb || w.head, 'rows', (select coalesce(jsonb_agg(jsonb_build_array(
            r.position || '.' || i.position || '. ' || i.body, case when m.points is null then 'этап отсутствовал' else replace(trim_scale(m.points * i.weight)::text || ' из '
              || trim_scale(points_top(i.points) * i.weight)::text, '.', ',') end) || case w.head when '[]' then '[]' else jsonb_build_array(coalesce(m.evidence, '')) end order by r.position, i.position), '[]') from mark m
            join rubric_item i on (i.district_id, i.id) = (m.district_id, m.item_id) join rubric_section r on (r.district_id, r.id) = (i.district_id, i.section_id)
          where (m.district_id, m.sheet_id) = (h.district_id, h.id))))) y(m, b)
    union all select 3, '', 1, jsonb_build_object('b', 'figure', 'name', 'visit_percent', 'args', jsonb_build_object('visit', v.id), 'text', 'Результат урока, доля применимого максимума: {value}.')
    union all select 3, '', 2, jsonb_build_object('b', 'figure', 'name', 'visit_level', 'args', jsonb_build_object('visit', v.id), 'text', 'Уровень по карте: {value}.')
    union all
    select y.n, h.author, y.m, jsonb_build_object('b', y.b, 'text', y.words) from
      @sheets@
      h cross join lateral (values (5, 1, 'para', h.strengths), (7, 1, 'para', h.difficulties), (9, 1, 'point', h.action_step)) y(n, m, b, words) where y.words is not null
    union all
    select y.n, '', 0, jsonb_build_object('b', 'heading', 'text', y.title) from (values (4, 'Сильные стороны'), (6, 'Затруднения'), (8, 'Рекомендация: шаг до следующего посещения')) y(n, title)
    where exists (select from
      @sheets@
      h where case y.n when 4 then h.strengths when 6 then h.difficulties else h.action_step end is not null)
    union all select 10, h.author, 1, jsonb_build_object('b', 'sign', 'post', signer_post(h.post, false), 'name', h.signature) from
      @sheets@
      h) x), v.state
from visit v join organisation g on (g.district_id, g.id) = (v.district_id, v.organisation_id) join person t on (t.district_id, t.id) = (v.district_id, v.teacher_id)
  join edition e on (e.district_id, e.id) = (v.district_id, v.rubric_id) left join subject u on (u.district_id, u.id) = (v.district_id, v.subject_id)
  left join school_class c on (c.district_id, c.id) = (v.district_id, v.class_id) left join slot s on (s.district_id, s.id) = (v.district_id, v.slot_id)
where v.district_id = (select auth.district()) and v.id = $1::uuid;

-- part: visits
(select v.*, person_short(t.family_name, t.given_name, t.patronymic) as teacher, u.name as subject, class_name(c.grade, c.letter) as class, r.percent, level_word(e.body -> 'bands', r.percent) as level
  from slot s join visit v on (v.district_id, v.slot_id) = (s.district_id, s.id) join person t on (t.district_id, t.id) = (v.district_id, v.teacher_id)
    join edition e on (e.district_id, e.id) = (v.district_id, v.rubric_id) left join subject u on (u.district_id, u.id) = (v.district_id, v.subject_id)
    left join school_class c on (c.district_id, c.id) = (v.district_id, v.class_id)
    left join lateral (select round(100 * sum(h.points) / nullif(sum(h.max_points), 0), 1) as percent from sheet h where (h.district_id, h.visit_id) = (v.district_id, v.id)
      and h.part = 'visitor' and h.state = 'submitted' and v.state <> 'held') r on true
  where (s.district_id, s.day_id) = (d.district_id, d.id) and v.state not in ('planned', 'cancelled'))

-- part: words
(select person_short(t.family_name, t.given_name, t.patronymic) as teacher, h.strengths, h.difficulties, h.action_step from slot s
    join visit v on (v.district_id, v.slot_id) = (s.district_id, s.id) and v.state not in ('planned', 'held', 'cancelled')
    join person t on (t.district_id, t.id) = (v.district_id, v.teacher_id)
    join sheet h on (h.district_id, h.visit_id) = (v.district_id, v.id) and h.part = 'visitor' and h.state = 'submitted'
  where (s.district_id, s.day_id) = (d.district_id, d.id))

-- part: day
from day d join organisation g on (g.district_id, g.id) = (d.district_id, d.organisation_id) join district z on z.district_id = d.district_id
  left join person l on (l.district_id, l.id) = (d.district_id, d.lead_id)
where d.district_id = (select auth.district()) and d.id = $1::uuid;

-- name: material_drafts_spravka
select d.organisation_id, null, d.id, null, 'Справка по итогам методического дня: ' || g.name || ', ' || to_char(d.held_on, 'DD.MM.YYYY'),
  auth.add_working_days(d.held_on, (select value::text::integer from setting_now where code = 'spravka_days')),
  (select jsonb_agg(x.b order by x.n, x.m, x.b ->> 'text') from (
    select 1 as n, y.m, jsonb_build_object('b', 'para', 'text', y.words) as b from (values
      (1, 'Предмет: методический день «' || theme_words(d.theme) || '».'), (2, 'Цель: ' || nullif(d.aim, '')), (3, 'Место и дата: ' || g.name || ', ' || to_char(d.held_on, 'DD.MM.YYYY') || '.'),
      (4, 'Участники: ' || nullif(rtrim(concat_ws('; ', 'руководитель группы ' || person_short(l.family_name, l.given_name, l.patronymic), (select string_agg(distinct person_short(p.family_name, p.given_name, p.patronymic), ', ')
        from booking b join slot s on (s.district_id, s.id) = (b.district_id, b.slot_id) join person p on (p.district_id, p.id) = (b.district_id, b.person_id)
        where (s.district_id, s.day_id) = (d.district_id, d.id) and b.state = 'booked' and p.id is distinct from d.lead_id and not s.cancelled)), '.'), '') || '.')) y(m, words) where y.words is not null
    union all select 2, 0, jsonb_build_object('b', 'heading', 'text', 'Что сделано')
    union all select 2, 1, jsonb_build_object('b', 'list', 'items', (select jsonb_agg(concat_ws(' ', to_char(lower(s.during) at time zone z.timezone, 'FMHH24:MI') || '–' || to_char(upper(s.during) at time zone z.timezone, 'FMHH24:MI'),
        coalesce(s.title, f.name)) order by s.during, s.title) from slot s left join form f on (f.district_id, f.id) = (s.district_id, s.form_id) where (s.district_id, s.day_id) = (d.district_id, d.id) and not s.cancelled))
      where exists (select from slot s where (s.district_id, s.day_id) = (d.district_id, d.id) and not s.cancelled)
    union all select 3, y.m, jsonb_build_object('b', 'figure', 'name', y.name, 'args', jsonb_build_object('day', d.id), 'text', y.words) from (values
      (1, 'visits_of_day', 'Посещено уроков: {value}.'), (2, 'teachers_of_day', 'У педагогов: {value}.'), (3, 'mean_percent_of_day', 'Средний результат, доля применимого максимума: {value}.'),
      (4, 'objections_of_day', 'Педагоги возразили на оценку уроков: {value}.')) y(m, name, words)
    union all select 4, 0, jsonb_build_object('b', 'heading', 'text', 'Посещённые уроки')
    union all select 4, 1, (select jsonb_build_object('b', 'table', 'head', to_jsonb(array_remove(array['Дата', 'Педагог', case when bool_or(v.subjects) then 'Предмет' end,
          case when bool_or(v.classes) then 'Класс' end, 'Тема', 'Результат, %', 'Уровень'], null)),
        'rows', coalesce(jsonb_agg(to_jsonb(array_remove(array[to_char(v.held_on, 'DD.MM.YYYY'), v.teacher, case when v.subjects then coalesce(v.subject, '') end,
          case when v.classes then coalesce(v.class, '') end, coalesce(v.topic, ''), coalesce(replace(v.percent::text, '.', ','), '—'), coalesce(v.level, '—')], null)) order by v.held_on, v.teacher), '[]'))
      from (select w.*, bool_or(w.subject is not null) over () as subjects, bool_or(w.class is not null) over () as classes from
        @visits@
        w) v)
    union all select 5, 0, jsonb_build_object('b', 'heading', 'text', 'Результаты по компетенциям')
    union all select 5, k.position, jsonb_build_object('b', 'figure', 'name', 'competence_mean', 'args', jsonb_build_object('day', d.id, 'competence', k.id), 'text', concat_ws(' ', nullif(k.code, ''), k.name) || ': {value}.')
      from competence k where k.district_id = d.district_id and exists (select from slot s join visit v on (v.district_id, v.slot_id) = (s.district_id, s.id) join sheet h on (h.district_id, h.visit_id) = (v.district_id, v.id)
        join score c on (c.district_id, c.sheet_id) = (h.district_id, h.id) where (s.district_id, s.day_id) = (d.district_id, d.id) and c.competence_id = k.id and h.part = 'visitor' and h.state = 'submitted' and v.state <> 'held')
    union all select y.n, 0, jsonb_build_object('b', 'heading', 'text', y.title) from (values (6, 'Сильные стороны'), (7, 'Затруднения'), (8, 'Рекомендации')) y(n, title)
    where exists (select from
      @words@
      w where case y.n when 6 then w.strengths when 7 then w.difficulties else w.action_step end is not null)
    union all select distinct y.n, 1, jsonb_build_object('b', y.b, 'text', y.words) from
      @words@
      w cross join lateral (values (6, 'para', w.strengths), (7, 'para', w.difficulties), (8, 'point', w.teacher || ': ' || w.action_step)) y(n, b, words) where y.words is not null
    union all select 9, 1, jsonb_build_object('b', 'sign', 'post', 'Руководитель рабочей группы', 'name', coalesce(person_signature(l.family_name, l.given_name, l.patronymic), ''))) x), d.state
@day@

-- name: material_drafts_recommendations
select d.organisation_id, null, d.id, null, 'Методические рекомендации по итогам методического дня «' || theme_words(d.theme) || '»', auth.add_working_days(d.held_on, (select value::text::integer from setting_now where code = 'spravka_days')),
  (select jsonb_agg(x.b order by x.n, x.m, x.b ->> 'text') from (
    select y.n, y.m, jsonb_build_object('b', y.b, 'text', y.words) as b from (values
      (1, 0, 'heading', 'Аннотация'), (1, 1, 'para', 'Рекомендации составлены по итогам методического дня «' || theme_words(d.theme) || '» (' || g.name || ', ' || to_char(d.held_on, 'DD.MM.YYYY') || ').'),
      (2, 0, 'heading', 'Кому адресованы'), (2, 1, 'para', 'Руководителю и педагогам: ' || g.name || '.'), (3, 0, 'heading', 'Пояснительная записка'), (4, 0, 'heading', 'Рекомендуемые действия'),
      (5, 0, 'heading', 'Ожидаемый результат'), (5, 1, 'para', 'Результат проверяется при следующем посещении уроков по той же карте.')) y(n, m, b, words)
    union all select 3, 1, jsonb_build_object('b', 'figure', 'name', 'visits_of_day', 'args', jsonb_build_object('day', d.id), 'text', 'Посещено уроков: {value}.')
    union all select 3, 2, jsonb_build_object('b', 'figure', 'name', 'mean_percent_of_day', 'args', jsonb_build_object('day', d.id), 'text', 'Средний результат, доля применимого максимума: {value}.')
    union all select distinct y.n, 3, jsonb_build_object('b', y.b, 'text', y.words) from
      @words@
      w cross join lateral (values (3, 'para', w.difficulties), (4, 'point', w.action_step)) y(n, b, words) where y.words is not null) x), d.state
@day@

-- Without a day: of the centre, for whoever is named as the addressee.
-- name: material_drafts_blank
select g.id, null, null, null, 'Методические рекомендации', null, (select jsonb_agg(jsonb_build_object('b', 'heading', 'text', y.title) order by y.n) from (values
  (1, 'Аннотация'), (2, 'Кому адресованы'), (3, 'Пояснительная записка'), (4, 'Рекомендуемые действия'), (5, 'Ожидаемый результат')) y(n, title)), 'held'
from organisation g where g.district_id = (select auth.district()) and g.kind = 'centre' order by g.id limit 1;
