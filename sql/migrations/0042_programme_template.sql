-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Building a programme (программа дня): a trial of an activity, templates, and taking over a whole
-- programme. The trial knows no rule of its own: it puts the activity and its people, rooms and classes
-- in place, hears what the rules of 0011 say of each, and undoes it all. So what is said while somebody
-- types is what would be said on saving.
-- All of it runs with the rights of the sender: row security holds here as anywhere.

-- Who and what an activity would take; of a lesson, its teacher, room and classes too.
create function slot_wants(wish jsonb) returns table (person_id uuid, involvement text, room_id uuid, class_id uuid) language sql stable as $$
  with l as (select * from lesson where district_id = (select auth.district()) and id = (wish ->> 'lesson')::uuid),
  of_lesson as (
    select teacher_id as person_id, 'shows' as involvement, null::uuid as room_id, null::uuid as class_id from l
    union select null, null, l.room_id, null from l where l.room_id is not null
    union select null, null, null, m.class_id from l join lesson m on (m.district_id, m.organisation_id, m.teacher_id, m.weekday, m.profile, m.number)
      = (l.district_id, l.organisation_id, l.teacher_id, l.weekday, l.profile, l.number) and m.term && l.term),
  more as (
    select (x ->> 'person')::uuid as person_id, x ->> 'involvement' as involvement, null::uuid as room_id, null::uuid as class_id
    from jsonb_array_elements(wish -> 'people') x
    union select null, null, x::uuid, null from jsonb_array_elements_text(wish -> 'rooms') x
    union select null, null, null, x::uuid from jsonb_array_elements_text(wish -> 'classes') x)
  select * from of_lesson union all select * from more m
  where not exists (select from of_lesson l where coalesce(l.person_id, l.room_id, l.class_id) = coalesce(m.person_id, m.room_id, m.class_id))
  order by 1, 3, 4 $$;

-- Where else it could be on that day: other lessons, the same teacher's first, in place of a lesson;
-- else the beginnings of lessons and the half hours outside them. The nearest first.
create function slot_elsewhere(wish jsonb) returns table (lesson_id uuid, during tstzrange) language sql stable as $$
  with d as (select k.*, t.timezone, (lower(r.during) at time zone t.timezone)::time as at, upper(r.during) - lower(r.during) as long
    from day k join district t on t.district_id = k.district_id cross join lateral (select tstzrange((wish ->> 'starts_at')::timestamptz, (wish ->> 'ends_at')::timestamptz) as during) r
    where k.district_id = (select auth.district()) and k.id = (wish ->> 'day')::uuid),
  place as (select coalesce((wish ->> 'organisation')::uuid, (select organisation_id from d)) as id),
  b as (select distinct starts, ends from bell, d, place where bell.district_id = d.district_id and bell.organisation_id = place.id),
  hours as (select make_time(h / 2, h % 2 * 30, 0) as starts from generate_series(16, 36) h),
  start as (select starts from b union select starts from hours where not exists (select from b having min(b.starts) <= hours.starts and max(b.ends) > hours.starts))
  select lesson_id, during from (
    select null::uuid as lesson_id, tstzrange((d.held_on + s.starts) at time zone d.timezone, (d.held_on + s.starts) at time zone d.timezone + d.long) as during,
      1 as rank, abs(extract(epoch from s.starts - d.at)) as far
    from start s, d where not wish ? 'lesson' and s.starts <> d.at
    union all
    select n.id, tstzrange((d.held_on + b.starts) at time zone d.timezone, (d.held_on + b.ends) at time zone d.timezone),
      case when n.teacher_id = l.teacher_id then 1 when n.subject_id = l.subject_id then 2 else 3 end, abs(extract(epoch from b.starts - c.starts))
    from d join lesson l on l.district_id = d.district_id and l.id = (wish ->> 'lesson')::uuid
      join bell c on (c.district_id, c.organisation_id, c.profile, c.lesson) = (l.district_id, l.organisation_id, l.profile, l.number)
      join lesson n on (n.district_id, n.organisation_id) = (l.district_id, l.organisation_id) and n.weekday = l.weekday and n.term @> d.held_on and n.id <> l.id
      join bell b on (b.district_id, b.organisation_id, b.profile, b.lesson) = (n.district_id, n.organisation_id, n.profile, n.number)) x
  order by rank, far, during limit 40 $$;

-- A refusal as the interface passes it on.
create function refusal(slug text, clause text, params text) returns jsonb language sql immutable as $$
  select jsonb_build_object('slug', slug, 'clause', clause, 'params', coalesce(nullif(params, ''), '{}')::jsonb) $$;

-- Puts people, rooms and classes into the activity one by one and answers the refusals. `first`: the
-- first one ends it.
create function slot_try(activity uuid, wish jsonb, first boolean) returns jsonb language plpgsql as $$
declare w record;  found jsonb := '[]';  slug text;  named text;  clause text;  params text;
begin
  for w in select * from slot_wants(wish) loop
    begin
      insert into booking (district_id, slot_id, person_id, room_id, class_id, involvement, during)
      values (auth.district(), activity, w.person_id, w.room_id, w.class_id, w.involvement, tstzrange(now(), now() + interval '1 minute'));
    exception when sqlstate 'MD001' or exclusion_violation or unique_violation then
      get stacked diagnostics slug = message_text, named = constraint_name, clause = pg_exception_hint, params = pg_exception_detail;
      found := found || case when named = '' then refusal(slug, clause, params) else refusal(named, '4.2', '') end;
      exit when first;
    end;
  end loop;
  return found;
end $$;

-- {clashes, free}: what stands in the way of the activity as wished, and up to three places where
-- nothing does. `wish`: day, slot (when it stands already), lesson or starts_at and ends_at, organisation,
-- people, rooms, classes. Everything is undone: an error of its own ends the inner transaction.
create function slot_trial(wish jsonb) returns jsonb language plpgsql as $$
declare
  home uuid := auth.district();
  activity uuid := (wish ->> 'slot')::uuid;
  clashes jsonb;  free jsonb := '[]';  e record;
begin
  begin
    if activity is null then
      insert into slot (district_id, day_id, organisation_id, form_id, direction, title, during)
      select home, d.id, coalesce((wish ->> 'organisation')::uuid, d.organisation_id), (select id from form where district_id = home limit 1), 'organisational', '-',
        tstzrange((wish ->> 'starts_at')::timestamptz, (wish ->> 'ends_at')::timestamptz)
      from day d where d.district_id = home and d.id = (wish ->> 'day')::uuid returning id into activity;
    else
      delete from booking where district_id = home and slot_id = activity;
      update slot set during = tstzrange((wish ->> 'starts_at')::timestamptz, (wish ->> 'ends_at')::timestamptz),
        organisation_id = coalesce((wish ->> 'organisation')::uuid, organisation_id) where district_id = home and id = activity;
    end if;
    clashes := slot_try(activity, wish, false);
    for e in select * from slot_elsewhere(wish) where clashes <> '[]' loop
      begin
        delete from booking where district_id = home and slot_id = activity;
        update slot set during = e.during where district_id = home and id = activity;
        if slot_try(activity, wish || case when e.lesson_id is null then '{}' else jsonb_build_object('lesson', e.lesson_id) end, true) = '[]' then
          free := free || jsonb_build_object('starts_at', lower(e.during), 'ends_at', upper(e.during), 'lesson', e.lesson_id);
        end if;
        raise exception using errcode = 'MD002';
      exception when sqlstate 'MD001' or sqlstate 'MD002' then null;   -- not there, or there and undone
      end;
      exit when jsonb_array_length(free) = 3;
    end loop;
    raise exception using errcode = 'MD002';
  exception when sqlstate 'MD002' then null;
  end;
  return jsonb_build_object('clashes', clashes, 'free', free);
end $$;

create table programme_template (                      -- a programme without people and rooms, to begin others from
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  title text not null, constraint template_title_taken unique (district_id, title),
  foreign key (district_id) references district
);

alter table programme_template add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on programme_template for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on programme_template
  for each row execute function rule.audit('programme_template', '{}');
alter table programme_template enable row level security, force row level security;
create policy one_district on programme_template as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on programme_template for select to metodden_app using (true);
create policy inserts on programme_template for insert to metodden_app with check ((select auth.has('{centre_head,methodist,system}')));
create policy deletes on programme_template for delete to metodden_app using ((select auth.has('{centre_head,methodist,system}')));
grant select, insert, delete on programme_template to metodden_app;

create table programme_template_slot (
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  template_id uuid not null, foreign key (district_id, template_id) references programme_template on delete cascade,
  starts time not null, ends time not null, check (starts < ends),
  form_id uuid not null, foreign key (district_id, form_id) references form,
  direction text not null check (direction in ('analytic', 'informational', 'organisational', 'expert', 'consulting')),
  title text not null, capacity integer check (capacity >= 0), expected_result text
);

alter table programme_template_slot add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create index programme_template_slot_of on programme_template_slot (district_id, template_id);
create trigger z_stamp before insert or update on programme_template_slot for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on programme_template_slot
  for each row execute function rule.audit('programme_template_slot', '{}');
alter table programme_template_slot enable row level security, force row level security;
create policy one_district on programme_template_slot as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on programme_template_slot for select to metodden_app using (true);
create policy inserts on programme_template_slot for insert to metodden_app with check ((select auth.has('{centre_head,methodist,system}')));
create policy deletes on programme_template_slot for delete to metodden_app using ((select auth.has('{centre_head,methodist,system}')));
grant select, insert, delete on programme_template_slot to metodden_app;

-- Templates that come with the program: by the five directions (4.3) and the forms of work that are seeded
-- (4.4); a form that a district hasn't is left out there.
create function shipped_programmes() returns table (id uuid, name text, starts time, ends time, form text, direction text, title text, result text)
language sql immutable as $$
  select ('00000000-0000-4000-8000-00000000000' || v.n)::uuid, v.name, v.starts::time, v.ends::time, v.form, v.direction, v.title, v.result from (values
  (1, 'Посещения уроков и итоги', '08:30', '09:00', 'Собеседование с руководителем', 'informational', 'Начало дня: задачи и порядок посещений', 'Согласованы порядок дня и состав посещений'),
  (1, 'Посещения уроков и итоги', '13:15', '14:00', 'Консультация', 'consulting', 'Беседы с педагогами по посещённым урокам', 'У каждого педагога есть один шаг до следующего посещения'),
  (1, 'Посещения уроков и итоги', '14:10', '14:50', 'Информационное совещание', 'informational', 'Итоги дня с администрацией', 'Названы сильные стороны, затруднения и сроки'),
  (2, 'Пять направлений за день', '08:30', '09:15', 'Изучение документации', 'analytic', 'Рабочие программы и журналы', 'Выводы по документам для справки'),
  (2, 'Пять направлений за день', '09:25', '10:10', 'Экспертиза материалов', 'expert', 'Экспертиза методических материалов педагогов', 'Заключение с критериями'),
  (2, 'Пять направлений за день', '10:20', '11:05', 'Мастер-класс', 'organisational', 'Мастер-класс по теме дня', 'Приём показан и опробован участниками'),
  (2, 'Пять направлений за день', '11:25', '12:10', 'Групповая консультация', 'consulting', 'Ответы на вопросы педагогов', 'Вопросы разобраны, следующие шаги названы'),
  (2, 'Пять направлений за день', '12:20', '13:05', 'Информационное совещание', 'informational', 'Новое в нормативных документах; итоги дня', 'Педагоги и администрация ознакомлены'),
  (3, 'Открытый урок и семинар-практикум', '09:25', '10:10', 'Открытый урок', 'organisational', 'Открытый урок по теме дня', 'Опыт показан коллегам'),
  (3, 'Открытый урок и семинар-практикум', '10:20', '11:05', 'Круглый стол', 'analytic', 'Самоанализ и обсуждение урока', 'Названы находки и вопросы'),
  (3, 'Открытый урок и семинар-практикум', '11:25', '12:55', 'Семинар-практикум', 'organisational', 'Семинар-практикум по теме дня', 'Участники составили фрагмент своего урока'),
  (3, 'Открытый урок и семинар-практикум', '13:15', '14:00', 'Консультация', 'consulting', 'Консультации по запросам', 'Запросы педагогов сняты или записаны как потребности'),
  (4, 'День молодого педагога', '09:25', '10:10', 'Диагностика', 'analytic', 'Диагностика профессиональных затруднений', 'Дефициты названы, потребности записаны'),
  (4, 'День молодого педагога', '10:20', '11:05', 'Школа молодого педагога', 'organisational', 'Занятие школы молодого педагога', 'Участники знают приём и готовы применить'),
  (4, 'День молодого педагога', '11:25', '12:10', 'Мастер-класс', 'organisational', 'Мастер-класс наставника', 'Опыт наставника показан'),
  (4, 'День молодого педагога', '12:20', '13:05', 'Консультация', 'consulting', 'Индивидуальные маршруты', 'У каждого есть шаг маршрута и срок')
  ) v(n, name, starts, ends, form, direction, title, result) $$;

-- Both kinds of templates as one: the activities of a template by its id.
create function template_slots(template uuid) returns table (starts time, ends time, form_id uuid, direction text, title text, capacity integer, expected_result text)
language sql stable as $$
  select s.starts, s.ends, s.form_id, s.direction, s.title, s.capacity, s.expected_result from programme_template_slot s
  where s.district_id = (select auth.district()) and s.template_id = template
  union all
  select s.starts, s.ends, f.id, s.direction, s.title, null, s.result from shipped_programmes() s
    join form f on f.district_id = (select auth.district()) and lower(f.name) = lower(s.form) where s.id = template
  order by 1, 2 $$;

-- Puts a template's or another day's activities into the day: {slots: their ids, left_out: refusals,
-- lessons: how many picked lessons were left behind, for a timetable is of its own date}. The day's lead
-- leads what comes from a template. Of another day come the centre's people and, at the same school,
-- everybody, the rooms and the classes; who or what is taken at that time stays out and is told.
create function programme_take(target uuid, template uuid, source uuid) returns jsonb language plpgsql as $$
declare
  home uuid := auth.district();  d day;  zone text;  x record;
  activity uuid;  ids jsonb := '[]';  left_out jsonb := '[]';
begin
  select * into d from day where district_id = home and id = target;
  select timezone into zone from district where district_id = home;
  for x in
    select t.starts, t.ends, t.form_id, t.direction, t.title, t.capacity, t.expected_result,
      jsonb_build_object('people', case when d.lead_id is null then '[]' else jsonb_build_array(jsonb_build_object('person', d.lead_id, 'involvement', 'leads')) end) as wish
    from template_slots(template) t
    union all
    select (lower(s.during) at time zone zone)::time, (upper(s.during) at time zone zone)::time, s.form_id, s.direction, s.title, s.capacity, s.expected_result,
      jsonb_build_object(
        'people', (select coalesce(jsonb_agg(jsonb_build_object('person', b.person_id, 'involvement', b.involvement)), '[]') from booking b
          where b.district_id = home and b.slot_id = s.id and b.state = 'booked' and b.person_id is not null and (o.organisation_id = d.organisation_id
            or exists (select from appointment a where a.district_id = home and a.person_id = b.person_id and a.role in ('methodist', 'centre_head') and a.during @> d.held_on))),
        'rooms', (select coalesce(jsonb_agg(b.room_id), '[]') from booking b where b.district_id = home and b.slot_id = s.id and b.state = 'booked'
          and b.room_id is not null and o.organisation_id = d.organisation_id),
        'classes', (select coalesce(jsonb_agg(b.class_id), '[]') from booking b join school_class c on (c.district_id, c.id) = (b.district_id, b.class_id)
          where b.district_id = home and b.slot_id = s.id and b.state = 'booked' and o.organisation_id = d.organisation_id and c.school_year = school_year(d.held_on)))
    from slot s join day o on (o.district_id, o.id) = (s.district_id, s.day_id)
    where s.district_id = home and s.day_id = source and not s.cancelled and s.lesson_id is null
    order by 1, 2
  loop
    insert into slot (district_id, day_id, organisation_id, form_id, direction, title, during, capacity, expected_result)
    values (home, d.id, d.organisation_id, x.form_id, x.direction, x.title,
      tstzrange((d.held_on + x.starts) at time zone zone, (d.held_on + x.ends) at time zone zone), x.capacity, x.expected_result) returning id into activity;
    ids := ids || to_jsonb(activity);
    left_out := left_out || slot_try(activity, x.wish, false);
  end loop;
  return jsonb_build_object('slots', ids, 'left_out', left_out,
    'lessons', (select count(*) from slot s where s.district_id = home and s.day_id = source and not s.cancelled and s.lesson_id is not null));
end $$;
