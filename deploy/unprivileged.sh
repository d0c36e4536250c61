# Who runs servers that refuse root (PostgreSQL) or shouldn't have it. Sourced by bash scripts: sets
# RUN_AS (empty: the caller himself) and gives as(), which runs a command as that user from /, because
# a clone may lie where he can't enter.
# shellcheck shell=bash disable=SC2034 # read by those who source this
RUN_AS=
if [ "$(id -u)" = 0 ]; then
	RUN_AS=nobody
	if id postgres >/dev/null 2>&1; then RUN_AS=postgres; fi
fi
PRIV=()
if [ -n "$RUN_AS" ]; then PRIV=(setpriv --reuid "$RUN_AS" --regid "$(id -g "$RUN_AS")" --clear-groups); fi
as() { (cd / && exec "${PRIV[@]}" "$@"); }
# In the background, apart from the terminal; prints nothing, keeps the pid in $!.
as_server() { (cd / && exec "${PRIV[@]}" setsid "$@") </dev/null & }
PG_BIN=$(dirname "$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1)")
