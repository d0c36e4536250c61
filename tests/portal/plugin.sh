#!/usr/bin/env bash
# The portal plugin without a portal: every file parses, its own logic is right, its zip is what a portal installs.
set -u
cd "$(dirname "$0")/../.." || exit 1
n=0 bad=0
check() { # what, then a command
	what=$1
	shift
	n=$((n + 1))
	if out=$("$@" 2>&1); then echo "ok $n - $what"; else echo "not ok $n - $what"; sed 's/^/# /' <<<"$out"; bad=1; fi
}
while read -r f; do check "$f parses" php -l "$f"; done < <(find plugin-shim/moodle -name '*.php' | sort)
for t in handover words connection tasks; do php "tests/portal/$t.php" || bad=1; done

zip=$(ls "${BUILD:-build}"/local_metodden-*.zip)
again=$(mktemp -d)
trap 'rm -rf "$again"' EXIT
listed() { unzip -Z1 "$zip" | grep -qx "metodden/$1"; }
release() { unzip -p "$zip" metodden/version.php | grep -q "release = '$(sed 's/.*metodden-\(.*\)\.zip/\1/' <<<"$zip")'"; }
same_again() { sleep 2 && make -s plugin B="$again" && cmp "$zip" "$again/$(basename "$zip")"; }
only_the_plugin() { ! unzip -Z1 "$zip" | grep -vE '^metodden/[A-Za-z0-9_./-]+$' && ! unzip -Z1 "$zip" | grep -E '/\.|~$'; }
for f in version.php lang/en/local_metodden.php lang/ru/local_metodden.php db/access.php db/services.php README.md CHANGES.md; do
	check "the zip holds $f" listed "$f"
done
check "the zip is named by the plugin's release" release
check "the zip holds the plugin's folder and nothing else" only_the_plugin
check "packed again, it has the same bytes" same_again
exit $bad
