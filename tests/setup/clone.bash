# A copy of this source somewhere else, and what is asked of a demonstration there. Sourced by the
# tests of this folder; the copy and its demonstration are gone when the test ends.
# Sets clone (its folder), port (a free one) and out (what the last command printed).
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$top/deploy/unprivileged.sh"
work=$(mktemp -d /var/tmp/mdsetup.XXXXXX)
clone=$work/$(printf 'a-rather-long-folder-name-%.0s' 1 2 3 4 5)/metodden
out=$work/out
user=() # the command that makes an ordinary user of us
n=0 bad=0

check() { # words, command...
	words=$1
	shift
	n=$((n + 1))
	if "$@"; then echo "ok $n - $words"; else
		echo "not ok $n - $words"
		if [ -s "$out" ]; then tail -15 "$out" | sed 's/^/# /'; fi
		bad=1
	fi
}
finish() { echo "1..$n"; exit $bad; }
free_port() {
	port=$((10000 + RANDOM % 20000))
	while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((10000 + RANDOM % 20000)); done
}
copy() { # with "built": programs and libraries too, as they stand here
	mkdir -p "$clone"
	(cd "$top" && git ls-files -z --cached --others --exclude-standard | tar -c --null -T - --ignore-failed-read 2>/dev/null) | tar -x -C "$clone"
	if [ "${1:-}" = built ]; then
		mkdir -p "$clone/build"
		(cd "$top" && tar -c "${BUILD:-build}" plugin-shim/web/node_modules) | tar -x -C "$clone"
	fi
	chmod 700 "$work"/a-*
}
# In the clone, as make itself would be called by hand: nothing of our own run is handed down. Years are
# played where the screens are tested, not here. An interrupt reaches it even if this test itself was begun
# in the background, where a shell has it ignored.
demo() { (cd "$clone" && "${user[@]}" env --default-signal=INT -u MAKEFLAGS -u MAKELEVEL -u BUILD -u STATE YEARS=0 make "PORT=$port" "$@") >"$out" 2>&1; }
refused() { if demo "$@"; then return 1; fi; }
says() { grep -qF -- "$1" "$out"; }
state() { # the folder of the clone's demonstration
	(cd / && "${user[@]}" bash -c 'top=$1; . "$top/deploy/demo/servers.sh"; echo "$STATE"' - "$clone")
}
answers() { curl -sf -m 5 -o /dev/null "http://127.0.0.1:$port/health"; }
silent() { if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return 1; fi; }
processes() { # of that demonstration, whatever their name; the words aren't in our own command line
	grep -lsF -f <(echo "$1") /proc/[0-9]*/cmdline | wc -l
}
rows() { as_user psql -qAtX -h "$(state)" -U metodden_owner -d metodden "$@"; }
count() { rows -c "select count(*) from $1"; }
# From /, for the user may not enter the folder of this source.
as_user() { (cd / && if [ ${#user[@]} -gt 0 ]; then "${user[@]}" "$@"; else as "$@"; fi); }

clean() {
	rc=$?
	trap - EXIT
	if [ -d "$clone" ]; then demo demo-reset || rc=1; fi
	rm -rf "$work"
	exit $rc
}
trap clean EXIT
trap 'exit 130' INT TERM
free_port
