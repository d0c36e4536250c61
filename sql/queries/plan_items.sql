-- Items of a plan. Without a version the approved one is meant, else the newest. Next year's plan takes items
-- over under their ids: a day is of an item in the versions of its own plan only.

-- part: item
json_build_object('id', i.item_id, 'number', i.number, 'title', i.title,
  'form', json_build_object('id', f.id, 'name', f.name, 'is_day', f.is_day), 'section', i.section,
  'starts_on', lower(i.term), 'ends_on', upper(i.term) - 1, 'organisation', named(g.id, g.name),
  'responsible', person_ref(r.id, r.family_name, r.given_name, r.patronymic), 'direction', i.direction,
  'addressee', i.addressee, 'result', i.result, 'version', i.version_id, 'version_state', v.state, 'revision', i.revision,
  'day', (select json_build_object('id', d.id, 'state', d.state, 'held_on', d.held_on) from day d
      join plan_version w on (w.district_id, w.id) = (d.district_id, d.plan_version_id) and w.plan_id = v.plan_id
    where d.district_id = i.district_id and d.plan_item_id = i.item_id and d.state <> 'cancelled' order by d.created_at desc limit 1))

-- part: tables
plan_item i join plan_version v on (v.district_id, v.id) = (i.district_id, i.version_id)
  join form f on (f.district_id, f.id) = (i.district_id, i.form_id)
  left join organisation g on (g.district_id, g.id) = (i.district_id, i.organisation_id)
  left join person r on (r.district_id, r.id) = (i.district_id, i.responsible_id)

-- name: plan_items_list
with chosen as (select v.id from plan_version v join plan p on (p.district_id, p.id) = (v.district_id, v.plan_id)
  where v.district_id = (select auth.district()) and ($3::uuid is null or v.id = $3::uuid) and ($1::uuid is null or p.id = $1::uuid)
    and ($1::uuid is not null or $3::uuid is not null or p.school_year = coalesce($2::integer, school_year((select auth.today()))))
  order by v.state = 'approved' desc, v.version desc limit 1)
select list_page(array_agg(j), array_agg(item_id), coalesce($5::integer, 200)) from (
  select i.item_id,
  @item@
  as j from
  @tables@
  where i.district_id = (select auth.district()) and i.version_id = (select id from chosen)
    and ($4::uuid is null or i.organisation_id = $4::uuid)
    and ($6::uuid is null or (lower(i.term), i.item_id) > (select lower(c.term), c.item_id from plan_item c
      where c.district_id = i.district_id and c.version_id = i.version_id and c.item_id = $6::uuid))
  order by lower(i.term), i.item_id limit coalesce($5::integer, 200) + 1) x;

-- name: plan_items_show
select
  @item@
  , i.revision from
  @tables@
where i.district_id = (select auth.district()) and i.item_id = $1::uuid and ($2::uuid is null or i.version_id = $2::uuid)
order by v.state = 'approved' desc, v.version desc limit 1;

-- name: plan_items_create
insert into plan_item (district_id, item_id, version_id, title, form_id, term, organisation_id, responsible_id, direction, section, addressee, result, number)
values ((select auth.district()), coalesce($1::uuid, gen_random_uuid()), $2::uuid, $3, $4::uuid, daterange($5::date, $6::date, '[]'), nullif($7, '')::uuid,
  nullif($8, '')::uuid, nullif($9, ''), coalesce($10, ''), nullif($11, ''), nullif($12, ''),
  1 + coalesce((select max(number) from plan_item where district_id = (select auth.district()) and version_id = $2::uuid), 0))
on conflict (district_id, version_id, item_id) do nothing returning item_id, version_id;

-- name: plan_items_update
update plan_item set title = coalesce($4, title), form_id = coalesce($5::uuid, form_id),
  term = daterange(coalesce($6::date, lower(term)), coalesce($7::date, upper(term) - 1), '[]'),
  organisation_id = case when $8::text is null then organisation_id else nullif($8, '')::uuid end,
  responsible_id = case when $9::text is null then responsible_id else nullif($9, '')::uuid end,
  direction = nullif(coalesce($10, direction), ''), section = coalesce($11, section),
  addressee = nullif(coalesce($12, addressee), ''), result = nullif(coalesce($13, result), '')
where district_id = (select auth.district()) and item_id = $1::uuid and version_id = $2::uuid and revision = $3::integer returning item_id;

-- name: plan_items_delete
delete from plan_item where district_id = (select auth.district()) and item_id = $1::uuid and version_id = $2::uuid returning item_id;

-- name: plan_items_version
select i.version_id, i.revision, lower(i.term), upper(i.term) - 1 from plan_item i join plan_version v on (v.district_id, v.id) = (i.district_id, i.version_id)
where i.district_id = (select auth.district()) and i.item_id = $1::uuid and ($2::uuid is null or i.version_id = $2::uuid)
order by v.version desc limit 1;
