-- The plan builder's problem, and what-if. $1 is the plan of next year. Days that stand in the draft
-- have taken their share of the capacity: the builder fills what is left.

-- loose: taken over from the version before and not decided on, so the builder may be asked what it would do without it.
-- part: draft
draft as materialized (select i.*, exists (select from plan_version v join plan_item b on (b.district_id, b.version_id, b.item_id) = (v.district_id, v.base_id, i.item_id)
      where (v.district_id, v.id) = (i.district_id, i.version_id))
    and not exists (select from proposal r where (r.district_id, r.plan_id, r.drops_item_id) = (i.district_id, $1::uuid, i.item_id) and r.state <> 'proposed') as loose
  from plan_item i join form f on (f.district_id, f.id) = (i.district_id, i.form_id) and f.is_day
  where i.district_id = (select auth.district()) and i.version_id = (select v.id from plan_version v
    where v.district_id = (select auth.district()) and v.plan_id = $1::uuid order by v.version desc limit 1))

-- Rules of the district; $1: those asked for instead, by their names without plan_.
-- name: plan_rules
select substr(code, 6), coalesce($1::jsonb ->> substr(code, 6), value::text)::float8 from setting_now where code like 'plan\_%' order by code;

-- Schools: name, rural, days in the draft, days of this year's plan, years since the last day (none: there was none),
-- days in the draft of all, loose ones. $2: loose days stand in no draft.
-- name: plan_schools
with
@draft@
select o.id, o.name, o.rural, (select count(*) from draft d where d.organisation_id = o.id and not ($2::boolean and d.loose)),
  (select count(*) from plan p join plan q on (q.district_id, q.school_year) = (p.district_id, p.school_year - 1)
    join plan_version v on (v.district_id, v.plan_id, v.state) = (q.district_id, q.id, 'approved')
    join plan_item i on (i.district_id, i.version_id) = (v.district_id, v.id) join form f on (f.district_id, f.id) = (i.district_id, i.form_id)
    where p.district_id = o.district_id and p.id = $1::uuid and f.is_day and i.organisation_id = o.id),
  (select ((select auth.today()) - max(d.held_on)) / 365.25::float8 from day d where (d.district_id, d.organisation_id) = (o.district_id, o.id)
    and d.held_on <= (select auth.today()) and d.state in ('held', 'analysed', 'at_council', 'considered', 'approved', 'closed')),
  (select count(*) from draft d where not ($2::boolean and d.loose)), (select count(*) from draft d where d.organisation_id = o.id and d.loose)
from organisation o where o.district_id = (select auth.district()) and o.closed_on is null
  and exists (select from plan_gain g where (g.district_id, g.plan_id, g.organisation_id) = (o.district_id, $1::uuid, o.id)) order by o.id;

-- The loose days of the draft, the latest of a school first.
-- name: plan_loose
with
@draft@
select d.organisation_id, d.item_id, d.title, lower(d.term), upper(d.term) - 1 from draft d where d.loose and d.organisation_id is not null
order by d.organisation_id, lower(d.term) desc, d.item_id;

-- Methodists, and how many days of the draft each leads; $2 as above.
-- name: plan_methodists
with
@draft@
select m.id, (select count(*) from draft d where d.responsible_id = m.id and not ($2::boolean and d.loose))
from (select distinct a.person_id as id from appointment a where a.district_id = (select auth.district()) and a.role = 'methodist'
  and a.during @> (select auth.today())) m order by m.id;

-- name: plan_competences
select distinct competence_id from plan_gain where district_id = (select auth.district()) and plan_id = $1::uuid order by 1;

-- Who can't take which: he is marked for others, and somebody who may be sent is marked for it.
-- name: plan_unable
with m as (select distinct a.person_id as id from appointment a where a.district_id = (select auth.district()) and a.role = 'methodist' and a.during @> (select auth.today())),
  topic as (select distinct c.id, f.code as framework, c.code from plan_gain g join competence c on (c.district_id, c.id) = (g.district_id, g.competence_id)
    join edition f on (f.district_id, f.id) = (c.district_id, c.edition_id) where g.district_id = (select auth.district()) and g.plan_id = $1::uuid),
  marked as (select s.person_id, s.framework, s.competence from skill s join m on m.id = s.person_id where s.district_id = (select auth.district()))
select m.id, t.id from m, topic t where exists (select from marked k where k.person_id = m.id)
  and exists (select from marked k where (k.framework, k.competence) = (t.framework, t.code))
  and not exists (select from marked k where (k.person_id, k.framework, k.competence) = (m.id, t.framework, t.code)) order by 1, 2;

-- Who may go where: not to a school where he works; hours on the way.
-- name: plan_pairs
with m as (select a.person_id as id, min(a.organisation_id::text)::uuid as place from appointment a where a.district_id = (select auth.district()) and a.role = 'methodist'
  and a.during @> (select auth.today()) group by a.person_id)
select m.id, o.id, coalesce((select min(t.minutes) from travel t where t.district_id = o.district_id
  and (t.from_id, t.to_id) in ((m.place, o.id), (o.id, m.place))), 0) / 60.0::float8
from m, organisation o where o.district_id = (select auth.district()) and o.closed_on is null
  and exists (select from plan_gain g where (g.district_id, g.plan_id, g.organisation_id) = (o.district_id, $1::uuid, o.id))
  and not exists (select from appointment b where (b.district_id, b.person_id, b.organisation_id) = (o.district_id, m.id, o.id) and b.during @> (select auth.today()))
order by m.id, o.id;

-- Who marked at which school in the window of the growth job: both numbered from 0.
-- name: plan_visited
select dense_rank() over (order by s.rater_id) - 1, dense_rank() over (order by s.organisation_id) - 1, s.organisation_id
from score s where s.district_id = (select auth.district()) and s.part = 'visitor' and s.held_on <= (select auth.today())
  and s.held_on >= make_date(school_year((select auth.today())) - 4, 9, 1)
group by s.rater_id, s.organisation_id order by s.organisation_id, s.rater_id;

-- What may be named: school x competence that nobody has decided on.
-- name: plan_options
select g.organisation_id, g.competence_id, g.gap, g.needs, g.years, c.name from plan_gain g
  join competence c on (c.district_id, c.id) = (g.district_id, g.competence_id)
  join organisation o on (o.district_id, o.id) = (g.district_id, g.organisation_id) and o.closed_on is null
where g.district_id = (select auth.district()) and g.plan_id = $1::uuid and not exists (select from proposal r
  where (r.district_id, r.plan_id, r.organisation_id, r.competence_id) = (g.district_id, g.plan_id, g.organisation_id, g.competence_id)
  and r.state <> 'proposed') order by 1, 2;

-- name: plan_gains_forget
delete from plan_gain where district_id = (select auth.district()) and plan_id = $1::uuid;

-- name: plan_gains_write
insert into plan_gain (district_id, plan_id, organisation_id, competence_id, gap, needs, years)
select (select auth.district()), $1::uuid, g.organisation, g.competence, g.gap, g.needs, g.years
from jsonb_to_recordset($2::jsonb) g(organisation uuid, competence uuid, gap float8, needs float8, years float8);

-- name: plan_build_write
insert into plan_build as b (district_id, plan_id, method, objective, days, unused, left_out)
values ((select auth.district()), $1::uuid, $2, $3::float8, $4::integer, $5::integer,
  array(select jsonb_array_elements_text($6::jsonb)))
on conflict (district_id, plan_id) do update set method = excluded.method, objective = excluded.objective, days = excluded.days,
  unused = excluded.unused, left_out = excluded.left_out;

-- ---- what-if ---------------------------------------------------------------------------------------

-- The plan of next year, if a run has said what its topics bring.
-- name: plan_scenarios_plan
select p.id from plan p where p.district_id = (select auth.district()) and p.school_year = school_year((select auth.today())) + 1
  and exists (select from plan_gain g where (g.district_id, g.plan_id) = (p.district_id, p.id));

-- $2 on: the rules in the order of the handler's fields; none where the district's own stays.
-- name: plan_scenarios_create
with ids as materialized (select gen_random_uuid() as scenario, gen_random_uuid() as job),
  work as (insert into job (district_id, id, queue, kind, key, input)
    select (select auth.district()), job, 'compute', 'plan_scenario', scenario, jsonb_build_object('scenario', scenario) from ids returning id)
insert into plan_scenario (district_id, id, plan_id, job_id, asked) select (select auth.district()), ids.scenario, $1::uuid, work.id,
  jsonb_strip_nulls(jsonb_build_object('days', $2::numeric, 'days_per_school', $3::numeric, 'days_per_methodist', $4::numeric, 'team', $5::numeric,
    'coverage_years', $6::numeric, 'rural_share', $7::numeric, 'change_cost', $8::numeric, 'travel_cost', $9::numeric, 'weight_gap', $10::numeric,
    'weight_needs', $11::numeric, 'weight_support', $12::numeric))
from ids, work returning id;

-- name: plan_scenarios_show
select json_build_object('id', s.id, 'plan', s.plan_id, 'job', s.job_id, 'asked', s.asked, 'state', j.state, 'progress', j.progress,
  'error', case when j.state in ('dead', 'ready') then j.output ->> 'error' end, 'ended', j.state not in ('ready', 'leased'), 'result', s.result,
  'by', person_ref(p.id, p.family_name, p.given_name, p.patronymic), 'at', instant(s.created_at, z.timezone), 'revision', s.revision), s.revision, s.job_id
from plan_scenario s join job j on (j.district_id, j.id) = (s.district_id, s.job_id) join district z on z.district_id = s.district_id
  left join person p on (p.district_id, p.id) = (s.district_id, s.created_by)
where s.district_id = (select auth.district()) and s.id = $1::uuid;

-- name: plan_scenarios_asked
select plan_id, asked from plan_scenario where district_id = (select auth.district()) and id = $1::uuid;

-- name: plan_scenarios_result
update plan_scenario set result = $2::jsonb where district_id = (select auth.district()) and id = $1::uuid and result is null returning id;

-- What-if serves the moment: it goes after a month, and its job stays in the list of jobs.
-- name: plan_scenarios_forget
delete from plan_scenario where district_id = (select auth.district()) and created_at < now() - interval '30 days';
