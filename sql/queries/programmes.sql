-- Building a programme: what would clash, templates, taking over a whole programme.

-- A new activity, or with $2 one that stands; a lesson ($3) brings its own times. A row per clash (slug,
-- clause, params), then one of the free places.
-- name: slots_check
with w as (select d.id, jsonb_strip_nulls(jsonb_build_object('day', $1::uuid, 'slot', $2::uuid, 'lesson', $3::uuid, 'starts_at', $4::timestamptz, 'ends_at', $5::timestamptz,
      'organisation', $6::uuid, 'rooms', $7::jsonb, 'classes', $8::jsonb, 'people', $9::jsonb)) || coalesce((select jsonb_build_object('starts_at', (d.held_on + b.starts) at time zone t.timezone, 'ends_at', (d.held_on + b.ends) at time zone t.timezone,
      'organisation', l.organisation_id)
    from lesson l join bell b on (b.district_id, b.organisation_id, b.profile, b.lesson) = (l.district_id, l.organisation_id, l.profile, l.number)
    where l.district_id = d.district_id and l.id = $3::uuid), '{}') as wish
  from day d join district t on t.district_id = d.district_id where d.district_id = (select auth.district()) and d.id = $1::uuid),
t as materialized (select slot_trial(w.wish) as j from w)
select c ->> 'slug', c ->> 'clause', c ->> 'params', null from t, jsonb_array_elements(t.j -> 'clashes') c
union all
select null, null, null, (select coalesce(json_agg(json_build_object('starts_at', instant((f ->> 'starts_at')::timestamptz, z.timezone),
    'ends_at', instant((f ->> 'ends_at')::timestamptz, z.timezone), 'lesson', (select json_build_object('id', n.id, 'number', n.number,
      'class', class_name(c.grade, c.letter), 'subject', u.name, 'teacher', person_ref(p.id, p.family_name, p.given_name, p.patronymic))
      from lesson n join school_class c on (c.district_id, c.id) = (n.district_id, n.class_id) join person p on (p.district_id, p.id) = (n.district_id, n.teacher_id)
        left join subject u on (u.district_id, u.id) = (n.district_id, n.subject_id)
      where n.district_id = z.district_id and n.id = (f ->> 'lesson')::uuid)) order by o), '[]')
  from jsonb_array_elements(t.j -> 'free') with ordinality x(f, o), district z where z.district_id = (select auth.district()))::text from t;

-- part: template_slots
(select coalesce(json_agg(json_build_object('from', to_char(s.starts, 'HH24:MI'), 'to', to_char(s.ends, 'HH24:MI'), 'form', named(f.id, f.name), 'direction', s.direction,
    'title', s.title, 'capacity', s.capacity, 'expected_result', s.expected_result) order by s.starts, s.ends), '[]')
  from template_slots(t.id) s join form f on f.district_id = (select auth.district()) and f.id = s.form_id)

-- name: programme_templates_list
select json_build_object('items', coalesce(json_agg(json_build_object('id', t.id, 'title', t.title, 'shipped', t.shipped, 'slots',
  @template_slots@
  ) order by t.shipped, t.title), '[]'), 'next', null)
from (select id, title, false as shipped from programme_template where district_id = (select auth.district())
  union all select distinct id, name, true from shipped_programmes()) t;

-- name: programme_templates_show
select json_build_object('id', t.id, 'title', t.title, 'shipped', false, 'slots',
  @template_slots@
  ), t.revision
from programme_template t where t.district_id = (select auth.district()) and t.id = $1::uuid;

-- name: programme_templates_create
insert into programme_template (district_id, id, title) values (auth.district(), coalesce($1::uuid, gen_random_uuid()), $2)
on conflict (district_id, id) do nothing returning id;

-- name: programme_templates_fill
insert into programme_template_slot (district_id, template_id, starts, ends, form_id, direction, title, capacity, expected_result)
select s.district_id, $1::uuid, (lower(s.during) at time zone t.timezone)::time, (upper(s.during) at time zone t.timezone)::time, s.form_id, s.direction, s.title, s.capacity, s.expected_result
from slot s join district t on t.district_id = s.district_id where s.district_id = (select auth.district()) and s.day_id = $2::uuid and not s.cancelled and s.lesson_id is null returning id;

-- name: programme_templates_delete
delete from programme_template where district_id = (select auth.district()) and id = $1::uuid returning id;

-- name: programme_templates_shipped
select id from shipped_programmes() where id = $1::uuid limit 1;

-- Does what is to be taken over exist?
-- name: programmes_source
select d.id from day d where d.district_id = (select auth.district()) and d.id = $1::uuid
  and ($2::uuid is null or exists (select from template_slots($2::uuid))) and ($3::uuid is null or exists (select from day o where o.district_id = d.district_id and o.id = $3::uuid));

-- A row per refusal, then one of what was made.
-- name: programmes_take
with t as materialized (select programme_take($1::uuid, $2::uuid, $3::uuid) as j)
select c ->> 'slug', c ->> 'clause', c ->> 'params', null, null from t, jsonb_array_elements(t.j -> 'left_out') c
union all select null, null, null, (t.j -> 'slots')::text, t.j ->> 'lessons' from t;
