#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# metodden-growth fit as people call it: files of all shapes, what is refused and how it is said.
set -u
cd "$(dirname "$0")/../.." || exit 1
program=${GROWTH:-build/metodden-growth}
data=tests/fixtures/growth
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export METODDEN_LANG=en
n=0 bad=0
ok() { # words, condition's exit status
	n=$((n + 1))
	if [ "$2" -eq 0 ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; bad=1; sed 's/^/# /' "$place/err"; fi
}
fit() { "$program" fit "$@" >"$place/out" 2>"$place/err"; }
refused() { # words, exit status, text of the complaint, then the call
	local words=$1 status=$2 text=$3 rc
	shift 3
	fit "$@"
	rc=$?
	[ $rc -eq "$status" ] && grep -qF -- "$text" "$place/err"
	ok "$words" $?
}
number() { grep -o "\"$1\":[^,]*" "$place/fit.json" | head -1 | tr -d '"\t ' | cut -d: -f2; }
close() { awk -v a="$1" -v b="$2" 'BEGIN { d = a - b; exit !(d < 1e-6 && d > -1e-6) }'; }
sleep_fit() { fit "$1" --response Reaction --fixed Days --eliminate Subject:Days --json "$place/fit.json" --blup "$place/blup.csv"; }

sleep_fit $data/sleepstudy.csv && close "$(number criterion)" 1743.628271958 && close "$(number Days)" 10.467285959
ok 'a plain file is fitted' $?
[ "$(wc -l <"$place/blup.csv")" -eq 37 ] && head -2 "$place/blup.csv" | grep -q '^Subject,308,Intercept,2\.25856'
ok 'predictions come with levels in reading order' $?
gzip -c $data/sleepstudy.csv >"$place/s.csv.gz"
sleep_fit "$place/s.csv.gz" && close "$(number criterion)" 1743.628271958
ok 'a compressed file is fitted' $?
{ printf '\xEF\xBB\xBF"Reaction";"Days";"Subject"\r\n'; tail -n +2 $data/sleepstudy.csv | awk -F, '{ printf "%s;\"%s\";\"No. %s\"\r\n", $1, $2, $3 }'; } >"$place/office.csv"
sleep_fit "$place/office.csv" && close "$(number criterion)" 1743.628271958 && grep -q '^Subject,No. 308,' "$place/blup.csv"
ok "an office program's file is fitted: mark, semicolons, quotes, CRLF" $?
{ head -1 $data/sleepstudy.csv; tail -n +2 $data/sleepstudy.csv | sort -t, -k2,2n -k1,1; } >"$place/shuffled.csv"
sleep_fit "$place/shuffled.csv" && close "$(number criterion)" 1743.628271958
ok 'the order of rows does not matter' $?
{ cat $data/sleepstudy.csv; printf 'NA,3,308\n250,,309\n'; } >"$place/missing.csv"
sleep_fit "$place/missing.csv" && close "$(number criterion)" 1743.628271958 && [ "$(number passed_over)" = 2 ] &&
	grep -q 'without a value in column "Days": 1' "$place/err"
ok 'rows without a value are passed over, and said' $?
sed 's/^[^,]*/&/; s/$/,one/; 1s/one$/rater/' $data/sleepstudy.csv >"$place/one.csv"
fit "$place/one.csv" --response Reaction --fixed Days --eliminate Subject:Days --random rater --json "$place/fit.json" &&
	close "$(number criterion)" 1743.628271958 && grep -q 'rater: the factor has one level' "$place/err"
ok 'a factor with one level is left out, and said' $?
fit $data/cake.csv --response angle --fixed 'recipe*temp' --eliminate replicate --json "$place/fit.json" &&
	grep -q '"recipeB:temp"' "$place/fit.json" && grep -q '"recipeC"' "$place/fit.json" && ! grep -q '"recipeA' "$place/fit.json"
ok 'text columns are treatment contrasts, * makes interactions' $?
fit $data/small.csv.gz --response ymean --fixed t,post --eliminate teacher:t --random school:t --random rater --json "$place/fit.json" &&
	close "$(number criterion)" 4841.194258777
ok "teachers, schools and raters: the simulated district's criterion" $?
fit $data/small.csv.gz --response ymean --fixed t --eliminate teacher:t --random school:t --random rater --penalty --df --json "$place/fit.json" &&
	grep -q '"df"' "$place/fit.json"
ok 'penalty and degrees of freedom' $?

refused 'an unknown column is named' 1 'no column "Day"' $data/sleepstudy.csv --response Reaction --fixed Day --eliminate Subject
sed '5s/^[^,]*/2x0/; 9s/,/,,/' $data/sleepstudy.csv >"$place/bad.csv"
refused 'a bad number is named by line and column' 1 'line 5, column Reaction: not a number' "$place/bad.csv" --response Reaction --eliminate Subject
refused 'a row with too many fields is named' 1 'line 9: another number of fields' "$place/bad.csv" --response Reaction --eliminate Subject
printf 'y,g\n1,a\n"2,b\n' >"$place/quote.csv"
refused 'a quote that is not closed is named' 1 "a quote isn't closed" "$place/quote.csv" --response y --eliminate g
head -c 700 "$place/s.csv.gz" >"$place/cut.csv.gz"
refused 'a file cut off is refused' 1 "can't be read to its end" "$place/cut.csv.gz" --response Reaction --eliminate Subject
: >"$place/empty.csv"
refused 'an empty file is refused' 1 'the file is empty' "$place/empty.csv" --response y --eliminate g
printf 'y,g\n' >"$place/header.csv"
refused 'a header alone is refused' 1 'not one complete row' "$place/header.csv" --response y --eliminate g
printf 'y,g\n1,a\n1,b\n1,a\n' >"$place/constant.csv"
refused 'a constant response is refused' 1 "doesn't vary" "$place/constant.csv" --response y --eliminate g
printf 'y,g\n1,a\n2,a\n1e400,b\n' >"$place/huge.csv"
refused 'a number beyond doubles is refused' 1 'line 4, column y: not a number' "$place/huge.csv" --response y --eliminate g
fit $data/small.csv.gz --response ymean --eliminate teacher --id visit
ok 'rows with numbers of their own are fitted' $?
{ zcat $data/small.csv.gz; zcat $data/small.csv.gz | sed -n 8p; } >"$place/twice.csv"
refused 'a visit that comes twice is named' 1 'column "visit": "7" comes twice' "$place/twice.csv" --response ymean --eliminate teacher --id visit
refused 'a missing file is refused' 1 "can't open" "$place/none.csv" --response y --eliminate g
refused 'the response must be given' 2 '--response' $data/sleepstudy.csv --eliminate Subject
refused 'an unknown option is named' 2 '--fix' $data/sleepstudy.csv --fix Days
refused 'a bad factor is named' 2 'FACTOR:COLUMN' $data/sleepstudy.csv --response Reaction --eliminate 'Subject:'
refused 'what cannot be written is said' 4 "can't create" $data/sleepstudy.csv --response Reaction --eliminate Subject --json "$place/no/where.json"
mkdir "$place/taken.json"
refused 'and nothing is left beside it' 4 'could not be written' $data/sleepstudy.csv --response Reaction --eliminate Subject --json "$place/taken.json"
[ ! -e "$place/taken.json.new" ]
ok 'no half-written file stays' $?
echo "1..$n"
exit $bad
