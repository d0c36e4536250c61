-- Entries of the dictionaries as their keeper sees them: how often each is used, retired ones too.

-- name: dictionaries_subjects
select json_build_object('items', coalesce(json_agg(json_build_object('id', d.id, 'name', d.name, 'retired_on', d.retired_on, 'formerly', d.formerly,
  'used', (select count(*) from teaching e where (e.district_id, e.subject_id) = (d.district_id, d.id)) + (select count(*) from lesson l where (l.district_id, l.subject_id) = (d.district_id, d.id)),
  'revision', d.revision) order by d.retired_on is not null, d.position, d.name), '[]'), 'next', null)
from subject d where d.district_id = (select auth.district()) and ($1::uuid is null or true);

-- name: dictionaries_forms
select json_build_object('items', coalesce(json_agg(json_build_object('id', d.id, 'name', d.name, 'retired_on', d.retired_on, 'is_day', d.is_day,
  'used', (select count(*) from plan_item i where (i.district_id, i.form_id) = (d.district_id, d.id)) + (select count(*) from slot s where (s.district_id, s.form_id) = (d.district_id, d.id)),
  'revision', d.revision) order by d.retired_on is not null, d.position, d.is_day desc, d.name), '[]'), 'next', null)
from form d where d.district_id = (select auth.district()) and ($1::uuid is null or true);

-- name: dictionaries_rooms
select json_build_object('items', coalesce(json_agg(json_build_object('id', d.id, 'name', d.name, 'retired_on', d.retired_on, 'seats', d.seats,
  'used', (select count(*) from lesson l where (l.district_id, l.room_id) = (d.district_id, d.id)) + (select count(*) from booking b where (b.district_id, b.room_id) = (d.district_id, d.id)),
  'revision', d.revision) order by d.retired_on is not null, d.position, d.name), '[]'), 'next', null)
from room d where d.district_id = (select auth.district()) and d.organisation_id = $1::uuid;

-- Of this school year and those to come; of years past they are history.
-- name: dictionaries_classes
select json_build_object('items', coalesce(json_agg(json_build_object('id', d.id, 'name', class_name(d.grade, d.letter), 'grade', d.grade, 'letter', d.letter, 'pupils', d.pupils,
  'school_year', d.school_year, 'retired_on', d.retired_on,
  'used', (select count(*) from lesson l where (l.district_id, l.class_id) = (d.district_id, d.id)) + (select count(*) from booking b where (b.district_id, b.class_id) = (d.district_id, d.id)),
  'revision', d.revision) order by d.school_year, d.retired_on is not null, d.grade, d.letter), '[]'), 'next', null)
from school_class d where d.district_id = (select auth.district()) and d.organisation_id = $1::uuid and d.school_year >= school_year((select auth.today()));

-- One entry as after a write: dictionary, id.
-- name: dictionaries_show
select j, revision from (
  select 'subjects' as of, id, json_build_object('id', id, 'name', name, 'retired_on', retired_on, 'revision', revision) as j, revision from subject where district_id = (select auth.district()) and id = $2::uuid
  union all select 'forms', id, json_build_object('id', id, 'name', name, 'retired_on', retired_on, 'revision', revision), revision from form where district_id = (select auth.district()) and id = $2::uuid
  union all select 'rooms', id, json_build_object('id', id, 'name', name, 'retired_on', retired_on, 'revision', revision), revision from room where district_id = (select auth.district()) and id = $2::uuid
  union all select 'classes', id, json_build_object('id', id, 'name', class_name(grade, letter), 'retired_on', retired_on, 'revision', revision), revision from school_class
    where district_id = (select auth.district()) and id = $2::uuid) x where of = $1;

-- The parameters of all that add: id, name, organisation, number (seats or pupils), grade, letter, school year.
-- name: dictionaries_add_subject
insert into subject (district_id, id, name, position) select (select auth.district()), coalesce($1::uuid, gen_random_uuid()), $2, coalesce(max(position), 0) + 1
from subject where district_id = (select auth.district()) having coalesce($3, $4, $5, $6, $7, '') is not null on conflict (district_id, id) do nothing returning id;

-- name: dictionaries_add_form
insert into form (district_id, id, name, position) select (select auth.district()), coalesce($1::uuid, gen_random_uuid()), $2, coalesce(max(position), 0) + 1
from form where district_id = (select auth.district()) having coalesce($3, $4, $5, $6, $7, '') is not null on conflict (district_id, id) do nothing returning id;

-- name: dictionaries_add_room
insert into room (district_id, id, name, organisation_id, seats, position) select (select auth.district()), coalesce($1::uuid, gen_random_uuid()), $2, $3::uuid, nullif($4, '')::integer, coalesce(max(position), 0) + 1
from room where district_id = (select auth.district()) and organisation_id = $3::uuid having coalesce($5, $6, $7, '') is not null on conflict (district_id, id) do nothing returning id;

-- name: dictionaries_add_class
insert into school_class (district_id, id, organisation_id, pupils, grade, letter, school_year)
select (select auth.district()), coalesce($1::uuid, gen_random_uuid()), $3::uuid, nullif($4, '')::integer, $5::integer, coalesce($6, ''), coalesce($7::integer, school_year((select auth.today())))
where coalesce($2, '') is not null on conflict (district_id, id) do nothing returning id;

-- The parameters of all that change: id, revision, name, retired (true, false), number.
-- name: dictionaries_change_subject
update subject set name = coalesce($3, name), retired_on = case when $4::boolean then (select auth.today()) when not $4::boolean then null else retired_on end
where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer and coalesce($5, '') is not null returning id;

-- name: dictionaries_change_form
update form set name = coalesce($3, name), retired_on = case when $4::boolean then (select auth.today()) when not $4::boolean then null else retired_on end
where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer and coalesce($5, '') is not null returning id;

-- name: dictionaries_change_room
update room set name = coalesce($3, name), retired_on = case when $4::boolean then (select auth.today()) when not $4::boolean then null else retired_on end,
  seats = case when $5::text is null then seats else nullif($5, '')::integer end
where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer returning id;

-- name: dictionaries_change_class
update school_class set letter = coalesce($3, letter), retired_on = case when $4::boolean then (select auth.today()) when not $4::boolean then null else retired_on end,
  pupils = case when $5::text is null then pupils else nullif($5, '')::integer end
where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer returning id;

-- name: dictionaries_delete_subject
delete from subject where district_id = (select auth.district()) and id = $1::uuid returning id;

-- name: dictionaries_delete_form
delete from form where district_id = (select auth.district()) and id = $1::uuid returning id;

-- name: dictionaries_delete_room
delete from room where district_id = (select auth.district()) and id = $1::uuid returning id;

-- name: dictionaries_delete_class
delete from school_class where district_id = (select auth.district()) and id = $1::uuid returning id;

-- The order in which people see them: ids from the first to the last.
-- name: dictionaries_order_subject
with w as (update subject d set position = o.n from (select x::uuid as id, n from jsonb_array_elements_text($1::jsonb) with ordinality as t(x, n)) o
  where d.district_id = (select auth.district()) and d.id = o.id returning d.id) select count(*) from w;

-- name: dictionaries_order_form
with w as (update form d set position = o.n from (select x::uuid as id, n from jsonb_array_elements_text($1::jsonb) with ordinality as t(x, n)) o
  where d.district_id = (select auth.district()) and d.id = o.id returning d.id) select count(*) from w;

-- name: dictionaries_order_room
with w as (update room d set position = o.n from (select x::uuid as id, n from jsonb_array_elements_text($1::jsonb) with ordinality as t(x, n)) o
  where d.district_id = (select auth.district()) and d.id = o.id returning d.id) select count(*) from w;
