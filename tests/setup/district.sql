-- What the demonstration's district must hold. Answers a row
-- for each thing that isn't so: what, how many.
with schools as (select * from organisation where kind in ('school', 'kindergarten', 'extra')),
posts as (select * from appointment where during @> current_date),
days as (select i.organisation_id, p.school_year, count(*) as n from plan_item i join plan_version v on v.id = i.version_id join plan p on p.id = v.plan_id
  join form f on f.id = i.form_id where f.is_day and v.state = 'approved' group by 1, 2)
select what, n from (values
  ('organisations', (select count(*) from schools), 24, 24),
  ('kindergartens', (select count(*) from schools where kind = 'kindergarten'), 2, 2),
  ('organisations of extra education', (select count(*) from schools where kind = 'extra'), 1, 1),
  ('organisations of five teachers', (select count(*) from schools s where (select count(*) from posts where role = 'teacher' and organisation_id = s.id) = 5), 1, 1),
  ('teachers', (select count(*) from posts where role = 'teacher'), 460, 500),
  ('leaders', (select count(*) from posts where role = 'school_head'), 27, 33),
  ('methodists', (select count(*) from posts where role = 'methodist'), 12, 12),
  ('approved plans', (select count(*) from plan_version where state = 'approved'), 4, 4),
  ('school years with visits', (select count(distinct school_year(held_on)) from visit), 4, 4),
  ('visits', (select count(*) from visit), 5700, 6300),
  ('visits without a closed state or a score', (select count(*) from visit v where state <> 'closed' or not exists
    (select from sheet h join score s on s.sheet_id = h.id where h.visit_id = v.id)), 0, 0),
  ('schools with eight days in each year', (select count(*) from (select organisation_id from days group by 1 having count(*) = 4 and bool_and(n = 8)) x), 1, 1),
  ('other schools with more than two days in a year', (select count(distinct organisation_id) from days where n > 2), 1, 1),
  ('lessons of the timetable', (select count(*) from lesson), 15000, 20000)) t(what, n, least, most) where n not between least and most
