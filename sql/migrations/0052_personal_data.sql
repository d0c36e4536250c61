-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- All that is held on a person, for the person (152-ФЗ, article 14): section by section, each a list of
-- records. Who administers sees no visits otherwise; this one way needs an open request and is logged.

set role metodden_guard;

create function rule.held_on_work(d uuid, p uuid) returns jsonb language sql stable security definer
set search_path = public, pg_temp as $$
  select jsonb_build_object(
  'posts', (select coalesce(jsonb_agg(jsonb_build_object('role', a.role, 'organisation', o.name, 'post', a.post, 'acting', a.acting, 'from', lower(a.during), 'to', upper(a.during) - 1,
      'subjects', (select string_agg(u.name, ', ' order by u.name) from teaching e join subject u on (u.district_id, u.id) = (e.district_id, e.subject_id) where (e.district_id, e.appointment_id) = (a.district_id, a.id)))
      order by lower(a.during)), '[]') from appointment a join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id) where a.district_id = d and a.person_id = p),
  'accounts', (select coalesce(jsonb_agg(jsonb_build_object('portal', w.issuer, 'number', a.subject, 'from', a.created_at::date, 'to', a.closed_on)), '[]')
    from portal_account a join portal w on (w.district_id, w.id) = (a.district_id, a.portal_id) where a.district_id = d and a.person_id = p),
  'lessons', (select coalesce(jsonb_agg(jsonb_build_object('organisation', o.name, 'weekday', l.weekday, 'number', l.number, 'class', class_name(c.grade, c.letter), 'subject', u.name,
      'from', lower(l.term), 'to', upper(l.term) - 1) order by lower(l.term), l.weekday, l.number), '[]')
    from lesson l join organisation o on (o.district_id, o.id) = (l.district_id, l.organisation_id) join school_class c on (c.district_id, c.id) = (l.district_id, l.class_id)
      left join subject u on (u.district_id, u.id) = (l.district_id, l.subject_id) where l.district_id = d and l.teacher_id = p),
  'absences', (select coalesce(jsonb_agg(jsonb_build_object('weekday', u.weekday, 'from', lower(u.during), 'to', upper(u.during), 'reason', u.reason)), '[]')
    from unavailability u where u.district_id = d and u.person_id = p),
  'activities', (select coalesce(jsonb_agg(jsonb_build_object('from', lower(b.during), 'title', s.title, 'organisation', o.name, 'part', b.involvement, 'state', b.state, 'attended', (select a.present from attendance a where (a.district_id, a.slot_id, a.person_id) = (b.district_id, b.slot_id, p)))
      order by lower(b.during)), '[]') from booking b join slot s on (s.district_id, s.id) = (b.district_id, b.slot_id)
      join organisation o on (o.district_id, o.id) = (s.district_id, s.organisation_id) where b.district_id = d and b.person_id = p),
  'plan_items', (select coalesce(jsonb_agg(distinct jsonb_build_object('title', i.title, 'from', lower(i.term), 'to', upper(i.term) - 1)), '[]')
    from plan_item i where i.district_id = d and i.responsible_id = p),
  'days', (select coalesce(jsonb_agg(jsonb_build_object('date', y.held_on, 'title', y.theme, 'state', y.state) order by y.held_on), '[]') from day y where y.district_id = d and y.lead_id = p)) $$;

create function rule.held_on_visits(d uuid, p uuid) returns jsonb language sql stable security definer
set search_path = public, pg_temp as $$
  select jsonb_build_object(
  'visits', (select coalesce(jsonb_agg(jsonb_build_object('date', v.held_on, 'organisation', o.name, 'subject', u.name, 'topic', v.topic, 'state', v.state) order by v.held_on), '[]')
    from visit v join organisation o on (o.district_id, o.id) = (v.district_id, v.organisation_id) left join subject u on (u.district_id, u.id) = (v.district_id, v.subject_id)
    where v.district_id = d and v.teacher_id = p),
  'sheets_on_me', (select coalesce(jsonb_agg(jsonb_build_object('date', v.held_on, 'author', rule.short_name(d, h.author_id), 'state', h.state, 'points', h.points, 'max_points', h.max_points,
      'strengths', h.strengths, 'difficulties', h.difficulties, 'action_step', h.action_step) order by v.held_on), '[]')
    from sheet h join visit v on (v.district_id, v.id) = (h.district_id, h.visit_id) where h.district_id = d and v.teacher_id = p and (h.state <> 'draft' or h.author_id = p)),
  'sheets_by_me', (select coalesce(jsonb_agg(jsonb_build_object('date', v.held_on, 'teacher', rule.short_name(d, v.teacher_id), 'state', h.state, 'points', h.points, 'max_points', h.max_points)
      order by v.held_on), '[]') from sheet h join visit v on (v.district_id, v.id) = (h.district_id, h.visit_id) where h.district_id = d and h.author_id = p and v.teacher_id <> p),
  'answers', (select coalesce(jsonb_agg(jsonb_build_object('at', r.at, 'deed', r.kind, 'body', r.body) order by r.at), '[]') from receipt r where r.district_id = d and r.person_id = p),
  'growth', (select coalesce(jsonb_agg(jsonb_build_object('date', r.as_of, 'competence', c.name, 'measure', e.measure, 'value', round(e.value::numeric, 2), 'low', round(e.low::numeric, 2),
      'high', round(e.high::numeric, 2), 'n', e.n, 'says', e.says) order by r.as_of, e.measure, c.code), '[]')
    from estimate e join run r on (r.district_id, r.id) = (e.district_id, e.run_id) join competence c on (c.district_id, c.id) = (e.district_id, e.competence_id)
    where e.district_id = d and e.person_id = p),
  'needs', (select coalesce(jsonb_agg(jsonb_build_object('date', w.created_at::date, 'source', w.source, 'body', w.body, 'state', w.state)), '[]') from need w where w.district_id = d and w.person_id = p),
  'corrections', (select coalesce(jsonb_agg(jsonb_build_object('date', c.created_at::date, 'competence', k.name, 'body', c.body, 'to', c.due_on, 'state', c.state)), '[]')
    from correction c join competence k on (k.district_id, k.id) = (c.district_id, c.competence_id) where c.district_id = d and c.person_id = p)) $$;

create function rule.held_on_papers(d uuid, p uuid) returns jsonb language sql stable security definer
set search_path = public, pg_temp as $$
  select jsonb_build_object(
  'papers', (select coalesce(jsonb_agg(jsonb_build_object('date', o.created_at::date, 'kind', o.kind, 'title', o.title, 'number', o.number, 'state', o.state,
      'part', concat_ws(', ', case when o.person_id = p then 'about' end, (select string_agg(distinct y.part, ', ') from party y where (y.district_id, y.document_id, y.person_id) = (o.district_id, o.id, p)),
        case when exists (select from signature s where (s.district_id, s.document_id, s.person_id) = (o.district_id, o.id, p)) then 'signed' end)) order by o.created_at), '[]')
    from document o where o.district_id = d and (o.person_id = p or exists (select from party y where (y.district_id, y.document_id, y.person_id) = (o.district_id, o.id, p))
      or exists (select from signature s where (s.district_id, s.document_id, s.person_id) = (o.district_id, o.id, p)))),
  'tasks', (select coalesce(jsonb_agg(jsonb_build_object('body', k.body, 'to', k.due_on, 'done', k.done_at, 'report', k.report)), '[]') from task k where k.district_id = d and k.person_id = p),
  'sittings', (select coalesce(jsonb_agg(jsonb_build_object('date', s.held_on, 'number', s.number) order by s.held_on), '[]')
    from presence r join sitting s on (s.district_id, s.id) = (r.district_id, r.sitting_id) where r.district_id = d and r.person_id = p),
  'votes', (select coalesce(jsonb_agg(jsonb_build_object('date', s.held_on, 'title', i.title, 'choice', v.choice, 'dissent', v.dissent) order by s.held_on), '[]')
    from vote v join agenda_item i on (i.district_id, i.id) = (v.district_id, v.agenda_item_id) join sitting s on (s.district_id, s.id) = (i.district_id, i.sitting_id)
    where v.district_id = d and v.person_id = p),
  'remarks', (select coalesce(jsonb_agg(jsonb_build_object('date', r.created_at::date, 'body', r.body, 'state', r.state)), '[]') from remark r where r.district_id = d and r.author_id = p),
  'consents', (select coalesce(jsonb_agg(jsonb_build_object('purpose', c.purpose, 'from', c.given_at, 'to', c.withdrawn_at)), '[]') from consent c where c.district_id = d and c.person_id = p),
  'messages', (select coalesce(jsonb_agg(jsonb_build_object('at', o.created_at, 'channel', o.channel, 'state', o.state, 'title', coalesce(o.input ->> 'subject', o.input ->> 'name'),
      'body', o.input ->> 'text') order by o.created_at), '[]') from outbox o where o.district_id = d and o.person_id = p),
  'sessions', (select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'at', s.seen_at, 'to', s.expires_at)), '[]') from session s where s.district_id = d and s.person_id = p),
  'viewed', (select coalesce(jsonb_agg(jsonb_build_object('at', a.at, 'author', rule.short_name(d, a.person_id)) order by a.at), '[]') from audit a
    where a.district_id = d and a.entity = 'person' and a.entity_id = p and a.event = 'read')) $$;

-- For an open request of access; notes that it was looked at. No row: no such open request.
create function auth.personal_data(request uuid) returns jsonb language plpgsql security definer
set search_path = public, pg_temp as $$
declare q personal_request := rule.open_request(request, 'access');  d uuid := auth.district();  p person;
begin
  if q.id is null then return null; end if;
  select * into p from person x where (x.district_id, x.id) = (d, q.person_id);
  perform auth.viewed('person', p.id);
  update personal_request r set exported_at = now() where (r.district_id, r.id) = (d, q.id);
  return jsonb_build_object('made_at', now(), 'district', (select w.name from district w where w.district_id = d),
    'person', jsonb_build_array(jsonb_build_object('family_name', p.family_name, 'given_name', p.given_name, 'patronymic', p.patronymic, 'email', p.email, 'idnumber', p.idnumber,
      'from', p.created_at::date, 'to', p.left_on, 'restricted_on', p.restricted_on)))
    || rule.held_on_work(d, p.id) || rule.held_on_visits(d, p.id) || rule.held_on_papers(d, p.id);
end $$;

reset role;
grant execute on function auth.personal_data(uuid) to metodden_app;
