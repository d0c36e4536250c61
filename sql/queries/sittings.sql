-- Sittings of the council (заседание методического совета): date, people, agenda, votes, totals. What the
-- regulation leaves open (quorum, casting vote, abstaining authors) is the sitting's own once it has opened.

-- part: sitting
'id', s.id, 'kind', s.kind, 'state', s.state, 'number', s.number, 'held_on', s.held_on, 'place', s.place, 'guests', s.guests, 'organisation', named(g.id, g.name),
'chair', person_ref(c.id, c.family_name, c.given_name, c.patronymic), 'secretary', person_ref(t.id, t.family_name, t.given_name, t.patronymic),
'questions', (select count(*) from agenda_item a where (a.district_id, a.sitting_id) = (s.district_id, s.id)),
'decided', (select count(*) from agenda_item a where (a.district_id, a.sitting_id) = (s.district_id, s.id) and a.decision is not null),
'minutes', (select json_build_object('id', m.id, 'state', m.state, 'number', m.number, 'dated', m.dated, 'revision', m.revision)
  from auth.minutes(s.id) m),
'orders', (select coalesce(json_agg(json_build_object('id', o.id, 'state', o.state, 'number', o.number, 'dated', o.dated) order by o.created_at), '[]')
  from document o where (o.district_id, o.sitting_id) = (s.district_id, s.id) and o.kind = 'order_approve'), 'revision', s.revision

-- part: tables
sitting s join organisation g on (g.district_id, g.id) = (s.district_id, s.organisation_id)
  join person c on (c.district_id, c.id) = (s.district_id, s.chair_id) join person t on (t.district_id, t.id) = (s.district_id, s.secretary_id)

-- part: item
json_build_object('id', a.id, 'position', a.position, 'title', a.title, 'reporter', (select person_ref(p.id, p.family_name, p.given_name, p.patronymic)
    from person p where (p.district_id, p.id) = (a.district_id, a.reporter_id)),
  'heard', a.heard, 'spoke', a.spoke, 'decision', a.decision, 'resolution', a.resolution, 'remark', a.remark, 'sitting', a.sitting_id,
  'document', (select json_build_object('id', k.id, 'kind', k.kind, 'state', k.state, 'title', k.title, 'version', k.version, 'day', k.day_id,
      'school', (select named(o.id, o.name) from organisation o where (o.district_id, o.id) = (k.district_id, k.organisation_id)),
      'person', (select person_ref(p.id, p.family_name, p.given_name, p.patronymic) from person p where (p.district_id, p.id) = (k.district_id, k.person_id)))
    from document k where (k.district_id, k.id) = (a.district_id, a.document_id)),
  'plan_version', (select json_build_object('id', v.id, 'version', v.version, 'state', v.state, 'school_year', n.school_year)
    from plan_version v join plan n on (n.district_id, n.id) = (v.district_id, v.plan_id) where (v.district_id, v.id) = (a.district_id, a.plan_version_id)),
  'authors', (select coalesce(json_agg(y.person_id), '[]') from party y where (y.district_id, y.document_id) = (a.district_id, a.document_id)
    and y.part = 'author' and y.person_id is not null),
  'answers', (select coalesce(json_agg(json_build_object('kind', r.kind, 'body', r.body, 'on', (r.at at time zone (select auth.zone()))::date,
      'person', person_ref(p.id, p.family_name, p.given_name, p.patronymic)) order by r.at), '[]')
    from document k join receipt r on r.district_id = k.district_id and (r.document_id = k.id and r.version = k.version or k.version = 1 and r.visit_id = k.visit_id
        and not exists (select from receipt w where (w.district_id, w.document_id, w.person_id) = (r.district_id, k.id, r.person_id)))
      join person p on (p.district_id, p.id) = (r.district_id, r.person_id)
    where (k.district_id, k.id) = (a.district_id, a.document_id) and r.kind in ('acknowledged', 'objected')),
  'votes', (select coalesce(json_agg(json_build_object('person', v.person_id, 'choice', v.choice, 'dissent', v.dissent)), '[]')
    from vote v where (v.district_id, v.agenda_item_id) = (a.district_id, a.id)),
  'totals', (select json_build_object('for', w.votes_for, 'against', w.votes_against, 'abstain', w.votes_abstain)
    from agenda_total w where (w.district_id, w.agenda_item_id) = (a.district_id, a.id)), 'revision', a.revision

-- name: sittings_list
select list_page(array_agg(j), array_agg(id), coalesce($5::integer, 50)) from (
  select s.id, json_build_object(
  @sitting@
  ) as j from
  @tables@
  where s.district_id = (select auth.district()) and ($1::date is null or s.held_on >= $1::date) and ($2::date is null or s.held_on <= $2::date)
    and ($3::integer is null or s.held_on between make_date($3::integer, 9, 1) and make_date($3::integer + 1, 8, 31)) and ($4::text is null or s.state = $4)
    and ($6::uuid is null or (s.held_on, s.id) < (select b.held_on, b.id from sitting b where b.district_id = s.district_id and b.id = $6::uuid))
  order by s.held_on desc, s.id desc limit coalesce($5::integer, 50) + 1) x;

-- Members are those in office on the day of the sitting; before the opening the rules are today's settings.
-- name: sittings_show
with s as materialized (select * from sitting where district_id = (select auth.district()) and id = $1::uuid),
  m as (select a.person_id, min(array_position('{council_chair,council_secretary,council_member}', a.role)) as rank, max(a.post) as post, bool_or(a.acting) as acting
    from s join appointment a on (a.district_id, a.organisation_id) = (s.district_id, s.organisation_id) and a.during @> s.held_on
      and a.role in ('council_member', 'council_secretary', 'council_chair') group by a.person_id),
  rules as (select (max(value::text) filter (where code = 'quorum'))::numeric as quorum, (max(value::text) filter (where code = 'casting_vote'))::boolean as casting_vote,
    (max(value::text) filter (where code = 'author_abstains'))::boolean as author_abstains from setting_now),
  q as (select coalesce(s.members, (select count(*) from m)) as members, coalesce(s.quorum, rules.quorum) as quorum, coalesce(s.casting_vote, rules.casting_vote) as casting_vote,
    coalesce(s.author_abstains, rules.author_abstains) as author_abstains,
    (select count(*) from presence p where (p.district_id, p.sitting_id) = (s.district_id, s.id)) as present from s, rules)
select json_build_object(
  @sitting@
  , 'quorum', (select json_build_object('members', q.members, 'present', q.present, 'needed', ceil(q.quorum * q.members), 'share', q.quorum,
      'reached', q.present >= q.quorum * q.members, 'casting_vote', q.casting_vote, 'author_abstains', q.author_abstains) from q),
  'members', (select coalesce(json_agg(json_build_object('id', p.id, 'short', person_short(p.family_name, p.given_name, p.patronymic), 'post', m.post, 'acting', m.acting,
      'role', ('{council_chair,council_secretary,council_member}'::text[])[m.rank],
      'present', exists (select from presence k where (k.district_id, k.sitting_id, k.person_id) = (s.district_id, s.id, p.id))) order by m.rank, p.family_name, p.given_name), '[]')
    from m join person p on (p.district_id, p.id) = (s.district_id, m.person_id)),
  'agenda', (select coalesce(json_agg(
  @item@
  ) order by a.position), '[]') from agenda_item a where (a.district_id, a.sitting_id) = (s.district_id, s.id)),
  'waiting', case when s.state in ('planned', 'called', 'open') then (
    select count(*) from document d where d.district_id = s.district_id and (d.state = 'queued' or d.kind = 'practice_card' and d.state = 'council')
      and not exists (select from agenda_item a join sitting t on (t.district_id, t.id) = (a.district_id, a.sitting_id) where (a.district_id, a.document_id) = (d.district_id, d.id)
        and t.state in ('planned', 'called', 'open') and a.decision is distinct from 'postponed'))
    + (select count(*) from plan_version v where v.district_id = s.district_id and v.state = 'at_council'
      and not exists (select from agenda_item a join sitting t on (t.district_id, t.id) = (a.district_id, a.sitting_id) where (a.district_id, a.plan_version_id) = (v.district_id, v.id)
        and (t.state in ('planned', 'called', 'open') and a.decision is distinct from 'postponed' or t.state = 'closed' and a.decision = 'accepted'))) else 0 end,
  'can', (select coalesce(json_agg(t.event order by t.event), '[]') from transition t where t.machine = 'sitting' and t.state_from = s.state and auth.has(t.roles))),
  s.revision, s.state
from s join organisation g on (g.district_id, g.id) = (s.district_id, s.organisation_id)
  join person c on (c.district_id, c.id) = (s.district_id, s.chair_id) join person t on (t.district_id, t.id) = (s.district_id, s.secretary_id);

-- Chair and secretary in office on a day, whoever deputises first.
-- name: sittings_officers
select g.id, (select a.person_id from appointment a where (a.district_id, a.organisation_id) = (g.district_id, g.id) and a.role = 'council_chair'
    and a.during @> $1::date order by a.acting desc, lower(a.during) desc limit 1),
  (select a.person_id from appointment a where (a.district_id, a.organisation_id) = (g.district_id, g.id) and a.role = 'council_secretary'
    and a.during @> $1::date order by a.acting desc, lower(a.during) desc limit 1)
from organisation g where g.district_id = (select auth.district()) and g.kind = 'council' and g.closed_on is null order by g.id limit 1;

-- name: sittings_create
insert into sitting (district_id, id, organisation_id, kind, held_on, place, chair_id, secretary_id, guests)
values (auth.district(), coalesce($1::uuid, gen_random_uuid()), $2::uuid, coalesce($3, 'in_person'), $4::date, nullif($5, ''), $6::uuid, $7::uuid, nullif($8, ''))
on conflict (district_id, id) do nothing returning id;

-- name: sittings_update
update sitting set kind = coalesce($3, kind), held_on = coalesce($4::date, held_on), place = nullif(coalesce($5, place), ''), chair_id = coalesce($6::uuid, chair_id),
  secretary_id = coalesce($7::uuid, secretary_id), guests = nullif(coalesce($8, guests), '')
where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer returning id;

-- name: sittings_step
update sitting set state = $2 where district_id = (select auth.district()) and id = $1::uuid and state = $3 returning id;

-- A list that is written all at once counts as a change of the sitting: two secretaries don't undo each other.
-- name: sittings_touch
update sitting set guests = guests where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer returning id;

-- name: sittings_absent
delete from presence where district_id = (select auth.district()) and sitting_id = $1::uuid
  and person_id <> all(array(select (jsonb_array_elements_text($2::jsonb))::uuid));

-- name: sittings_present
insert into presence (district_id, sitting_id, person_id)
select auth.district(), $1::uuid, p::uuid from jsonb_array_elements_text($2::jsonb) p on conflict do nothing;

-- name: agenda_items_show
select
  @item@
  , 'body', (select k.body from document k where (k.district_id, k.id) = (a.district_id, a.document_id))), a.revision, a.decision, s.state, coalesce(a.document_id, a.plan_version_id)
from agenda_item a join sitting s on (s.district_id, s.id) = (a.district_id, a.sitting_id)
where a.district_id = (select auth.district()) and a.id = $1::uuid;

-- The question's title is the paper's unless it is given.
-- name: agenda_items_create
insert into agenda_item (district_id, id, sitting_id, position, title, document_id, plan_version_id, reporter_id)
select s.district_id, coalesce($2::uuid, gen_random_uuid()), s.id, 1 + coalesce((select max(position) from agenda_item a where (a.district_id, a.sitting_id) = (s.district_id, s.id)), 0),
  coalesce(nullif($3, ''), (select d.title from document d where d.district_id = s.district_id and d.id = $4::uuid),
    (select 'Об изменениях плана методической работы на ' || n.school_year || '/' || (n.school_year + 1) || ' учебный год (редакция ' || v.version || ')'
      from plan_version v join plan n on (n.district_id, n.id) = (v.district_id, v.plan_id) where v.district_id = s.district_id and v.id = $5::uuid)),
  $4::uuid, $5::uuid, $6::uuid
from sitting s where s.district_id = (select auth.district()) and s.id = $1::uuid on conflict (district_id, id) do nothing returning id;

-- Everything that waits for the council and stands on no other agenda: papers of a day together, then practices, then the plan.
-- name: agenda_items_fill
with new as (
  select d.id as document, null::uuid as version, d.title, y.person_id as reporter, d.kind, coalesce(k.held_on, (d.created_at at time zone (select auth.zone()))::date) as held_on, d.day_id
  from document d left join day k on (k.district_id, k.id) = (d.district_id, d.day_id)
    left join lateral (select person_id from party p where (p.district_id, p.document_id) = (d.district_id, d.id) and p.part = 'author' and p.person_id is not null
      order by p.created_at, p.person_id limit 1) y on true
  where d.district_id = (select auth.district()) and (d.kind in ('lesson_analysis', 'spravka', 'recommendations') and d.state = 'queued' or d.kind = 'practice_card' and d.state = 'council')
    and not exists (select from agenda_item a join sitting t on (t.district_id, t.id) = (a.district_id, a.sitting_id) where (a.district_id, a.document_id) = (d.district_id, d.id)
      and (t.id = $1::uuid or t.state in ('planned', 'called', 'open') and a.decision is distinct from 'postponed'))
  union all
  select null, v.id, 'Об изменениях плана методической работы на ' || n.school_year || '/' || (n.school_year + 1) || ' учебный год (редакция ' || v.version || ')',
    null, 'plan', null, null
  from plan_version v join plan n on (n.district_id, n.id) = (v.district_id, v.plan_id)
  where v.district_id = (select auth.district()) and v.state = 'at_council'
    and not exists (select from agenda_item a join sitting t on (t.district_id, t.id) = (a.district_id, a.sitting_id) where (a.district_id, a.plan_version_id) = (v.district_id, v.id)
      and (t.id = $1::uuid or t.state in ('planned', 'called', 'open') and a.decision is distinct from 'postponed' or t.state = 'closed' and a.decision = 'accepted')))
insert into agenda_item (district_id, sitting_id, position, title, document_id, plan_version_id, reporter_id)
select s.district_id, s.id, coalesce((select max(position) from agenda_item a where (a.district_id, a.sitting_id) = (s.district_id, s.id)), 0)
    + row_number() over (order by array_position('{spravka,lesson_analysis,recommendations}'::text[], n.kind) is null, n.kind = 'plan', n.held_on, n.day_id,
      array_position('{spravka,lesson_analysis,recommendations}'::text[], n.kind), n.title, n.document),
  n.title, n.document, n.version, n.reporter
from sitting s, new n where s.district_id = (select auth.district()) and s.id = $1::uuid;

-- name: agenda_items_update
update agenda_item set title = coalesce($3, title), heard = nullif(coalesce($4, heard), ''), spoke = nullif(coalesce($5, spoke), ''),
  reporter_id = case when $6::text is null then reporter_id else nullif($6, '')::uuid end
where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer returning id;

-- name: agenda_items_delete
delete from agenda_item where district_id = (select auth.district()) and id = $1::uuid returning sitting_id;

-- name: agenda_items_close_gap
update agenda_item a set position = n.position from (select id, row_number() over (order by position) as position from agenda_item
  where district_id = (select auth.district()) and sitting_id = $1::uuid) n
where a.district_id = (select auth.district()) and a.id = n.id and a.position <> n.position;

-- The list names each question of the sitting, once.
-- name: agenda_items_match
select count(*) filter (where id = any(array(select (jsonb_array_elements_text($2::jsonb))::uuid))) = count(*) and count(*) = jsonb_array_length($2::jsonb)
from agenda_item where district_id = (select auth.district()) and sitting_id = $1::uuid;

-- name: agenda_items_reorder
update agenda_item a set position = n.position from jsonb_array_elements_text($2::jsonb) with ordinality n(id, position)
where a.district_id = (select auth.district()) and a.sitting_id = $1::uuid and a.id = n.id::uuid;

-- A vote is written over, or taken back by a null choice; whoever isn't listed keeps his.
-- name: agenda_items_votes
insert into vote (district_id, agenda_item_id, person_id, choice, dissent)
select distinct on (v.person) auth.district(), $1::uuid, v.person, v.choice, nullif(v.dissent, '') from jsonb_to_recordset($2::jsonb) v(person uuid, choice text, dissent text)
where v.choice is not null order by v.person
on conflict (district_id, agenda_item_id, person_id) do update set choice = excluded.choice, dissent = excluded.dissent;

-- name: agenda_items_vote
insert into vote (district_id, agenda_item_id, person_id, choice, dissent) values (auth.district(), $1::uuid, $2::uuid, $3, nullif($4, ''))
on conflict (district_id, agenda_item_id, person_id) do update set choice = excluded.choice, dissent = excluded.dissent;

-- name: agenda_items_votes_back
delete from vote where district_id = (select auth.district()) and agenda_item_id = $1::uuid
  and person_id in (select v.person from jsonb_to_recordset($2::jsonb) v(person uuid, choice text) where v.choice is null);

-- A decision is taken once; to take another, it is first taken back.
-- name: agenda_items_decide
update agenda_item set decision = nullif($2, ''), resolution = nullif($3, ''), remark = nullif($4, '')
where district_id = (select auth.district()) and id = $1::uuid and (decision is null or nullif($2, '') is null) returning id;

-- name: materials_confirm_show
select d.state from document d where d.district_id = (select auth.district()) and d.id = $1::uuid and d.kind in ('lesson_analysis', 'spravka', 'recommendations');

-- name: materials_confirm
update document set state = $2 where district_id = (select auth.district()) and id = $1::uuid
returning json_build_object('id', id, 'kind', kind, 'state', state, 'title', title, 'version', version, 'day', day_id, 'revision', revision), revision;
