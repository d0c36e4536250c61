-- Personal cards of people (личная карточка), for the administrator: everybody there ever was, with posts past and to
-- come and where each row comes from: typed here, a portal's roster, a file; or taken from there and mended here.

-- part: person
'id', p.id, 'family_name', p.family_name, 'given_name', p.given_name, 'patronymic', p.patronymic, 'name', concat_ws(' ', p.family_name, nullif(p.given_name, ''), p.patronymic),
'short', person_short(p.family_name, p.given_name, p.patronymic), 'email', p.email, 'idnumber', p.idnumber, 'left_on', p.left_on, 'erased', p.erased_at is not null,
'restricted_on', p.restricted_on, 'by_hand', p.by_hand,
'source', case when exists (select from appointment y where (y.district_id, y.person_id) = (p.district_id, p.created_by) and y.role = 'system') then 'file' when p.created_by is null then 'file' else 'hand' end,
'revision', p.revision

-- part: post
'id', a.id, 'person', a.person_id, 'role', a.role, 'organisation', json_build_object('id', o.id, 'name', o.name, 'kind', o.kind), 'post', a.post, 'acting', a.acting,
'starts_on', lower(a.during), 'ends_on', upper(a.during) - 1,
'when', case when isempty(a.during) then 'withdrawn' when a.during @> (select auth.today()) then 'now' when lower(a.during) > (select auth.today()) then 'future' else 'past' end,
'source', case when a.by_hand and w.person_id is null then 'hand' when a.by_hand then 'mended' when a.portal then 'portal' else 'file' end,
'by', case when w.person_id is null then person_ref(c.id, c.family_name, c.given_name, c.patronymic) end,
'subjects', (select coalesce(json_agg(u.name order by u.name), '[]') from teaching e join subject u on (u.district_id, u.id) = (e.district_id, e.subject_id)
  where (e.district_id, e.appointment_id) = (a.district_id, a.id)), 'revision', a.revision

-- part: tables
appointment a join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id)
  left join person c on (c.district_id, c.id) = (a.district_id, a.created_by)
  left join lateral (select y.person_id from appointment y where (y.district_id, y.person_id) = (a.district_id, a.created_by) and y.role = 'system' limit 1) w on true

-- name: cards_list
select list_page(array_agg(j), array_agg(id), coalesce($5::integer, 50)) from (
  select p.id, json_build_object('id', p.id, 'name', concat_ws(' ', p.family_name, nullif(p.given_name, ''), p.patronymic), 'left_on', p.left_on, 'erased', p.erased_at is not null,
    'restricted', p.restricted_on is not null, 'by_hand', p.by_hand <> '{}' or exists (select from appointment a where (a.district_id, a.person_id) = (p.district_id, p.id) and a.by_hand),
    'posts', (select coalesce(json_agg(json_build_object('role', a.role, 'organisation', o.name, 'post', a.post, 'acting', a.acting, 'until', upper(a.during) - 1) order by o.name, a.role), '[]')
      from appointment a join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id)
      where a.district_id = p.district_id and a.person_id = p.id and a.during @> (select auth.today()))) as j
  from person p
  where p.district_id = (select auth.district())
    and not exists (select from appointment s where (s.district_id, s.person_id) = (p.district_id, p.id) and s.role = 'system')
    and ($1::text is null or concat_ws(' ', p.family_name, p.given_name, p.patronymic) ilike '%' || replace(replace(replace($1, '\', '\\'), '%', '\%'), '_', '\_') || '%'
      or p.idnumber = $1 or p.email ilike $1)
    and (coalesce($2, 'working') = 'all' or case coalesce($2, 'working') when 'left' then p.left_on is not null when 'none' then p.left_on is null and not exists (select from appointment a
          where a.district_id = p.district_id and a.person_id = p.id and a.during @> (select auth.today()))
        else p.left_on is null and exists (select from appointment a where a.district_id = p.district_id and a.person_id = p.id and a.during @> (select auth.today())) end)
    and ($3::text is null and $4::uuid is null or exists (select from appointment a where a.district_id = p.district_id and a.person_id = p.id and a.during @> (select auth.today())
      and ($3::text is null or a.role = $3) and ($4::uuid is null or a.organisation_id = $4::uuid)))
    and ($6::uuid is null or (p.family_name, p.given_name, p.id) > (select family_name, given_name, id from person where district_id = (select auth.district()) and id = $6::uuid))
  order by p.family_name, p.given_name, p.id limit coalesce($5::integer, 50) + 1) x;

-- name: cards_show
select json_build_object(
  @person@
  , 'accounts', (select count(*) from portal_account t where t.district_id = p.district_id and t.person_id = p.id and t.closed_on is null),
  'posts', (select coalesce(json_agg(json_build_object(
    @post@
    ) order by a.during @> (select auth.today()) desc, lower(a.during) desc nulls last, o.name), '[]') from
    @tables@
    where a.district_id = p.district_id and a.person_id = p.id)), p.revision
from person p where p.district_id = (select auth.district()) and p.id = $1::uuid
  and not exists (select from appointment s where (s.district_id, s.person_id) = (p.district_id, p.id) and s.role = 'system');

-- Of the same name already: asked before somebody is added twice.
-- name: cards_namesakes
select string_agg(concat_ws(', ', concat_ws(' ', p.family_name, p.given_name, p.patronymic), p.idnumber), '; ') from person p
where p.district_id = (select auth.district()) and p.erased_at is null and lower(p.family_name) = lower($1) and lower(p.given_name) = lower($2)
  and coalesce(lower(p.patronymic), '') = coalesce(lower(nullif($3, '')), '');

-- name: cards_create
insert into person (district_id, id, family_name, given_name, patronymic, email, idnumber)
values ((select auth.district()), coalesce($1::uuid, gen_random_uuid()), $2, $3, nullif($4, ''), nullif($5, ''), nullif($6, ''))
on conflict (district_id, id) do nothing returning id;

-- name: cards_update
update person set family_name = coalesce($3, family_name), given_name = coalesce($4, given_name), patronymic = case when $5::text is null then patronymic else nullif($5, '') end,
  email = case when $6::text is null then email else nullif($6, '') end, idnumber = case when $7::text is null then idnumber else nullif($7, '') end,
  by_hand = case when $8::boolean then '{}' else by_hand end
where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer and erased_at is null returning id;

-- name: cards_leave
update person set left_on = nullif($3, '')::date where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer and erased_at is null returning id;

-- name: cards_ties
select json_build_object('items', coalesce(json_agg(json_build_object('what', what, 'n', n, 'nearest', nearest) order by what), '[]'), 'next', null) from auth.ties($1::uuid) where n > 0;

-- name: appointments_show
select json_build_object(
  @post@
  ), a.revision, lower(a.during), upper(a.during) - 1 from
  @tables@
where a.district_id = (select auth.district()) and a.id = $1::uuid and a.role <> 'system';

-- name: appointments_create
insert into appointment (district_id, id, person_id, organisation_id, role, post, acting, during)
values ((select auth.district()), coalesce($1::uuid, gen_random_uuid()), $2::uuid, $3::uuid, $4, nullif($5, ''), coalesce($6::boolean, false),
  daterange(coalesce(nullif($7, '')::date, (select auth.today())), nullif($8, '')::date + 1))
on conflict (district_id, id) do nothing returning id;

-- A role that has not begun is withdrawn: it keeps no day.
-- name: appointments_update
update appointment a set post = case when $3::text is null then post else nullif($3, '') end, acting = coalesce($4::boolean, acting),
  during = case when $7::boolean then 'empty'::daterange else daterange(case when $5::text is null then lower(during) else $5::date end,
    case when $6::text is null then upper(during) else nullif($6, '')::date + 1 end) end
where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer and role <> 'system'
  and (not coalesce($7::boolean, false) or lower(during) > (select auth.today())) returning id;
