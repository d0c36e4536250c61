-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Sittings, papers, votes and remarks of the fixture's district in each state that a guard protects,
-- known by their place and title. Loaded with triggers off, over the fixture.
set session_replication_role = replica;

create function at_place(words text) returns uuid language sql stable as $$ select id from sitting where district_id = d1() and place = words $$;
create function titled(words text) returns uuid language sql stable as $$ select id from document where district_id = d1() and title = words $$;
create function asked(words text) returns uuid language sql stable as $$ select id from agenda_item where district_id = d1() and title = words $$;

insert into sitting (district_id, organisation_id, place, state, held_on, chair_id, secretary_id, number, members, quorum, casting_vote, author_abstains)
select d1(), org('council'), s.place, s.state, current_date + s.days, who('council_chair'), who('council_secretary'),
  case when s.state in ('open', 'closed') then s.n end, case when s.state in ('open', 'closed') then 3 end, case when s.state in ('open', 'closed') then 0.5 end,
  case when s.state in ('open', 'closed') then true end, case when s.state in ('open', 'closed') then true end
from (values ('planned', 'planned', 0, 0), ('bare', 'planned', 0, 0), ('lonely', 'called', 0, 0), ('tomorrow', 'called', 2, 0), ('running', 'open', 0, 1), ('ready', 'open', 0, 2),
  ('past', 'closed', -1, 3), ('written', 'closed', -1, 4)) s(place, state, days, n);
insert into presence (district_id, sitting_id, person_id)
select d1(), at_place(p), who(w) from (values ('lonely', 'council_chair'), ('tomorrow', 'council_chair'), ('tomorrow', 'council_secretary'), ('running', 'council_chair'),
  ('running', 'council_secretary'), ('ready', 'council_chair'), ('ready', 'council_secretary'), ('past', 'council_chair'), ('past', 'council_secretary')) x(p, w);
insert into day (district_id, kind, organisation_id, theme, held_on, state)
select d1(), 'day', org('school_1'), theme, current_date - 20, state from (values ('before', 'at_council'), ('done', 'approved'), ('summed', 'held'), ('over', 'approved')) d(theme, state);
insert into document (district_id, kind, state, organisation_id, title, body, day_id, sitting_id, number, dated)
select d1(), k, s, org(case when k in ('minutes') then 'council' when k = 'order_approve' then 'centre' else 'school_1' end), t, '[{"b": "para"}]',
  case day when '' then null else (select id from day where theme = day) end, case sitting when '' then null else at_place(sitting) end, n, d
from (values ('recommendations', 'queued', 'waits', '', '', null, null::date), ('recommendations', 'draft', 'worded', '', '', null, null), ('recommendations', 'queued', 'elsewhere', '', '', null, null),
  ('recommendations', 'signed', 'not sent', '', '', null, null), ('recommendations', 'queued', 'on the table', '', '', null, null), ('recommendations', 'queued', 'agreed', '', '', null, null),
  ('recommendations', 'considered', 'accepted', '', '', null, null), ('spravka', 'queued', 'of the day', 'before', '', null, null), ('spravka', 'draft', 'summing', 'summed', '', null, null),
  ('minutes', 'signed', 'minutes', '', 'written', '4', current_date - 1), ('order_approve', 'signed', 'order', '', 'written', null, null)) p(k, s, t, day, sitting, n, d);
insert into party (district_id, document_id, person_id, part) select d1(), titled(t), who('council_secretary'), 'author' from (values ('on the table'), ('worded'), ('not sent')) p(t);
insert into document_version (district_id, document_id, version, body, digest) select d1(), id, 1, body, 'x' from document where title = 'order';
insert into agenda_item (district_id, sitting_id, position, title, document_id, decision)
select d1(), at_place(s), n, t, case d when '' then null else titled(d) end, r from (values ('planned', 1, 'other planned', 'elsewhere', null), ('lonely', 1, 'lonely', '', null),
  ('tomorrow', 1, 'tomorrow', '', null), ('running', 1, 'fresh', 'on the table', null), ('running', 2, 'voted', '', null), ('running', 3, 'decided', '', 'accepted'),
  ('ready', 1, 'agreed', 'agreed', 'accepted'), ('past', 1, 'past', '', 'accepted'), ('written', 1, 'written', 'accepted', 'accepted')) a(s, n, t, d, r);
insert into vote (district_id, agenda_item_id, person_id, choice) values (d1(), asked('voted'), who('council_chair'), 'against'), (d1(), asked('decided'), who('council_chair'), 'for'),
  (d1(), asked('agreed'), who('council_chair'), 'for');
insert into remark (district_id, day_id, phase, author_id, body) values (d1(), (select id from day where theme = 'done'), 'holding', who('council_member'), 'open');
insert into slot (district_id, day_id, organisation_id, form_id, direction, title, during)
select d1(), (select id from day where theme = 'over'), org('school_1'), (select id from form where name = 'Мастер-класс'), 'expert', 'over', tstzrange(now() - interval '20 days', now() - interval '19 days');
insert into visit (district_id, organisation_id, teacher_id, slot_id, rubric_id, held_on, topic, state)
select d1(), org('school_1'), who('teacher'), (select id from slot where title = 'over'), (select id from edition where kind = 'rubric' and district_id = d1() limit 1), current_date - 20, 'over', 'acknowledged';
set session_replication_role = origin;
