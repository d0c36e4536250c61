-- Execution of the plan (контроль, 1.5): days of a school year by phase, how long each waits and for whom.
-- A day leaves the board when it is closed. What was recorded later than it was done counts from the date on
-- paper: the order's, the day's own, the sitting's, the approving order's.

-- part: board
y as (select coalesce($1::integer, school_year((select auth.today()))) as year, (select auth.today()) as today),
  s as (select (max(value::text) filter (where code = 'notice_days'))::integer as notice, (max(value::text) filter (where code = 'spravka_days'))::integer as spravka,
    (max(value::text) filter (where code = 'council_days'))::integer as council from setting_now),
  post as (select max(person_short(p.family_name, p.given_name, p.patronymic)) filter (where a.role = 'department_head') as signs,
      max(person_short(p.family_name, p.given_name, p.patronymic)) filter (where a.role = 'clerk') as registers,
      max(person_short(p.family_name, p.given_name, p.patronymic)) filter (where a.role = 'council_secretary') as notes,
      max(person_short(p.family_name, p.given_name, p.patronymic)) filter (where a.role = 'centre_head') as heads
    from y join appointment a on a.district_id = (select auth.district()) and a.role in ('centre_head', 'department_head', 'clerk', 'council_secretary') and a.during @> y.today
      join person p on (p.district_id, p.id) = (a.district_id, a.person_id)),
  every_day as (select d.*, least((d.state_since at time zone (select auth.zone()))::date, case
      when d.state = 'ordered' then (select o.dated from document o where (o.district_id, o.id) = (d.district_id, d.order_id))
      when d.state in ('running', 'held') then d.held_on
      when d.state = 'considered' then (select max(t.held_on) from document k join agenda_item a on (a.district_id, a.document_id) = (k.district_id, k.id)
        join sitting t on (t.district_id, t.id) = (a.district_id, a.sitting_id) and t.state = 'closed' where (k.district_id, k.day_id) = (d.district_id, d.id))
      when d.state in ('approved', 'closed') then (select max(o.dated) from document k join document o on (o.district_id, o.id) = (k.district_id, k.order_id)
        and o.kind = 'order_approve' where (k.district_id, k.day_id) = (d.district_id, d.id)) end) as since
    from y, day d where d.district_id = (select auth.district()) and d.kind = 'day' and d.state <> 'cancelled'
      and d.held_on between make_date(y.year, 9, 1) and make_date(y.year + 1, 8, 31)),
  d as (select d.*, case when d.state in ('draft', 'in_plan', 'ordered', 'announced', 'postponed') then 'organisation' when d.state = 'running' then 'holding' else 'summing_up' end as phase,
      case when d.state in ('draft', 'in_plan', 'postponed') then auth.add_working_days(d.held_on, -s.notice - 1) when d.state = 'ordered' then auth.add_working_days(d.held_on, -s.notice)
        when d.state in ('announced', 'running') then d.held_on when d.state = 'held' then auth.add_working_days(d.held_on, s.spravka)
        when d.state in ('analysed', 'at_council') then d.held_on + s.council end as due,
      (select k.state from document k where (k.district_id, k.day_id) = (d.district_id, d.id) and k.kind = 'order_hold' order by k.id = d.order_id desc, k.created_at desc limit 1) as paper
    from s, every_day d where d.state <> 'closed'),
  r as (select coalesce(m.day_id, k.day_id) as day_id, count(*) filter (where m.state = 'open') as open, count(*) filter (where m.state = 'answered') as answered,
      count(*) filter (where m.state = 'open' and m.due_on < y.today) as overdue
    from y, remark m left join document k on (k.district_id, k.id) = (m.district_id, m.document_id) where m.district_id = (select auth.district()) group by 1),
  line as (select d.*, g.name as school, l.id as leader, l.family_name, l.given_name, l.patronymic, greatest(y.today - d.due, 0) as late, greatest(y.today - d.since, 0) as waits,
      case when d.state in ('in_plan', 'postponed') and d.paper = 'draft' then post.signs when d.state in ('in_plan', 'postponed') and d.paper = 'signed' then post.registers
        when d.state = 'at_council' then post.notes when d.state = 'considered' then post.signs when d.state = 'approved' then post.heads
        else person_short(l.family_name, l.given_name, l.patronymic) end as owner,
      coalesce(r.open, 0) as open, coalesce(r.answered, 0) as answered, coalesce(r.overdue, 0) as overdue
    from y cross join post join d on true join organisation g on (g.district_id, g.id) = (d.district_id, d.organisation_id)
      left join person l on (l.district_id, l.id) = (d.district_id, d.lead_id) left join r on r.day_id = d.id)

-- The plan's own side is its approved version: an item of which no day was made counts as planned, late once
-- its term is over. Burn-up: what the plan holds up to the end of each month, and what was held and approved
-- by then; months to come have only the plan.
-- name: control_board
with
@board@
  , item as (select i.*, p.id as plan_id from y join plan p on p.district_id = (select auth.district()) and p.school_year = y.year
      join plan_version v on (v.district_id, v.plan_id, v.state) = (p.district_id, p.id, 'approved') join plan_item i on (i.district_id, i.version_id) = (v.district_id, v.id)
      join form f on (f.district_id, f.id) = (i.district_id, i.form_id) and f.is_day),
  bare as (select upper(i.term) <= y.today as late from y, item i
    where not exists (select from day d join plan_version w on (w.district_id, w.id) = (d.district_id, d.plan_version_id) and w.plan_id = i.plan_id
      where (d.district_id, d.plan_item_id) = (i.district_id, i.item_id) and d.state <> 'cancelled')),
  stage as (select 'planned' as state, count(*) as count, count(*) filter (where late) as late from bare
    union all select e.state, count(*), count(*) filter (where line.late > 0) from every_day e left join line on line.id = e.id group by e.state),
  month as (select m::date as first, (m + interval '1 month')::date as next from y, generate_series(make_date(y.year, 9, 1)::timestamp, make_date(y.year + 1, 8, 1)::timestamp, interval '1 month') m)
select json_build_object('year', y.year, 'as_of', y.today, 'items', (select coalesce(json_agg(json_build_object('id', d.id, 'phase', d.phase, 'state', d.state, 'held_on', d.held_on, 'theme', d.theme,
    'organisation', named(d.organisation_id, d.school), 'lead', person_ref(d.leader, d.family_name, d.given_name, d.patronymic), 'owner', d.owner, 'since', d.since, 'waits', d.waits,
    'due_on', d.due, 'late_days', d.late, 'remarks', json_build_object('open', d.open, 'answered', d.answered, 'overdue', d.overdue)) order by d.held_on, d.id), '[]') from line d),
  'closed', (select count(*) from every_day where state = 'closed'),
  'stages', (select coalesce(json_agg(json_build_object('state', state, 'count', count, 'late', late)), '[]') from stage where count > 0),
  'burn_up', (select json_agg(json_build_object('month', to_char(m.first, 'YYYY-MM'),
      'planned', (select count(*) from item i where upper(i.term) <= m.next),
      'held', case when m.first <= y.today then (select count(*) from every_day e where e.held_on < m.next and e.state in ('held', 'analysed', 'at_council', 'considered', 'approved', 'closed')) end,
      'approved', case when m.first <= y.today then (select count(*) from every_day e where e.since < m.next and e.state in ('approved', 'closed')) end) order by m.first) from month m),
  'next', null) from y;

-- The same days for office programs; a cell that a spreadsheet would take for a formula is made text.
-- name: control_board_csv
with
@board@
  , words (state, ru, en) as (values ('draft', 'черновик', 'draft'), ('in_plan', 'в плане', 'in the plan'), ('ordered', 'есть приказ', 'ordered'), ('announced', 'объявлен', 'announced'),
    ('running', 'идёт', 'running'), ('held', 'проведён', 'held'), ('analysed', 'материалы готовы', 'summed up'), ('at_council', 'на совете', 'at the council'),
    ('considered', 'рассмотрен', 'considered'), ('approved', 'утверждён', 'approved'), ('postponed', 'перенесён', 'postponed'))
select (case when $2::boolean then 'School;Date;Theme;State;Since;Days in this state;Waits for;Due;Days late;Open remarks'
    else 'Организация;Дата;Тема;Состояние;С какого числа;Дней в состоянии;За кем;Срок;Дней опоздания;Открытых замечаний' end) || E'\r\n'
  || coalesce(string_agg((select string_agg('"' || replace(case when x ~ '^[=+@\t-]' then '''' || x else coalesce(x, '') end, '"', '""') || '"', ';' order by i)
    from unnest(array[d.school, to_char(d.held_on, 'YYYY-MM-DD'), d.theme, case when $2::boolean then w.en else w.ru end, to_char(d.since, 'YYYY-MM-DD'), d.waits::text, d.owner,
      to_char(d.due, 'YYYY-MM-DD'), d.late::text, d.open::text]) with ordinality u(x, i)) || E'\r\n', '' order by d.late desc nulls last, d.waits desc, d.held_on, d.id), '')
from line d left join words w using (state);
