#!/usr/bin/env bash
# make install: what stands there runs from there, others may read all of it, and make uninstall leaves nothing.
set -u
cd "$(dirname "$0")/../.." || exit 1
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
n=0 bad=0
check() { # words, command...
	words=$1
	shift
	n=$((n + 1))
	if out=$("$@" 2>&1); then echo "ok $n - $words"; else echo "not ok $n - $words"; head -20 <<<"$out" | sed 's/^/# /'; bad=1; fi
}
nothing() { found=$("$@"); [ -z "$found" ] || { echo "$found"; false; }; }
there=$place/opt/district
made() { make -s "$@" DESTDIR="$place" prefix=/opt/district; }
umask 077
check 'it installs' made install install-growth
for p in metodden metodden-app metodden-worker metodden-growth; do
	check "$p runs from there" "$there/bin/$p" --help
done
check 'the screens are there' test -s "$there/share/metodden/web/index.html"
check 'a rubric to begin with is there' test -s "$there/share/metodden/rubrics/by-stage.json"
check 'an nginx that serves them is told' test -s "$there/share/metodden/nginx/subdomain.conf"
check 'no word of the demonstration is left to fill in' nothing grep -rlE '@[A-Z]+@' "$there/share/metodden/nginx"
check 'everybody may read it' nothing find "$there/share/metodden" ! -perm -o=r
check 'it installs over what stands there' made install
check 'it uninstalls' made uninstall
check 'and nothing is left' nothing find "$place" ! -type d
echo "1..$n"
exit $bad
