#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The examples of docs/: each command of a console block is run in the language of its page and must print
# what the page shows. Figures may differ by one unit of their last place, or of the sixth, as between processors.
set -u
cd "$(dirname "$0")/../.." || exit 1
program=$(realpath "${GROWTH:-build/metodden-growth}")
pages=$(realpath docs)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
metodden-growth() { "$program" "$@" 2>/dev/null; }
n=0 bad=0
ok() { # words, condition's exit status
	n=$((n + 1))
	if [ "$2" -eq 0 ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; bad=1; fi
}
same() { # what is shown, what was printed
	paste "$1" "$2" | awk -F '\t' '
		function apart(a, b, unit) {
			if (a == b) return 0
			if (a !~ /^[-+]?[0-9]+\.[0-9]+$/ || b !~ /^[-+]?[0-9]+\.[0-9]+$/) return 1
			unit = 1.5 * 10 ^ -length(substr(a, index(a, ".") + 1))
			if (unit < 1.5e-6) unit = 1.5e-6
			return a - b > unit || b - a > unit
		}
		{
			shown = split($1, a, /[ ,;:()±x]+/); printed = split($2, b, /[ ,;:()±x]+/)
			if (shown != printed) bad = 1
			for (i = 1; i <= shown; i++) if (apart(a[i], b[i])) bad = 1
			if (bad) { print "# shown:   " $1; print "# printed: " $2; exit }
		}
		END { exit bad }'
}
check() { # language, page: the pages' blocks one after another, in one folder
	local command='' line
	export METODDEN_LANG=$1
	mkdir "$place/$1" && cd "$place/$1" || exit 1
	sed -n '/^```console$/,/^```$/p' "$2" | sed '/^```console$/d; s/^```$/$ true/' >blocks
	: >"$place/shown"
	while IFS= read -r line; do
		if [ "${line:0:2}" != '$ ' ]; then
			printf '%s\n' "$line" >>"$place/shown"
			continue
		fi
		if [ -n "$command" ]; then
			eval "$command" >"$place/printed"
			same "$place/shown" "$place/printed"
			ok "$1: $command" $?
		fi
		command=${line:2}
		: >"$place/shown"
	done <blocks
}
check ru "$pages/ru/growth-for-a-statistician.md"
check en "$pages/en/growth-for-a-statistician.md"
[ "$n" -ge 12 ]
ok 'both pages have their examples' $?
echo "1..$n"
exit $bad
