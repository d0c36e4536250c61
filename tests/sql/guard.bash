# SPDX-License-Identifier: GPL-3.0-or-later
#
# A forbidden statement tried twice: as it stands it is refused by the very name that it should be,
# and with that guard taken away it passes. Sourced after tap.bash by the tests of guards.

# tried PERSON STATEMENT TAKEN-AWAY...: a line for each of the latter.
tried() {
	local person=$1 statement=$2 args=() off
	shift 2
	for off in "$@"; do
		args+=(-c begin -c "$off" -c "select be('$person')" -c 'set local role metodden_app' -c "select '=' || attempt(\$t\$$statement\$t\$)" -c rollback)
	done
	in_clone "${args[@]}" 2>&1 | sed -n 's/^=//p; /ERROR/p'
}

# guard NAME PERSON REFUSAL GUARD STATEMENT: GUARD is "table trigger,trigger" or "table -constraint";
# $before is taken away both times.
before=
guard() {
	local first=select off="$4" got='' free=''
	if [ -n "$before" ]; then first=$(taken_away "$before"); fi
	{ read -r got; read -r free; } < <(tried "$2" "$5" "$first" "$first; $(taken_away "$off")")
	if [ "$got" != "$3" ]; then report "$1" "wanted: $3
got:    $got"
	elif ! [[ $free =~ ^[1-9][0-9]*$ ]]; then report "$1" "without $off it should pass, but: $free"
	else report "$1: $3; without ${off#* } it would pass" ''; fi
}
taken_away() {
	local tab=${1%% *} what
	for what in $(tr ',' ' ' <<<"${1#* }"); do
		case $what in
			-*) echo "alter table $tab drop constraint ${what#-};" ;;
			/*) echo "drop index ${what#/};" ;;
			policy:*) echo "alter policy ${what#policy:} on $tab using (true) with check (true);" ;;
			check:*) echo "alter policy ${what#check:} on $tab with check (true);" ;;
			*) echo "alter table $tab disable trigger $what;" ;;
		esac
	done
}
allowed() { report "$1" "$(tried "$2" "$3" select | grep -vxE '[1-9][0-9]*')"; }
