-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Beside a level stands what was seen: means by school year and over the last two, in `observed` of the
-- level's row. A forecast is a figure of its own under the rule of not enough data: where it alone isn't
-- known well enough, it and its point of the line stay in the database.

alter table estimate
  add observed jsonb,                                  -- {"years": [{"year", "n", "raters", "people", "value"}, ...], "recent": {the same, of the district "sd", "spread"}, of the district "scale": {"from", "to"}}
  add forecast_enough boolean default true;            -- of runs before this: as they were shown
alter table estimate alter forecast_enough drop default;

create or replace function growth_figure(e estimate) returns json language sql immutable as $$
  select case when e.says = 'not_enough_data' then
      json_build_object('enough', false, 'more_visits', e.more_visits, 'more_raters', e.more_raters)
    when e.value is not null then
      json_build_object('enough', true, 'value', round(e.value::numeric, 4), 'low', round(e.low::numeric, 4), 'high', round(e.high::numeric, 4),
        'reliability', round(e.reliability::numeric, 3), 'says', e.says, 'p_decline', round(e.p_decline::numeric, 4), 'flagged', e.flagged,
        'forecast', case when e.forecast_enough then round(e.forecast::numeric, 4) end,
        'forecast_se', case when e.forecast_enough then round(e.forecast_se::numeric, 4) end) end $$;

-- A mean over fewer than `fewest` people is nobody's to see but their own head's, for whom it is 0.
create function growth_observed(observed jsonb, fewest integer) returns json language sql immutable as $$
  select json_build_object('years', (select coalesce(json_agg(y order by (y ->> 'year')::integer), '[]')
      from jsonb_array_elements(observed -> 'years') y where (y ->> 'people')::integer >= fewest),
    'recent', case when (observed -> 'recent' ->> 'people')::integer >= fewest then observed -> 'recent' end) $$;

drop function growth_cell(estimate, estimate);
create function growth_cell(level estimate, growth estimate, fewest integer) returns json language sql immutable as $$
  select json_build_object('n', level.n, 'raters', level.raters, 'people', level.people, 'level', growth_figure(level),
    'growth', growth_figure(growth), 'observed', growth_observed(level.observed, fewest),
    'line', case when growth.says <> 'not_enough_data' and level.says <> 'not_enough_data' then
      case when level.forecast_enough then level.line else level.line - -1 end end) $$;
