#!/usr/bin/env bash
# The dependency direction of the source, as a test: which file may include which header, and which
# functions are banned everywhere. Each rule prints one TAP line.
set -u
cd "$(dirname "$0")/.." || exit 1
n=0 bad=0
rule() { # words, offending lines
	n=$((n + 1))
	if [ -z "$2" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; echo "$2" | sed 's/^/# /'; bad=1; fi
}
only() { # header, file that may include it
	rule "<$1> stands only in $2" "$(grep -rnE "#include [<\"]$1[>\"]" --include='*.[ch]' fcgi-app analytics | grep -vE "^($2):")"
}
only fcgiapp.h 'fcgi-app/fcgi.c'
only libpq-fe.h 'fcgi-app/db_connection.h'
only db_connection.h 'fcgi-app/db.c|fcgi-app/db_connection.c'
only cjson/cJSON.h 'fcgi-app/json.c|analytics/cli/.*'
only 'cjose/cjose.h' 'fcgi-app/token.c'
only '(pango/.*|cairo.*)\.h' 'fcgi-app/paper/canvas.c'
only 'curl/.*' 'fcgi-app/http.c'
only 'http.h' 'fcgi-app/http.c|fcgi-app/webservice.[ch]|fcgi-app/jobs/portal.h|tests/unit/test_http.c'
only 'qrencode.h' 'fcgi-app/paper/qr.c'
rule 'the layout of papers knows nothing of requests and the database' "$(grep -rnE '#include "' fcgi-app/paper | grep -vE '"(paper/[a-z]+\.(h|def)|arena\.h|json\.h)"')"
rule 'resources include app.h (and token.h, keys.h, paper.h, lti.h, comparison.h) alone' "$(grep -nE '#include "' fcgi-app/resources/*.c 2>/dev/null | grep -vE '"(app|token|keys|paper/paper|lti/lti|comparison)\.h"')"
# The engine is the worker's and metodden-growth's. The application has one exception, the comparison of a
# correction (two functions without matrices); what it links of the engine is held by tests/analytics/library.sh.
only analytics.h 'fcgi-app/jobs/growth_fit.h|fcgi-app/jobs/plan_build.h|fcgi-app/comparison.c|analytics/.*'
only "($(basename -s .h analytics/*.h | grep -vx analytics | paste -sd'|'))\.h" 'analytics/.*'
only 'cli/.*\.h' 'fcgi-app/imports/stage.c|analytics/cli/.*'
rule 'kinds of jobs include headers of jobs/ (and json.h, keys.h, import.h with its list; the worker.h and staff.h of the roster) alone' "$(grep -nE '#include "' fcgi-app/jobs/*.c 2>/dev/null | grep -vE '"(jobs/[a-z_]+|json|keys|imports/import)\.h"|"imports/imports\.def"|jobs/staff.c:.*"(imports/staff|worker)\.h"')"
rule 'analytics includes nothing of the application' "$(grep -rnE '#include "(app|db|arena|json|request|queries)' analytics 2>/dev/null)"
# A moment as a date too: _at and during hold moments, and a session's own day is that of UTC. auth.today itself falls
# back on it where there is no district; the term of an appointment has a default that no program leaves to it.
rule 'queries and functions ask for the day of the district, not of the server or of UTC' "$(grep -niE "current_date|now\(\)::date|_at\)?::date|during\)::date|'utc'\)*::date" sql/queries/*.sql sql/schema.sql fcgi-app/*.c fcgi-app/*/*.c | grep -vE 'coalesce\(\(select timezone from district|DEFAULT daterange\(CURRENT_DATE')"
rule 'no banned function' "$(grep -rnE '\b(strcpy|strcat|sprintf|vsprintf|atoi|atol|atof|strtok|gets|system|alloca)\(' --include='*.[ch]' fcgi-app analytics tests deploy)"
rule 'no file over 500 lines' "$(git ls-files '*.c' '*.h' '*.ts' '*.tsx' '*.mjs' '*.php' '*.sql' '*.sh' | grep -vE '(^|/)(schema\.sql|.*\.d\.ts)$' | xargs wc -l | awk '$2 != "total" && $1 > 500')"
rule 'the median of the source files is 150 lines at most' "$(git ls-files '*.c' '*.h' '*.ts' '*.tsx' | grep -v '\.d\.ts$' | xargs wc -l | awk '$2 != "total" { print $1 }' | sort -n | awk '{ a[NR] = $1 } END { m = a[int((NR + 1) / 2)]; if (NR < 100 || m > 150) print m " lines, of " NR " files" }')"
echo "1..$n"
exit $bad
