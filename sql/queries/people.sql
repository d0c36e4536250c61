-- People with the roles that they hold today.

-- Whom the page shows is found first: what is told of each takes ten times as long, and a region has thousands.
-- name: people_list
select list_page(array_agg(j), array_agg(id), coalesce($4::integer, 50)) from (
  select p.id, json_build_object('id', p.id, 'name', concat_ws(' ', p.family_name, p.given_name, p.patronymic),
    'short', person_short(p.family_name, p.given_name, p.patronymic), 'post', a.post, 'roles', a.roles, 'organisation', a.organisation) as j
  from (select * from person p
    where p.district_id = (select auth.district()) and p.restricted_on is null
      and exists (select from appointment a where a.district_id = p.district_id and a.person_id = p.id and a.during @> (select auth.today())
        and a.role <> 'system' and ($1::uuid is null or a.organisation_id = $1::uuid) and ($2::text is null or a.role = $2))
      and ($3::text is null or concat_ws(' ', p.family_name, p.given_name, p.patronymic) ilike '%' || replace(replace(replace($3, '\', '\\'), '%', '\%'), '_', '\_') || '%')
      and ($5::uuid is null or (p.family_name, p.given_name, p.id) > (select family_name, given_name, id from person
        where district_id = (select auth.district()) and id = $5::uuid))
    order by p.family_name, p.given_name, p.id limit coalesce($4::integer, 50) + 1) p
    cross join lateral (select min(a.post) as post, json_agg(distinct a.role) as roles,
        (array_agg(named(o.id, o.name) order by o.kind = 'council', o.name))[1] as organisation
      from appointment a join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id)
      where a.district_id = p.district_id and a.person_id = p.id and a.during @> (select auth.today()) and a.role <> 'system'
        and ($1::uuid is null or a.organisation_id = $1::uuid)) a
  order by p.family_name, p.given_name, p.id) x;

-- name: people_show
select json_build_object('id', p.id, 'name', concat_ws(' ', p.family_name, p.given_name, p.patronymic),
    'short', person_short(p.family_name, p.given_name, p.patronymic), 'post', min(a.post), 'roles', coalesce(json_agg(distinct a.role)
      filter (where a.role is not null), '[]'),
    'organisation', (array_agg(named(o.id, o.name) order by o.kind = 'council', o.name))[1]), p.revision
from person p
  left join appointment a on (a.district_id, a.person_id) = (p.district_id, p.id) and a.during @> (select auth.today())
  left join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id)
where p.district_id = (select auth.district()) and p.id = $1::uuid group by p.district_id, p.id;
