-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The result of a sheet, asked once for the sheet and its competences together, with a plan that the
-- session keeps: a function in SQL is planned anew by each statement, and an import submits thousands.

set role metodden_guard;

-- Points and applicable maximum by section of one sheet: summed, or the best. The row without a
-- competence is the whole sheet's; a section counts for a competence by that competence's items alone.
create or replace function rule.sheet_result(district uuid, sheet uuid, out competence_id uuid, out points numeric, out max_points numeric)
returns setof record language plpgsql stable security definer
set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  return query
  with given as (
    select s.id as section, s.takes, i.competence_id, m.points * i.weight as points, points_top(i.points) * i.weight as top
    from mark m join rubric_item i on (i.district_id, i.id) = (m.district_id, m.item_id)
      join rubric_section s on (s.district_id, s.id) = (i.district_id, i.section_id)
    where m.district_id = district and m.sheet_id = sheet and m.points is not null),
  by_section as (
    select g.competence_id, grouping(g.competence_id) = 1 as whole, case g.takes when 'sum' then sum(g.points) else max(g.points) end as points,
      case g.takes when 'sum' then sum(g.top) else max(g.top) end as top
    from given g group by grouping sets ((g.section, g.takes), (g.section, g.takes, g.competence_id)))
  select b.competence_id, sum(b.points), sum(b.top) from by_section b where b.whole or b.competence_id is not null group by b.whole, b.competence_id
  union all select null, null, null where not exists (select from given);
end $$;

reset role;
