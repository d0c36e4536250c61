-- Materials (аналитические материалы, 4.5): lesson analysis, summary report, recommendations.

-- part: material
'id', o.id, 'kind', o.kind, 'state', o.state, 'title', o.title, 'organisation', named(g.id, g.name), 'teacher', person_ref(t.id, t.family_name, t.given_name, t.patronymic),
'day', o.day_id, 'visit', o.visit_id, 'due_on', o.due_on, 'since', (o.state_since at time zone (select auth.zone()))::date, 'version', o.version,
'authors', (select coalesce(json_agg(person_ref(p.id, p.family_name, p.given_name, p.patronymic) order by p.family_name, p.id), '[]') from party y
  join person p on (p.district_id, p.id) = (y.district_id, y.person_id) where (y.district_id, y.document_id) = (o.district_id, o.id) and y.part = 'author'), 'revision', o.revision

-- part: tables
document o join organisation g on (g.district_id, g.id) = (o.district_id, o.organisation_id) left join person t on (t.district_id, t.id) = (o.district_id, o.person_id)

-- What it waits for, of whom and until when, for whoever reads it; the same terms as in next_steps.sql.
-- part: next
(select json_build_object('event', x.event, 'owner', coalesce(x.owner, (select max(person_short(p.family_name, p.given_name, p.patronymic)) from appointment a
      join person p on (p.district_id, p.id) = (a.district_id, a.person_id) where a.district_id = o.district_id and a.role = x.role and a.role not in ('methodist', 'teacher')
        and a.during @> (select auth.today()))), 'role', x.role, 'due_on', x.due,
    'clause', (select r.clause from transition r where (r.machine, r.state_from, r.event) = ('material', o.state, x.event)))
  from (select string_agg(person_short(p.family_name, p.given_name, p.patronymic), ', ' order by p.family_name, p.id) as writers from person p where p.district_id = o.district_id
      and p.id = any(coalesce(nullif(array(select y.person_id from party y where (y.district_id, y.document_id) = (o.district_id, o.id) and y.part = 'author' and y.person_id is not null), '{}'),
        array[o.created_by]))) w
  cross join (select (max(value::text) filter (where code = 'council_days'))::integer as council, (max(value::text) filter (where code = 'order_days'))::integer as orders from setting_now) term
  cross join lateral (select o.kind = 'lesson_analysis' and o.state = 'signed' and o.due_on >= (select auth.today()) as waits,
    exists (select from appointment a where a.district_id = o.district_id and a.role = 'clerk' and a.during @> (select auth.today())) as clerk,
    (select d.state from document d where (d.district_id, d.id) = (o.district_id, o.order_id)) as paper) n
  left join lateral (select g.name, s.held_on from agenda_item a join sitting s on (s.district_id, s.id) = (a.district_id, a.sitting_id) join organisation g on (g.district_id, g.id) = (s.district_id, s.organisation_id)
    where (a.district_id, a.document_id) = (o.district_id, o.id) and s.state in ('planned', 'called', 'open') and a.decision is distinct from 'postponed' order by s.held_on limit 1) c on true
  cross join lateral (values
    (o.state = 'draft', 'sign', w.writers, 'methodist', o.due_on),
    (o.state = 'returned', 'take_up', w.writers, 'methodist', (select min(r.due_on) from remark r where (r.district_id, r.document_id) = (o.district_id, o.id) and r.state = 'open')),
    (n.waits, 'acknowledge', person_short(t.family_name, t.given_name, t.patronymic), 'teacher', o.due_on),
    (o.state in ('signed', 'acknowledged', 'objected') and not n.waits, 'queue', w.writers, 'methodist', null),
    (o.state = 'queued', 'consider', c.name, 'council_secretary', coalesce(c.held_on, (select k.held_on from day k where (k.district_id, k.id) = (o.district_id, o.day_id)) + term.council, (o.state_since at time zone (select auth.zone()))::date + term.council)),
    (o.state = 'considered', 'approve', null, case when n.paper = 'draft' or not n.clerk then 'department_head' else 'clerk' end,
      (select auth.add_working_days((m.state_since at time zone (select auth.zone()))::date, term.orders) from agenda_item a cross join lateral auth.minutes(a.sitting_id) m
        where (a.district_id, a.document_id) = (o.district_id, o.id) and a.decision in ('accepted', 'amended') and m.state = 'signed' limit 1))) x (now, event, owner, role, due)
  where x.now limit 1)

-- The scope is named; row security says which of these are ripe for the reader.
-- name: materials_list
select list_page(array_agg(j), array_agg(id), coalesce($6::integer, 50)) from (
  select o.id, json_build_object(
  @material@
  ) as j from
  @tables@
  where o.district_id = (select auth.district()) and o.kind in ('lesson_analysis', 'spravka', 'recommendations')
    and ($1::text is null or o.kind = $1) and ($2::text is null or o.state = $2) and ($3::uuid is null or o.day_id = $3::uuid)
    and ($4::uuid is null or o.organisation_id = $4::uuid) and ($9::uuid is null or o.visit_id = $9::uuid)
    and ($5::text is null or o.created_by = (select auth.person()) or o.person_id = (select auth.person()) or exists (select from party y
      where (y.district_id, y.document_id) = (o.district_id, o.id) and y.person_id = (select auth.person())))
    and ($8::text = 'district' or o.person_id = (select auth.person()) or o.kind = 'recommendations'
      or $8::text = 'school' and o.organisation_id = any((select auth.schools())::uuid[]))
    and ($7::uuid is null or (o.created_at, o.id) < (select c.created_at, c.id from document c where c.district_id = o.district_id and c.id = $7::uuid))
  order by o.created_at desc, o.id desc limit coalesce($6::integer, 50) + 1) x;

-- name: materials_show
select json_build_object(
  @material@
  , 'body', o.body, 'addressees', (select coalesce(json_agg(json_build_object('person', person_ref(p.id, p.family_name, p.given_name, p.patronymic), 'organisation', named(s.id, s.name))
      order by s.name, p.family_name), '[]') from party y left join person p on (p.district_id, p.id) = (y.district_id, y.person_id)
      left join organisation s on (s.district_id, s.id) = (y.district_id, y.organisation_id) where (y.district_id, y.document_id) = (o.district_id, o.id) and y.part = 'addressee'),
  'signatures', (select coalesce(json_agg(json_build_object('person', person_ref(p.id, p.family_name, p.given_name, p.patronymic), 'capacity', s.capacity, 'version', s.version,
      'signed_on', coalesce(s.signed_on, (s.signed_at at time zone (select auth.zone()))::date)) order by s.signed_at), '[]') from signature s join person p on (p.district_id, p.id) = (s.district_id, s.person_id)
    where (s.district_id, s.document_id) = (o.district_id, o.id) and s.version = o.version),
  'receipts', (select coalesce(json_agg(json_build_object('person', person_ref(p.id, p.family_name, p.given_name, p.patronymic), 'kind', r.kind, 'body', r.body, 'at', instant(r.at, z.timezone),
      'of', case when r.visit_id is null then 'document' else 'visit' end) order by r.at), '[]') from receipt r join person p on (p.district_id, p.id) = (r.district_id, r.person_id)
    where r.district_id = o.district_id and r.kind <> 'read' and (r.document_id = o.id and r.version = o.version or r.visit_id = o.visit_id and o.version = 1 and o.kind = 'lesson_analysis'
      and not exists (select from receipt w where (w.district_id, w.document_id, w.person_id) = (r.district_id, o.id, r.person_id)))),
  'remarks', (select coalesce(json_agg(json_build_object('id', r.id, 'author', person_ref(p.id, p.family_name, p.given_name, p.patronymic), 'body', r.body, 'answer', r.answer, 'state', r.state,
      'due_on', r.due_on) order by r.created_at), '[]') from remark r join person p on (p.district_id, p.id) = (r.district_id, r.author_id) where (r.district_id, r.document_id) = (o.district_id, o.id)),
  'order', (select json_build_object('id', d.id, 'number', d.number, 'dated', d.dated, 'state', d.state) from document d where (d.district_id, d.id) = (o.district_id, o.order_id)),
  'can', (select coalesce(json_agg(x.event order by x.event), '[]') from transition x where x.machine = 'material' and x.state_from = o.state and auth.has(x.roles)
    and x.event in ('sign', 'acknowledge', 'object', 'queue', 'take_up') and (x.event not in ('acknowledge', 'object') or auth.may_answer(o.id))
    and (x.event <> 'sign' or auth.writes_material(o.id)) and (x.event not in ('take_up', 'queue') or auth.has('{centre_head}') or auth.writes_material(o.id))
    and (x.event <> 'queue' or o.state <> 'signed' or o.kind <> 'lesson_analysis' or o.due_on < (select auth.today()))),
  'next',
  @next@
  , 'editable', o.state = 'draft' and auth.writes_material(o.id), 'names_authors', o.state = 'draft' and (auth.has('{centre_head}') or auth.writes_material(o.id))),
  o.revision, o.state, o.kind, auth.may_answer(o.id), o.visit_id, o.version, o.body, auth.writes_material(o.id)
from
  @tables@
  join district z on z.district_id = o.district_id
where o.district_id = (select auth.district()) and o.id = $1::uuid and o.kind in ('lesson_analysis', 'spravka', 'recommendations');

-- Each version as it was signed, with its digest, who signed it and how it was answered.
-- name: materials_versions
select json_build_object('items', coalesce((select json_agg(json_build_object('version', v.version, 'digest', encode(v.digest, 'hex'), 'body', v.body,
  'signatures', (select coalesce(json_agg(json_build_object('person', person_ref(p.id, p.family_name, p.given_name, p.patronymic), 'capacity', s.capacity,
      'signed_on', coalesce(s.signed_on, (s.signed_at at time zone (select auth.zone()))::date)) order by s.signed_at), '[]') from signature s join person p on (p.district_id, p.id) = (s.district_id, s.person_id)
    where (s.district_id, s.document_id, s.version) = (v.district_id, v.document_id, v.version)),
  'receipts', (select coalesce(json_agg(json_build_object('person', person_ref(p.id, p.family_name, p.given_name, p.patronymic), 'kind', r.kind, 'body', r.body, 'at', instant(r.at, z.timezone)) order by r.at), '[]')
    from receipt r join person p on (p.district_id, p.id) = (r.district_id, r.person_id) where r.district_id = o.district_id and r.kind <> 'read'
      and (r.document_id = o.id and r.version = v.version or r.visit_id = o.visit_id and v.version = 1 and o.kind = 'lesson_analysis'
        and not exists (select from receipt w where (w.district_id, w.document_id, w.person_id) = (r.district_id, o.id, r.person_id))))) order by v.version desc)
  from document_version v where (v.district_id, v.document_id) = (o.district_id, o.id)), '[]'), 'next', null)
from document o join district z on z.district_id = o.district_id
where o.district_id = (select auth.district()) and o.id = $1::uuid and o.kind in ('lesson_analysis', 'spravka', 'recommendations');

-- name: materials_insert
insert into document (district_id, id, kind, organisation_id, person_id, day_id, visit_id, title, due_on, body)
values ((select auth.district()), coalesce($1::uuid, gen_random_uuid()), $2, $3::uuid, $4::uuid, $5::uuid, $6::uuid, $7, $8::date, $9::jsonb)
on conflict (district_id, id) do nothing returning id;

-- name: materials_author
insert into party (district_id, document_id, person_id, part) values ((select auth.district()), $1::uuid, (select auth.person()), 'author')
on conflict on constraint party_is_there_already do nothing returning id;

-- What is changed with the text: co-authors beside the one who drafted, addressees. The new ones are added
-- first, so that whoever hands his paper over writes it until he has.
-- name: materials_forget_parties
delete from party p where p.district_id = (select auth.district()) and p.document_id = $1::uuid and p.part = $2
  and not exists (select from jsonb_array_elements($3::jsonb) x where (x ->> 'person')::uuid is not distinct from p.person_id and (x ->> 'organisation')::uuid is not distinct from p.organisation_id);

-- name: materials_add_parties
insert into party (district_id, document_id, part, person_id, organisation_id)
select (select auth.district()), $1::uuid, $2, (x ->> 'person')::uuid, (x ->> 'organisation')::uuid from jsonb_array_elements($3::jsonb) x
on conflict on constraint party_is_there_already do nothing returning id;

-- name: materials_update
update document set title = coalesce($3, title), body = coalesce($4::jsonb, body), due_on = case when $5::text is null then due_on else nullif($5, '')::date end
where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer and kind in ('lesson_analysis', 'spravka', 'recommendations') returning id;

-- name: materials_step
update document set state = $2 where district_id = (select auth.district()) and id = $1::uuid and state = $3 returning id;

-- name: materials_answer
insert into receipt (district_id, document_id, version, person_id, kind, body) values ((select auth.district()), $1::uuid, $2::integer, (select auth.person()), $3, nullif($4, ''));

-- Nobody answers twice. The teacher's last answer to the visit, unless a correction has asked anew, stands
-- for the first version of its analysis.
-- name: materials_take_answer
update document d set state = r.kind from visit v cross join lateral (select k.kind from receipt k where (k.district_id, k.visit_id) = (v.district_id, v.id)
    and k.person_id = v.teacher_id and k.kind in ('acknowledged', 'objected') order by k.at desc, k.id limit 1) r
where d.district_id = (select auth.district()) and (v.district_id, v.id) = (d.district_id, d.visit_id) and ($1::uuid is null or d.id = $1::uuid)
  and ($2::uuid is null or v.id = $2::uuid) and d.kind = 'lesson_analysis' and d.state = 'signed' and d.version = 1
  and v.state in ('acknowledged', 'objected', 'closed') returning d.id;

-- And the other way: the answer to the analysis is the answer to a visit that has none yet; the paper shows it once.
-- name: materials_give_answer
with v as (select v.* from document d join visit v on (v.district_id, v.id) = (d.district_id, d.visit_id)
    where d.district_id = (select auth.district()) and d.id = $1::uuid and d.version = 1 and v.state = 'assessed' and v.teacher_id = (select auth.person())),
  r as (insert into receipt (district_id, visit_id, person_id, kind, body) select v.district_id, v.id, v.teacher_id, $2, nullif($3, '') from v returning visit_id)
update visit set state = $2 where district_id = (select auth.district()) and id in (select visit_id from r) returning id;
