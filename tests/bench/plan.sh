#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The plan against CBC on the same made-up districts: seconds of one optimum, of all losses, and the
# objective, which must agree within the gap of 1e-4. Needs the package coinor-cbc.
set -eu
cd "$(dirname "$0")/../.."
program=${PLAN_TIME:-build/tests/bench/plan_time}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
command -v cbc >/dev/null || { echo "plan.sh: apt-get install coinor-cbc" >&2; exit 2; }
bad=0
row() { # what, ours, other, ratio, bar, met: 1 or 0
	printf '%-34s | %12s | %12s | %9s | %s\n' "$1" "$2" "$3" "$4" "$5"
	if [ "$6" != 1 ]; then bad=1; echo "    the bar is not met"; fi
}
printf '%-34s | %12s | %12s | %9s | %s\n' what ours CBC ratio bar
district() { # schools, methodists, seed, bar in seconds, "losses" or nothing
	local ours objective losses greedy other cbc
	# shellcheck disable=SC2086  # $5 is one word or none
	read -r ours objective losses greedy < <("$program" "$1" "$2" "$3" "$place/p.mps" $5)
	cbc=$(cbc "$place/p.mps" ratio 1e-4 sec 300 solve quit)
	other=$(awk '/^Total time \(CPU seconds\)/ { print $5 }' <<<"$cbc")
	best=$(awk '/^Objective value:/ { print -$3 }' <<<"$cbc")
	row "$1 x $2, seed $3: seconds" "$ours" "$other" \
		"$(awk "BEGIN { printf \"%.2f\", $other / ($ours + 1e-9) }")" "< $4 s" \
		"$(awk "BEGIN { print ($ours < $4) }")"
	row "$1 x $2, seed $3: objective" "$objective" "$best" \
		"$(awk "BEGIN { printf \"%.6f\", $objective / $best }")" ">= 1 - 1e-4" \
		"$(awk "BEGIN { print ($objective >= $best * (1 - 1e-4)) }")"
	if [ -n "$5" ]; then
		row "$1 x $2, seed $3: all losses" "$losses" - - "<= 5 s" "$(awk "BEGIN { print ($losses <= 5) }")"
	fi
	row "$1 x $2, seed $3: greedy share" "$greedy" - - "-" 1
}
for seed in 1 2 3; do district 40 60 $seed 0.2 losses; done
for seed in 1 2 3; do district 200 300 $seed 2 ""; done
exit $bad
