-- How many days a year and each month of it can hold.

-- Limits of a year: what the settings allow, spread over the months by the working days of the methodists, so
-- that the months add up to the year. A term that nobody plans in (summer) has no limit. `away`: who can't
-- come when, without the reason, as far as the reader may see.
-- name: plan_capacity
with y as (select coalesce($1::integer, school_year((select auth.today()))) as year),
  s as (select floor(max(value::text::float8) filter (where code = 'plan_days'))::integer as days, floor(max(value::text::float8) filter (where code = 'plan_days_per_methodist'))::integer as each,
    greatest(1, floor(max(value::text::float8) filter (where code = 'plan_team'))::integer) as team from setting_now where code like 'plan\_%'),
  n as (select count(distinct a.person_id) as methodists from appointment a, y where a.district_id = (select auth.district()) and a.role = 'methodist'
    and a.during @> greatest((select auth.today()), make_date(y.year, 9, 1))),
  k as (select s.*, n.methodists, least(s.days, floor(n.methodists * s.each / s.team))::integer as most from s, n),
  m as (select w.month, w.days, sum(w.days) over (order by w.month) as up_to, sum(w.days) over () as whole from y, auth.methodist_days(y.year) w)
select json_build_object('year', y.year, 'most', k.most, 'methodists', k.methodists, 'each', k.each, 'team', k.team,
  'months', (select coalesce(json_agg(json_build_object('month', to_char(m.month, 'YYYY-MM'), 'working', m.days,
      'most', case when m.whole > 0 then round(k.most * m.up_to / m.whole) - round(k.most * (m.up_to - m.days) / m.whole) end,
      'each', case when m.whole > 0 then round(k.each * m.up_to / m.whole) - round(k.each * (m.up_to - m.days) / m.whole) end) order by m.month), '[]') from m),
  'away', (select coalesce(json_agg(json_build_object('person', person_ref(p.id, p.family_name, p.given_name, p.patronymic), 'weekday', u.weekday,
      'from', (lower(u.during) at time zone z.timezone)::date, 'to', ((upper(u.during) - interval '1 second') at time zone z.timezone)::date) order by p.family_name, p.id, u.created_at), '[]')
    from unavailability u join district z using (district_id) join person p on (p.district_id, p.id) = (u.district_id, u.person_id)
    where u.district_id = (select auth.district()) and (u.weekday is not null or u.during && tstzrange(make_date(y.year, 9, 1)::timestamptz, make_date(y.year + 1, 9, 1)::timestamptz))
      and exists (select from appointment a where (a.district_id, a.person_id) = (u.district_id, u.person_id) and a.role = 'methodist' and upper_inf(a.during))))
from y, k;
