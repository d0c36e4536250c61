#!/usr/bin/env bash
# What tools find in the source without running it, as a test: each tool is one TAP line, and what it
# found stands under it. The C files are looked at side by side, and only those that have changed.
set -u
cd "$(dirname "$0")/.." || exit 1
n=0 bad=0
rule() { # words, command...
	words=$1
	shift
	n=$((n + 1))
	if out=$("$@" 2>&1); then
		echo "ok $n - $words"
	else
		echo "not ok $n - $words"
		grep -v '^make' <<<"$out" | sed 's/^/# /'
		bad=1
	fi
}
shell_files() { git ls-files '*.sh' '*.bash'; git grep -lE -m1 '^#!.*sh$' -- ':!*.sh' ':!*.bash' ':!*.md'; }
# Every setting that the programs read is told by the --help of one of them, and by the handbooks.
settings_told() {
	local untold=0 s
	for s in $(grep -oh '"METODDEN_[A-Z_]*"' fcgi-app/config.c | tr -d '"' | sort -u); do
		grep -q "$s" fcgi-app/*_main.c || { echo "$s is in no --help"; untold=1; }
		[ ! -d docs ] || grep -rqw "$s" docs || { echo "$s is in no handbook"; untold=1; }
	done
	return $untold
}
mapfile -t c < <(git ls-files '*.[ch]')
mapfile -t shell < <(shell_files)
web() { (cd plugin-shim/web && npx "$@"); }
rule "${#c[@]} files are formatted" clang-format --dry-run --Werror "${c[@]}"
# TIDY=analysed lets clang's analyzer walk every path too.
rule "clang-tidy: ${TIDY:-tidy}" "${MAKE:-make}" -s -k -j"$(nproc)" "${TIDY:-tidy}"
rule 'cppcheck' "${MAKE:-make}" -s cppcheck
rule "shellcheck: ${#shell[@]} files" shellcheck -S warning -x -P SCRIPTDIR "${shell[@]}"
rule 'Biome' web biome check . ../../tests/web ../../tests/resources ../../tests/portal
rule 'the type checker' web tsc --noEmit
rule 'every setting is told' settings_told
echo "1..$n"
exit $bad
