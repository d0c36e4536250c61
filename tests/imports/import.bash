# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the tests of the importers share; sourced by each of them. A clone of the database with one
# district, a folder for bad files, and the ways to say what an import must do. What an import writes
# is compared with the digest of every table, so "nothing was written" means just that.
# shellcheck source=tests/sql/tap.bash
. "$(dirname "${BASH_SOURCE[0]}")/../sql/tap.bash"
clone empty
export METODDEN_OWNER_DB="dbname=$PGDATABASE" METODDEN_LOGIN_DB="dbname=$PGDATABASE user=metodden_login" \
	METODDEN_DB="dbname=$PGDATABASE user=metodden_app"
unset METODDEN_LANG
fixtures=tests/fixtures/imports
files=$(mktemp -d)
trap 'rm -rf "$files"; psql -qX -d postgres -c "drop database if exists $PGDATABASE with (force)"' EXIT
metodden() { "${BUILD:-build}/metodden" "$@"; }

# digest: of all rows of all tables; the session that an import opens and closes isn't data.
in_clone -c "create function digest() returns table (name text, rows bigint, hash numeric) language plpgsql as \$\$ begin
	return query execute (select string_agg(format('select %L, count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) from %I.%I t', c.relname, n.nspname, c.relname), ' union all ' order by c.relname)
		from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and c.relname not like 'session%'); end \$\$"
digest() { in_clone -c 'select * from digest()'; }
seen= # the digest after a refusal: what the next one begins with, unless something was written between
# said ARGS...: runs metodden; sets out, err and rc.
said() {
	out=$(metodden "$@" 2>"$files/.err")
	rc=$?
	err=$(cat "$files/.err")
}
# loads NAME WHAT ARGS...: is done and prints WHAT, with nothing to complain of.
loads() {
	local name=$1 what=$2
	shift 2
	seen=
	said import "$@"
	expect "$name" "0 $what" "$rc $out$err"
}
# again NAME ARGS...: the same once more changes nothing and says so.
again() {
	local name=$1 before
	shift
	before=$(digest)
	said import "$@"
	case $rc$out in
	0*'ничего не изменилось'*) ;;
	*) report "$name: says that nothing changed" "$rc $out$err" ;;
	esac
	expect "$name" "$before" "$(digest)"
}
# dry NAME WHAT ARGS...: a dry run tells WHAT and writes nothing.
dry() {
	local name=$1 what=$2 before
	shift 2
	before=$(digest)
	loads "$name" "$what" "$@" --dry-run
	expect "$name: nothing is written" "$before" "$(digest)"
}
# refused NAME ARGS... <<<COMPLAINTS: ends with 1, says exactly that, writes nothing.
refused() {
	local name=$1 before
	shift
	before=${seen:-$(digest)}
	said import "$@"
	expect "$name" "1 $(cat)" "$rc $out$err"
	seen=$(digest)
	if [ "$before" != "$seen" ]; then report "$name: nothing is written" 'something is'; fi
}
# roster FILE [FOLDER]: zips a roster's tables.
roster() { (cd "${2:-$fixtures/roster}" && zip -q -X - ./*.csv) >"$1"; }
# district KIND...: a district, the roster and the files of these kinds.
district() {
	report 'a district is made' "$(metodden district create Раздольный 2>&1 >/dev/null)"
	roster "$files/roster.zip"
	for kind in "$@"; do
		case $kind in
		roster) set -- roster "$files/roster.zip" ;;
		plan) set -- plan "$fixtures/plan.csv" --year 2023 ;;
		visits) set -- visits "$fixtures/visits.csv" --rubric small ;;
		rubric) set -- rubric "$fixtures/rubric.json" ;;
		*) set -- "$kind" "$fixtures/$kind.csv" ;;
		esac
		report "$kind is loaded" "$(metodden import "$@" 2>&1 >/dev/null)"
	done
}
