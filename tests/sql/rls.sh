#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Two districts in one database: nothing of the other is seen, made, changed or deleted by raw SQL,
# in any table; without a session nothing is seen at all. And inside a district: who sees whose
# visits, sheets and papers. The wall is then pulled down, to see that it was the wall that held.
# shellcheck source=tests/sql/tap.bash
. "$(dirname "$0")/tap.bash"
clone fixture

# ---- inside a district: by hand ----------------------------------------------------------------
in_clone <<'SQL' || exit 1
set session_replication_role = replica;
insert into visit (district_id, organisation_id, teacher_id, rubric_id, held_on, topic, state)
select d1(), org(o), who(t), rub(), current_date, topic, state from (values ('school_1', 'teacher', 'own', 'assessed'),
  ('school_1', 'teacher', 'running', 'held'), ('school_1', 'teacher_2', 'colleague', 'assessed'),
  ('school_2', 'teacher_elsewhere', 'elsewhere', 'closed')) v(o, t, topic, state);
insert into sheet (district_id, visit_id, rubric_id, author_id, part, state, strengths, version)
select d1(), v.id, rub(), who(a), part, s.state, s.words, case s.words when 'elsewhere' then 2 else 1 end from (values ('own', 'methodist', 'visitor', 'submitted', 'own'),
  ('own', 'teacher', 'self', 'draft', 'self'), ('running', 'methodist', 'visitor', 'submitted', 'early'),
  ('running', 'methodist_2', 'visitor', 'draft', 'draft'), ('colleague', 'methodist_2', 'visitor', 'submitted', 'colleague'),
  ('elsewhere', 'methodist', 'visitor', 'superseded', 'old'), ('elsewhere', 'methodist', 'visitor', 'submitted', 'elsewhere')) s(topic, a, part, state, words)
  join visit v using (topic);
insert into mark (district_id, sheet_id, item_id, points, evidence) select d1(), s.id, i.id, 1, strengths from sheet s,
  lateral (select id from rubric_item where edition_id = rub() limit 1) i;
insert into note (district_id, sheet_id, body) select d1(), id, strengths from sheet;
insert into score (district_id, sheet_id, competence_id, part, teacher_id, organisation_id, rater_id, held_on, points, max_points)
select d1(), s.id, gen_random_uuid(), strengths, v.teacher_id, v.organisation_id, author_id, held_on, 1, 2 from sheet s join visit v on v.id = visit_id where s.state = 'submitted';
insert into day (district_id, organisation_id, theme, held_on, state) values (d1(), org('school_1'), 'attended', current_date, 'held');
insert into slot (district_id, day_id, organisation_id, form_id, direction, title, during) select d1(), (select id from day where theme = 'attended'), org(o), (select id from form limit 1),
  'expert', o, tstzrange(now(), now() + interval '1 hour') from unnest('{school_1,school_2}'::text[]) o;
insert into attendance (district_id, slot_id, person_id, present) select d1(), s.id, who(w), true from (values ('school_1', 'teacher'), ('school_1', 'teacher_2'), ('school_2', 'teacher_elsewhere')) x(o, w)
  join slot s on s.title = x.o;
insert into document (district_id, kind, state, organisation_id, person_id, title, created_by) values
  (d1(), 'order_hold', 'draft', org('school_1'), null, 'draft', who('methodist')),
  (d1(), 'order_hold', 'signed', org('school_1'), null, 'order', who('methodist')),
  (d1(), 'order_other', 'signed', org('school_1'), who('teacher'), 'personal', who('methodist'));
insert into task (district_id, document_id, position, organisation_id, body) select d1(), id, 1, organisation_id, title from document where title ~ '^[a-z]';
insert into document (district_id, kind, state, organisation_id, person_id, title, created_by) values
  (d1(), 'lesson_analysis', 'draft', org('school_1'), who('teacher'), 'M-draft', who('methodist')), (d1(), 'lesson_analysis', 'signed', org('school_1'), who('teacher'), 'M-signed', who('methodist')),
  (d1(), 'lesson_analysis', 'returned', org('school_1'), who('teacher'), 'M-returned', who('methodist')), (d1(), 'spravka', 'signed', org('school_1'), null, 'M-spravka', who('methodist')),
  (d1(), 'recommendations', 'signed', org('centre'), null, 'M-wide', who('methodist')), (d1(), 'practice_card', 'noticed', org('school_1'), who('teacher'), 'P-noticed', who('methodist')),
  (d1(), 'practice_card', 'published', org('school_1'), who('teacher'), 'P-open', who('methodist')), (d1(), 'practice_card', 'published', org('school_1'), who('teacher'), 'P-withdrawn', who('methodist'));
insert into party (district_id, document_id, person_id, part) select d1(), id, who(a), 'author' from document, unnest('{teacher,teacher_2}'::text[]) a where title like 'P-%';
insert into consent (district_id, document_id, person_id, purpose, withdrawn_at) select d1(), d.id, y.person_id, 'publish_practice', case when title = 'P-withdrawn' and y.person_id = who('teacher_2') then now() end
from document d join party y on y.document_id = d.id where title in ('P-open', 'P-withdrawn');
insert into need (district_id, organisation_id, person_id, competence_id, source, body) values
  (d1(), org('school_1'), who('teacher'), gen_random_uuid(), 'request', 'mine'), (d1(), org('school_2'), null, gen_random_uuid(), 'request', 'elsewhere');
insert into unavailability (district_id, person_id, weekday, reason) values (d1(), who('teacher'), 3, 'one'), (d1(), who('teacher_elsewhere'), 3, 'two');
insert into receipt (district_id, visit_id, person_id, kind, body) select d1(), id, teacher_id, 'read', topic from visit where state <> 'held';
insert into job (district_id, queue, kind, key) values (d1(), 'compute', 'k', 'job');
insert into audit (district_id, entity, event, change) values (d1(), 'audited', 'read', '{}');

create function seen(sees text) returns text language plpgsql as $$
declare got text;
begin
  execute format('select string_agg(w, '' '' order by w collate "C") from (select distinct %s as w from %s) x', split_part(sees, ' of ', 1), split_part(sees, ' of ', 2)) into got;
  return coalesce(got, '');
end $$;
SQL

# sees PERSON 'COLUMN of TABLE' WORDS
sees() {
	got=$(in_clone -c "set role metodden_app" -c "begin" -c "select be('$1')" -c "select seen('$2')" | tail -1)
	expect "$1 sees ${2#* of } ${3:-: none}" "$3" "$got"
}
many() { for p in $1; do sees "$p" "$2" "$3"; done; }

many 'methodist centre_head department_head council_member system' 'topic of visit' 'colleague elsewhere own running'
sees teacher 'topic of visit' 'own running'
sees teacher_2 'topic of visit' 'colleague'
sees school_head 'topic of visit' 'colleague own running'
sees school_head_2 'topic of visit' 'elsewhere'
many 'admin clerk' 'topic of visit' ''

sees methodist 'strengths of sheet' 'colleague early elsewhere old own'
sees methodist_2 'strengths of sheet' 'colleague draft elsewhere old own'
sees teacher 'strengths of sheet' 'own self'
sees teacher_2 'strengths of sheet' 'colleague'
sees school_head 'strengths of sheet' 'colleague own'
sees school_head_2 'strengths of sheet' 'elsewhere old'
sees centre_head 'strengths of sheet' 'colleague elsewhere old own'
many 'admin clerk' 'strengths of sheet' ''
sees teacher 'evidence of mark' 'own self'
sees school_head_2 'evidence of mark' 'elsewhere old'
sees admin 'evidence of mark' ''
sees teacher 'body of note' 'self'
sees methodist_2 'body of note' 'colleague draft'
many 'school_head centre_head admin' 'body of note' ''
sees teacher_2 'part of score' 'colleague'
sees school_head_2 'part of score' 'elsewhere'
sees admin 'part of score' ''
sees school_head 'body of receipt' 'colleague own'
sees admin 'body of receipt' ''

papers="title of (select title from document where title ~ ''^[a-z]'') d"
many 'methodist methodist_2 centre_head department_head' "$papers" 'draft order personal'
sees clerk "$papers" 'draft order'
many 'school_head teacher' "$papers" 'order personal'
many 'teacher_2 school_head_2' "$papers" 'order'
sees admin "$papers" ''
materials="title of (select title from document where title like ''M-%'') d" cards="title of (select title from document where title like ''P-%'') d"
many 'methodist methodist_2 centre_head council_secretary department_head' "$materials" 'M-draft M-returned M-signed M-spravka M-wide'
many 'council_member school_head' "$materials" 'M-signed M-spravka M-wide'
sees teacher "$materials" 'M-signed M-wide'
many 'teacher_2 teacher_elsewhere school_head_2 clerk' "$materials" 'M-wide'
sees admin "$materials" ''
many 'methodist centre_head council_secretary teacher teacher_2' "$cards" 'P-noticed P-open P-withdrawn'
sees council_member "$cards" 'P-open P-withdrawn'
many 'school_head_2 teacher_elsewhere clerk' "$cards" 'P-open'
sees admin "$cards" ''
many 'methodist council_member' '(withdrawn_at is null)::text of consent' 'false true'
sees teacher '(withdrawn_at is null)::text of consent' 'true'
sees teacher_elsewhere '(withdrawn_at is null)::text of consent' ''
sees teacher_2 'body of task' 'order'
sees admin 'body of task' ''
sees teacher 'body of need' 'mine'
sees school_head_2 'body of need' 'elsewhere'
many 'teacher_2 admin' 'body of need' ''
sees teacher 'reason of unavailability' 'one'
sees school_head_2 'reason of unavailability' 'two'
sees methodist 'reason of unavailability' 'one two'
many 'teacher_2 clerk' 'reason of unavailability' ''
came="idnumber of (select p.idnumber from attendance a join person p on p.id = a.person_id) x"
many 'methodist centre_head council_member department_head' "$came" 'teacher teacher_2 teacher_elsewhere'
sees school_head "$came" 'teacher teacher_2'
sees teacher "$came" 'teacher'
many 'clerk admin' "$came" ''
sees admin 'entity of audit' 'audited'
many 'centre_head methodist teacher' 'entity of audit' ''
many 'teacher methodist' 'key of job' ''
for p in methodist admin; do
	expect "$p sees one session, his own" "1 t" "$(in_clone -c "set role metodden_app" -c "begin" -c "select be('teacher'), be('$p')" \
		-c "select count(*) || ' ' || bool_and(person_id = auth.person())::text from session" | tail -1 | sed 's/true/t/')"
done
in_clone -c "update appointment set during = daterange(lower(during), current_date - 1) where person_id = who('school_head')" || exit 1
sees school_head 'topic of visit' ''
in_clone -c "update appointment set during = daterange(current_date + 2, null) where person_id = who('methodist')" || exit 1
sees methodist 'topic of visit' ''
in_clone -c "update appointment set during = '[2020-01-01,)'" || exit 1

# ---- between districts: from the catalogue -------------------------------------------------------
# One person of the first district has every role there, so no role is what keeps him out.
in_clone -f tests/sql/every_table.sql || exit 1
in_clone >/dev/null <<'SQL' || exit 1
insert into appointment (district_id, person_id, organisation_id, role)
select d1(), who('methodist_2'), org('centre'), r from unnest('{centre_head,council_member,council_secretary,council_chair,department_head,clerk,school_head,teacher,admin,system}'::text[]) r;
select make_rows(d1(), 'd2000000-0000-4000-8000-000000000000');
SQL
tables=$(in_clone -c 'select count(*) from owned')

# as_app TOKEN-SQL QUERY: in the context that the first statement sets.
as_app() { in_clone -c "set role metodden_app" -c begin -c "select 'context', $1" -c "$2" 2>&1 | grep -v '^context'; }
insider="be('methodist_2')"

expect "every one of $tables tables has rows of both districts" "$tables" "$(in_clone -c "select count(*) from tried where deed = 'own' and attempt(statement)::integer > 0
	and (select attempt(l.statement)::integer > 0 from tried l where l.tab = tried.tab and l.deed = 'look')")"
for deed in look insert update move delete; do
	report "with every role, no $deed reaches the other district ($tables tables)" "$(as_app "$insider" \
		"select tab, r from (select tab, attempt(statement) r from tried where deed = '$deed') x where r ~ '^[1-9][0-9]*$'")"
done
in_clone -c 'select open_doors()' >/dev/null || exit 1
report 'with every door open, one sees the rows of the own district' "$(as_app "$insider" \
	"select tab, r from (select tab, attempt(statement) r from tried where deed = 'own') x where r !~ '^[1-9][0-9]*$'")"
for deed in look update delete; do
	report "with every door open, the wall alone leaves no row to $deed" "$(as_app "$insider" \
		"select tab, r from (select tab, attempt(statement) r from tried where deed = '$deed') x where r <> '0'")"
done
for deed in insert move; do
	report "with every door open, the wall alone refuses to $deed" "$(as_app "$insider" \
		"select tab, r from (select tab, attempt(statement) r from tried where deed = '$deed') x where r <> 'SQLSTATE 42501'")"
done
nothing="select tab, r from (select tab, attempt(statement) r from tried where deed = 'all') x where r <> '0'"
mine="auth.open_session(d1(), who('methodist_2'), 'demo')"
report 'without a session nothing is visible, with every door open' "$(in_clone -c 'set role metodden_app' -c "$nothing")"
while IFS='|' read -r name context; do
	report "$name shows nothing" "$(in_clone -c "begin" -c "select 'context', set_config('metodden.session', $context, true)" \
		-c 'set local role metodden_app' -c "$nothing" 2>&1 | grep -v '^context')"
done <<-EOT
	an empty session|''
	a word|'session'
	a district without a token|d1() || '.'
	a token nobody was given|d1() || '.' || repeat('0', 64)
	the digest instead of the token|(select d1() || '.' || encode(digest, 'hex') from session limit 1)
	the person's id instead of the token|d1() || '.' || who('methodist_2')
	a token under the other district|'d2000000-0000-4000-8000-000000000000' || substr($mine, 37)
	a token with something behind|$mine || '0'
	quotes and wildcards|d1() || '.%'' or true --'
EOT
for age in "expires_at = now()" "seen_at = now() - interval '61 minutes'"; do
	report "a session with $age shows nothing" "$(in_clone -c begin -c "select 'context', be('methodist_2')" -c "update session set $age" \
		-c 'set local role metodden_app' -c "$nothing" 2>&1 | grep -v '^context')"
done
in_clone -c 'select drop_walls()' >/dev/null || exit 1
# Where the district is the whole key, it is the key that refuses now.
for deed in look insert update move delete; do
	report "without the wall each $deed would pass" "$(as_app "$insider" \
		"select tab, r from (select tab, attempt(statement) r from tried where deed = '$deed') x where r !~ '^[1-9][0-9]*$'
		and not (tab in ('district', 'audit_head', 'portal_service', 'portal_line') and r = tab || '_pkey')")"
done
finish
