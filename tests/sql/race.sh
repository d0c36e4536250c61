#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Two sessions at once: the second comes to its statement while the first has done its own and not
# yet committed. It must wait and lose; and when the first takes its work back, it must win. The
# moment is no matter of luck: the test goes on when the server says that the second waits.
# shellcheck source=tests/sql/tap.bash
. "$(dirname "$0")/tap.bash"
clone fixture
in_clone -f tests/sql/states.sql || exit 1
in_clone <<'SQL' || exit 1
-- Like attempt, but what passes stays.
create function deed(statement text) returns text language plpgsql as $$
declare n bigint;  named text;
begin
  execute statement;
  get diagnostics n = row_count;
  return n;
exception
  when sqlstate 'MD001' then return sqlerrm;
  when others then
    get stacked diagnostics named = constraint_name;
    return coalesce(nullif(named, ''), 'SQLSTATE ' || sqlstate);
end $$;
set session_replication_role = replica;
insert into plan_version (district_id, plan_id, version, state)
select district_id, id, 3, 'at_council' from plan where district_id = d1() and school_year = school_year(current_date) + 1;
insert into document (district_id, kind, state, organisation_id, title, number, dated) values (d1(), 'order_plan', 'registered', org('centre'), 'plan order 2', '81', current_date);
update slot set capacity = 1 where title = 'later';
SQL

# waits NAME CONDITION: until the session of that name is so, ten seconds at most.
waits() {
	for _ in $(seq 200); do
		if [ "$(in_clone -c "select count(*) from pg_stat_activity where datname = current_database() and application_name = '$1' and $2")" = 1 ]; then return; fi
		sleep 0.03
	done
	echo "$1 never got there"
}

# race COMMIT|ROLLBACK PERSON STATEMENT PERSON STATEMENT: sets $first and $second.
race() {
	local out pid fd late=
	out=$(mktemp)
	exec {fd}> >(PGAPPNAME=first in_clone >"$out.1" 2>&1)
	printf '%s;\n' begin "select 'context', be('$2')" 'set local role metodden_app' "select deed(\$t\$$3\$t\$)" "select 'done'" >&"$fd"
	late=$(waits first "state = 'idle in transaction' and query like '%done%'")
	PGAPPNAME=second in_clone -c begin -c "select 'context', be('$4')" -c 'set local role metodden_app' -c "select deed(\$t\$$5\$t\$)" -c commit >"$out.2" 2>&1 &
	pid=$!
	late+=$(waits second "wait_event_type = 'Lock'")
	echo "$1;" >&"$fd"
	exec {fd}>&-
	wait $pid
	first=$(grep -vE '^(context|done)' "$out.1")
	second=$(grep -v '^context' "$out.2")${late:+ ($late)}
	rm -f "$out" "$out.1" "$out.2"
}

# one_wins NAME REFUSAL PERSON STATEMENT PERSON STATEMENT: first the first takes it back, then not.
# What the second won meanwhile is undone by $undo.
undo=
one_wins() {
	if [ -n "$undo" ]; then
		race rollback "${@:3}"
		expect "$1: when the first gives way the second wins" '1' "$second"
		in_clone -c 'set session_replication_role = replica' -c "$undo" >/dev/null || exit 1
	fi
	race commit "${@:3}"
	expect "$1: the first wins, the second meets $2" "1 $2" "$first $second"
	undo=
}

book() { echo "insert into booking (district_id, slot_id, $1, during) select d1(), id, $2, during from slot where title = '$3'"; }
both="title in ('first', 'overlapping')"
undo="delete from booking where person_id = who('methodist_2')"
one_wins 'a person in overlapping activities' person_in_two_places methodist "$(book 'person_id, involvement' "who('methodist_2'), 'leads'" first)" \
	centre_head "$(book 'person_id, involvement' "who('methodist_2'), 'visits'" overlapping)"
expect 'the person is in one of them' 1 "$(in_clone -c "select count(*) from booking join slot s on s.id = slot_id where $both and person_id = who('methodist_2')")"
expect 'the next try is told by name' person_in_two_places "$(in_clone -c begin -c "select 'context', be('centre_head')" -c 'set local role metodden_app' \
	-c "$(book 'person_id, involvement' "who('methodist_2'), 'visits'" overlapping)" 2>&1 | sed -n 's/^ERROR:  \([a-z_]*\)$/\1/p')"
undo="delete from booking where room_id = room_of('school_1', 'каб. 3')"
one_wins 'a room in overlapping activities' room_in_two_places methodist "$(book room_id "room_of('school_1', 'каб. 3')" first)" \
	centre_head "$(book room_id "room_of('school_1', 'каб. 3')" overlapping)"
undo="delete from booking where class_id = class_of('school_1', 1)"
one_wins 'a class in overlapping activities' class_in_two_places methodist "$(book class_id "class_of('school_1', 1)" first)" \
	centre_head "$(book class_id "class_of('school_1', 1)" overlapping)"

seat() { book 'person_id, involvement' "who('$1'), 'attends'" later; }
race commit teacher "$(seat teacher)" teacher_2 "$(seat teacher_2)"
expect 'of two for the last seat one sits and one waits' 'teacher booked, teacher_2 waiting' "$(in_clone -c "
	select string_agg(idnumber || ' ' || state, ', ' order by idnumber) from booking join person p on p.id = person_id where involvement = 'attends'")"

number="update document set state = 'registered', number = '77', dated = current_date where title ="
undo="update document set state = 'signed', number = null, dated = null where number = '77'"
one_wins 'one registry number' registry_number_taken clerk "$number 'signed'" clerk "$number 'other signed'"
expect 'it is in the registry once' 1 "$(in_clone -c "select count(*) from document where number = '77'")"

approve() { echo "update plan_version v set state = 'approved', order_id = of_title('document', '$2') from plan p
	where p.id = plan_id and school_year = school_year(current_date) + 1 and version = $1"; }
undo="update plan_version v set state = 'at_council' from plan p where p.id = plan_id and school_year = school_year(current_date) + 1 and version in (2, 3)"
one_wins 'two approvals of one plan' plan_one_approved department_head "$(approve 2 'plan order')" department_head "$(approve 3 'plan order 2')"
expect 'one version is approved' 1 "$(in_clone -c "select count(*) from plan_version v join plan p on p.id = plan_id
	where v.state = 'approved' and p.district_id = d1() and school_year = school_year(current_date) + 1")"

item="insert into plan_item (district_id, version_id, form_id, title, term) select d1(), version_of('draft'), id, 'late', daterange(current_date, current_date + 9)
	from form where district_id = d1() and is_day"
undo="delete from plan_item where title = 'late'"
one_wins 'an item beside the submission of its version' frozen centre_head "update plan_version set state = 'at_council' where id = version_of('draft')" methodist "$item"
slot="insert into slot (district_id, day_id, organisation_id, form_id, direction, title, during) select district_id, day_id, organisation_id, form_id, direction, 'late', during
	from slot where title = 'later'"
undo="delete from slot where title = 'late'"
one_wins 'an activity beside the cancelling of its day' frozen centre_head "update day set state = 'cancelled', reason = 'snow' where theme = 'planned'" methodist "$slot"

mark="update mark set points = %s where sheet_id = of_title('sheet', 'writing') and item_id = item_of(1, 1)"
submit="update sheet set state = 'submitted' where strengths = 'writing'"
back="update sheet set state = 'draft', points = null, max_points = null where strengths = 'writing'; delete from score where sheet_id = of_title('sheet', 'writing')"
race commit methodist "${mark/\%s/3}" methodist "$submit"
expect 'a mark set just before the submission counts' '1 1 t' "$first $second $(in_clone -c "select points = (select sum(m.points * weight)
	from mark m join rubric_item i on i.id = item_id where sheet_id = sheet.id) from sheet where strengths = 'writing'")"
in_clone -c 'set session_replication_role = replica' -c "$back" >/dev/null || exit 1
undo='select 1'
one_wins 'a mark beside the submission' frozen methodist "$submit" methodist "${mark/\%s/0}"
in_clone -c 'set session_replication_role = replica' -c "$back" >/dev/null || exit 1
undo=$back
one_wins 'two submissions of one sheet' frozen methodist "$submit" methodist "$submit"
expect 'its scores are there once' 2 "$(in_clone -c "select count(*) from score where sheet_id = of_title('sheet', 'writing')")"

fix="insert into sheet (district_id, visit_id, rubric_id, author_id, part, version, supersedes_id)
	select district_id, visit_id, rubric_id, author_id, part, 2, id from sheet where strengths = 'given'"
undo='delete from sheet where version = 2'
one_wins 'two corrections of one sheet' sheet_exists methodist "$fix" methodist "$fix"
visit="insert into visit (district_id, organisation_id, teacher_id, slot_id, rubric_id, held_on) select d1(), org('school_1'), who('teacher'), id, rub(), current_date from slot where title = 'first'"
undo='delete from visit where slot_id is not null'
one_wins 'two visits of one lesson' visit_of_slot methodist "$visit" methodist_2 "$visit"
finish
