-- What is next («что дальше»): the one step that each open day, order, visit and plan item waits for, the
-- sender's own first. Heads see what they wait for from everybody, a methodist from her days and visits.

-- Terms in working days are the district's settings, not the regulation's; a plan item is named a month
-- ahead. A visit's step appears on the eve of the lesson.
-- name: next_steps_list
with me as materialized (select auth.district() as district, (select auth.person()) as id, (select auth.today()) as today, auth.has('{methodist}') as methodist,
    auth.has('{centre_head}') as head, auth.has('{department_head}') as signs, auth.has('{clerk}') or auth.has('{department_head}') and not exists (select from appointment a
      where a.district_id = auth.district() and a.role = 'clerk' and a.during @> auth.today()) as registers,
    auth.has('{council_secretary}') as notes, auth.has('{council_chair}') as chairs,
    auth.has('{council_member}') and not auth.has('{council_secretary,council_chair}') as sits),
  term as materialized (select (max(value::text) filter (where code = 'notice_days'))::integer as notice,
    (max(value::text) filter (where code = 'sheet_days'))::integer as sheet, (max(value::text) filter (where code = 'reply_days'))::integer as reply,
    (max(value::text) filter (where code = 'council_days'))::integer as council, (max(value::text) filter (where code = 'order_days'))::integer as orders,
    (max(value::text) filter (where code = 'spravka_days'))::integer as spravka from setting_now),
  post as materialized (select max(person_short(p.family_name, p.given_name, p.patronymic)) filter (where a.role = 'department_head') as signs,
      max(person_short(p.family_name, p.given_name, p.patronymic)) filter (where a.role = 'clerk') as registers,
      max(person_short(p.family_name, p.given_name, p.patronymic)) filter (where a.role = 'council_secretary') as notes,
      max(person_short(p.family_name, p.given_name, p.patronymic)) filter (where a.role = 'council_chair') as chairs,
      max(person_short(p.family_name, p.given_name, p.patronymic)) filter (where a.role = 'centre_head') as heads
    from me join appointment a on a.district_id = me.district and a.role in ('centre_head', 'department_head', 'clerk', 'council_secretary', 'council_chair') and a.during @> me.today
    join person p on (p.district_id, p.id) = (a.district_id, a.person_id)),
  days as (select d.*, o.id as paper_id, o.state as paper, o.title as paper_title, o.state_since as paper_since,
      exists (select from slot s where (s.district_id, s.day_id) = (d.district_id, d.id) and not s.cancelled) as has_programme
    from me join day d on d.district_id = me.district and d.state in ('draft', 'in_plan', 'ordered', 'announced', 'running', 'postponed')
    left join lateral (select * from document k where k.district_id = d.district_id and k.day_id = d.id and k.kind = 'order_hold'
      order by k.id = d.order_id desc, k.created_at desc limit 1) o on true),
  day_steps as (select d.*, x.* from days d cross join lateral (values
      ('day', 'plan', 1, d.state = 'draft', '4.1'), ('day', 'draft_order', 2, d.kind = 'day' and d.state in ('in_plan', 'postponed') and d.paper is null, '4.1'),
      ('order', 'sign', 2, d.state in ('in_plan', 'postponed') and d.paper = 'draft', '4.1'),
      ('order', 'register', 2, d.state in ('in_plan', 'postponed') and d.paper = 'signed', '4.1'),
      ('day', 'order', 2, d.state in ('in_plan', 'postponed') and d.paper = 'registered', '4.1'),
      ('day', 'announce', 3, d.state = 'ordered' or d.kind = 'event' and d.state = 'in_plan', '4.1'),
      ('day', 'programme', 4, d.state in ('announced', 'running') and not d.has_programme, '4.2'),
      ('day', 'start', 5, d.kind = 'day' and d.state = 'announced' and d.has_programme and d.held_on <= (select today from me), '4.2'),
      ('day', 'hold', 5, d.state = 'running' and d.has_programme or d.kind = 'event' and d.state = 'announced' and d.held_on <= (select today from me), '4.2'))
      x (entity, event, step, due_now, clause) where x.due_now),
  visits as (select v.*, s.day_id, concat_ws(', ', to_char(v.held_on, 'DD.MM.YYYY'), class_name(c.grade, c.letter), u.name) as lesson, person_short(t.family_name, t.given_name, t.patronymic) as teacher,
      array(select b.person_id from booking b where (b.district_id, b.slot_id) = (v.district_id, v.slot_id) and b.involvement = 'visits' and b.state = 'booked') as visitors,
      (select h.state from sheet h where (h.district_id, h.visit_id, h.author_id) = (v.district_id, v.id, me.id) and h.part = 'visitor' order by h.version desc limit 1) as own
    from me join visit v on v.district_id = me.district and v.state in ('planned', 'held', 'assessed', 'acknowledged', 'objected') and v.held_on <= auth.add_working_days(me.today, 1)
    join person t on (t.district_id, t.id) = (v.district_id, v.teacher_id)
    left join slot s on (s.district_id, s.id) = (v.district_id, v.slot_id) left join subject u on (u.district_id, u.id) = (v.district_id, v.subject_id)
    left join school_class c on (c.district_id, c.id) = (v.district_id, v.class_id)),
  sittings as (select t.*, m.id as minutes_id, m.state as minutes, m.state_since as minutes_since, o.id as order_id, o.state as paper, o.state_since as paper_since, o.title as paper_title, g.name as body,
      m.state = 'signed' and exists (select from auth.resolutions(t.id) r where r.decision in ('accepted', 'amended') and r.state = 'considered') as approvable
    from me join sitting t on t.district_id = me.district and (t.state in ('planned', 'called', 'open') or t.state = 'closed' and t.held_on > me.today - 400)
    join organisation g on (g.district_id, g.id) = (t.district_id, t.organisation_id)
    left join lateral auth.minutes(t.id) m on true
    left join lateral (select * from document k where (k.district_id, k.sitting_id) = (t.district_id, t.id) and k.kind = 'order_approve' order by k.state = 'registered', k.created_at desc limit 1) o on true),
  queued as (select d.*, coalesce(k.held_on + (select council from term), (d.state_since at time zone (select auth.zone()))::date + (select council from term)) as due
    from me join document d on d.district_id = me.district and (d.kind in ('lesson_analysis', 'spravka', 'recommendations') and d.state = 'queued' or d.kind = 'practice_card' and d.state = 'council')
    left join day k on (k.district_id, k.id) = (d.district_id, d.day_id)
    where not exists (select from agenda_item a join sitting t on (t.district_id, t.id) = (a.district_id, a.sitting_id) where (a.district_id, a.document_id) = (d.district_id, d.id)
      and t.state in ('planned', 'called', 'open') and a.decision is distinct from 'postponed')),
  council as (
    select t.id, x.*, t.held_on, case x.entity when 'order' then t.paper_title else t.body end as title from sittings t cross join term cross join lateral (values
      ('sitting', t.id, 'call', t.state = 'planned', t.held_on - 3, 'notes', t.state_since), ('sitting', t.id, 'open', t.state = 'called', t.held_on, 'notes', t.state_since),
      ('sitting', t.id, 'prepare', t.state = 'called', t.held_on, 'sits', t.state_since), ('sitting', t.id, 'vote', t.state = 'open', t.held_on, 'sits', t.state_since),
      ('sitting', t.id, 'close', t.state = 'open', t.held_on, 'notes', t.state_since), ('sitting', t.id, 'minutes', t.state = 'closed' and t.minutes is null,
        auth.add_working_days((t.state_since at time zone (select auth.zone()))::date, 1), 'notes', t.state_since),
      ('sitting', t.id, 'sign_minutes', t.minutes = 'draft', auth.add_working_days((t.state_since at time zone (select auth.zone()))::date, 3), 'chairs', t.minutes_since),
      ('sitting', t.id, 'draft_approval', t.minutes = 'signed' and t.approvable and coalesce(t.paper, 'registered') = 'registered',
        auth.add_working_days((t.minutes_since at time zone (select auth.zone()))::date, term.orders), 'registers', t.minutes_since),
      ('order', t.order_id, 'sign', t.paper = 'draft', auth.add_working_days((t.minutes_since at time zone (select auth.zone()))::date, term.orders), 'signs', t.paper_since),
      ('order', t.order_id, 'register', t.paper = 'signed', auth.add_working_days((t.minutes_since at time zone (select auth.zone()))::date, term.orders), 'registers', t.paper_since)) x (entity, thing, event, due_now, due, who, since)
    where x.due_now),
  -- A version of a plan: submitted, heard unless it is the plan's first, then approved by its order (4.6b).
  versions as (select v.id, v.state, v.state_since, n.title || ', редакция ' || v.version as title, o.id as order_id, o.state as paper, o.state_since as paper_since, o.title as paper_title, f.first, h.decision, h.heard
    from me join plan_version v on v.district_id = me.district and v.state in ('draft', 'at_council') join plan n on (n.district_id, n.id) = (v.district_id, v.plan_id)
    cross join lateral (select not exists (select from plan_version b where (b.district_id, b.plan_id) = (v.district_id, v.plan_id) and b.state = 'approved') as first) f
    left join lateral (select * from document k where (k.district_id, k.plan_version_id) = (v.district_id, v.id) and k.kind = 'order_plan' order by k.created_at desc limit 1) o on true
    left join lateral (select a.decision, t.state in ('planned', 'called', 'open') as heard from agenda_item a join sitting t on (t.district_id, t.id) = (a.district_id, a.sitting_id)
      where (a.district_id, a.plan_version_id) = (v.district_id, v.id) and t.state <> 'cancelled' and a.decision is distinct from 'postponed' and a.created_at >= v.state_since
      order by t.held_on desc, t.number desc limit 1) h on true
    where v.version = (select max(w.version) from plan_version w where (w.district_id, w.plan_id) = (v.district_id, v.plan_id))
      and exists (select from plan_item i where (i.district_id, i.version_id) = (v.district_id, v.id))
      and (v.base_id is null or exists (select from plan_diff d where (d.district_id, d.version_id) = (v.district_id, v.id)))),
  waiting as (select title, id, due, state_since from queued
    union all select title, id, null, state_since from versions where state = 'at_council' and paper is null and decision is null and heard is not true),
  papers as (select o.*, coalesce((select string_agg(r.body, '; ' order by r.created_at) from remark r where (r.district_id, r.document_id) = (o.district_id, o.id) and r.state = 'open'), '') as remarks,
      (select min(r.due_on) from remark r where (r.district_id, r.document_id) = (o.district_id, o.id) and r.state = 'open') as remarks_due,
      o.kind = 'lesson_analysis' and o.state = 'signed' and o.due_on >= me.today as waits,
      coalesce(nullif(array(select y.person_id from party y where (y.district_id, y.document_id) = (o.district_id, o.id) and y.part = 'author' and y.person_id is not null), '{}'), array[o.created_by]) as authors
    from me join document o on o.district_id = me.district and o.kind in ('lesson_analysis', 'spravka', 'recommendations')
      and o.state in ('draft', 'signed', 'acknowledged', 'objected', 'returned')),
  cards as (select o.*, auth.practice_is_open(o.id) as agreed, array(select y.person_id from party y where (y.district_id, y.document_id) = (o.district_id, o.id) and y.part = 'author'
        and not exists (select from consent c where (c.district_id, c.document_id, c.person_id) = (y.district_id, y.document_id, y.person_id) and c.withdrawn_at is null)) as silent,
      array(select a.person_id from appointment a where a.district_id = o.district_id and a.role = 'centre_head' and a.during @> me.today) as heads
    from me join document o on o.district_id = me.district and o.kind = 'practice_card' and o.state in ('noticed', 'described', 'published', 'adopted')),
  steps as (
    select 'plan_item' as entity, i.item_id as id, 'create_day' as event, i.title, null as subtitle, i.organisation_id as place,
      auth.add_working_days(lower(i.term), -term.notice - 1) as due, '4.1' as clause, true as ours, 1 as step,
      i.responsible_id = me.id or i.responsible_id is null and (me.methodist or me.head) as mine, me.head as awaits,
      array[i.responsible_id] as owners, null as owner, null::timestamptz as since, null::uuid as day
    from me cross join term join plan_version v on v.district_id = me.district and v.state = 'approved' join plan_item i on (i.district_id, i.version_id) = (v.district_id, v.id)
      join form f on (f.district_id, f.id) = (i.district_id, i.form_id) and f.is_day
    where lower(i.term) <= me.today + 30 and upper(i.term) > me.today
      and not exists (select from day d join plan_version w on (w.district_id, w.id) = (d.district_id, d.plan_version_id) and w.plan_id = v.plan_id
        where d.district_id = i.district_id and d.plan_item_id = i.item_id and d.state <> 'cancelled')
    union all
    select d.entity, case d.entity when 'order' then d.paper_id else d.id end, d.event, d.theme, case d.entity when 'order' then d.paper_title end, d.organisation_id,
      case when d.event in ('plan', 'draft_order', 'sign', 'register', 'order') then auth.add_working_days(d.held_on, -term.notice - 1)
        when d.event = 'announce' then auth.add_working_days(d.held_on, -term.notice)
        when d.event = 'programme' then auth.add_working_days(d.held_on, -1) else d.held_on end,
      d.clause, d.event not in ('start', 'hold'), d.step,
      case d.event when 'sign' then me.signs when 'register' then me.registers else d.lead_id = me.id or d.lead_id is null and (me.methodist or me.head) end,
      me.head or d.lead_id = me.id, case when d.event not in ('sign', 'register') then array[d.lead_id] end,
      case d.event when 'sign' then post.signs when 'register' then post.registers end,
      case d.entity when 'order' then d.paper_since else d.state_since end, d.id
    from me cross join term cross join post cross join day_steps d
    union all
    select 'slot', s.id, 'visit', s.title, to_char(lower(s.during) at time zone z.timezone, 'FMHH24:MI'), s.organisation_id, (lower(s.during) at time zone z.timezone)::date,
      '4.5', false, 6, b.person_id = me.id, me.head, array[b.person_id], null, d.state_since, s.day_id
    from me join day d on d.district_id = me.district and d.state in ('announced', 'running', 'held') and d.held_on <= auth.add_working_days(me.today, 1)
      join slot s on (s.district_id, s.day_id) = (d.district_id, d.id) and not s.cancelled join district z on z.district_id = s.district_id
      join booking b on (b.district_id, b.slot_id) = (s.district_id, s.id) and b.involvement = 'visits' and b.state = 'booked'
    where not exists (select from visit v where (v.district_id, v.slot_id) = (s.district_id, s.id))
      and exists (select from booking k where (k.district_id, k.slot_id) = (s.district_id, s.id) and k.involvement = 'shows' and k.state = 'booked')
    union all
    select 'visit', v.id, x.event, v.teacher, v.lesson, v.organisation_id, x.due, '4.5', x.event <> 'close', x.step, x.mine,
      me.head or me.methodist and me.id = any(v.visitors), x.owners, null, v.state_since, v.day_id
    from me cross join term cross join visits v cross join lateral (values
      (case when v.state in ('planned', 'held') then case when v.own = 'draft' then 'submit' when v.state = 'planned' then 'hold' else 'assess' end end,
        auth.add_working_days(v.held_on, term.sheet), 6, me.id = any(v.visitors) and v.own is distinct from 'submitted' or v.own = 'draft', v.visitors),
      (case v.state when 'assessed' then 'acknowledge' end, auth.add_working_days((v.state_since at time zone (select auth.zone()))::date, term.reply), 7, v.teacher_id = me.id, array[v.teacher_id]),
      (case when v.state in ('acknowledged', 'objected') then 'close' end, null, 7, me.id = any(v.visitors) or v.own is not null, v.visitors)) x (event, due, step, mine, owners)
    where x.event is not null
    union all
    select 'queue', null, 'sitting', (select title from waiting order by due, id limit 1), case when count(*) > 1 then '+' || count(*) - 1 end, null, min(q.due), '4.5', min(q.due) is not null, 9, me.notes, me.head or me.chairs, null, post.notes,
      min(q.state_since), null from me cross join post cross join waiting q group by me.notes, me.head, me.chairs, post.notes having count(*) > 0
    union all
    select 'day', d.id, 'close', d.theme, null, d.organisation_id, null, '4.6', false, 10, me.head, d.lead_id = me.id, null, post.heads, d.state_since, d.id
    from me cross join post join day d on d.district_id = me.district and d.kind = 'day' and d.state = 'approved'
    where not exists (select from remark m where (m.district_id, m.day_id) = (d.district_id, d.id) and m.state <> 'closed')
    union all
    select 'day', d.id, 'close', d.theme, null, d.organisation_id, null, '1.3', false, 10, d.lead_id = me.id or d.lead_id is null and (me.methodist or me.head), me.head, array[d.lead_id], null, d.state_since, d.id
    from me join day d on d.district_id = me.district and d.kind = 'event' and d.state = 'held'
    union all
    select c.entity, c.thing, c.event, c.title, case c.entity when 'sitting' then to_char(c.held_on, 'DD.MM.YYYY') end, null, c.due, '4.5', c.event not in ('open', 'close', 'prepare', 'vote'), case when c.who in ('notes', 'chairs', 'sits') then 9 else 10 end,
      case c.who when 'sits' then me.sits when 'notes' then me.notes when 'chairs' then me.chairs or me.notes when 'signs' then me.signs else me.registers or c.event = 'draft_approval' and me.head end,
      (me.head or me.chairs) and c.who <> 'sits', null, case c.who when 'notes' then post.notes when 'chairs' then post.chairs when 'signs' then post.signs else post.registers end, c.since, null
    from me cross join post cross join council c
    union all
    select x.entity, x.thing, x.event, case x.entity when 'order' then v.paper_title else v.title end, null, null, null::date, '4.6b', false, null,
      case x.who when 'heads' then me.head when 'signs' then me.signs when 'drafts' then me.registers or me.head when 'approves' then me.registers or me.signs else me.registers end,
      me.head, null, case x.who when 'heads' then post.heads when 'signs' then post.signs else post.registers end, x.since, null
    from me cross join post cross join versions v cross join lateral (values
      ('plan', v.id, 'submit', v.state = 'draft', 'heads', v.state_since),
      ('plan', v.id, 'draft_order', v.state = 'at_council' and v.paper is null and (v.first or v.decision = 'accepted' and not v.heard), 'drafts', v.state_since),
      ('order', v.order_id, 'sign', v.state = 'at_council' and v.paper = 'draft', 'signs', v.paper_since),
      ('order', v.order_id, 'register', v.state = 'at_council' and v.paper = 'signed', 'registers', v.paper_since),
      ('plan', v.id, 'approve', v.paper = 'registered' and v.state = 'at_council' and (v.first or v.decision = 'accepted' and not v.heard), 'approves', v.paper_since)) x (entity, thing, event, due_now, who, since)
    where x.due_now
    union all
    select 'remark', m.id, case m.state when 'open' then 'answer' else 'close' end, m.body, coalesce(d.theme, k.title), coalesce(d.organisation_id, k.organisation_id), m.due_on, '1.5', true, 9,
      case m.state when 'answered' then me.chairs else d.lead_id = me.id or k.created_by = me.id or d.lead_id is null and k.id is null and me.head end, me.head or me.chairs,
      case m.state when 'open' then array[coalesce(d.lead_id, k.created_by)] end, case m.state when 'answered' then post.chairs end, m.state_since, d.id
    from me cross join post join remark m on m.district_id = me.district and m.state <> 'closed' left join document k on (k.district_id, k.id) = (m.district_id, m.document_id)
      left join day d on (d.district_id, d.id) = (m.district_id, coalesce(m.day_id, k.day_id))
    union all
    select 'visit', v.id, 'draft_analysis', person_short(t.family_name, t.given_name, t.patronymic), concat_ws(', ', to_char(v.held_on, 'DD.MM.YYYY'), u.name), v.organisation_id, auth.add_working_days(d.held_on, term.spravka), '4.5', true, 8,
      me.id = any(w.visitors), me.head, w.visitors, null, v.state_since, d.id
    from me cross join term join day d on d.district_id = me.district and d.kind = 'day' and d.state in ('running', 'held') join slot s on (s.district_id, s.day_id) = (d.district_id, d.id)
      join visit v on (v.district_id, v.slot_id) = (s.district_id, s.id) and v.state in ('assessed', 'acknowledged', 'objected') join person t on (t.district_id, t.id) = (v.district_id, v.teacher_id)
      left join subject u on (u.district_id, u.id) = (v.district_id, v.subject_id)
      cross join lateral (select array(select h.author_id from sheet h where (h.district_id, h.visit_id) = (v.district_id, v.id) and h.part = 'visitor' and h.state = 'submitted') as visitors) w
    where not exists (select from document o where (o.district_id, o.visit_id) = (v.district_id, v.id) and o.kind = 'lesson_analysis')
    union all
    select 'day', d.id, 'draft_spravka', d.theme, null, d.organisation_id, auth.add_working_days(d.held_on, term.spravka), '4.5', true, 8,
      d.lead_id = me.id or d.lead_id is null and (me.methodist or me.head), me.head, array[d.lead_id], null, d.state_since, d.id
    from me cross join term join day d on d.district_id = me.district and d.kind = 'day' and d.state = 'held'
    where not exists (select from document o where (o.district_id, o.day_id) = (d.district_id, d.id) and o.kind = 'spravka')
    union all
    select 'material', o.id, x.event, o.title, nullif(left(x.subtitle, 200), ''), o.organisation_id, x.due, '4.5', x.due is not null, x.step, x.mine, me.head or me.id = any(o.authors), x.owners, null, o.state_since, o.day_id
    from me cross join papers o cross join lateral (values
      (case o.state when 'draft' then 'sign' when 'returned' then 'take_up' else case when o.waits then 'acknowledge' else 'queue' end end,
        case o.state when 'returned' then o.remarks_due when 'draft' then o.due_on else case when o.waits then o.due_on end end, case when o.state in ('draft', 'signed') then 8 else 9 end,
        case o.state when 'returned' then o.remarks else '' end, case when o.waits then o.person_id = me.id else me.id = any(o.authors) end,
        case when o.waits then array[o.person_id] else o.authors end)) x (event, due, step, subtitle, mine, owners)
    union all
    select 'material', o.id, 'acknowledge', o.title, null, o.organisation_id, auth.add_working_days((o.state_since at time zone (select auth.zone()))::date, term.reply), '4.5', true, 8, true, false, null, null, o.state_since, o.day_id
    from me cross join term cross join papers o where o.kind <> 'lesson_analysis' and o.state = 'signed' and not coalesce(me.id = any(o.authors), false) and auth.may_answer(o.id)
    union all
    select 'practice', a.document_id, 'verify', o.title, person_short(p.family_name, p.given_name, p.patronymic), a.organisation_id, null, '3.4', false, null, a.person_id <> me.id and (me.methodist or me.head), me.head, null, null, a.state_since, null
    from me join adoption a on a.district_id = me.district and a.state = 'claimed' join document o on (o.district_id, o.id) = (a.district_id, a.document_id) join person p on (p.district_id, p.id) = (a.district_id, a.person_id)
    union all
    select 'practice', o.id, x.event, o.title, null, o.organisation_id, null, '4.6c', false, null, x.mine, me.head or o.created_by = me.id, x.owners, null, o.state_since, null
    from me cross join cards o cross join lateral (values
      (case when o.state = 'noticed' then 'describe' when o.state <> 'described' then case when not o.agreed then 'archive' end when o.agreed then 'submit' else 'consent' end,
        case when o.state = 'noticed' then o.person_id = me.id when o.state = 'described' and not o.agreed then me.id = any(o.silent) else me.head end,
        case when o.state = 'noticed' then array[o.person_id] when o.state = 'described' and not o.agreed then o.silent else o.heads end)) x (event, mine, owners)
    where x.event is not null
    union all
    select 'correction', k.id, x.event, k.body, concat_ws(', ', person_short(p.family_name, p.given_name, p.patronymic), nullif(c.name, '')), k.organisation_id, x.due, '4.6a', k.state = 'proposed', null,
      x.mine, me.head or k.created_by = me.id, x.owners, null, k.state_since, null
    from me cross join term join correction k on k.district_id = me.district and k.state in ('proposed', 'agreed', 'in_work', 'checked')
      join person p on (p.district_id, p.id) = (k.district_id, k.person_id) join competence c on (c.district_id, c.id) = (k.district_id, k.competence_id)
      join edition e on (e.district_id, e.id) = (c.district_id, c.edition_id)
      cross join lateral (select exists (select from score s join sheet h on (h.district_id, h.id) = (s.district_id, s.sheet_id) and h.state = 'submitted'
          join competence b on (b.district_id, b.id) = (s.district_id, s.competence_id) and (c.code = '' or b.code = c.code)
          join edition f on (f.district_id, f.id) = (b.district_id, b.edition_id) and (f.kind, f.code) = (e.kind, e.code)
        where s.district_id = k.district_id and s.teacher_id = k.person_id and s.part = 'visitor' and s.held_on > k.started_on) as seen) v
      cross join lateral (values
        (case when k.state = 'proposed' then 'agree' when k.state = 'agreed' then 'start' end, case k.state when 'proposed' then auth.add_working_days((k.state_since at time zone (select auth.zone()))::date, term.reply) else k.due_on end,
          k.person_id = me.id, array[k.person_id]),
        (case when k.state = 'checked' then 'close' when k.state = 'in_work' then case when v.seen then 'check' when k.due_on <= me.today + 14 then 'measure' end end, k.due_on,
          k.person_id <> me.id and (k.created_by = me.id or k.created_by is null and (me.methodist or me.head)), array[k.created_by])) x (event, due, mine, owners)
    where x.event is not null
    union all
    select 'proposal', null, 'decide', n.title, (array_agg(g.name || coalesce(': ' || nullif(c.name, ''), '') order by r.rank))[1] || case when count(*) > 1 then ' +' || count(*) - 1 else '' end, null, null, '4.6b', false, null,
      me.head, false, null, null, min(r.state_since), null
    from me join plan n on n.district_id = me.district and n.school_year = school_year(me.today) + 1 join proposal r on (r.district_id, r.plan_id) = (n.district_id, n.id) and r.state = 'proposed'
      join organisation g on (g.district_id, g.id) = (r.district_id, r.organisation_id) left join competence c on (c.district_id, c.id) = (r.district_id, r.competence_id)
    where r.run_id = (select y.run_id from proposal y where (y.district_id, y.plan_id) = (n.district_id, n.id) order by y.created_at desc, y.run_id limit 1)
      and not exists (select from plan_version v where (v.district_id, v.plan_id, v.state) = (n.district_id, n.id, 'at_council'))
    group by me.head, n.title having count(*) > 0)
select json_build_object('items', coalesce(json_agg(json_build_object('entity', t.entity, 'id', t.id, 'event', t.event, 'title', t.title, 'subtitle', nullif(t.subtitle, ''),
  'school', named(g.id, g.name), 'due_on', t.due, 'late_days', greatest(me.today - t.due, 0), 'clause', t.clause, 'default_term', t.ours, 'step', t.step, 'steps', case when t.step is not null then 10 end,
  'mine', t.own, 'owner', coalesce(t.owner, (select string_agg(person_short(p.family_name, p.given_name, p.patronymic), ', ' order by p.family_name) from person p
    where p.district_id = me.district and p.id = any(t.owners))), 'since', (t.since at time zone (select auth.zone()))::date, 'day', t.day) order by t.own desc, t.due, t.title, t.id), '[]'), 'next', null)
from me cross join (select s.*, coalesce(s.mine, false) as own from steps s, me where coalesce(s.mine, false) or s.awaits order by coalesce(s.mine, false) desc, s.due, s.id limit 200) t
  left join organisation g on g.district_id = me.district and g.id = t.place;
