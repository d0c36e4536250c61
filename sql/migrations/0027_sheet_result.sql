-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The result of a sheet, as 0012_visits.sql has it: in plpgsql its plans are kept by the connection, while a
-- function in SQL was planned anew for each sheet, which was most of what an import of visits spent on one.

set role metodden_guard;

create or replace function rule.sheet_result(district uuid, sheet uuid, out competence_id uuid, out points numeric, out max_points numeric)
returns setof record language plpgsql stable security definer
set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  return query with part as (
      select i.competence_id, s.id, s.takes, sum(m.points * i.weight) as sum, max(m.points * i.weight) as max,
        sum(points_top(i.points) * i.weight) as sum_top, max(points_top(i.points) * i.weight) as max_top
      from mark m join rubric_item i on (i.district_id, i.id) = (m.district_id, m.item_id)
        join rubric_section s on (s.district_id, s.id) = (i.district_id, i.section_id)
      where m.district_id = district and m.sheet_id = sheet and m.points is not null group by i.competence_id, s.id, s.takes)
    select null::uuid, sum(x.points), sum(x.top) from (
      select case p.takes when 'sum' then sum(p.sum) else max(p.max) end as points,
        case p.takes when 'sum' then sum(p.sum_top) else max(p.max_top) end as top from part p group by p.id, p.takes) x
    union all
    select p.competence_id, sum(case p.takes when 'sum' then p.sum else p.max end), sum(case p.takes when 'sum' then p.sum_top else p.max_top end)
    from part p where p.competence_id is not null group by p.competence_id;
end $$;

reset role;
