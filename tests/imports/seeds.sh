#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a new district begins with, loaded by the program itself: every shipped rubric and framework is
# taken, every item has its competence, and the same file once more changes nothing.
# shellcheck source=tests/sql/tap.bash
. "$(dirname "$0")/../sql/tap.bash"
clone empty
export METODDEN_OWNER_DB="dbname=$PGDATABASE" METODDEN_LOGIN_DB="dbname=$PGDATABASE user=metodden_login" \
	METODDEN_DB="dbname=$PGDATABASE user=metodden_app"
report 'a district is made with the seeds' "$("${BUILD:-build}"/metodden district create Раздольный 2>&1 >/dev/null)"

# shipped KIND FOLDER: each file of the folder is an edition in force under the file's name
shipped() {
	expect "every file of $2 is an edition" \
		"$(basename -a "sql/seed/$2"/* | sed 's/\.[^.]*$//' | LC_ALL=C sort | paste -sd' ')" \
		"$(in_clone -c "select string_agg(code, ' ' order by code collate \"C\") from edition where kind = '$1' and state = 'published' and in_force @> current_date")"
}
shipped rubric rubrics
shipped framework frameworks
empty 'every item has a competence' "select e.code, s.position, i.position from rubric_item i join edition e on e.id = i.edition_id
	join rubric_section s on s.id = i.section_id where i.competence_id is null"
empty 'every level of an item is described' "select e.code, i.body from rubric_item i join edition e on e.id = i.edition_id
	where cardinality(i.descriptors) <> cardinality(i.points) or cardinality(i.labels) <> cardinality(i.points)"

before=$(in_clone -c 'select count(*), max(version) from edition')
for file in sql/seed/frameworks/* sql/seed/rubrics/*; do
	kind=$(basename "$(dirname "$file")")
	"${BUILD:-build}"/metodden import "${kind%s}" "$file" >/dev/null 2>&1 || report "$file is taken again" 'it is not'
done
expect 'the same files once more change nothing' "$before" "$(in_clone -c 'select count(*), max(version) from edition')"
finish
