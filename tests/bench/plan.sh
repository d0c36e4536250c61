#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The plan against CBC on the same made-up districts: processor seconds of one optimum, of all losses, and
# the objective, which must agree within the gap of 1e-4. `rows` prints the table without its header, for
# growth.sh; `quick` leaves out the losses of 200 schools, which take a minute and have no bar.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/bench/table.sh
program=${PLAN_TIME:-build/tests/bench/plan_time}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
command -v cbc >/dev/null || { echo "plan.sh: apt-get install coinor-cbc" >&2; exit 2; }
case " $* " in *" rows "*) ;; *) header ;; esac
case " $* " in *" quick "*) quick=1 ;; *) quick=0 ;; esac
losses() { # seconds, bar, whether the bar is reached
	row '  all losses if dropped' "$(calc '%.2f s' "$1")" '' '' "$2" "$3"
}
district() { # schools, methodists, seed, bar in seconds, "losses" or nothing
	local ours objective all greedy other best cbc what="plan $1 x $2, seed $3"
	# shellcheck disable=SC2086  # $5 is one word or none
	read -r ours objective all greedy < <("$program" "$1" "$2" "$3" "$place/p.mps" $5)
	cbc=$(cbc "$place/p.mps" ratio 1e-4 sec 300 solve quit)
	other=$(awk '/^Total time \(CPU seconds\)/ { print $5 }' <<<"$cbc")
	best=$(awk '/^Objective value:/ { print -$3 }' <<<"$cbc")
	if [ -z "$greedy" ] || [ -z "$other" ] || [ -z "$best" ]; then
		row "$what: no answer" "${ours:--}" "${other:--}" '' '' 0
		return
	fi
	row "$what: one optimum" "$(calc '%.3f s' "$ours")" "$(calc '%.2f s' "$other")" "$(calc '%.1f x' "$other/($ours+1e-9)")" \
		"< $4 s" "$(calc %d "$ours<$4")"
	row '  objective' "$(calc %.3f "$objective")" "$(calc %.3f "$best")" "$(calc %.6f "$objective/$best")" '>= 1 - 1e-4' \
		"$(calc %d "$objective>=$best*(1-1e-4)")"
	row '  of it, the greedy plan' "$(calc '%.2f %%' "100*$greedy")" '' '' '' 1
	[ -z "$5" ] && return
	if [ "$1" -gt 40 ]; then
		losses "$all" '' 1
	else
		losses "$all" '<= 5 s' "$(calc %d "$all<=5")"
	fi
}
for seed in 1 2 3; do district 40 60 $seed 0.2 losses; done
district 200 300 1 2 "$([ $quick = 1 ] || echo losses)"
for seed in 2 3; do district 200 300 $seed 2 ''; done
exit $((missed > 0))
