#!/usr/bin/env bash
# Two builds of the same source, in folders of different names and length, have the same bytes.
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d /var/tmp/mdtwice.XXXXXX)
trap 'rm -rf "$work"' EXIT
n=0 bad=0
for folder in a/metodden 'another-one/of-a-longer-name/metodden'; do
	mkdir -p "$work/$folder"
	(cd "$top" && git ls-files -z --cached --others --exclude-standard | tar -c --null -T -) | tar -x -C "$work/$folder"
	(cd "$work/$folder" && env -u MAKEFLAGS -u MAKELEVEL -u BUILD make -s -j"$(nproc)" programs build/demo-district) || bad=1
done
for program in metodden-app metodden-worker metodden demo-district; do
	n=$((n + 1))
	if cmp "$work/a/metodden/build/$program" "$work/another-one/of-a-longer-name/metodden/build/$program"; then
		echo "ok $n - $program $(sha256sum <"$work/a/metodden/build/$program" | cut -c1-16)"
	else
		echo "not ok $n - $program"
		bad=1
	fi
done
echo "1..$n"
exit $bad
