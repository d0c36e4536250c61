-- What papers say: each query answers the JSON that paper/read.c makes a document of. Row security
-- decides who may read it; a paper is made of what its reader sees.

-- part: issuer
(select jsonb_agg(o.name order by o.kind = 'department' desc) from (select distinct on (g.kind) g.kind, g.name from organisation g
  where g.district_id = (select auth.district()) and g.closed_on is null and g.kind in ('department', issuer_kind(x.kind)) order by g.kind, g.id) o)

-- part: programme
jsonb_build_object('b', 'table', 'head', '["Время", "Мероприятие (форма работы)", "Направление", "Место", "Класс", "Педагог", "Методист", "Ожидаемый результат"]'::jsonb,
  'rows', (select coalesce(jsonb_agg(jsonb_build_array(
      to_char(lower(s.during) at time zone z.timezone, 'FMHH24:MI') || '–' || to_char(upper(s.during) at time zone z.timezone, 'FMHH24:MI'),
      s.title || case when position(lower(f.name) in lower(s.title)) = 0 then ' (' || lower(f.name) || ')' else '' end,
      direction_words(s.direction),
      concat_ws(', ', case when s.organisation_id <> y.organisation_id then (select g.name from organisation g where (g.district_id, g.id) = (s.district_id, s.organisation_id)) end,
        (select string_agg(r.name, ', ' order by r.name) from booking b join room r on (r.district_id, r.id) = (b.district_id, b.room_id)
          where (b.district_id, b.slot_id) = (s.district_id, s.id) and b.state = 'booked')),
      coalesce((select string_agg(class_name(c.grade, c.letter), ', ' order by c.grade, c.letter) from booking b
        join school_class c on (c.district_id, c.id) = (b.district_id, b.class_id) where (b.district_id, b.slot_id) = (s.district_id, s.id) and b.state = 'booked'), ''),
      concat_ws(', ', who.teachers, case when who.attend > 0 then 'участников: ' || who.attend end), coalesce(who.methodists, ''), coalesce(s.expected_result, ''))
      order by s.during, s.id), '[]')
    from slot s join form f on (f.district_id, f.id) = (s.district_id, s.form_id) cross join lateral (
      select string_agg(person_short(p.family_name, p.given_name, p.patronymic), ', ' order by p.family_name, p.id) filter (where b.involvement in ('shows', 'co_organises', 'jury')) as teachers,
        string_agg(person_short(p.family_name, p.given_name, p.patronymic), ', ' order by p.family_name, p.id) filter (where b.involvement in ('leads', 'visits')) as methodists,
        count(*) filter (where b.involvement = 'attends') as attend
      from booking b join person p on (p.district_id, p.id) = (b.district_id, b.person_id)
      where (b.district_id, b.slot_id) = (s.district_id, s.id) and b.state = 'booked') who
    where (s.district_id, s.day_id) = (y.district_id, y.id) and not s.cancelled))

-- A document by id; $2: kinds that are asked for. Who signed it signs the paper; of a draft, who is to.
-- name: paper_document
with x as materialized (select d.*, v.code, exists (select from signature s where (s.district_id, s.document_id, s.version) = (d.district_id, d.id, d.version)) as is_signed,
    coalesce(d.dated, (select auth.today())) as day
  from document d left join document_version v on (v.district_id, v.document_id, v.version) = (d.district_id, d.id, d.version)
  where d.district_id = (select auth.district()) and d.id = $1::uuid and ($2::text is null or d.kind like $2)),
signer as (
  select s.signed_at as at, s.person_id, s.capacity as role, coalesce(s.signed_on, (s.signed_at at time zone (select auth.zone()))::date) as day from signature s
    join x on (s.district_id, s.document_id, s.version) = (x.district_id, x.id, x.version)
  union all select null, null, r.role, x.day from x cross join lateral unnest(case issuer_kind(x.kind) when 'department' then '{department_head}'
    when 'council' then '{council_chair,council_secretary}'::text[] else '{}' end::text[]) r(role) where not x.is_signed
  union all select null, x.created_by, null, x.day from x where not x.is_signed and issuer_kind(x.kind) = 'centre'),
sign as (
  select s.at, s.role, signer_post(coalesce(a.post, ''), coalesce(a.acting, false)) as post, person_signature(p.family_name, p.given_name, p.patronymic) as name
  from signer s left join lateral (select a.* from appointment a where a.district_id = (select auth.district()) and (s.person_id is null or a.person_id = s.person_id)
      and (s.role is null and a.role <> 'system' or a.role = s.role) and a.during @> s.day order by a.acting desc, lower(a.during) desc, a.id limit 1) a on true
    left join person p on p.district_id = (select auth.district()) and p.id = coalesce(s.person_id, a.person_id)
  where p.id is not null),
answer as (select k.id, k.person_id, k.kind, k.body, k.at from x
    join receipt k on k.district_id = x.district_id and (k.document_id = x.id and k.version = x.version or x.version = 1 and k.visit_id = x.visit_id
      and not exists (select from receipt w where (w.district_id, w.document_id, w.person_id) = (x.district_id, x.id, k.person_id)))
  where k.kind in ('acknowledged', 'objected')),
y as (select d.* from day d join x on (d.district_id, d.id) = (x.district_id, x.day_id) where x.kind = 'order_hold')
select jsonb_build_object('kind', x.kind, 'title', x.title, 'number', coalesce(x.number, ''), 'dated', coalesce(x.dated::text, ''),
  'draft', x.state in ('draft', 'returned'), 'body', x.body, 'issuer',
  @issuer@
  , 'signs', case when x.body @> '[{"b": "sign"}]' then '[]' else (select coalesce(jsonb_agg(jsonb_build_object('b', 'sign', 'post', post, 'name', name)
      order by at, role), '[]') from sign) end
    || case when x.person_id is not null and x.state <> 'draft' and not exists (select from answer k where k.person_id = x.person_id) then (select jsonb_build_array(jsonb_build_object('b', 'sign', 'post', 'С документом ознакомлен(а)',
        'name', person_signature(p.family_name, p.given_name, p.patronymic))) from person p where (p.district_id, p.id) = (x.district_id, x.person_id)) else '[]' end
    || (select coalesce(jsonb_agg(jsonb_build_object('b', 'para', 'text', case k.kind when 'acknowledged' then 'С документом ознакомлен(а): ' else 'Возражение: ' end
        || person_short(p.family_name, p.given_name, p.patronymic) || ', ' || to_char(k.at at time zone z.timezone, 'DD.MM.YYYY')
        || coalesce('. ' || nullif(k.body, ''), '')) order by k.at, k.id), '[]')
      from answer k join person p on (p.district_id, p.id) = (x.district_id, k.person_id)),
  'executor', coalesce((select 'Исполнитель: ' || concat_ws(' ', p.family_name, p.given_name, p.patronymic) from person p
    where issuer_kind(x.kind) = 'department' and (p.district_id, p.id) = (x.district_id, x.created_by) and exists (select from appointment a
      where (a.district_id, a.person_id) = (p.district_id, p.id) and a.role in ('methodist', 'centre_head', 'clerk'))), ''),
  'check', coalesce(x.code, ''), 'check_words', 'Проверить документ: номер, дату, состояние, отпечаток текста',
  'appendix', (select jsonb_build_object('title', 'Программа методического дня «' || theme_words(y.theme) || '»', 'body', jsonb_build_array(
  @programme@
    )) from y where exists (select from slot s where (s.district_id, s.day_id) = (y.district_id, y.id) and not s.cancelled)),
  'note', case when x.code is not null and exists (select from y join slot s on (s.district_id, s.day_id) = (y.district_id, y.id) where not s.cancelled) then
    'Приложение печатается по действующей программе дня. Отпечаток на странице проверки относится к тексту приказа.' else '' end)
from x join district z on z.district_id = x.district_id;

-- name: paper_programme
select jsonb_build_object('kind', x.kind, 'title', case y.kind when 'day' then 'методического дня «' else '«' end || theme_words(y.theme) || '»', 'draft', k.id is null and y.kind = 'day',
  'issuer',
  @issuer@
  , 'stamp', coalesce('УТВЕРЖДЕНА' || chr(10) || 'приказом от ' || date_words(k.dated) || ' №' || U&'\00A0' || k.number || coalesce(chr(10) || '(' || i.name || ')', ''), ''),
  'body', jsonb_build_array(jsonb_build_object('b', 'para', 'text', 'Образовательная организация: ' || g.name || '. Дата проведения: ' || date_words(y.held_on)))
    || case when coalesce(y.aim, '') <> '' then jsonb_build_array(jsonb_build_object('b', 'para', 'text', 'Цель: ' || y.aim)) else '[]' end
    || jsonb_build_array(
  @programme@
    ),
  'signs', (select coalesce(jsonb_agg(jsonb_build_object('b', 'sign', 'post', signer_post(coalesce(a.post, 'методист'), coalesce(a.acting, false)),
      'name', person_signature(p.family_name, p.given_name, p.patronymic))), '[]') from person p left join lateral (select * from appointment a
      where (a.district_id, a.person_id) = (p.district_id, p.id) and a.role in ('methodist', 'centre_head') and a.during @> y.held_on order by a.role limit 1) a on true
    where (p.district_id, p.id) = (y.district_id, y.lead_id)),
  'check', coalesce(v.code, ''), 'check_words', 'Проверить приказ, которым утверждена программа')
from (select 'programme' as kind) x, day y join district z on z.district_id = y.district_id join organisation g on (g.district_id, g.id) = (y.district_id, y.organisation_id)
  left join lateral (select * from document k where k.district_id = y.district_id and k.day_id = y.id and k.kind = 'order_hold' and k.state = 'registered'
    order by k.id = y.order_id desc, k.dated desc limit 1) k on true
  left join document_version v on (v.district_id, v.document_id, v.version) = (k.district_id, k.id, k.version)
  left join lateral (select o.name from organisation o where o.district_id = y.district_id and o.kind = 'department' order by o.id limit 1) i on true
where y.district_id = (select auth.district()) and y.id = $1::uuid;

-- The sign-in sheet (лист регистрации) of a day ($1) or of one activity ($2), which has the code to sign in by.
-- Who was noted by code or list is marked; others sign by hand, and lines are left for those not invited.
-- name: paper_attendance
select jsonb_build_object('kind', 'attendance_sheet', 'title', theme_words(y.theme), 'draft', false,
  'issuer',
  @issuer@
  , 'body', jsonb_build_array(jsonb_build_object('b', 'para', 'text', g.name || ', ' || date_words(y.held_on))) || (
    select jsonb_agg(b order by s.during, s.id, o) from slot s cross join lateral (values
      (1, jsonb_build_object('b', 'heading', 'text', to_char(lower(s.during) at time zone z.timezone, 'FMHH24:MI') || '–' || to_char(upper(s.during) at time zone z.timezone, 'FMHH24:MI') || '. ' || s.title
        || coalesce('. ' || (select string_agg(r.name, ', ' order by r.name) from booking k join room r on (r.district_id, r.id) = (k.district_id, k.room_id)
          where (k.district_id, k.slot_id) = (s.district_id, s.id) and k.state = 'booked'), ''))),
      (2, jsonb_build_object('b', 'table', 'head', '["№", "Фамилия, имя, отчество", "Организация, должность", "Подпись"]'::jsonb, 'rows',
        (select coalesce(jsonb_agg(jsonb_build_array(l.n::text, l.name, l.place, l.mark) order by l.n), '[]') from (
          select row_number() over (order by k.person_id is null, p.family_name, p.given_name, p.id, k.line) as n, coalesce(concat_ws(' ', p.family_name, p.given_name, p.patronymic), '') as name,
            coalesce(concat_ws(', ', w.name, nullif(w.post, '')), '') as place, case when a.present and a.by_code then 'отметка по коду' when a.present then 'отмечен(а) в списке' else repeat(U&'\00A0', 26) || chr(10) || U&'\00A0' end as mark
          from (select b.person_id, null::integer as line from booking b where (b.district_id, b.slot_id) = (s.district_id, s.id) and b.state = 'booked' and b.person_id is not null
            union select c.person_id, null from attendance c where (c.district_id, c.slot_id) = (s.district_id, s.id)
            union all select null, n from generate_series(1, 5) n) k
            left join person p on (p.district_id, p.id) = (s.district_id, k.person_id)
            left join attendance a on (a.district_id, a.slot_id, a.person_id) = (s.district_id, s.id, k.person_id)
            left join lateral (select u.name, m.post from appointment m join organisation u on (u.district_id, u.id) = (m.district_id, m.organisation_id)
              where (m.district_id, m.person_id) = (p.district_id, p.id) and m.during @> y.held_on order by u.id = s.organisation_id desc, m.id limit 1) w on true) l)))) v(o, b)
    where (s.district_id, s.day_id) = (y.district_id, y.id) and not s.cancelled and ($2::uuid is null or s.id = $2::uuid)),
  'signs', (select coalesce(jsonb_agg(jsonb_build_object('b', 'sign', 'post', 'Ответственный за регистрацию', 'name', person_signature(p.family_name, p.given_name, p.patronymic))), '[]')
    from person p where (p.district_id, p.id) = (y.district_id, y.lead_id)),
  'page', coalesce('/attend/' || $2::uuid || '/' || auth.attendance_code($2::uuid, true), ''),
  'check_words', 'Отметиться с телефона: за 15 минут до начала и до конца мероприятия')
from (select 'attendance_sheet' as kind) x, day y join district z on z.district_id = y.district_id join organisation g on (g.district_id, g.id) = (y.district_id, y.organisation_id)
where y.district_id = (select auth.district()) and y.id = coalesce($1::uuid, (select day_id from slot where district_id = (select auth.district()) and id = $2::uuid))
  and exists (select from slot s where (s.district_id, s.day_id) = (y.district_id, y.id) and not s.cancelled and ($2::uuid is null or s.id = $2::uuid)
    and s.organisation_id = any((select auth.schools())::uuid[]));

-- A section is a row of one cell, which spans the table.
-- name: paper_plan
select jsonb_build_object('kind', x.kind, 'title', 'методической работы на ' || p.school_year || '/' || p.school_year + 1 || ' учебный год'
    || case when v.version > 1 then ' (редакция ' || v.version || ')' else '' end, 'draft', v.state not in ('approved', 'superseded'),
  'issuer',
  @issuer@
  , 'stamp', coalesce('УТВЕРЖДЁН' || chr(10) || 'приказом от ' || date_words(k.dated) || ' №' || U&'\00A0' || k.number || coalesce(chr(10) || '(' || i.name || ')', ''), ''),
  'body', jsonb_build_array(jsonb_build_object('b', 'table', 'head', '["№", "Мероприятие", "Срок", "Ответственный", "Направление", "Организация", "Адресаты", "Ожидаемый результат"]'::jsonb,
    'rows', (select coalesce(jsonb_agg(r.cells order by r.first, r.section, r.place, r.number, r.item_id), '[]') from (
      select jsonb_build_array(t.section) as cells, min(t.number) as first, t.section, 0 as place, null::integer as number, null::uuid as item_id
      from plan_item t where (t.district_id, t.version_id) = (v.district_id, v.id) and t.section <> '' group by t.section
      union all select jsonb_build_array(coalesce(t.number::text, ''), t.title || case when f.is_day or position(lower(f.name) in lower(t.title)) > 0 then '' else ' (' || lower(f.name) || ')' end,
          term_words(t.term), coalesce(person_short(m.family_name, m.given_name, m.patronymic), ''), coalesce(direction_words(t.direction), ''), coalesce(g.name, ''),
          coalesce(t.addressee, ''), coalesce(t.result, '')),
        min(t.number) over (partition by t.section), t.section, 1, t.number, t.item_id
      from plan_item t join form f on (f.district_id, f.id) = (t.district_id, t.form_id) left join organisation g on (g.district_id, g.id) = (t.district_id, t.organisation_id)
        left join person m on (m.district_id, m.id) = (t.district_id, t.responsible_id) where (t.district_id, t.version_id) = (v.district_id, v.id)) r))),
  'signs', (select coalesce(jsonb_agg(jsonb_build_object('b', 'sign', 'post', signer_post(coalesce(a.post, ''), a.acting),
      'name', person_signature(h.family_name, h.given_name, h.patronymic))), '[]') from (select * from appointment a where a.district_id = v.district_id and a.role = 'centre_head'
      and a.during @> coalesce(k.dated, (select auth.today())) order by a.acting desc, lower(a.during) desc, a.id limit 1) a
    join person h on (h.district_id, h.id) = (a.district_id, a.person_id)),
  'check', coalesce(w.code, ''), 'check_words', 'Проверить приказ, которым утверждён план')
from (select 'plan' as kind) x, plan_version v join plan p on (p.district_id, p.id) = (v.district_id, v.plan_id)
  left join document k on (k.district_id, k.id) = (v.district_id, v.order_id) and k.state = 'registered'
  left join document_version w on (w.district_id, w.document_id, w.version) = (k.district_id, k.id, k.version)
  left join lateral (select o.name from organisation o where o.district_id = v.district_id and o.kind = 'department' order by o.id limit 1) i on true
where v.district_id = (select auth.district()) and v.id = $1::uuid;
