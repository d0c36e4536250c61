# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The table of the benchmarks, for the scripts beside it: what | ours | other | ratio | bar. A bar that isn't
# reached is marked and counted in $missed.
missed=0
header() { printf '%-44s | %12s | %12s | %9s | %s\n' what ours other ratio bar; }
row() { # what, ours, other, ratio, bar, whether the bar is reached
	printf '%-44s | %12s | %12s | %9s | %-10s%s\n' "$1" "$2" "$3" "$4" "$5" "$([ "$6" = 1 ] || echo ' MISSED')"
	[ "$6" = 1 ] || missed=$((missed + 1))
}
calc() { awk "BEGIN { printf(\"$1\", $2) }"; }
