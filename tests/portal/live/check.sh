#!/usr/bin/env bash
# The plugin on a live portal, in a browser: make check-portal MOODLE_URL=... MOODLE_ROOT=...
#
# For a portal that is there for tests: the plugin is removed with its data and installed anew, people
# and a course are made and deleted again. Its web server passes /metodden/ on to 127.0.0.1:SERVICE_PORT
# (8097), with no cookie but our own. The service is a demonstration district that is put up here.
#   MOODLE_ROOT   the folder of config.php; from Moodle 5.1 on its pages stand in public/ below it
#   MOODLE_USER   who runs the portal's PHP, when that isn't the owner of config.php
#   PHPCS         path of phpcs with the `moodle` standard; local/moodlecheck is used where it is installed
#   PHPUNIT       path of phpunit, when the portal's test environment is initialised
#   SERVICE_STATE folder of a demonstration that runs already on SERVICE_PORT, to save its start
# Each *.test.mjs beside this file is one way between portal and service; TESTS names those to run.
set -u
cd "$(dirname "$0")/../../.." || exit 1
top=$PWD
: "${MOODLE_URL:?}" "${MOODLE_ROOT:?}"
export MOODLE_URL=${MOODLE_URL%/} MOODLE_ROOT PORT=${SERVICE_PORT:-8097} HOST=127.0.0.1 TLS=''
export BASE_URL=$MOODLE_URL SERVICE_URL=http://$HOST:$PORT
pages=$MOODLE_ROOT
[ ! -d "$pages/public/local" ] || pages=$pages/public
plugin=$pages/local/metodden
owner=${MOODLE_USER:-$(stat -c %U "$MOODLE_ROOT/config.php")}
work=$(mktemp -d)
chmod 755 "$work"
n=0 bad=0
check() { # what, then a command
	what=$1
	shift
	n=$((n + 1))
	if out=$("$@" 2>&1); then echo "ok $n - $what"; else echo "not ok $n - $what"; tail -30 <<<"$out" | sed 's/^/# /'; bad=1; fi
}
portal_php() { # as the portal's own user, in the folder of its pages
	if [ "$(id -un)" = "$owner" ]; then (cd "$pages" && php -d max_input_vars=5000 "$@"); else
		(cd "$pages" && runuser -u "$owner" -- php -d max_input_vars=5000 "$@"); fi
}
people() { portal_php "$work/people.php" "$MOODLE_ROOT" "$1" <"$work/people.json"; }

finish() {
	rc=$?
	trap - EXIT
	[ ! -e "$work/made" ] || people remove >/dev/null 2>&1 || rc=1
	[ -n "${SERVICE_STATE:-}" ] || deploy/demo/demo.sh reset >/dev/null || rc=1
	rm -rf "$work"
	exit "$rc"
}
export STATE=${SERVICE_STATE:-$(mktemp -d /var/tmp/mdtest.XXXXXX)}
trap finish EXIT
trap 'exit 130' INT TERM

# ---- the plugin itself ----
zip=$(ls "$top/${BUILD:-build}"/local_metodden-*.zip)
uninstalled() {
	[ ! -d "$plugin" ] || portal_php admin/cli/uninstall_plugins.php --plugins=local_metodden --run
	rm -rf "$plugin"
}
installed() {
	unzip -q -DD "$zip" -d "$pages/local" && portal_php admin/cli/upgrade.php --non-interactive &&
		portal_php admin/cli/purge_caches.php && portal_php admin/cli/check_database_schema.php
}
moodlecheck() { ! portal_php local/moodlecheck/cli/moodlecheck.php -p=local/metodden -f=text | grep -v '^local/metodden/[a-z_/]*\.php$' | grep .; }
suite() { portal_php "$PHPUNIT" -c "$MOODLE_ROOT/phpunit.xml" --fail-on-warning --testsuite local_metodden_testsuite; }
nothing_left() { [ -z "$(people left | tee /dev/stderr)" ]; }
cp tests/portal/live/people.php "$work"
echo '[]' >"$work/people.json"
check "an earlier plugin goes" uninstalled
check "the zip installs, and the database is as it says" installed
skip() { # what, why
	n=$((n + 1))
	echo "ok $n - $1 # SKIP $2"
}
if [ -n "${PHPCS:-}" ]; then check "phpcs finds nothing" "$PHPCS" --standard=moodle "$plugin"; else skip "phpcs finds nothing" "PHPCS names none"; fi
if [ -d "$pages/local/moodlecheck" ]; then check "moodlecheck finds nothing" moodlecheck; else skip "moodlecheck finds nothing" "local/moodlecheck is not installed"; fi
if [ -n "${PHPUNIT:-}" ]; then check "the plugin's PHPUnit tests pass" suite; else skip "the plugin's PHPUnit tests pass" "PHPUNIT names none"; fi

# ---- the service, and people whom both sides know ----
if [ -z "${SERVICE_STATE:-}" ]; then check "the service starts" deploy/demo/demo.sh up; fi
# shellcheck source=deploy/demo/servers.sh
. "$top/deploy/demo/servers.sh"
. "$top/deploy/unprivileged.sh"
# Of each role whoever has most to do with the portal: a teacher whose lesson awaits its sheet, a methodist whose day lies ahead,
# the head of the school that receives it.
ahead="d.state in ('ordered', 'announced') and d.held_on > current_date"
lesson="from booking b join slot s on (s.district_id, s.id) = (b.district_id, b.slot_id) join day d on (d.district_id, d.id) = (s.district_id, s.day_id)
	where b.involvement = 'shows' and b.state = 'booked' and d.state = 'held' and not exists (select from visit v where (v.district_id, v.slot_id) = (s.district_id, s.id))"
sql "select json_agg(p order by p.name <> 'md_teacher') from ((select distinct on (a.role) case a.role when 'school_head' then 'md_head' else 'md_' || a.role end as name,
	p.id, p.idnumber, p.family_name as lastname, p.given_name as firstname, p.patronymic as middlename, coalesce(a.post, a.role) as post,
	'Live.' || substr(md5(random()::text), 1, 12) || 'A' as password, case a.role when 'admin' then 'admin' when 'school_head' then 'later' else 'editingteacher' end as role
	from appointment a join person p on (p.district_id, p.id) = (a.district_id, a.person_id)
	where a.role in ('teacher', 'methodist', 'admin', 'school_head') and a.during @> current_date and p.left_on is null
	order by a.role, exists (select $lesson and b.person_id = p.id) desc,
		exists (select from day d where $ahead and (d.lead_id = p.id or a.role = 'school_head' and d.organisation_id = a.organisation_id)) desc,
		exists (select from visit v where v.teacher_id = p.id) desc)
	union all select 'md_student', null, '', 'Ученик', 'Пётр', '', '', 'Live.student2026', 'student'
	union all select 'md_stranger', null, 'nobody-at-all', 'Чужая', 'Анна', '', '', 'Live.stranger2026', 'editingteacher') p" >"$work/people.json"
check "the portal has its people" people make
[ "$bad" = 0 ] || exit 1 # nobody could sign in
touch "$work/made"
cat >"$work/service" <<END
#!/usr/bin/env bash
# On the service's machine: a word of deploy/demo/servers.sh - metodden, sql, stop_one, start_application - with its own words.
export STATE='$STATE' PORT='$PORT' HOST='$HOST' TLS='' top='$top'
cd '$top' && . deploy/demo/servers.sh && . deploy/unprivileged.sh
"\$@"
END
cat >"$work/portal-php" <<END
#!/usr/bin/env bash
cd '$pages' && exec $([ "$(id -un)" = "$owner" ] || echo "runuser -u '$owner' --") php -d max_input_vars=5000 "\$@"
END
chmod +x "$work/service" "$work/portal-php"
export WORK=$work
# In this order: the first connects the plugin, and the last takes people of the portal into the service.
for t in ${TESTS:-plugin services lti outbox roster}; do
	"${NODE:-node}" --test --test-concurrency=1 --test-reporter=spec "tests/portal/live/$t.test.mjs" || bad=1
done
people remove >/dev/null 2>&1 && rm "$work/made"
check "the plugin goes with its data" uninstalled
check "and leaves nothing behind" nothing_left
exit $bad
