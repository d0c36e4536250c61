-- Proposals of the growth job for the next plan (4.6): of its newest run; a person decides on each.

-- part: proposal
'id', r.id, 'kind', r.kind, 'rank', r.rank, 'chosen', r.chosen, 'organisation', named(g.id, g.name), 'competence', case when r.kind = 'add' then json_build_object('id', c.id, 'code', c.code, 'name', c.name) end,
'drops', case when r.kind = 'drop' then json_build_object('item', r.drops_item_id, 'title', r.terms ->> 'title', 'starts_on', r.terms ->> 'starts_on', 'ends_on', r.terms ->> 'ends_on') end,
'gain', r.gain, 'loss_if_dropped', r.loss_if_dropped, 'reason', r.reason, 'terms', r.terms,
'only', case when w.id is not null then person_ref(w.id, w.family_name, w.given_name, w.patronymic) end, 'state', r.state,
'decision', case when r.state <> 'proposed' then json_build_object('reason', r.decision_reason,
  'by', person_ref(p.id, p.family_name, p.given_name, p.patronymic), 'at', instant(r.decided_at, z.timezone)) end,
'plan', r.plan_id, 'version', r.plan_version_id, 'item', r.plan_item_id, 'run', r.run_id, 'revision', r.revision

-- part: tables
proposal r join district z on z.district_id = r.district_id
  join organisation g on (g.district_id, g.id) = (r.district_id, r.organisation_id)
  left join competence c on (c.district_id, c.id) = (r.district_id, r.competence_id)
  left join person p on (p.district_id, p.id) = (r.district_id, r.decided_by)
  left join person w on (w.district_id, w.id) = (r.district_id, (r.terms ->> 'only')::uuid)

-- Decisions stay with the run that they were taken on, so what was decided is shown beside the newest
-- job's proposals (one run for each framework, ranked together). `capacity`: days in the chosen plan's newest version against this year's
-- and against what the methodists can do. `build`: how the plan builder chose. Accepted days are in the draft: they use capacity.
-- name: proposals_list
with chosen as (select p.* from plan p where p.district_id = (select auth.district()) and p.school_year = coalesce($1::integer, school_year((select auth.today())) + 1)),
  version as (select v.* from plan_version v, chosen where (v.district_id, v.plan_id) = (chosen.district_id, chosen.id) order by v.version desc limit 1),
  newest as materialized (select n.id from run n where n.district_id = (select auth.district()) and coalesce(n.job_id, n.id) = (
    select coalesce(m.job_id, m.id) from proposal r join run m on (m.district_id, m.id) = (r.district_id, r.run_id), chosen
    where (r.district_id, r.plan_id) = (chosen.district_id, chosen.id) order by r.created_at desc, r.run_id limit 1)),
  page as (select list_page(array_agg(j), array_agg(id), coalesce($4::integer, 200)) as j from (
    select r.id, json_build_object(
    @proposal@
    ) as j from
    @tables@
    where r.district_id = (select auth.district()) and r.plan_id = (select id from chosen)
      and (r.run_id in (select id from newest) or r.state <> 'proposed') and ($2::text is null or r.state = $2)
      and ($3::uuid is null or r.organisation_id = $3::uuid)
      and ($5::uuid is null or (r.rank, r.id) > (select x.rank, x.id from proposal x where x.district_id = r.district_id and x.id = $5::uuid))
    order by r.rank, r.id limit coalesce($4::integer, 200) + 1) x)
select json_build_object('items', page.j -> 'items', 'next', page.j -> 'next',
  'plan', (select json_build_object('id', chosen.id, 'school_year', chosen.school_year, 'title', chosen.title,
    'version', (select json_build_object('id', v.id, 'version', v.version, 'state', v.state, 'base', v.base_id) from version v)) from chosen),
  'run', (select json_build_object('id', (array_agg(n.id order by n.id))[1], 'as_of', max(n.as_of), 'n', sum(n.n), 'model', max(n.model)) from run n join newest using (id)
    where n.district_id = (select auth.district()) having count(*) > 0),
  'build', (select json_build_object('method', b.method, 'objective', round(b.objective::numeric, 4), 'days', b.days, 'unused', b.unused, 'left_out', b.left_out)
    from plan_build b join chosen on (b.district_id, b.plan_id) = (chosen.district_id, chosen.id)),
  'rules', (select json_object_agg(substr(code, 6), value) from setting_now where code like 'plan\_%'),
  'capacity', (select json_build_object('days', k.days, 'days_this_year', k.days_this_year, 'methodists', k.methodists, 'most', k.most,
    'left', greatest(0, k.most - k.days)) from (select m.*, least(s.days, floor(m.methodists * s.each / s.team))::integer as most from (select (select count(*) from plan_item i join form f on (f.district_id, f.id) = (i.district_id, i.form_id), version v
      where (i.district_id, i.version_id) = (v.district_id, v.id) and f.is_day) as days,
    (select count(*) from plan_item i join form f on (f.district_id, f.id) = (i.district_id, i.form_id)
      join plan_version v on (v.district_id, v.id) = (i.district_id, i.version_id) join plan p on (p.district_id, p.id) = (v.district_id, v.plan_id)
      where i.district_id = (select auth.district()) and v.state = 'approved' and f.is_day
        and p.school_year = coalesce($1::integer, school_year((select auth.today())) + 1) - 1) as days_this_year,
    (select count(distinct a.person_id) from appointment a where a.district_id = (select auth.district()) and a.role = 'methodist'
      and a.during @> (select auth.today())) as methodists) m,
    (select floor(max(value::text::float8) filter (where code = 'plan_days')) as days, floor(max(value::text::float8) filter (where code = 'plan_days_per_methodist')) as each,
      greatest(1, floor(max(value::text::float8) filter (where code = 'plan_team'))) as team from setting_now where code like 'plan\_%') s) k)) from page;

-- name: proposals_show
select json_build_object(
  @proposal@
  ), r.revision, r.state, r.plan_version_id, r.plan_item_id, r.kind from
  @tables@
where r.district_id = (select auth.district()) and r.id = $1::uuid;

-- The draft that an accepted proposal goes into: the plan's open one, else none.
-- name: proposals_draft
select v.id, r.plan_id, (select w.id from plan_version w where (w.district_id, w.plan_id) = (r.district_id, r.plan_id) and w.state = 'approved'
  and not exists (select from plan_version x where (x.district_id, x.plan_id, x.state) = (r.district_id, r.plan_id, 'at_council')))
from proposal r left join plan_version v on (v.district_id, v.plan_id, v.state) = (r.district_id, r.plan_id, 'draft')
where r.district_id = (select auth.district()) and r.id = $1::uuid order by v.version desc limit 1;

-- The item: a day at that school, in the month of the school year that has fewest days so far (October to
-- April, but January, which the holidays halve), with the reason and the proposal as its evidence.
-- name: proposals_accept
with r as (select r.*, p.school_year, c.name as competence from proposal r join plan p on (p.district_id, p.id) = (r.district_id, r.plan_id)
    join competence c on (c.district_id, c.id) = (r.district_id, r.competence_id) where r.district_id = (select auth.district()) and r.id = $1::uuid),
  busy as (select m.first, (select count(*) from plan_item i join form f on (f.district_id, f.id) = (i.district_id, i.form_id)
      where i.district_id = r.district_id and i.version_id = $2::uuid and f.is_day and lower(i.term) >= m.first and lower(i.term) < m.first + interval '1 month') as days
    from r, (values (9), (10), (11), (13), (14), (15)) k(n) cross join lateral (select (make_date((select school_year from r), 1, 1) + make_interval(months => k.n))::date as first) m),
  free as (select first from busy order by days, first limit 1),
  item as (insert into plan_item (district_id, version_id, number, form_id, title, section, term, organisation_id, responsible_id, direction, addressee, result)
    select r.district_id, $2::uuid, 1 + coalesce((select max(number) from plan_item where district_id = r.district_id and version_id = $2::uuid), 0),
      f.id, coalesce(nullif($4, ''), 'Методический день: ' || lower(left(r.competence, 1)) || substr(r.competence, 2)),
      coalesce((select section from plan_item i join form g on (g.district_id, g.id) = (i.district_id, i.form_id) and g.is_day
        where i.district_id = r.district_id and i.version_id = $2::uuid group by section order by count(*) desc limit 1), ''),
      case when $5::date is null then daterange(free.first, (free.first + interval '1 month')::date) else daterange($5::date, coalesce($6::date, $5::date), '[]') end,
      r.organisation_id, nullif($7, '')::uuid, 'analytic', 'педагоги', null
    from r cross join free cross join lateral (select id from form f where f.district_id = r.district_id and f.is_day order by f.id limit 1) f
    returning district_id, version_id, item_id),
  why as (insert into plan_change (district_id, version_id, item_id, reason) select district_id, version_id, item_id, $3 from item returning district_id, id),
  cited as (insert into evidence (district_id, plan_change_id, proposal_id) select why.district_id, why.id, r.id from why, r returning id)
select item_id, (select count(*) from cited) from item;

-- The day that goes leaves the draft; why it left stays beside it, and cites the proposal.
-- name: proposals_drop
with r as (select * from proposal where district_id = (select auth.district()) and id = $1::uuid),
  gone as (delete from plan_item i using r where i.district_id = r.district_id and i.version_id = $2::uuid and i.item_id = r.drops_item_id
    returning i.district_id, i.version_id, i.item_id),
  why as (insert into plan_change (district_id, version_id, item_id, reason) select district_id, version_id, item_id, $3 from gone
    on conflict (district_id, version_id, item_id) do update set reason = excluded.reason returning district_id, id),
  cited as (insert into evidence (district_id, plan_change_id, proposal_id) select why.district_id, why.id, r.id from why, r returning id)
select item_id, (select count(*) from cited) from gone;

-- name: proposals_decide
update proposal set state = $2, decision_reason = nullif($3, ''), decided_at = case when $2 = 'proposed' then null else now() end,
  decided_by = case when $2 = 'proposed' then null else decided_by end, plan_version_id = nullif($4, '')::uuid, plan_item_id = nullif($5, '')::uuid
where district_id = (select auth.district()) and id = $1::uuid returning id;

-- An item that came from a proposal goes with it, while its version is a draft.
-- name: proposals_take_back
with why as (delete from plan_change where district_id = (select auth.district()) and version_id = $1::uuid and item_id = $2::uuid)
delete from plan_item where district_id = (select auth.district()) and version_id = $1::uuid and item_id = $2::uuid returning item_id;

-- A day that went comes back as the version before has it, in the terms of this plan's year.
-- name: proposals_put_back
with why as (delete from plan_change where district_id = (select auth.district()) and version_id = $1::uuid and item_id = $2::uuid)
insert into plan_item (district_id, version_id, item_id, number, form_id, title, section, term, organisation_id, responsible_id, direction, addressee, result)
select v.district_id, v.id, b.item_id, b.number, b.form_id, b.title, b.section, daterange((lower(b.term) + make_interval(years => p.school_year - q.school_year))::date,
  (upper(b.term) + make_interval(years => p.school_year - q.school_year))::date), b.organisation_id, b.responsible_id, b.direction, b.addressee, b.result
from plan_version v join plan p on (p.district_id, p.id) = (v.district_id, v.plan_id)
  join plan_version w on (w.district_id, w.id) = (v.district_id, v.base_id) join plan q on (q.district_id, q.id) = (w.district_id, w.plan_id)
  join plan_item b on (b.district_id, b.version_id, b.item_id) = (w.district_id, w.id, $2::uuid)
where v.district_id = (select auth.district()) and v.id = $1::uuid
on conflict (district_id, version_id, item_id) do nothing returning item_id;
