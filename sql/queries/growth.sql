-- Growth (рост): runs and what they found. Figures are those of the newest run of each framework in
-- force. A school's figure that fewer than min_group people stand behind is hidden from everybody but
-- the head of that school; row security has picked the rows before.

-- part: run
json_build_object('id', r.id, 'framework', json_build_object('id', f.id, 'code', f.code, 'title', f.title), 'model', r.model,
  'from', lower(r.data_window), 'as_of', r.as_of, 'n', r.n, 'seed', r.seed, 'settings', r.settings, 'components', r.components, 'state', r.state,
  'at', instant(r.created_at, z.timezone), 'job', r.job_id, 'revision', r.revision)

-- part: run_tables
run r join edition f on (f.district_id, f.id) = (r.district_id, r.framework_id) join district z on z.district_id = r.district_id

-- part: newest
newest as (select distinct on (f.id) r.*, f.code, f.title from run r join edition f on (f.district_id, f.id) = (r.district_id, r.framework_id)
  where r.district_id = (select auth.district()) and r.state = 'done' and f.in_force @> (select auth.today()) order by f.id, r.created_at desc, r.id)

-- The framework asked for, else the one with most visits.
-- part: chosen
chosen as materialized (select * from newest where $1::uuid is null or framework_id = $1::uuid order by n desc, code limit 1)

-- part: head
'frameworks', (select coalesce(json_agg(json_build_object('id', framework_id, 'code', code, 'title', title, 'n', n) order by n desc, code), '[]') from newest),
'minimum', (select json_build_object('visits', max(value::text) filter (where code = 'min_visits')::integer, 'raters', 2,
  'people', max(value::text) filter (where code = 'min_group')::integer,
  'target', (max(value::text) filter (where code = 'growth_target'))::numeric) from setting_now),
'competences', (select coalesce(json_agg(json_build_object('id', c.id, 'code', c.code, 'name', c.name, 'scale', e.observed -> 'scale')
    order by c.code = '' desc, c.position, c.code), '[]')
  from chosen join competence c on (c.district_id, c.edition_id) = (chosen.district_id, chosen.framework_id)
  join estimate e on (e.district_id, e.run_id, e.competence_id, e.measure) = (chosen.district_id, chosen.id, c.id, 'level')
    and e.person_id is null and e.organisation_id is null)

-- part: school_cells
cells as materialized (select e.*, g as growth, e.organisation_id as school, e.people < k.fewest as hidden, k.fewest, e as level
  from chosen join estimate e on (e.district_id, e.run_id) = (chosen.district_id, chosen.id) and e.measure = 'level' and e.organisation_id is not null
  left join estimate g on (g.district_id, g.run_id, g.unit_id, g.competence_id, g.measure) = (e.district_id, e.run_id, e.unit_id, e.competence_id, 'growth')
  cross join lateral (select case when exists (select from appointment a where a.district_id = e.district_id and a.person_id = (select auth.person())
      and a.role = 'school_head' and a.organisation_id = e.organisation_id and a.during @> (select auth.today())) then 0
    else (select max(value::text)::integer from setting_now where code = 'min_group') end as fewest) k)

-- part: cell
json_build_object('competence', c.competence_id, 'hidden', c.hidden, 'cell', case when c.hidden
  then json_build_object('n', c.n, 'raters', c.raters, 'people', c.people) else growth_cell(c.level, c.growth, c.fewest) end)

-- part: open_schools
organisation o where o.district_id = (select auth.district()) and o.kind in ('school', 'kindergarten', 'extra') and o.closed_on is null
  and o.id = any((select auth.schools())::uuid[])

-- name: runs_list
select json_build_object('items', x.j -> 'items', 'next', x.j -> 'next',
  'job', (select json_build_object('id', id, 'state', state, 'progress', progress, 'error', output ->> 'error') from job
    where district_id = (select auth.district()) and kind = 'growth' order by created_at desc, id limit 1))
from (select list_page(array_agg(j), array_agg(id), coalesce($1::integer, 50)) as j from (select r.id,
  @run@
  as j from
  @run_tables@
  where r.district_id = (select auth.district())
    and ($2::uuid is null or (r.created_at, r.id) < (select c.created_at, c.id from run c where c.district_id = r.district_id and c.id = $2::uuid))
  order by r.created_at desc, r.id desc limit coalesce($1::integer, 50) + 1) p) x;

-- name: runs_show
select
@run@
, r.revision from
@run_tables@
where r.district_id = (select auth.district()) and r.id = $1::uuid;

-- One at a time: the key counts those that ended, so two who ask at once ask for the same job.
-- name: runs_ask
insert into job (district_id, queue, kind, key) select (select auth.district()), 'compute', 'growth', 'asked ' || count(*) filter (where state not in ('ready', 'leased'))
from job where district_id = (select auth.district()) and kind = 'growth' having count(*) filter (where state in ('ready', 'leased')) = 0
on conflict (district_id, kind, key) do nothing returning id;

-- name: runs_asked
select id from job where district_id = (select auth.district()) and kind = 'growth' order by state in ('ready', 'leased') desc, created_at desc limit 1;

-- name: jobs_cancel
select auth.cancel_job($1::uuid);

-- name: growth_schools_list
with
@newest@
,
@chosen@
,
@school_cells@
select json_build_object('run', (select
  @run@
  from
  @run_tables@
  join chosen on (r.district_id, r.id) = (chosen.district_id, chosen.id)),
  @head@
  , 'items', (select coalesce(json_agg(json_build_object('school', named(o.id, o.name), 'cells', coalesce((select json_agg(
    @cell@
    ) from cells c where c.school = o.id), '[]')) order by o.name, o.id), '[]') from
  @open_schools@
  ), 'next', null);

-- Teachers in the order of their names, for those who may open a teacher's page.
-- name: growth_schools_show
with
@newest@
,
@chosen@
,
@school_cells@
select json_build_object('run', (select
  @run@
  from
  @run_tables@
  join chosen on (r.district_id, r.id) = (chosen.district_id, chosen.id)),
  @head@
  , 'school', named(o.id, o.name), 'cells', coalesce((select json_agg(
    @cell@
    ) from cells c where c.school = o.id), '[]'),
  'visits', (select count(*) from visit v where (v.district_id, v.organisation_id) = (o.district_id, o.id) and v.state not in ('planned', 'cancelled')),
  'last_visit', (select max(held_on) from visit v where (v.district_id, v.organisation_id) = (o.district_id, o.id) and v.state not in ('planned', 'cancelled')),
  'teachers', (select coalesce(json_agg(json_build_object('person', person_ref(p.id, p.family_name, p.given_name, p.patronymic), 'visits', v.n, 'last_visit', v.last)
      order by p.family_name, p.given_name, p.id), '[]')
    from (select teacher_id, count(*) as n, max(held_on) as last from visit where (district_id, organisation_id) = (o.district_id, o.id)
      and state not in ('planned', 'cancelled') and (select auth.has('{methodist,centre_head}')) group by teacher_id) v
    join person p on (p.district_id, p.id) = (o.district_id, v.teacher_id))), null
from
@open_schools@
and o.id = $2::uuid;

-- name: growth_district
with
@newest@
,
@chosen@
select json_build_object('run', (select
  @run@
  from
  @run_tables@
  join chosen on (r.district_id, r.id) = (chosen.district_id, chosen.id)),
  @head@
  , 'items', (select coalesce(json_agg(json_build_object('competence', e.competence_id, 'cell', growth_cell(e, g, 0))), '[]')
    from chosen join estimate e on (e.district_id, e.run_id, e.measure) = (chosen.district_id, chosen.id, 'level') and e.person_id is null and e.organisation_id is null
    left join estimate g on (g.district_id, g.run_id, g.unit_id, g.competence_id, g.measure) = (e.district_id, e.run_id, e.unit_id, e.competence_id, 'growth')),
  'next', null);

-- Severity of methodists (строгость): above 0, marks lower than others would.
-- name: growth_methodists
with
@newest@
,
@chosen@
select json_build_object('run', (select
  @run@
  from
  @run_tables@
  join chosen on (r.district_id, r.id) = (chosen.district_id, chosen.id)),
  @head@
  , 'items', (select coalesce(json_agg(json_build_object('person', person_ref(p.id, p.family_name, p.given_name, p.patronymic),
      'competence', e.competence_id, 'n', e.n, 'people', e.people, 'severity', growth_figure(e), 'linkage', round(e.linkage::numeric, 3)) order by p.family_name, p.given_name, p.id), '[]')
    from chosen join estimate e on (e.district_id, e.run_id, e.measure) = (chosen.district_id, chosen.id, 'severity')
    join person p on (p.district_id, p.id) = (e.district_id, e.person_id)), 'next', null);

-- What methodological days brought, by competence; without enough schools only what is lacking.
-- name: growth_effects_list
with
@newest@
,
@chosen@
select json_build_object('run', (select
  @run@
  from
  @run_tables@
  join chosen on (r.district_id, r.id) = (chosen.district_id, chosen.id)),
  @head@
  , 'items', (select coalesce(json_agg(json_build_object('competence', e.competence_id, 'n', e.n, 'raters', e.raters, 'days', e.days,
      'schools', e.schools, 'visited', e.visited, 'unvisited', e.unvisited, 'verdict', e.verdict, 'more_visits', e.more_visits,
      'more_raters', e.more_raters, 'more_visited', e.more_visited, 'more_unvisited', e.more_unvisited, 'more_history', e.more_history,
      'figures', case when e.verdict = 'not_enough_data' then '[]' else e.figures end,
      'events', case when e.verdict = 'not_enough_data' then '[]' else e.events end) order by c.code = '' desc, c.position, c.code), '[]')
    from chosen join effect e on (e.district_id, e.run_id) = (chosen.district_id, chosen.id)
    join competence c on (c.district_id, c.id) = (e.district_id, e.competence_id)), 'next', null);

-- Agreement of all methodists together; one's own severity beside it, and who should visit whom for the
-- centre head, who plans it.
-- name: growth_agreement
with
@newest@
,
@chosen@
select json_build_object('run', (select
  @run@
  from
  @run_tables@
  join chosen on (r.district_id, r.id) = (chosen.district_id, chosen.id)),
  @head@
  , 'items', (select coalesce(json_agg(json_build_object('competence', a.competence_id, 'n', a.n, 'people', a.people, 'raters', a.raters,
      'sets', a.sets, 'method', a.method, 'note', a.note, 'more_visits', a.more_visits, 'more_raters', a.more_raters,
      'person', round(a.person::numeric, 5), 'rater', round(a.rater::numeric, 5), 'visit', round(a.visit::numeric, 5),
      'doubles', a.doubles, 'blind', a.blind, 'more_doubles', a.more_doubles, 'kappa', round(a.kappa::numeric, 4),
      'kappa_low', round(a.kappa_low::numeric, 4), 'kappa_high', round(a.kappa_high::numeric, 4), 'design', a.design, 'growth', a.growth,
      'least', a.least, 'levels', a.levels, 'compressed', a.compressed,
      'links', (select coalesce(json_agg(json_build_object('rater', person_ref(m.id, m.family_name, m.given_name, m.patronymic),
          'person', person_ref(t.id, t.family_name, t.given_name, t.patronymic)) order by l.n), '[]')
        from jsonb_array_elements(a.links) with ordinality l(link, n)
        join person m on m.district_id = a.district_id and m.id = (l.link ->> 'rater')::uuid
        join person t on t.district_id = a.district_id and t.id = (l.link ->> 'person')::uuid
        where (select auth.has('{centre_head}')))) order by c.code = '' desc, c.position, c.code), '[]')
    from chosen join agreement a on (a.district_id, a.run_id) = (chosen.district_id, chosen.id)
    join competence c on (c.district_id, c.id) = (a.district_id, a.competence_id)),
  'own', (select coalesce(json_agg(json_build_object('competence', e.competence_id, 'n', e.n, 'people', e.people, 'severity', growth_figure(e),
      'linkage', round(e.linkage::numeric, 3))), '[]') from chosen join estimate e on (e.district_id, e.run_id, e.measure) = (chosen.district_id, chosen.id, 'severity')
    where e.person_id = (select auth.person())), 'next', null);

-- A person's own page, methodists' and the centre head's: frameworks by which he was visited. Advice: a
-- correction where a decline is flagged, or the level lies below the target with its whole interval.
-- name: growth_people_show
with
@newest@
, mine as materialized (select e.*, e as level, g as growth, n.framework_id, n.n as visits, n.as_of from newest n join estimate e on (e.district_id, e.run_id, e.measure) = (n.district_id, n.id, 'level')
    left join estimate g on (g.district_id, g.run_id, g.unit_id, g.competence_id, g.measure) = (e.district_id, e.run_id, e.unit_id, e.competence_id, 'growth')
  where e.person_id = $2::uuid),
chosen as materialized (select * from newest where framework_id = coalesce($1::uuid, (select framework_id from mine order by n desc, framework_id limit 1), (select framework_id from newest order by n desc limit 1))),
aim as materialized (select (max(value::text) filter (where code = 'growth_target'))::float8 as target from setting_now)
select json_build_object('run', (select
  @run@
  from
  @run_tables@
  join chosen on (r.district_id, r.id) = (chosen.district_id, chosen.id)),
  @head@
  , 'person', person_ref(p.id, p.family_name, p.given_name, p.patronymic), 'own', p.id = (select auth.person()),
  'posts', (select coalesce(json_agg(json_build_object('school', named(o.id, o.name), 'post', a.post) order by o.name), '[]') from appointment a
    join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id)
    where (a.district_id, a.person_id) = (p.district_id, p.id) and a.during @> (select auth.today())),
  'cells', (select coalesce(json_agg(json_build_object('competence', m.competence_id, 'cell', growth_cell(m.level, m.growth, 0))), '[]') from mine m
    where m.run_id = (select id from chosen)),
  'district', (select coalesce(json_agg(json_build_object('competence', e.competence_id, 'level', growth_figure(e))), '[]') from chosen
    join estimate e on (e.district_id, e.run_id, e.measure) = (chosen.district_id, chosen.id, 'level') and e.person_id is null and e.organisation_id is null),
  'advice', (select coalesce(json_agg(json_build_object('competence', m.competence_id, 'why', case when (m.growth).flagged then 'decline' else 'below_target' end)), '[]')
    from mine m, aim where m.run_id = (select id from chosen) and m.competence_id in (select id from competence c where c.district_id = m.district_id and c.code <> '')
      and ((m.growth).flagged or (m.says <> 'not_enough_data' and m.high < aim.target))),
  'steps', (select coalesce(json_agg(j), '[]') from (select json_build_object('visit', v.id, 'held_on', v.held_on, 'body', h.action_step, 'mastered', h.mastered,
      'visitor', person_ref(a.id, a.family_name, a.given_name, a.patronymic)) as j
    from visit v join sheet h on (h.district_id, h.visit_id) = (v.district_id, v.id) and h.part = 'visitor' and h.state = 'submitted' and h.action_step <> ''
    join person a on (a.district_id, a.id) = (h.district_id, h.author_id)
    where (v.district_id, v.teacher_id) = (p.district_id, p.id) and v.state not in ('planned', 'held', 'cancelled')
    order by h.mastered desc nulls last, v.held_on desc, h.id limit 8) x),
  'visits', (select coalesce(json_agg(j), '[]') from (select json_build_object('id', v.id, 'held_on', v.held_on, 'school', named(o.id, o.name),
      'visitors', (select coalesce(json_agg(person_ref(a.id, a.family_name, a.given_name, a.patronymic) order by a.family_name), '[]') from sheet h
        join person a on (a.district_id, a.id) = (h.district_id, h.author_id) where (h.district_id, h.visit_id) = (v.district_id, v.id) and h.part = 'visitor' and h.state = 'submitted')) as j
    from visit v join organisation o on (o.district_id, o.id) = (v.district_id, v.organisation_id)
    where (v.district_id, v.teacher_id) = (p.district_id, p.id) and v.state not in ('planned', 'held', 'cancelled') order by v.held_on desc, v.id limit 50) x)), null
from person p where p.district_id = (select auth.district()) and p.id = $2::uuid
  and (p.id = (select auth.person()) or (select auth.has('{methodist,centre_head}')));

-- A line for each school and competence. $2: in English. A name that a table program would take for a
-- formula is made plain text.
-- name: growth_schools_csv
with
@newest@
,
@chosen@
,
@school_cells@
, kind as (select k.* from chosen join competence k on (k.district_id, k.edition_id) = (chosen.district_id, chosen.framework_id)
    where exists (select from estimate e where (e.district_id, e.run_id, e.competence_id) = (chosen.district_id, chosen.id, k.id))),
place as (select o.id, o.name from
  @open_schools@
  ),
line as (select place.name, place.id, kind.position, kind.code, array[place.name,
    case kind.code when '' then case when $2::boolean then 'All together' else 'Все вместе' end else kind.name end,
    v.level, v.low, v.high, g.growth, g.low, g.high, g.p_decline, coalesce(c.n, 0)::text, coalesce(c.raters, 0)::text, coalesce(c.people, 0)::text,
    case when c.hidden then case when $2::boolean then 'few people' else 'мало людей' end
      when v.level is null then case when $2::boolean then 'not enough data' else 'мало данных' end
      else case (c.growth).says when 'growth' then case when $2::boolean then 'growth' else 'рост' end
        when 'decline' then case when $2::boolean then 'decline' else 'снижение' end
        when 'no_change' then case when $2::boolean then 'no change seen' else 'изменения не видно' end
        else case when $2::boolean then 'growth: not enough data' else 'о росте мало данных' end end end] as cell
  from place cross join kind left join cells c on (c.school, c.competence_id) = (place.id, kind.id)
    left join lateral (select to_char(x.value, 'FM90.00') as level, to_char(x.low, 'FM90.00') as low, to_char(x.high, 'FM90.00') as high
      from (select (c.level).*) x where not c.hidden and x.says <> 'not_enough_data') v on true
    left join lateral (select to_char(x.value, 'FM90.00') as growth, to_char(x.low, 'FM90.00') as low, to_char(x.high, 'FM90.00') as high,
      to_char(x.p_decline, 'FM0.00') as p_decline from (select (c.growth).*) x where v.level is not null and x.says <> 'not_enough_data') g on true)
select string_agg(l, E'\r\n' order by head desc, name, id, position, code) || E'\r\n' from (
  select true as head, null as name, null::uuid as id, 0 as position, '' as code, case when $2::boolean
    then 'School;Competence;Level;from;to;Growth a year;from;to;Probability of decline;Visits;Methodists;Teachers;Conclusion'
    else 'Школа;Компетенция;Уровень;от;до;Рост за год;от;до;Вероятность снижения;Посещений;Методистов;Педагогов;Вывод' end as l
  union all
  select false, name, id, position, code, (select string_agg('"' || replace(case when x ~ '^[=+@\t]' then '''' || x
      when x ~ '^-?[0-9]+[.][0-9]+$' and not $2::boolean then replace(x, '.', ',') else coalesce(x, '') end, '"', '""') || '"', ';' order by i)
    from unnest(cell) with ordinality u(x, i)) from line) t;
