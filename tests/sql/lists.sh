#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every list pages: it has a limit that the sender may choose and a keyset cursor. Lists that come whole
# stand in lists.txt with what bounds them, for what grows with visits and years has to page.
set -u
cd "$(dirname "$0")/../.." || exit 1
# A list's name and whether it pages: a limit, the page itself, and a row compared with the cursor's.
lists=$(awk -v mode=c -f sql/embed.awk sql/queries/*.sql | awk '
	/^\t\[Q_/ { sub(/.*\{ "/, ""); sub(/".*/, ""); name = $0; page = limit = cursor = 0 }
	/list_page\(.*coalesce\(\$[0-9]+::integer/ { page = 1 }
	/limit coalesce\(\$[0-9]+::integer, [0-9]+\) \+ 1/ { limit = 1 }
	/\$[0-9]+::uuid is null or .* [<>] \(select/ { cursor = 1 }
	/^\t\},/ && name ~ /_list(_[a-z]+)?$/ { print name, page && limit && cursor ? "pages" : "whole" }' | sort)
n=0 bad=0
rule() { # words, offending lines
	n=$((n + 1))
	if [ -z "$2" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; sed 's/^/# /' <<<"$2"; bad=1; fi
}
whole() { sed -n 's/^\([a-z_]*\) .*/\1/p' tests/sql/lists.txt | sort; }
rule 'there are lists' "$([ "$(wc -l <<<"$lists")" -gt 40 ] || echo "only: $lists")"
rule 'what comes whole is known by name' "$(comm -23 <(awk '$2 == "whole" { print $1 }' <<<"$lists") <(whole))"
rule 'lists.txt names no list that pages or is gone' "$(comm -13 <(awk '$2 == "whole" { print $1 }' <<<"$lists") <(whole))"
rule 'each says what bounds it' "$(grep -vE '^#|^[a-z_]+ +[^ ]+ ' tests/sql/lists.txt)"
echo "1..$n"
exit $bad
