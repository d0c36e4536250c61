#!/usr/bin/env bash
# Every query that a program may run is prepared on the migrated schema, as the role that runs it
# and with its own number of parameters: a broken query fails here and not in front of people. As many
# have to be prepared as the file names, so that none is lost between the two.
set -u
cd "$(dirname "$0")/../.." || exit 1
if [ -z "${METODDEN_TEST_DB:-}" ]; then exec tests/with-postgres "$0" "$@"; fi
n=0 bad=0
# what an import stages its rows in
staged='create temp table staged (part text not null, line integer not null, v text[] not null);
	create temp table portal_person (line integer generated always as identity, gone boolean, idnumber text, family text, given text,
	  patronymic text, email text, school text, post text, cohorts jsonb);
	create temp table roster_word (role text, word text); create temp table portal_was (id uuid, name text, left_on date, email text);
	create temp table roster_was_account (portal_id uuid, subject text, person_id uuid, rostered_on date, closed_on date);
	create temp table portal_was_post (id uuid, post text, during daterange); create temp table portal_was_school (id uuid)'
for f in sql/queries/*.sql; do
	role=metodden_app
	case $f in */login.sql) role=metodden_login ;; */worker.sql | */audit.sql | */outbox.sql) role=metodden_worker ;; */migrate.sql) role=metodden_owner ;; esac
	script=$(awk -v mode=c -f sql/embed.awk "$f" | awk '
		/^\t\[Q_/ { sub(/.*\{ "/, ""); sub(/".*/, ""); name = $0; body = ""; next }
		/^\t\},/ { printf "prepare %s as\n%s\n\\echo prepared %s\n", name, body, name; next }
		/^\t\t"/ { sub(/^\t\t"/, ""); sub(/\\n"$/, ""); gsub(/\\"/, "\""); gsub(/\\\\/, "\\"); body = body $0 "\n" }')
	out=$(psql -qX -d "$METODDEN_TEST_DB" -U $role -v ON_ERROR_STOP=0 -c "$staged" -f - <<<"$script" 2>&1)
	errors=$(grep -A3 'ERROR' <<<"$out")
	n=$((n + 1)) prepared=$(grep -c '^prepared' <<<"$out") named=$(grep -c '^-- name: ' "$f")
	if [ "$prepared" -ne "$named" ]; then errors="$named queries are named, $prepared prepared"$'\n'$errors; fi
	if [ -z "$errors" ]; then echo "ok $n - $f: $prepared queries as $role"; else echo "not ok $n - $f"; echo "$errors" | head -20 | sed 's/^/# /'; bad=1; fi
done
echo "1..$n"
exit $bad
