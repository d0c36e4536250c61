# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the tests of the schema share; sourced by each of them. Starts a PostgreSQL when there is
# none, makes a clone of the migrated database (with the fixture's two districts when asked) and
# writes TAP. A statement is tried by attempt.sql's function, which always takes it back, so one
# clone serves many forbidden statements.
set -u
cd "$(dirname "$0")/../.." || exit 1
if [ -z "${METODDEN_TEST_DB:-}" ]; then exec tests/with-postgres "$0" "$@"; fi
export PGDATABASE
PGDATABASE=t_$(basename "$0" .sh)_$$
n=0 bad=0

in_clone() { psql -qAtX -v ON_ERROR_STOP=1 "$@"; }

# clone empty|fixture
clone() {
	psql -qX -d postgres -c "create database $PGDATABASE template $METODDEN_TEST_DB" || exit 1
	trap 'psql -qX -d postgres -c "drop database if exists $PGDATABASE with (force)"' EXIT
	in_clone -f tests/sql/attempt.sql || exit 1
	if [ "$1" = fixture ]; then
		in_clone -c 'set session_replication_role = replica' -f tests/resources/fixture.sql || exit 1
	fi
}

# report NAME WRONG: the test holds when nothing wrong was found.
report() {
	n=$((n + 1))
	if [ -z "$2" ]; then echo "ok $n - $1"; return; fi
	echo "not ok $n - $1"
	head -30 <<<"$2" | sed 's/^/# /'
	bad=1
}

# empty NAME SQL: the query finds no row.
empty() { report "$1" "$(in_clone -c "$2" 2>&1)"; }

# expect NAME WANTED GOT
expect() {
	if [ "$2" = "$3" ]; then report "$1" ''; else report "$1" "expected: $2
got:      $3"; fi
}

finish() {
	echo "1..$n"
	exit $bad
}
