-- A made-up district with a known truth, for the studies of the growth job: 24 schools of 6 teachers, four
-- full school years before this one, 3 visits a year by one of 6 methodists. Schools 1-8 have their first
-- day in September of the third year, 9-14 in that of the fourth, the others none. Noise is made of hashes,
-- so the same call gives the same rows everywhere.
create function uniform(key text) returns float8 language sql immutable as $$
  select ((hashtextextended(key, 11) & 1048575) + 0.5) / 1048576 $$;
create function gauss(key text) returns float8 language sql immutable as $$
  select sqrt(-2 * ln(uniform(key || 'r'))) * cos(2 * pi() * uniform(key || 'a')) $$;
create function named_id(key text) returns uuid language sql immutable as $$ select md5(key)::uuid $$;
create function first_day(school integer) returns integer language sql immutable as $$
  select case when school <= 8 then 3 when school <= 14 then 4 end $$;

-- sd: of the noise of one lesson. rise: how much visited schools had risen in the year before their day.
create function simulate(effects float8[], sd float8, rise float8, raters integer, islands boolean) returns void language sql as $$
  insert into organisation (district_id, id, kind, name, idnumber)
  select 'd1000000-0000-4000-8000-000000000000', named_id('school' || s), 'school', 'Школа ' || s, 'sim_' || s from generate_series(1, 24) s;
  insert into person (district_id, id, family_name, given_name)
  select 'd1000000-0000-4000-8000-000000000000', named_id(k), k, k from (
    select concat_ws('-', 'teacher', s, p) as k from generate_series(1, 24) s, generate_series(1, 6) p
    union select 'rater' || r from generate_series(0, 2 * raters + 1) r) x;
  insert into score (district_id, sheet_id, competence_id, part, teacher_id, organisation_id, rater_id, held_on, points, max_points)
  select c.district_id, named_id(concat_ws('-', 'sheet', x.s, x.p, x.y, x.v)), c.id, 'visitor', named_id(concat_ws('-', 'teacher', x.s, x.p)),
    named_id('school' || x.s), named_id('rater' || x.r), make_date(x.y0 + x.y, 10, 1) + 50 * x.v,
    round(greatest(0, least(300, 100 * (1.4 + 0.05 * x.y + 0.4 * gauss(concat_ws('-', 'person', x.s, x.p)) + 0.2 * gauss('school' || x.s)
      - 0.1 * (x.r - 2.5) + case when x.y >= x.first then x.effect else 0 end + case when x.y >= x.first - 1 then rise else 0 end
      + sd * gauss(concat_ws('-', 'lesson', x.s, x.p, x.y, x.v, x.k)))))), 300
  from (select s, p, y, v, k, school_year(current_date) - 5 as y0, first_day(s) as first, effects[k] as effect,
      case when islands and s > 12 then raters else 0 end + floor(raters * uniform(concat_ws('-', 'who', s, p, y, v)))::integer as r
    from generate_series(1, 24) s, generate_series(1, 6) p, generate_series(1, 4) y, generate_series(1, 3) v, generate_series(1, 2) k) x
    join competence c on c.district_id = 'd1000000-0000-4000-8000-000000000000' and c.code = 'K' || x.k
$$;

-- All of them still work there.
create function simulate_work() returns void language sql as $$
  insert into appointment (district_id, person_id, organisation_id, role, during)
  select 'd1000000-0000-4000-8000-000000000000', named_id(concat_ws('-', 'teacher', s, p)), named_id('school' || s), 'teacher', daterange(current_date - 2000, null)
  from generate_series(1, 24) s, generate_series(1, 6) p
$$;

create function simulate_days() returns void language sql as $$
  insert into day (district_id, id, organisation_id, plan_item_id, theme, held_on, state)
  select 'd1000000-0000-4000-8000-000000000000', named_id('day' || s), named_id('school' || s), named_id('item' || s), 'x',
    make_date(school_year(current_date) - 5 + first_day(s), 9, 20), 'closed' from generate_series(1, 14) s
$$;

-- The plan items of the days rest on accepted proposals of K1.
create function simulate_topics() returns void language sql as $$
  insert into proposal (district_id, run_id, plan_id, organisation_id, competence_id, rank, gain, loss_if_dropped, reason, state, decided_by, decision_reason, plan_item_id)
  select c.district_id, named_id('run'), named_id('plan'), named_id('school' || s), c.id, s, 1, 1, 'x', 'accepted', named_id('head'), 'x', named_id('item' || s)
  from generate_series(1, 14) s join competence c on c.district_id = 'd1000000-0000-4000-8000-000000000000' and c.code = 'K1'
$$;

-- Two methodists saw the same lessons of K1: the levels of one in a[], of the other in b[].
create function simulate_doubles(a integer[], b integer[]) returns void language sql as $$
  insert into visit (district_id, id, organisation_id, teacher_id, rubric_id, held_on, state, blind)
  select 'd1000000-0000-4000-8000-000000000000', named_id('visit' || i), named_id('school1'), named_id('teacher-1-1'), named_id('rubric'),
    current_date - i, 'closed', i % 2 = 0 from generate_subscripts(a, 1) i;
  insert into sheet (district_id, id, visit_id, rubric_id, author_id, part, state)
  select 'd1000000-0000-4000-8000-000000000000', named_id(concat_ws('-', 'double', i, r)), named_id('visit' || i), named_id('rubric'), named_id('rater' || r), 'visitor', 'submitted'
  from generate_subscripts(a, 1) i, generate_series(0, 1) r;
  insert into score (district_id, sheet_id, competence_id, part, teacher_id, organisation_id, rater_id, held_on, points, max_points)
  select c.district_id, named_id(concat_ws('-', 'double', i, r)), c.id, 'visitor', named_id('teacher-1-1'), named_id('school1'), named_id('rater' || r), current_date - i,
    case r when 0 then a[i] else b[i] end - 1, 3
  from generate_subscripts(a, 1) i, generate_series(0, 1) r join competence c on c.district_id = 'd1000000-0000-4000-8000-000000000000' and c.code = 'K1'
$$;
