-- Corrections (коррекция деятельности) of a teacher's or leader's work: a task with a baseline and a
-- re-measurement (4.6a). Measures are on the 1-4 scale.

-- part: correction
'id', k.id, 'organisation', named(g.id, g.name), 'person', person_ref(p.id, p.family_name, p.given_name, p.patronymic),
'competence', json_build_object('id', c.id, 'code', c.code, 'name', c.name), 'body', k.body, 'due_on', k.due_on, 'state', k.state,
'base', case when k.base_value is not null then json_build_object('value', k.base_value, 'se', k.base_se, 'n', k.base_n, 'on', k.base_on) end,
'again', case when k.again_value is not null then json_build_object('value', k.again_value, 'se', k.again_se, 'n', k.again_n, 'on', k.again_on) end,
'verdict', k.verdict, 'decided_by', person_ref(w.id, w.family_name, w.given_name, w.patronymic),
'own', k.person_id is not distinct from (select auth.person()), 'since', (k.state_since at time zone (select auth.zone()))::date, 'revision', k.revision

-- part: tables
correction k join organisation g on (g.district_id, g.id) = (k.district_id, k.organisation_id)
  join person p on (p.district_id, p.id) = (k.district_id, k.person_id)
  join competence c on (c.district_id, c.id) = (k.district_id, k.competence_id)
  left join person w on (w.district_id, w.id) = (k.district_id, k.decided_by)

-- name: corrections_list
select list_page(array_agg(j), array_agg(id), coalesce($4::integer, 100)) from (
  select k.id, json_build_object(
  @correction@
  ) as j from
  @tables@
  where k.district_id = (select auth.district()) and ($1::uuid is null or k.person_id = $1::uuid) and ($2::uuid is null or k.organisation_id = $2::uuid)
    and ($3::text is null or k.state = $3)
    and ($6::text = 'district' or k.person_id = (select auth.person()) or $6::text = 'school' and k.organisation_id = any((select auth.schools())::uuid[]))
    and ($5::uuid is null or (k.created_at, k.id) < (select x.created_at, x.id from correction x where x.district_id = k.district_id and x.id = $5::uuid))
  order by k.created_at desc, k.id desc limit coalesce($4::integer, 100) + 1) x;

-- What it waits for, of whom and until when, for whoever reads it; the same terms as in next_steps.sql.
-- part: next
(select json_build_object('event', x.event, 'owner', x.owner, 'role', x.role, 'due_on', x.due,
    'clause', (select r.clause from transition r where (r.machine, r.state_from, r.event) = ('correction', k.state, x.event)))
  from (select person_short(p.family_name, p.given_name, p.patronymic) as person, (select person_short(m.family_name, m.given_name, m.patronymic) from person m where (m.district_id, m.id) = (k.district_id, k.created_by)) as proposer,
    (select value::text::integer from setting_now where code = 'reply_days') as reply) w
  cross join lateral (values ('proposed', 'agree', w.person, 'teacher', auth.add_working_days((k.state_since at time zone (select auth.zone()))::date, w.reply)), ('agreed', 'start', w.person, 'teacher', k.due_on),
    ('in_work', 'check', w.proposer, 'methodist', k.due_on), ('checked', 'close', w.proposer, 'methodist', null)) x (state, event, owner, role, due)
  where x.state = k.state)

-- $2: the comparison that was worked out of corrections_compared.
-- name: corrections_show
select json_build_object(
  @correction@
  , 'next',
  @next@
  , 'comparison', $2::json),
  k.revision, k.state, k.person_id is not distinct from (select auth.person())
from
  @tables@
where k.district_id = (select auth.district()) and k.id = $1::uuid;

-- What "before and after" is worked out of. Before: visits of the last year up to the day when work began;
-- since: later ones, up to the check if there was one. A level is that of one sheet, as in the run. The
-- family is the district's line in the run that the check was judged by, else in the newest one, at the
-- mean days of both: common growth and common drift. Versions of a framework are one by code.
-- name: corrections_compared
with k as (select k.*, c.code, e.kind, e.code as framework, coalesce(k.started_on, (select auth.today())) as begun, k.state in ('checked', 'closed') as judged
    from correction k join competence c on (c.district_id, c.id) = (k.district_id, k.competence_id) join edition e on (e.district_id, e.id) = (c.district_id, c.edition_id)
    where k.district_id = (select auth.district()) and k.id = $1::uuid),
  seen as (select s.held_on > k.begun as since, s.held_on, s.rater_id, avg(1 + 3 * s.points::float8 / s.max_points::float8) as level
    from k join score s on (s.district_id, s.teacher_id, s.part) = (k.district_id, k.person_id, 'visitor') and s.held_on > k.begun - 365
        and (not k.judged or k.again_on is null or s.held_on <= k.again_on)
      join sheet h on (h.district_id, h.id) = (s.district_id, s.sheet_id) and h.state = 'submitted'
      join competence c on (c.district_id, c.id) = (s.district_id, s.competence_id) and (k.code = '' or c.code = k.code)
      join edition e on (e.district_id, e.id) = (c.district_id, c.edition_id) and (e.kind, e.code) = (k.kind, k.framework)
    group by 1, s.sheet_id, s.held_on, s.rater_id),
  mean as (select since, avg(level) as level, count(*) as n, count(distinct rater_id) as raters, min(held_on) as first, max(held_on) as last,
    avg(held_on - date '2000-01-01') as day from seen group by since),
  family as (select r.id, r.as_of, l.value as level, g.value as growth, r.components #> array['variances', coalesce(nullif(k.code, ''), '*')] as v,
      (r.components ->> 'corrected_for_severity')::boolean as corrected
    from k join run r on r.district_id = k.district_id and r.state = 'done' and (not k.judged or k.run_id is null or r.id = k.run_id)
      join edition e on (e.district_id, e.id) = (r.district_id, r.framework_id) and (e.kind, e.code) = (k.kind, k.framework)
      join competence c on (c.district_id, c.edition_id, c.code) = (r.district_id, r.framework_id, k.code)
      join estimate l on (l.district_id, l.run_id, l.competence_id, l.measure) = (r.district_id, r.id, c.id, 'level') and num_nonnulls(l.person_id, l.organisation_id) = 0
      left join estimate g on (g.district_id, g.run_id, g.unit_id, g.competence_id, g.measure) = (l.district_id, l.run_id, l.unit_id, c.id, 'growth')
    order by r.created_at desc, r.id limit 1)
select b.level, coalesce(b.n, 0), coalesce(b.raters, 0), b.first, b.last, a.level, coalesce(a.n, 0), coalesce(a.raters, 0), a.first, a.last,
  f.level + f.growth * (b.day - (f.as_of - date '2000-01-01')) / 365.25::float8, f.level + f.growth * (a.day - (f.as_of - date '2000-01-01')) / 365.25::float8,
  (f.v ->> 'person')::float8 + (f.v ->> 'school')::float8, (f.v ->> 'rater')::float8, (f.v ->> 'residual')::float8,
  f.id, f.as_of, coalesce((f.v ->> 'corrected')::boolean, f.corrected, false) and f.growth is not null,
  (select max(value::text) filter (where code = 'min_visits') from setting_now),
  case when coalesce((f.v ->> 'corrected')::boolean, f.corrected) then sqrt((f.v ->> 'rater')::float8 / a.raters + (f.v ->> 'residual')::float8 / a.n) end
from k left join mean b on not b.since left join mean a on a.since left join family f on true;

-- The baseline: the person's level in the newest run, which is corrected for regression to the mean; before
-- the first run, the mean of the last year's visits.
-- name: corrections_create
with base as (select e.value, e.se, e.n, r.as_of from estimate e join run r on (r.district_id, r.id) = (e.district_id, e.run_id) and r.state = 'done'
    where e.district_id = (select auth.district()) and e.person_id = $2::uuid and e.competence_id = $3::uuid and e.measure = 'level'
    order by r.as_of desc, r.created_at desc limit 1),
  raw as (select avg(m.level)::double precision as value, greatest(coalesce(stddev_samp(m.level), 0), 0.5)::double precision / sqrt(greatest(count(*), 1)) as se, count(*)::integer as n
    from (select 1 + 3 * sum(s.points) / sum(s.max_points) as level from score s join sheet h on (h.district_id, h.id) = (s.district_id, s.sheet_id) and h.state = 'submitted'
      where s.district_id = (select auth.district()) and s.teacher_id = $2::uuid and s.part = 'visitor' and s.held_on > (select auth.today()) - 365
        and (s.competence_id = $3::uuid or (select code from competence c where c.district_id = s.district_id and c.id = $3::uuid) = '') group by s.sheet_id) m)
insert into correction (district_id, id, organisation_id, person_id, competence_id, body, due_on, base_value, base_se, base_n, base_on)
select (select auth.district()), coalesce($1::uuid, gen_random_uuid()), a.organisation_id, $2::uuid, $3::uuid, $4,
  coalesce($5::date, (select auth.today()) + (select value::text::integer from setting_now where code = 'check_days')),
  coalesce(base.value, raw.value), case when base.value is not null then base.se when raw.value is not null then raw.se end,
  coalesce(base.n, nullif(raw.n, 0)), case when coalesce(base.value, raw.value) is not null then coalesce(base.as_of, (select auth.today())) end
from (select organisation_id from appointment where district_id = (select auth.district()) and person_id = $2::uuid and role in ('teacher', 'school_head')
    and during @> (select auth.today()) order by role = 'teacher' desc, id limit 1) a cross join raw left join base on true
on conflict (district_id, id) do nothing returning id;

-- name: corrections_update
update correction set body = coalesce($3, body), due_on = coalesce($4::date, due_on)
where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer returning id;

-- With a verdict, what it was judged by is written down too.
-- name: corrections_step
update correction set state = $2, verdict = coalesce($3, verdict), again_value = coalesce($4::double precision, again_value),
  again_se = case when $3 is null then again_se else $5::double precision end, again_n = coalesce($6::integer, again_n),
  again_on = coalesce($7::date, again_on), run_id = case when $3 is null then run_id else $8::uuid end
where district_id = (select auth.district()) and id = $1::uuid returning id;
