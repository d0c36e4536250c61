-- What the growth job reads and writes. Versions of a framework are one by code: scores by an earlier
-- version count for the competence of the same code in the version in force. $1 is that version, $2
-- "as of"; the window is five school years, that of $2 the last.

-- part: scores
score s join competence c on (c.district_id, c.id) = (s.district_id, s.competence_id)
  join edition v on (v.district_id, v.id) = (c.district_id, c.edition_id)
  join edition f on f.district_id = v.district_id and f.id = $1::uuid and (f.kind, f.code) = (v.kind, v.code)
where s.district_id = (select auth.district()) and s.part = 'visitor' and s.held_on <= $2::date
  and s.held_on >= make_date(school_year($2::date) - 4, 9, 1)

-- part: measured
o.kind in ('school', 'kindergarten', 'extra') and o.closed_on is null

-- name: growth_settings
select max(value::text) filter (where code = 'min_visits'), max(value::text) filter (where code = 'min_group'),
  max(value::text) filter (where code = 'growth_target'), max(value::text) filter (where code = 'day_effect') from setting_now;

-- Frameworks in use: rubrics mark by them. A framework is for leaders if all its rubrics are.
-- name: growth_frameworks
select f.id, f.title, bool_and(coalesce(r.body ->> 'for', 'teacher') = 'leader')
from edition f join edition v on (v.district_id, v.kind, v.code) = (f.district_id, f.kind, f.code)
  join competence c on (c.district_id, c.edition_id) = (v.district_id, v.id)
  join rubric_item i on (i.district_id, i.competence_id) = (c.district_id, c.id)
  join edition r on (r.district_id, r.id) = (i.district_id, i.edition_id) and r.state = 'published'
where f.district_id = (select auth.district()) and f.kind = 'framework' and f.state = 'published' and f.in_force @> $1::date
group by f.id, f.title, f.code order by f.code;

-- name: growth_competences
select c.id, c.code, c.name from competence c where c.district_id = (select auth.district()) and c.edition_id = $1::uuid
  and (c.code = '' or exists (select from competence d join edition v on (v.district_id, v.id) = (d.district_id, d.edition_id)
    join edition f on (f.district_id, f.id) = (c.district_id, c.edition_id) and (f.kind, f.code) = (v.kind, v.code)
    join rubric_item i on (i.district_id, i.competence_id) = (d.district_id, d.id) where d.district_id = c.district_id and d.code = c.code))
order by c.position, c.code;

-- Who was visited or works today, with his school of today; $3: leaders.
-- name: growth_people
select p.id, (select a.organisation_id from appointment a join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id)
    where a.district_id = (select auth.district()) and a.person_id = p.id and a.role = case when $3::boolean then 'school_head' else 'teacher' end and a.during @> $2::date and
    @measured@
    order by lower(a.during), a.organisation_id limit 1)
from (select s.teacher_id as id from
  @scores@
  union select a.person_id from appointment a join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id)
  where a.district_id = (select auth.district()) and a.role = case when $3::boolean then 'school_head' else 'teacher' end and a.during @> $2::date and
  @measured@
  ) p order by 1;

-- Schools: the last day, the last visit, years since the later of them.
-- name: growth_schools
select o.id, o.name, x.last_day, x.last_visit, ($2::date - greatest(x.last_day, x.last_visit)) / 365.25::float8 from organisation o, lateral (
  select (select max(d.held_on) from day d where (d.district_id, d.organisation_id) = (o.district_id, o.id) and d.held_on <= $2::date
      and d.state in ('held', 'analysed', 'at_council', 'considered', 'approved', 'closed')) as last_day,
    (select max(v.held_on) from visit v where (v.district_id, v.organisation_id) = (o.district_id, o.id) and v.held_on <= $2::date
      and v.state not in ('planned', 'cancelled')) as last_visit) x
where o.district_id = (select auth.district()) and (
  @measured@
  or o.id in (select s.organisation_id from
  @scores@
  )) order by 1;

-- name: growth_raters
select distinct s.rater_id from
@scores@
order by 1;

-- name: growth_rows
select s.teacher_id, s.organisation_id, s.rater_id, (s.held_on - date '2000-01-01') / 365.25::float8, avg(1 + 3 * s.points::float8 / s.max_points::float8),
  dense_rank() over (order by (select h.rubric_id from sheet h where (h.district_id, h.id) = (s.district_id, s.sheet_id)) nulls first) - 1,
  school_year(s.held_on)
from
@scores@
and ($3 = '' or c.code = $3) group by s.district_id, s.sheet_id, s.teacher_id, s.organisation_id, s.rater_id, s.held_on order by s.teacher_id, s.held_on, s.sheet_id;

-- By school: when its first day with this topic was, when its first with another, how many with this. The
-- topic of a day is what its plan item rests on: proposals and needs; a day that rests on none counts for
-- every competence, and every day counts for the composite. A visit of the day itself comes before it.
-- name: growth_days
with topic as (
  select p.plan_item_id as item_id, p.competence_id from proposal p
    where p.district_id = (select auth.district()) and p.state = 'accepted' and p.kind = 'add' and p.plan_item_id is not null
  union select k.item_id, coalesce(p.competence_id, n.competence_id) from plan_change k
    join evidence e on (e.district_id, e.plan_change_id) = (k.district_id, k.id)
    left join proposal p on (p.district_id, p.id) = (e.district_id, e.proposal_id)
    left join need n on (n.district_id, n.id) = (e.district_id, e.from_need_id)
    where k.district_id = (select auth.district()) and coalesce(p.competence_id, n.competence_id) is not null),
held as (select d.organisation_id, d.held_on, (d.held_on - date '2000-01-01') / 365.25::float8 as t, $3 = ''
    or not exists (select from topic x where x.item_id = d.plan_item_id)
    or exists (select from topic x join competence c on c.district_id = d.district_id and c.id = x.competence_id and c.code = $3
      join edition v on (v.district_id, v.id) = (c.district_id, c.edition_id) join edition f on f.district_id = v.district_id and f.id = $1::uuid
        and (f.kind, f.code) = (v.kind, v.code) where x.item_id = d.plan_item_id) as ours
  from day d where d.district_id = (select auth.district()) and d.kind = 'day' and d.held_on <= $2::date
    and d.state in ('held', 'analysed', 'at_council', 'considered', 'approved', 'closed'))
select organisation_id, min(t) filter (where ours), min(t) filter (where not ours), count(*) filter (where ours),
  school_year(min(held_on) filter (where ours)) from held group by 1 order by 1;

-- Lessons that two raters marked, the first two by their ids: levels of one and of the other, and whether
-- neither saw the other's marks.
-- name: growth_doubles
select y[1], y[2], blind from (select visit_id, bool_and(blind) as blind, array_agg(y order by rater_id) as y from (
  select h.visit_id, m.rater_id, bool_and(v.blind) as blind, avg(m.y) as y from (
    select s.district_id, s.sheet_id, s.rater_id, avg(1 + 3 * s.points::float8 / s.max_points::float8) as y from
    @scores@
    and ($3 = '' or c.code = $3) group by s.district_id, s.sheet_id, s.rater_id) m
    join sheet h on (h.district_id, h.id) = (m.district_id, m.sheet_id) join visit v on (v.district_id, v.id) = (h.district_id, h.visit_id)
  group by h.visit_id, m.rater_id) r group by visit_id having count(*) > 1) p order by visit_id;

-- When the lines are drawn: the first visit, each 1 September since, today, in a year.
-- name: growth_times
with bound as (select coalesce(min(s.held_on), $2::date) as first, count(distinct s.sheet_id) as n from
  @scores@
  )
select d, (d - date '2000-01-01') / 365.25::float8, b.n, school_year($2::date) from bound b, lateral (
  select b.first as d union select $2::date union select ($2::date + interval '1 year')::date
  union select x::date from generate_series(make_date(school_year(b.first) + 1, 9, 1), $2::date, interval '1 year') x) t order by d;

-- name: growth_run
insert into run (district_id, job_id, framework_id, model, data_window, as_of, n, settings, seed)
values ((select auth.district()), $1::uuid, $2::uuid, $3, daterange($4::date, $5::date, '[]'), $5::date, $6::integer, $7::jsonb, $8::bigint) returning id;

-- name: growth_estimates
insert into estimate (district_id, run_id, competence_id, measure, person_id, organisation_id, value, se, low, high, n, raters, people, reliability,
  p_decline, forecast, forecast_se, says, more_visits, more_raters, flagged, line, linkage, forecast_enough, observed)
select (select auth.district()), $1::uuid, $2::uuid, e.* from jsonb_to_recordset($3::jsonb) e(measure text, person uuid, organisation uuid,
  value float8, se float8, low float8, high float8, n integer, raters integer, people integer, reliability float8, p_decline float8,
  forecast float8, forecast_se float8, says text, more_visits integer, more_raters integer, flagged boolean, line jsonb, linkage float8,
  forecast_enough boolean, observed jsonb);

-- name: growth_effects
insert into effect (district_id, run_id, competence_id, n, raters, days, schools, visited, unvisited, verdict, more_visits, more_raters,
  more_visited, more_unvisited, more_history, figures, events)
select (select auth.district()), $1::uuid, e.* from jsonb_to_recordset($2::jsonb) e(competence uuid, n integer, raters integer, days integer,
  schools integer, visited integer, unvisited integer, verdict text, more_visits integer, more_raters integer, more_visited integer,
  more_unvisited integer, more_history integer, figures jsonb, events jsonb);

-- name: growth_agreements
insert into agreement (district_id, run_id, competence_id, n, people, raters, sets, method, note, more_visits, more_raters, person, rater, visit,
  doubles, blind, more_doubles, kappa, kappa_low, kappa_high, design, growth, least, levels, compressed, links)
select (select auth.district()), $1::uuid, a.* from jsonb_to_recordset($2::jsonb) a(competence uuid, n integer, people integer, raters integer,
  sets integer, method text, note text, more_visits integer, more_raters integer, person float8, rater float8, visit float8,
  doubles integer, blind integer, more_doubles integer, kappa float8, kappa_low float8, kappa_high float8,
  design jsonb, growth jsonb, least jsonb, levels jsonb, compressed boolean, links jsonb);

-- name: growth_done
update run set state = 'done', components = $2::jsonb where district_id = (select auth.district()) and id = $1::uuid returning id;

-- Estimates of old runs go, but for those that a decision or a correction rests on; the runs stay.
-- name: growth_prune
with old as materialized (select id from (select id, row_number() over (partition by framework_id order by created_at desc, id) as age from run
    where district_id = (select auth.district()) and state = 'done') r where age > 10),
  effects as (delete from effect where district_id = (select auth.district()) and run_id in (select id from old)),
  agreements as (delete from agreement where district_id = (select auth.district()) and run_id in (select id from old))
delete from estimate where district_id = (select auth.district()) and run_id in (select id from old)
  and not exists (select from proposal p where (p.district_id, p.run_id) = (estimate.district_id, estimate.run_id) and p.state <> 'proposed')
  and not exists (select from correction k where (k.district_id, k.run_id) = (estimate.district_id, estimate.run_id));

-- name: growth_year
select school_year($1::date) + 1;

-- The plan of the next school year; where no plan could be taken over from this year, an empty one is begun.
-- name: growth_plan
with new as (insert into plan (district_id, school_year, title)
    select (select auth.district()), y, format('План методической работы на %s/%s учебный год', y, lpad(((y + 1) % 100)::text, 2, '0'))
    from (select school_year($1::date) + 1 as y) x on conflict on constraint plan_of_year_exists do nothing returning *),
  first as (insert into plan_version (district_id, plan_id, version) select district_id, id, 1 from new)
select id from new union all
select id from plan where district_id = (select auth.district()) and school_year = school_year($1::date) + 1;

-- Open needs by school and competence: of people, and of the school itself.
-- name: growth_needs
select n.organisation_id, c.code, count(distinct n.person_id), count(*) filter (where n.person_id is null) from need n
  join competence c on (c.district_id, c.id) = (n.district_id, n.competence_id) join edition v on (v.district_id, v.id) = (c.district_id, c.edition_id)
  join edition f on f.district_id = v.district_id and f.id = $1::uuid and (f.kind, f.code) = (v.kind, v.code)
where n.district_id = (select auth.district()) and n.state = 'open' group by 1, 2 order by 1, 2;

-- name: growth_proposals
insert into proposal (district_id, run_id, plan_id, kind, drops_item_id, organisation_id, competence_id, rank, chosen, gain, loss_if_dropped, reason, terms)
select (select auth.district()), p.run, $1::uuid, p.kind, p.item, p.organisation, p.competence, p.rank, p.chosen, p.gain, p.loss, p.reason, p.terms
from jsonb_to_recordset($2::jsonb) p(run uuid, kind text, item uuid, organisation uuid, competence uuid, rank integer, chosen boolean, gain float8, loss float8, reason text, terms jsonb);
