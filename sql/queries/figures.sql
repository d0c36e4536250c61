-- Bound figures (связанные показатели) of a paper: each is a named query over what its reader may see. The
-- names and their arguments are those of figures.def. A mean here is a fact of the lessons seen, with their
-- number and that of the visitors; it estimates nobody's level.

-- part: values
left join lateral (select (x.b -> 'args' ->> 'day')::uuid as day, (x.b -> 'args' ->> 'visit')::uuid as visit, (x.b -> 'args' ->> 'competence')::uuid as competence,
    (x.b -> 'args' ->> 'organisation')::uuid as organisation where x.b ->> 'b' = 'figure') a on true
left join lateral (select case x.b ->> 'name'
  when 'visits_of_day' then (select count(*)::text from visit v join slot s on (s.district_id, s.id) = (v.district_id, v.slot_id)
    where v.district_id = (select auth.district()) and s.day_id = a.day and v.state not in ('planned', 'cancelled'))
  when 'teachers_of_day' then (select count(distinct v.teacher_id)::text from visit v join slot s on (s.district_id, s.id) = (v.district_id, v.slot_id)
    where v.district_id = (select auth.district()) and s.day_id = a.day and v.state not in ('planned', 'cancelled'))
  when 'acknowledged_of_day' then (select count(*)::text from visit v join slot s on (s.district_id, s.id) = (v.district_id, v.slot_id)
    where v.district_id = (select auth.district()) and s.day_id = a.day and exists (select from receipt r where (r.district_id, r.visit_id) = (v.district_id, v.id) and r.kind = 'acknowledged'))
  when 'objections_of_day' then (select count(*)::text from visit v join slot s on (s.district_id, s.id) = (v.district_id, v.slot_id)
    where v.district_id = (select auth.district()) and s.day_id = a.day and exists (select from receipt r where (r.district_id, r.visit_id) = (v.district_id, v.id) and r.kind = 'objected'))
  when 'mean_percent_of_day' then (select replace(to_char(avg(y.percent), 'FM990.0'), '.', ',') || ' % (уроков: ' || count(*) || ', посетивших: ' || (
      select count(distinct h.author_id) from visit v join slot s on (s.district_id, s.id) = (v.district_id, v.slot_id) join sheet h on (h.district_id, h.visit_id) = (v.district_id, v.id)
      where v.district_id = (select auth.district()) and s.day_id = a.day and h.part = 'visitor' and h.state = 'submitted' and v.state not in ('planned', 'held', 'cancelled')) || ')'
    from (select 100 * sum(h.points) / nullif(sum(h.max_points), 0) as percent from visit v join slot s on (s.district_id, s.id) = (v.district_id, v.slot_id)
        join sheet h on (h.district_id, h.visit_id) = (v.district_id, v.id) and h.part = 'visitor' and h.state = 'submitted'
      where v.district_id = (select auth.district()) and s.day_id = a.day and v.state not in ('planned', 'held', 'cancelled') group by v.id) y where y.percent is not null)
  when 'competence_mean' then (select replace(to_char(avg(y.percent), 'FM990.0'), '.', ',') || ' % (уроков: ' || count(distinct y.visit) || ', посетивших: ' || count(distinct y.rater) || ')'
    from (select h.visit_id as visit, c.rater_id as rater, 100 * c.points / c.max_points as percent from visit v join slot s on (s.district_id, s.id) = (v.district_id, v.slot_id)
        join sheet h on (h.district_id, h.visit_id) = (v.district_id, v.id) and h.state = 'submitted' join score c on (c.district_id, c.sheet_id) = (h.district_id, h.id)
      where v.district_id = (select auth.district()) and s.day_id = a.day and c.competence_id = a.competence and c.part = 'visitor'
        and v.state not in ('planned', 'held', 'cancelled')) y having count(*) > 0)
  when 'visit_percent' then (select replace(to_char(100 * sum(h.points) / nullif(sum(h.max_points), 0), 'FM990.0'), '.', ',') || ' %' from visit v
      join sheet h on (h.district_id, h.visit_id) = (v.district_id, v.id) and h.part = 'visitor' and h.state = 'submitted'
    where v.district_id = (select auth.district()) and v.id = a.visit and v.state not in ('planned', 'held', 'cancelled'))
  when 'visit_level' then (select level_word(e.body -> 'bands', round(100 * sum(h.points) / nullif(sum(h.max_points), 0), 1)) from visit v
      join edition e on (e.district_id, e.id) = (v.district_id, v.rubric_id) join sheet h on (h.district_id, h.visit_id) = (v.district_id, v.id) and h.part = 'visitor' and h.state = 'submitted'
    where v.district_id = (select auth.district()) and v.id = a.visit and v.state not in ('planned', 'held', 'cancelled') group by e.body)
  when 'attended_of_day' then (select count(*) filter (where y.present) || ' (отмечено: ' || count(*) || ')' from (select bool_or(t.present) as present from attendance t
      join slot s on (s.district_id, s.id) = (t.district_id, t.slot_id) where t.district_id = (select auth.district()) and s.day_id = a.day group by t.person_id) y having count(*) > 0)
  when 'needs_open' then (select count(*)::text from need n where n.district_id = (select auth.district()) and n.organisation_id = a.organisation and n.state in ('open', 'planned'))
  when 'needs_met' then (select count(*)::text from need n where n.district_id = (select auth.district()) and n.organisation_id = a.organisation and n.state = 'met')
  when 'visits_of_year' then (select count(*)::text from visit v where v.district_id = (select auth.district()) and v.organisation_id = a.organisation
    and school_year(v.held_on) = school_year((select auth.today())) and v.state not in ('planned', 'cancelled'))
  end as value) f on x.b ->> 'b' = 'figure'

-- A figure keeps its value only while it is word for word one of the stored text ($2); any other, and one
-- sent without a value, is counted anew: nobody types a figure.
-- name: figures_fill
select coalesce(jsonb_agg(case when x.b ->> 'b' is distinct from 'figure' then x.b
  when x.b ? 'value' and exists (select from jsonb_array_elements($2::jsonb) o where o - 'text' = x.b - 'text') then x.b
  else jsonb_build_object('b', 'figure', 'name', x.b -> 'name', 'args', x.b -> 'args', 'text', x.b -> 'text', 'value', coalesce(f.value, 'данных нет'),
    'as_of', (select instant(now(), z.timezone) from district z where z.district_id = (select auth.district()))) end order by x.ord), '[]')
from jsonb_array_elements($1::jsonb) with ordinality x(b, ord)
@values@
;

-- What stands in the text, and what the same query answers now.
-- name: figures_list
select json_build_object('items', coalesce((select json_agg(json_build_object('block', x.ord - 1, 'name', x.b -> 'name', 'args', x.b -> 'args', 'text', x.b -> 'text',
    'then', x.b -> 'value', 'as_of', x.b -> 'as_of', 'now', coalesce(f.value, 'данных нет'), 'changed', coalesce(f.value, 'данных нет') is distinct from x.b ->> 'value') order by x.ord)
  from jsonb_array_elements(o.body) with ordinality x(b, ord)
  @values@
  where x.b ->> 'b' = 'figure'), '[]'), 'next', null)
from document o where o.district_id = (select auth.district()) and o.id = $1::uuid and o.kind in ('lesson_analysis', 'spravka', 'recommendations');
