-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A figure of growth as the interface shows it: by the one rule of not enough data the number itself
-- stays in the database, and people get how much is lacking.

create function growth_figure(e estimate) returns json language sql immutable as $$
  select case when e.says = 'not_enough_data' then
      json_build_object('enough', false, 'more_visits', e.more_visits, 'more_raters', e.more_raters)
    when e.value is not null then
      json_build_object('enough', true, 'value', round(e.value::numeric, 4), 'low', round(e.low::numeric, 4), 'high', round(e.high::numeric, 4),
        'reliability', round(e.reliability::numeric, 3), 'says', e.says, 'p_decline', round(e.p_decline::numeric, 4), 'flagged', e.flagged,
        'forecast', round(e.forecast::numeric, 4), 'forecast_se', round(e.forecast_se::numeric, 4)) end $$;

-- Level and growth of one unit in one competence; the line only where the growth is known well enough.
create function growth_cell(level estimate, growth estimate) returns json language sql immutable as $$
  select json_build_object('n', level.n, 'raters', level.raters, 'people', level.people, 'level', growth_figure(level),
    'growth', growth_figure(growth), 'line', case when growth.says <> 'not_enough_data' and level.says <> 'not_enough_data' then level.line end) $$;
