-- Corrections (коррекция деятельности) of a teacher's or leader's work: a task with a baseline and a
-- re-measurement (4.6a). Measures are on the 1-4 scale.

-- part: correction
'id', k.id, 'organisation', named(g.id, g.name), 'person', person_ref(p.id, p.family_name, p.given_name, p.patronymic),
'competence', json_build_object('id', c.id, 'code', c.code, 'name', c.name), 'body', k.body, 'due_on', k.due_on, 'state', k.state,
'base', case when k.base_value is not null then json_build_object('value', k.base_value, 'se', k.base_se, 'n', k.base_n, 'on', k.base_on) end,
'again', case when k.again_value is not null then json_build_object('value', k.again_value, 'se', k.again_se, 'n', k.again_n, 'on', k.again_on) end,
'verdict', k.verdict, 'decided_by', person_ref(w.id, w.family_name, w.given_name, w.patronymic),
'own', k.person_id is not distinct from (select auth.person()), 'since', k.state_since::date, 'revision', k.revision

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

-- Beside the row: what a new measure would say now, from the visits since work began. A change is called
-- helped or worse when it is beyond 1.645 standard errors (90 % two-sided), else not seen yet.
-- name: corrections_show
with now_measure as (select avg(m.level) as value, count(*)::integer as n, coalesce(stddev_samp(m.level), 0) as sd, max(m.held_on) as last
    from correction k cross join lateral (select s.held_on, 1 + 3 * sum(s.points) / sum(s.max_points) as level from score s
      join sheet h on (h.district_id, h.id) = (s.district_id, s.sheet_id) and h.state = 'submitted'
      where s.district_id = k.district_id and s.teacher_id = k.person_id and s.part = 'visitor' and s.held_on > k.base_on
        and (s.competence_id = k.competence_id or (select code from competence c where (c.district_id, c.id) = (k.district_id, k.competence_id)) = '')
      group by s.sheet_id, s.held_on) m
    where k.district_id = (select auth.district()) and k.id = $1::uuid)
select json_build_object(
  @correction@
  , 'measure', case when m.n > 0 then json_build_object('value', m.value, 'se', m.se, 'n', m.n, 'on', m.last, 'difference', m.value - k.base_value,
      'verdict', case when abs(m.value - k.base_value) <= 1.645 * sqrt(m.se ^ 2 + coalesce(k.base_se, 0) ^ 2) then 'not_seen_yet'
        when m.value > k.base_value then 'helped' else 'worse' end) end),
  k.revision, k.state, k.person_id is not distinct from (select auth.person()), m.value, m.se, m.n, m.last
from (select value::double precision, n, last, greatest(sd, 0.5)::double precision / sqrt(greatest(n, 1)) as se from now_measure) m cross join
  @tables@
where k.district_id = (select auth.district()) and k.id = $1::uuid;

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

-- name: corrections_step
update correction set state = $2, verdict = coalesce($3, verdict), again_value = coalesce($4::double precision, again_value),
  again_se = coalesce($5::double precision, again_se), again_n = coalesce($6::integer, again_n), again_on = coalesce($7::date, again_on)
where district_id = (select auth.district()) and id = $1::uuid returning id;
