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
check "its folder belongs to the user" [ "$(stat -c %u "$s")" = "$(as_user id -u)" ]
check "nobody else looks into it" [ "$(stat -c %a "$s")" = 700 ]
check "make stop succeeds" demo stop
check "nothing of it runs any more" [ "$(processes "$s")" = 0 ]
finish
