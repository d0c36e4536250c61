#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The growth engine as a library for others: what it exports, what it may not call, how it is installed.
set -u
cd "$(dirname "$0")/../.." || exit 1
library=build/libmetodden-analytics.so.0
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
n=0 bad=0
empty() { # words, offending lines
	n=$((n + 1))
	if [ -z "$2" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; echo "$2" | sed 's/^/# /'; bad=1; fi
}
empty 'only an_ names are exported' "$(nm -D --defined-only $library | awk '{ print $3 }' | grep -v '^an_')"
empty 'no file, clock, random source, output or exit of its own' "$(nm -D --undefined-only $library | awk '{ print $2 }' |
	sed 's/@.*//' | grep -xE 'fopen|open|read|write|printf|fprintf|__fprintf_chk|__printf_chk|puts|time|clock_gettime|gettimeofday|rand|random|srand|getenv|exit|abort|gsl_rng_alloc|gsl_set_error_handler(_off)?')"
app() { nm build/metodden-app | awk '$2 == "T" { print $3 } $1 == "U" { print $2 }' | sed 's/@.*//'; }
empty 'the application takes of it the comparison of a correction alone, without matrices' "$(comm -3 \
	<(app | grep -E '^(an_|gsl_|cblas_|glp_)' | sort) <(printf '%s\n' an_correction an_enough an_status_words gsl_cdf_ugaussian_Pinv gsl_set_error_handler_off)
	readelf -d build/metodden-app | grep -E 'NEEDED.*(openblas|glpk)')"
empty 'no writable data of its own' "$(size -A build/libmetodden-analytics.a | awk '/:$/ { name = $1 } ($1 == ".data" || $1 == ".bss") && $2 > 0 { print name, $0 }')"
make -s install-growth DESTDIR="$place" prefix=/usr B=build >"$place/log" 2>&1 || cat "$place/log"
cat >"$place/user.c" <<'C'
#include <analytics.h>
#include <stdio.h>
int main(void)
{
	const double y[8] = { 1, 2, 4, 3, 5, 7, 6, 9 }, *x[1] = { NULL };
	const uint32_t who[8] = { 0, 0, 1, 1, 2, 2, 3, 3 };
	struct an_growth_data d = { .n = 8, .y = y, .p = 1, .x = x, .eliminated = { .level = who, .levels = 4 } };
	struct an_growth *g;
	struct an_growth_fit fit;
	if (an_growth_open(&d, &g, NULL) || an_growth_fit(g, NULL, &fit))
		return 1;
	printf("%.3f\n", fit.criterion);
	an_growth_close(g);
	return 0;
}
C
export PKG_CONFIG_PATH=$place/usr/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$place
# shellcheck disable=SC2046  # words for the compiler
empty 'a user of the installed library compiles' "$(cc -Wall -Werror -o "$place/user" "$place/user.c" $(pkg-config --cflags --libs metodden-analytics) 2>&1)"
empty 'and runs' "$(LD_LIBRARY_PATH=$place/usr/lib "$place/user" 2>&1 | grep -vxE '[0-9]+\.[0-9]{3}')"
empty 'a C++ program may include the headers' "$(command -v c++ >/dev/null && echo '#include <analytics.h>' |
	c++ -fsyntax-only -x c++ -I"$place/usr/include/metodden" - 2>&1)"
for command in $(sed -n 's/^COMMAND("\([a-z]*\)".*/\1/p' analytics/cli/commands.def | grep -v help); do
	empty "the manual page knows $command" "$(grep -q "metodden-growth $command\|^.B $command" "$place/usr/share/man/man1/metodden-growth.1" || echo "not in the page: $command")"
done
echo "1..$n"
exit $bad
