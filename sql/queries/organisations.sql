-- Organisations, with when a day and a visit were last there (3.1: support since when).

-- name: organisations_list
select list_page(array_agg(j), array_agg(id), coalesce($3::integer, 100)) from (
  select o.id, json_build_object('id', o.id, 'kind', o.kind, 'name', o.name, 'idnumber', o.idnumber, 'rural', o.rural, 'closed_on', o.closed_on,
    'last_day_on', (select max(d.held_on) from day d where d.district_id = o.district_id and d.organisation_id = o.id
      and d.state in ('running', 'held', 'closed') and d.held_on <= (select auth.today())),
    'last_visit_on', (select v.held_on from visit v where v.district_id = o.district_id and v.organisation_id = o.id
      order by v.held_on desc limit 1)) as j
  from organisation o
  where o.district_id = (select auth.district()) and o.kind <> 'technical' and ($1::text is null or o.kind = $1)
    and ($2::text is null or o.kind in ('school', 'kindergarten', 'extra'))
    and ($4::uuid is null or (o.name, o.id) > (select name, id from organisation where district_id = (select auth.district()) and id = $4::uuid))
  order by o.name, o.id limit coalesce($3::integer, 100) + 1) x;

-- name: organisations_show
select json_build_object('id', o.id, 'kind', o.kind, 'name', o.name, 'idnumber', o.idnumber, 'rural', o.rural, 'closed_on', o.closed_on,
    'last_day_on', (select max(d.held_on) from day d where d.district_id = o.district_id and d.organisation_id = o.id
      and d.state in ('running', 'held', 'closed') and d.held_on <= (select auth.today())),
    'last_visit_on', (select v.held_on from visit v where v.district_id = o.district_id and v.organisation_id = o.id
      order by v.held_on desc limit 1)), o.revision
from organisation o where o.district_id = (select auth.district()) and o.id = $1::uuid;
