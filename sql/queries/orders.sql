-- Orders (приказы) of the department and the journal of their registration.

-- part: order
'id', o.id, 'kind', o.kind, 'state', o.state, 'title', o.title, 'number', o.number, 'dated', o.dated, 'day', o.day_id,
'plan_version', o.plan_version_id, 'sitting', o.sitting_id, 'organisation', named(g.id, g.name), 'revision', o.revision

-- name: orders_list
select list_page(array_agg(j), array_agg(id), coalesce($4::integer, 50)) from (
  select o.id, json_build_object(
  @order@
  ) as j from document o join organisation g on (g.district_id, g.id) = (o.district_id, o.organisation_id)
  where o.district_id = (select auth.district()) and o.kind like 'order%' and ($1::uuid is null or o.day_id = $1::uuid)
    and ($2::text is null or o.kind = $2) and ($3::text is null or o.state = $3) and ($7::uuid is null or o.sitting_id = $7::uuid)
    and ($6::text = 'district' or o.organisation_id = any((select auth.schools())::uuid[]))
    and ($5::uuid is null or (o.created_at, o.id) < (select c.created_at, c.id from document c where c.district_id = o.district_id and c.id = $5::uuid))
  order by o.created_at desc, o.id desc limit coalesce($4::integer, 50) + 1) x;

-- name: orders_show
select json_build_object(
  @order@
  , 'body', o.body, 'version', o.version,
  'day_held_on', (select d.held_on from day d where (d.district_id, d.id) = (o.district_id, o.day_id)),
  'day_state', (select d.state from day d where (d.district_id, d.id) = (o.district_id, o.day_id)),
  'signatures', (select coalesce(json_agg(json_build_object('person', person_ref(p.id, p.family_name, p.given_name, p.patronymic),
      'capacity', s.capacity, 'signed_on', coalesce(s.signed_on, (s.signed_at at time zone (select auth.zone()))::date)) order by s.signed_at), '[]')
    from signature s join person p on (p.district_id, p.id) = (s.district_id, s.person_id)
    where (s.district_id, s.document_id) = (o.district_id, o.id)),
  'tasks', (select coalesce(json_agg(json_build_object('id', t.id, 'body', t.body, 'due_on', t.due_on) order by t.position), '[]')
    from task t where (t.district_id, t.document_id) = (o.district_id, o.id))), o.revision, o.state, o.day_id
from document o join organisation g on (g.district_id, g.id) = (o.district_id, o.organisation_id)
where o.district_id = (select auth.district()) and o.id = $1::uuid and o.kind like 'order%';

-- The draft's first text: basis, aim, ПРИКАЗЫВАЮ and five points. All of it may be edited.
-- name: orders_draft_hold
insert into document (district_id, id, kind, organisation_id, day_id, title, body)
select d.district_id, coalesce($1::uuid, gen_random_uuid()), 'order_hold', d.organisation_id, d.id,
  coalesce(nullif($3, ''), 'О проведении методического дня: ' || g.name), coalesce(nullif($4, '')::jsonb, jsonb_build_array(
    jsonb_build_object('b', 'para', 'text', 'В соответствии с планом методической работы муниципального центра'
      || coalesce(' на ' || p.school_year || '/' || (p.school_year + 1) || ' учебный год (пункт ' || i.number || ')', '')
      || ', на основании Положения о проведении методических дней (п. 4.1)'
      || coalesce(', в целях: ' || nullif(d.aim, ''), '') || ' ПРИКАЗЫВАЮ:'),
    jsonb_build_object('b', 'point', 'text', 'Провести методический день «' || theme_words(d.theme) || '» ' || to_char(d.held_on, 'DD.MM.YYYY') || '. Место проведения: ' || g.name || '.'),
    jsonb_build_object('b', 'point', 'text', 'Утвердить состав рабочей группы. Руководитель группы: '
      || regexp_replace(coalesce(person_short(l.family_name, l.given_name, l.patronymic), '_______________') || '.', '[.]{2}$', '.')),
    jsonb_build_object('b', 'point', 'text', 'Руководителю образовательного учреждения обеспечить условия для проведения методического дня по программе (приложение).'),
    jsonb_build_object('b', 'point', 'text', 'Представить справку по итогам в срок до '
      || to_char(auth.add_working_days(d.held_on, (select (value)::integer from setting_now where code = 'spravka_days')), 'DD.MM.YYYY') || '.'),
    jsonb_build_object('b', 'point', 'text', 'Контроль за исполнением приказа оставляю за собой.')))
from day d join organisation g on (g.district_id, g.id) = (d.district_id, d.organisation_id)
  left join plan_item i on (i.district_id, i.version_id, i.item_id) = (d.district_id, d.plan_version_id, d.plan_item_id)
  left join plan_version v on (v.district_id, v.id) = (d.district_id, d.plan_version_id)
  left join plan p on (p.district_id, p.id) = (v.district_id, v.plan_id)
  left join person l on (l.district_id, l.id) = (d.district_id, d.lead_id)
where d.district_id = (select auth.district()) and d.id = $2::uuid
on conflict (district_id, id) do nothing returning id;

-- name: orders_draft_plan
insert into document (district_id, id, kind, organisation_id, plan_version_id, title, body)
select v.district_id, coalesce($1::uuid, gen_random_uuid()), 'order_plan', g.id, v.id,
  coalesce(nullif($3, ''), 'Об утверждении плана методической работы на ' || p.school_year || '/' || (p.school_year + 1) || ' учебный год'),
  coalesce(nullif($4, '')::jsonb, jsonb_build_array(
    jsonb_build_object('b', 'para', 'text', 'На основании Положения о проведении методических дней ПРИКАЗЫВАЮ:'),
    jsonb_build_object('b', 'point', 'text', 'Утвердить план методической работы муниципального центра на ' || p.school_year || '/' || (p.school_year + 1)
      || ' учебный год, редакция ' || v.version || '.'),
    jsonb_build_object('b', 'point', 'text', 'Контроль за исполнением приказа оставляю за собой.')))
from plan_version v join plan p on (p.district_id, p.id) = (v.district_id, v.plan_id)
  join lateral (select id from organisation o where o.district_id = v.district_id and o.kind = 'centre' order by o.id limit 1) g on true
where v.district_id = (select auth.district()) and v.id = $2::uuid
on conflict (district_id, id) do nothing returning id;

-- Of approval (4.5): its basis is the orders on holding, the summary reports and the minutes; it approves what the
-- council accepted and is considered by now. The points that have nothing to say are left out; what is approved
-- stands in the appendix, school by school.
-- name: orders_draft_approve
with s as (select t.*, g.name as council, m.number as paper, auth.add_working_days((select auth.today()), (select (value)::integer from setting_now where code = 'remark_days')) as mend
    from sitting t join organisation g on (g.district_id, g.id) = (t.district_id, t.organisation_id)
      left join lateral auth.minutes(t.id) m on true
    where t.district_id = (select auth.district()) and t.id = $2::uuid),
  r as (select x.*, o.name as school from s cross join lateral auth.resolutions(s.id) x left join organisation o on (o.district_id, o.id) = (s.district_id, x.organisation_id)
    where x.decision in ('accepted', 'amended')),
  papers as (select r.*, coalesce(to_char(d.held_on, 'DD.MM.YYYY'), '«' || r.title || '»') as day from r left join day d on d.district_id = (select auth.district()) and d.id = r.day_id
    where r.kind in ('lesson_analysis', 'spravka', 'recommendations') and r.state = 'considered'),
  point as (
    select 8 as n, jsonb_build_object('b', 'list', 'items', jsonb_agg(x.line order by x.school, x.rank)) as block from (
      select p.school, array_position('{spravka,lesson_analysis,recommendations}', p.kind) as rank, p.school || ': ' || case p.kind when 'spravka' then 'справка по итогам методического дня ' || string_agg(p.day, ', ' order by p.place)
        when 'lesson_analysis' then 'анализы посещения уроков — ' || count(*) else 'методические рекомендации «' || string_agg(p.title, '», «' order by p.place) || '»' end as line
      from papers p group by p.school, p.kind) x having count(*) > 0
    union all select 3, jsonb_build_object('b', 'point', 'text', 'Муниципальному центру ' || case when exists (select from r where plan_version_id is not null)
      then 'внести в план методической работы изменения, рассмотренные советом.' else 'учесть итоги методических дней при коррекции плана методической работы (п. 4.6 Положения).' end)
    union all select 4, jsonb_build_object('b', 'point', 'text', 'Руководителям образовательных организаций (' || string_agg(distinct p.school, ', ') || ') устранить отмеченные в справках недостатки в срок до '
      || to_char(min(s.mend), 'DD.MM.YYYY') || '.') from papers p, s having count(*) > 0
    union all select 5, jsonb_build_object('b', 'point', 'text', 'Включить в банк педагогического опыта: ' || string_agg('«' || r.title || '»', ', ' order by r.place) || '.')
      from r where r.kind = 'practice_card' and r.decision = 'accepted' having count(*) > 0
    union all select 6, jsonb_build_object('b', 'point', 'text', 'Контроль за исполнением приказа оставляю за собой.')
    union all select 7, jsonb_build_object('b', 'heading', 'text', 'Приложение. Утверждённые материалы') from papers having count(*) > 0)
insert into document (district_id, id, kind, organisation_id, sitting_id, title, body)
select s.district_id, coalesce($1::uuid, gen_random_uuid()), 'order_approve', g.id, s.id,
  coalesce(nullif($3, ''), 'Об утверждении аналитических материалов по итогам методических дней'), coalesce(nullif($4, '')::jsonb,
    jsonb_build_array(jsonb_build_object('b', 'para', 'text', 'На основании Положения о проведении методических дней (п. 4.5)'
      || coalesce(', приказов о проведении методических дней (' || (select string_agg('№ ' || o.number || ' от ' || to_char(o.dated, 'DD.MM.YYYY'), '; ' order by o.dated, o.number)
          from document o join day d on (d.district_id, d.order_id) = (o.district_id, o.id) where d.district_id = s.district_id and d.id in (select day_id from papers)) || ')', '')
      || coalesce(', справок по итогам методических дней (' || (select string_agg(p.school || ', ' || p.day, '; ' order by p.place) from papers p where p.kind = 'spravka') || ')', '')
      || ', протокола № ' || coalesce(s.paper, s.number::text, '') || ' от ' || to_char(s.held_on, 'DD.MM.YYYY') || ' (' || s.council || ') ПРИКАЗЫВАЮ:'),
      jsonb_build_object('b', 'point', 'text', 'Утвердить аналитические материалы, рассмотренные на заседании ' || to_char(s.held_on, 'DD.MM.YYYY')
        || case when exists (select from papers) then ' (приложение).' else '.' end))
    || (select jsonb_agg(block order by n) from point))
from s join lateral (select id from organisation o where o.district_id = s.district_id and o.kind = 'centre' order by o.id limit 1) g on true
on conflict (district_id, id) do nothing returning id;

-- Of amending the regulation (5): the edition that was submitted is its appendix.
-- name: orders_draft_amend
insert into document (district_id, id, kind, organisation_id, edition_id, title, body)
select e.district_id, coalesce($1::uuid, gen_random_uuid()), 'order_amend', g.id, e.id, coalesce(nullif($3, ''), 'О внесении изменений в Положение о проведении методических дней'),
  coalesce(nullif($4, '')::jsonb, jsonb_build_array(
    jsonb_build_object('b', 'para', 'text', 'На основании раздела 5 Положения о проведении методических дней, по представлению муниципального центра ПРИКАЗЫВАЮ:'),
    jsonb_build_object('b', 'point', 'text', 'Утвердить редакцию ' || e.version || ' документа «' || e.title || '».'),
    jsonb_build_object('b', 'point', 'text', 'Контроль за исполнением приказа оставляю за собой.')))
from edition e join lateral (select id from organisation o where o.district_id = e.district_id and o.kind = 'centre' order by o.id limit 1) g on true
where e.district_id = (select auth.district()) and e.id = $2::uuid and e.kind = 'regulation' and e.state = 'submitted'
on conflict (district_id, id) do nothing returning id;

-- name: orders_update
update document set title = coalesce($3, title), body = coalesce($4::jsonb, body)
where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer returning id;

-- name: orders_sign
update document set state = $2 where district_id = (select auth.district()) and id = $1::uuid returning id;

-- name: orders_signed_on
select auth.signed_on($1::uuid, $2::date);

-- name: orders_register
update document set state = $2, number = $3, dated = $4::date where district_id = (select auth.district()) and id = $1::uuid returning id;

-- A registered order opens the way for its day, if whoever registers may take that step.
-- name: orders_open_day
update day d set state = 'ordered', order_id = $1::uuid
where d.district_id = (select auth.district()) and d.id = $2::uuid and exists (select from transition t where t.machine = d.kind
  and t.state_from = d.state and t.event = 'order' and auth.has(t.roles)) returning id;

-- name: registry_list
select list_page(array_agg(j), array_agg(id), coalesce($2::integer, 100)) from (
  select o.id, json_build_object('id', o.id, 'number', o.number, 'dated', o.dated, 'kind', o.kind, 'title', o.title,
    'organisation', named(g.id, g.name)) as j
  from document o join organisation g on (g.district_id, g.id) = (o.district_id, o.organisation_id)
  where o.district_id = (select auth.district()) and o.kind like 'order%' and o.number is not null
    and o.dated between make_date(coalesce($1::integer, extract(year from (select auth.today()))::integer), 1, 1)
      and make_date(coalesce($1::integer, extract(year from (select auth.today()))::integer), 12, 31)
    and ($4::text = 'district' or o.organisation_id = any((select auth.schools())::uuid[]))
    and ($3::uuid is null or (o.dated, o.id) > (select c.dated, c.id from document c where c.district_id = o.district_id and c.id = $3::uuid))
  order by o.dated, o.id limit coalesce($2::integer, 100) + 1) x;
