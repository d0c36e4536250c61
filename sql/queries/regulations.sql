-- Editions of the regulation (редакции Положения): the clauses of each, drafts on their way (section 5).

-- part: edition
'id', e.id, 'version', e.version, 'title', e.title, 'state', e.state, 'in_force_from', lower(e.in_force), 'in_force_to', upper(e.in_force) - 1,
'submitted_by', (select person_ref(p.id, p.family_name, p.given_name, p.patronymic) from person p where (p.district_id, p.id) = (e.district_id, e.submitted_by)
  and not exists (select from appointment y where (y.district_id, y.person_id) = (p.district_id, p.id) and y.role = 'system')),
'enacted_by', (select person_ref(p.id, p.family_name, p.given_name, p.patronymic) from person p where (p.district_id, p.id) = (e.district_id, e.enacted_by)
  and not exists (select from appointment y where (y.district_id, y.person_id) = (p.district_id, p.id) and y.role = 'system')),
'order', (select json_build_object('id', o.id, 'number', o.number, 'dated', o.dated, 'state', o.state) from document o where o.district_id = e.district_id and o.kind = 'order_amend'
  and (o.id = e.order_id or o.edition_id = e.id) order by o.id = e.order_id desc nulls last, o.created_at desc limit 1),
'revision', e.revision

-- name: regulations_list
select json_build_object('items', coalesce(json_agg(json_build_object(
  @edition@
  , 'clauses', (select count(*) from clause c where (c.district_id, c.edition_id) = (e.district_id, e.id))) order by e.version desc), '[]'), 'next', null)
from edition e where e.district_id = (select auth.district()) and e.kind = 'regulation';

-- name: regulations_show
select json_build_object(
  @edition@
  , 'clauses', (select coalesce(json_agg(json_build_object('number', c.number, 'label', c.label, 'body', c.body) order by c.position), '[]')
    from clause c where (c.district_id, c.edition_id) = (e.district_id, e.id))), e.revision, e.state
from edition e where e.district_id = (select auth.district()) and e.kind = 'regulation' and e.id = $1::uuid;

-- name: regulations_create
insert into edition (district_id, id, kind, code, version, title)
select e.district_id, coalesce($1::uuid, gen_random_uuid()), 'regulation', e.code, (select max(version) + 1 from edition x where x.district_id = e.district_id and x.kind = 'regulation' and x.code = e.code), e.title
from edition e where e.district_id = (select auth.district()) and e.kind = 'regulation' and e.id = $2::uuid
on conflict (district_id, id) do nothing returning id;

-- name: regulations_copy
insert into clause (district_id, edition_id, number, label, position, body)
select c.district_id, $1::uuid, c.number, c.label, c.position, c.body from clause c where c.district_id = (select auth.district()) and c.edition_id = $2::uuid returning number;

-- name: regulations_head
update edition set title = $3 where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer and kind = 'regulation' and state = 'draft' returning id;

-- name: regulations_clear
with w as (delete from clause where district_id = (select auth.district()) and edition_id = $1::uuid returning number) select count(*) from w;

-- name: regulations_clauses
with w as (insert into clause (district_id, edition_id, number, label, position, body)
  select (select auth.district()), $1::uuid, x ->> 'number', x ->> 'label', n, x ->> 'body' from jsonb_array_elements($2::jsonb) with ordinality as t(x, n) returning number)
select count(*) from w;

-- name: regulations_submit
update edition set state = $3 where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer and kind = 'regulation' returning id;

-- name: regulations_close
with w as (update edition e set in_force = daterange(lower(e.in_force), $2::date) from edition n
  where (n.district_id, n.id) = ((select auth.district()), $1::uuid) and e.district_id = n.district_id and e.kind = n.kind and e.code = n.code and e.state = 'published'
    and e.in_force @> $2::date and lower(e.in_force) < $2::date returning e.id)
select count(*) from w;

-- The registered order that names this edition enacts it.
-- name: regulations_enact
update edition e set state = $3, in_force = daterange($4::date, null), order_id = (select o.id from document o where o.district_id = e.district_id and o.kind = 'order_amend'
    and o.edition_id = e.id and o.state = 'registered' order by o.dated desc limit 1)
where e.district_id = (select auth.district()) and e.id = $1::uuid and e.revision = $2::integer and e.kind = 'regulation' returning e.id;

-- name: regulations_delete
delete from edition where district_id = (select auth.district()) and id = $1::uuid and kind = 'regulation' and state = 'draft' returning id;
