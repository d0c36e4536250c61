-- One search over what the sender may see. $2 to $6 are the widest scopes (district, school, own or empty) of
-- orders, materials, practices, growth of schools and growth of people; a person and a school say which of
-- their pages is open to the sender.

-- name: search_list
with f as materialized (select * from auth.search(regexp_split_to_array(trim($1), '\s+'))),
person_hit as (select f.far, 1 as rank, p.family_name || p.given_name as sort, json_build_object('kind', 'person', 'id', p.id, 'title', concat_ws(' ', p.family_name, p.given_name, p.patronymic),
    'detail', concat_ws(', ', a.post, a.school), 'school', a.school_id, 'growth', a.grows and case $6 when 'district' then true when 'own' then p.id = (select auth.person()) else false end) as j
  from f join person p on (p.district_id, p.id) = ((select auth.district()), f.id)
    join lateral (select min(a.post) as post, min(o.name) as school, (array_agg(o.id) filter (where o.kind in ('school', 'kindergarten', 'extra')))[1] as school_id,
        bool_or(a.role in ('teacher', 'school_head')) as grows
      from appointment a join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id)
      where (a.district_id, a.person_id) = (p.district_id, p.id) and a.during @> (select auth.today()) and a.role <> 'system') a on a.grows is not null
  where f.what = 'person' order by 1, 3 limit 8),
school_hit as (select f.far, 2, o.name, json_build_object('kind', 'school', 'id', o.id, 'title', o.name, 'detail', '', 'school', o.id,
    'growth', case $5 when 'district' then true when 'school' then o.id = any((select auth.schools())::uuid[]) else false end)
  from f join organisation o on (o.district_id, o.id) = ((select auth.district()), f.id) where f.what = 'school' order by 1, 3 limit 8),
day_hit as (select f.far, 3, lpad((date '2999-12-31' - y.held_on)::text, 8, '0'), json_build_object('kind', 'day', 'id', y.id, 'title', y.theme, 'detail', to_char(y.held_on, 'DD.MM.YYYY') || ', ' || g.name, 'school', g.id, 'growth', false)
  from f join day y on (y.district_id, y.id) = ((select auth.district()), f.id) join organisation g on (g.district_id, g.id) = (y.district_id, y.organisation_id)
  where f.what = 'day' order by 1, y.held_on desc limit 8),
paper as (select f.far, case when o.kind like 'order%' then 4 when o.kind = 'practice_card' then 6 else 5 end as rank, o.created_at, json_build_object(
    'kind', case when o.kind like 'order%' then 'order' when o.kind = 'practice_card' then 'practice' else 'material' end, 'id', o.id, 'title', o.title,
    'detail', concat_ws(', ', '№ ' || o.number, to_char(o.dated, 'DD.MM.YYYY'), g.name), 'school', g.id, 'growth', false) as j
  from f join document o on (o.district_id, o.id) = ((select auth.district()), f.id) join organisation g on (g.district_id, g.id) = (o.district_id, o.organisation_id)
  where f.what = 'document' and case when o.kind like 'order%' then $2 = 'district' or $2 = 'school' and o.organisation_id = any((select auth.schools())::uuid[])
    when o.kind in ('lesson_analysis', 'spravka', 'recommendations') then $3 = 'district' or $3 <> '' and (o.person_id = (select auth.person()) or o.kind = 'recommendations')
      or $3 = 'school' and o.organisation_id = any((select auth.schools())::uuid[])
    when o.kind = 'practice_card' then $4 <> '' else false end),
paper_hit as (select far, rank, lpad(n::text, 3, '0'), j from (select *, row_number() over (partition by rank order by far, created_at desc) as n from paper) x where n <= 8)
select json_build_object('items', coalesce(json_agg(j order by rank, far, sort), '[]'), 'next', null) from (
  select * from person_hit union all select * from school_hit union all select * from day_hit union all select * from paper_hit) x;
