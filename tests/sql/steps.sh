#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every table with states, every pair of states, every role against steps.txt, which is written by
# hand: the database allows what stands there and refuses all the rest, whoever asks past the program.
# shellcheck source=tests/sql/tap.bash
. "$(dirname "$0")/tap.bash"
clone fixture
in_clone -f tests/sql/every_table.sql -f tests/sql/steps.sql >/dev/null || exit 1
grep -v '^#' tests/sql/steps.txt | sed -E 's/^(\S+) +(\S+) +(\S+) +(\S+) +(.*)$/\1|\2|\3|\4|\5/; s/^([^|]*)\|-\|/\1||/' |
	in_clone -c "copy step from stdin (delimiter '|')" || exit 1

expect 'the table is read whole' "$(grep -cv '^#' tests/sql/steps.txt)" "$(in_clone -c 'select count(*) from step')"
empty 'every table with a step has its machines here' "
	select tgrelid::regclass from pg_trigger where tgname = 'a_step' and not tgisinternal
	except select tab::regclass from machine"
empty 'every machine of the table is asked' 'select machine from step except select name from machine'

drop_checks="do \$\$ declare t record; begin
	for t in select conrelid::regclass as tab, conname from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace loop
		execute format('alter table %s drop constraint %I', t.tab, t.conname);
	end loop; end \$\$"
# ask MACHINE CHANGE: how many questions about one machine (or all), and what was answered otherwise.
ask() {
	in_clone -F ' ' -c begin -c "$drop_checks" -c 'do $$ begin perform leave_steps_alone(); end $$' -c "$2" \
		-c "select asked, wrong from wrong_steps(nullif('$1', ''))" -c rollback
}
wrong() { sed '1s/^[0-9]* *//; /^$/d'; }
got=$(ask '' '')
report "the database allows what the table says and nothing else (${got%% *} questions)" "$(wrong <<<"$got")"

# The test is worth something only if it sees a step that the table doesn't know, or a role too much.
seen() { if [ -n "$(ask order "$1" | wrong)" ]; then echo seen; fi; }
expect 'a step too much is seen' seen "$(seen "insert into transition values ('order', 'draft', 'skip', 'registered', '{}', '4.1')")"
expect 'a role too much is seen' seen "$(seen "update transition set roles = roles || '{clerk}' where machine = 'order' and event = 'sign'")"
finish
