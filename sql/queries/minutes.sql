-- Minutes of a sitting (протокол заседания) and excerpts of it (выписка): drafted from presence, agenda, votes and
-- resolutions. The draft may be edited; signed, it is fixed. Totals are counted here and typed by nobody.

-- part: facts
s as materialized (select * from sitting where district_id = (select auth.district()) and id = $1::uuid),
q as (select s.id as sitting, m.body as council, person_short(c.family_name, c.given_name, c.patronymic) as chair, person_short(t.family_name, t.given_name, t.patronymic) as secretary,
    person_signature(c.family_name, c.given_name, c.patronymic) as chair_signs, person_signature(t.family_name, t.given_name, t.patronymic) as secretary_signs,
    (select count(*) from presence p where (p.district_id, p.sitting_id) = (s.district_id, s.id)) as present,
    (select string_agg(person_short(p.family_name, p.given_name, p.patronymic), ', ' order by p.family_name, p.given_name) from presence k
      join person p on (p.district_id, p.id) = (k.district_id, k.person_id) where (k.district_id, k.sitting_id) = (s.district_id, s.id)) as who
  from s join lateral (select g.name as body from organisation g where (g.district_id, g.id) = (s.district_id, s.organisation_id)) m on true
    join person c on (c.district_id, c.id) = (s.district_id, s.chair_id) join person t on (t.district_id, t.id) = (s.district_id, s.secretary_id)),
i as (select a.*, d.organisation_id as school, w.votes_for, w.votes_against, w.votes_abstain,
    exists (select from receipt r where r.district_id = d.district_id and r.kind = 'objected' and (r.document_id = d.id and r.version = d.version or d.version = 1 and r.visit_id = d.visit_id)) as objected,
    (select person_short(p.family_name, p.given_name, p.patronymic) from person p where (p.district_id, p.id) = (a.district_id, a.reporter_id)) as reporter,
    (select string_agg(person_short(p.family_name, p.given_name, p.patronymic) || ': ' || rtrim(v.dissent, '. '), '; ' order by p.family_name) from vote v
      join person p on (p.district_id, p.id) = (v.district_id, v.person_id) where (v.district_id, v.agenda_item_id) = (a.district_id, a.id) and v.dissent is not null) as dissent
  from s join agenda_item a on (a.district_id, a.sitting_id) = (s.district_id, s.id)
    join agenda_total w on (w.district_id, w.agenda_item_id) = (a.district_id, a.id)
    left join document d on (d.district_id, d.id) = (a.district_id, a.document_id)),
head as (select 0 as place, 1 as n, jsonb_build_object('b', 'para', 'text', case s.kind when 'in_person' then 'Очное заседание' else 'Заочное заседание' end || ' '
      || to_char(s.held_on, 'DD.MM.YYYY') || coalesce(', ' || s.place, '') || '.') as block from s
  union all select 0, 2, jsonb_build_object('b', 'para', 'text', 'Председатель: ' || q.chair || '; секретарь: ' || q.secretary) from q
  union all select 0, 3, jsonb_build_object('b', 'para', 'text', 'Членов совета: ' || s.members || '. ' || case s.kind when 'in_person' then 'Присутствовали: ' else 'Участвовали: ' end
      || q.present || coalesce(' (' || q.who || ')', '') || '. Для кворума нужно: ' || ceil(s.quorum * s.members) || '; кворум есть.') from s, q
  union all select 0, 4, jsonb_build_object('b', 'para', 'text', 'Приглашённые: ' || s.guests) from s where s.guests is not null),
talk as (select i.position as place, x.n, x.block, i.school from i cross join lateral (values
    (1, jsonb_build_object('b', 'heading', 'text', i.position || '. ' || i.title)),
    (2, jsonb_build_object('b', 'para', 'text', 'СЛУШАЛИ: ' || coalesce(i.reporter || ' — ', '') || coalesce(i.heard, i.title))),
    (3, case when i.objected then jsonb_build_object('b', 'para', 'text', 'К материалу приложено возражение педагога; члены совета с ним ознакомлены.') end),
    (4, case when i.spoke is not null then jsonb_build_object('b', 'para', 'text', 'ВЫСТУПИЛИ: ' || i.spoke) end),
    (5, jsonb_build_object('b', 'para', 'text', 'ПОСТАНОВИЛИ: ' || case i.decision when 'accepted' then case when i.document_id is null and i.plan_version_id is null then 'принять'
        else 'одобрить и представить к утверждению' end when 'amended' then 'одобрить с доработкой' when 'returned' then 'вернуть на доработку'
      when 'noted' then 'принять к сведению' when 'postponed' then 'отложить рассмотрение' else 'решения ещё нет' end || coalesce('. ' || i.resolution, '.'))),
    (6, jsonb_build_object('b', 'para', 'text', 'Голосовали: за — ' || i.votes_for || ', против — ' || i.votes_against || ', воздержались — ' || i.votes_abstain || '.'
      || case when i.votes_for = i.votes_against and i.votes_for > 0 and i.decision <> 'postponed' then ' Решил голос председателя.' else '' end
      || coalesce(' Особое мнение: ' || i.dissent || '.', '')))) x (n, block) where x.block is not null),
tail as (select 1000000 as place, 1 as n, jsonb_build_object('b', 'sign', 'post', 'Председатель', 'name', q.chair_signs) as block from q
  union all select 1000000, 2, jsonb_build_object('b', 'sign', 'post', 'Секретарь', 'name', q.secretary_signs) from q)

-- part: text
(select jsonb_agg(b.block order by b.place, b.n) from (select * from head
    union all select 0, 10, jsonb_build_object('b', 'heading', 'text', 'Повестка дня')
    union all select 0, 10 + i.position, jsonb_build_object('b', 'point', 'text', i.title || coalesce('. Докладывает ' || i.reporter, '')) from i
    union all select place, n, block from talk union all select * from tail) b)

-- name: minutes_create
with
@facts@
insert into document (district_id, id, kind, organisation_id, sitting_id, title, number, dated, body)
select s.district_id, coalesce($2::uuid, gen_random_uuid()), 'minutes', s.organisation_id, s.id,
  'Протокол № ' || coalesce(s.number::text, '') || ' заседания: ' || q.council, s.number::text, case when s.number is not null then s.held_on end,
@text@
from s, q on conflict (district_id, id) do nothing returning id;

-- How the minutes will read when the sitting closes as it stands now.
-- name: minutes_preview
with
@facts@
select json_build_object('sitting', s.id, 'body',
@text@
), null, s.state from s, q;

-- The questions of one school, from minutes that are signed.
-- name: minutes_excerpt
with
@facts@
select json_build_object('sitting', s.id, 'organisation', named(g.id, g.name), 'number', s.number, 'held_on', s.held_on,
  'title', 'Выписка из протокола № ' || s.number || ' от ' || to_char(s.held_on, 'DD.MM.YYYY') || ': ' || q.council,
  'body', (select json_agg(b.block order by b.place, b.n) from (select * from head
    union all select place, n, block from talk where school = $2::uuid union all select * from tail) b)), s.revision,
  exists (select from i where i.school = $2::uuid), exists (select from document m where (m.district_id, m.sitting_id) = (s.district_id, s.id) and m.kind = 'minutes' and m.state = 'signed')
from s, q, organisation g where g.district_id = s.district_id and g.id = $2::uuid;

-- name: minutes_excerpt_pdf
with
@facts@
select jsonb_build_object('kind', 'excerpt', 'title', 'заседания: ' || q.council || ' (' || g.name || ')', 'number', coalesce(s.number::text, ''), 'dated', s.held_on, 'draft', false,
  'issuer', (select jsonb_agg(o.name order by o.kind = 'department' desc) from organisation o where o.district_id = s.district_id and (o.kind = 'department' and o.closed_on is null or o.id = s.organisation_id)),
  'body', (select jsonb_agg(b.block order by b.place, b.n) from (select * from head
    union all select place, n, block from talk where school = $2::uuid union all select * from tail) b), 'signs', '[]'::jsonb)
from s, q, organisation g where g.district_id = s.district_id and g.id = $2::uuid and exists (select from i where i.school = $2::uuid)
  and exists (select from document m where (m.district_id, m.sitting_id) = (s.district_id, s.id) and m.kind = 'minutes' and m.state = 'signed');

-- name: minutes_show
select json_build_object('id', m.id, 'kind', m.kind, 'state', m.state, 'title', m.title, 'number', m.number, 'dated', m.dated, 'sitting', m.sitting_id, 'body', m.body,
  'signatures', (select coalesce(json_agg(json_build_object('person', person_ref(p.id, p.family_name, p.given_name, p.patronymic), 'capacity', s.capacity,
      'signed_on', coalesce(s.signed_on, (s.signed_at at time zone (select auth.zone()))::date)) order by s.signed_at), '[]') from signature s join person p on (p.district_id, p.id) = (s.district_id, s.person_id)
    where (s.district_id, s.document_id) = (m.district_id, m.id)), 'revision', m.revision,
  'can', (select coalesce(json_agg(t.event order by t.event), '[]') from transition t where t.machine = 'minutes' and t.state_from = m.state and auth.has(t.roles))),
  m.revision, m.state
from document m where m.district_id = (select auth.district()) and m.id = $1::uuid and m.kind = 'minutes';

-- name: minutes_update
update document set title = coalesce($3, title), body = coalesce($4::jsonb, body)
where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer and kind = 'minutes' returning id;

-- name: minutes_sign
update document set state = $2 where district_id = (select auth.district()) and id = $1::uuid and kind = 'minutes' returning id;
