#!/usr/bin/env bash
# make demo by an ordinary user, from sources alone: everything is built, nothing needs root.
set -u
. "$(dirname "$0")/clone.bash"
copy
if [ "$(id -u)" = 0 ]; then
	chown -R nobody "$work"
	user=(setpriv --reuid nobody --regid "$(id -g nobody)" --clear-groups env "HOME=$work")
fi
s=$(state)
check "the sources bring nothing that was built" [ ! -e "$clone/build" ]
check "make demo builds and starts a district" demo demo
check "it prints its address" says "http://127.0.0.1:$port/"
check "the address answers" answers
check "the visits are loaded" [ "$(count visit)" -gt 5000 ]
check "the district is as large as it should be" [ -z "$(rows -f - <"$top/tests/setup/district.sql" 2>&1 | tee "$out")" ]
check "the truth behind the visits is only written: no program names it" \
	[ "$(cat "$clone"/fcgi-app/*.[ch] "$clone"/fcgi-app/*/*.c "$clone"/sql/queries/* | grep -ci 'truth_\|/truth')" = 0 ]
check "its folder belongs to the user" [ "$(stat -c %u "$s")" = "$(as_user id -u)" ]
check "nobody else looks into it" [ "$(stat -c %a "$s")" = 700 ]
check "make stop succeeds" demo stop
check "nothing of it runs any more" [ "$(processes "$s")" = 0 ]
finish
