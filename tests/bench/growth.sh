#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The growth engine beside R's lme4, and plans beside CBC, in one run: what | ours | other | ratio | bar.
# Processor seconds, one BLAS thread each. `quick` leaves the region out, for which lme4 needs minutes.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/bench/table.sh
export OPENBLAS_NUM_THREADS=1 METODDEN_LANG=en
time=build/tests/bench/growth_time district=build/tests/bench/district
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
against() { # what, file, bar, formula, repeats of lme4, then words for growth_time
	local what=$1 file=$2 bar=$3 formula=$4 repeats=$5 ours other fit criterion seconds reference
	shift 5
	ours=$($time fit "$file" 5 "$@") || exit 1
	other=$(Rscript tests/bench/lme4.R "$file" "$formula" "$repeats") || exit 1
	read -r _ fit _ criterion <<<"$ours"
	read -r seconds reference <<<"$other"
	row "$what" "$(calc '%.4f s' "$fit")" "$(calc '%.2f s' "$seconds")" "$(calc '%.1f x' "$seconds/$fit")" ">= $bar x" \
		"$(calc %d "$seconds/$fit>=$bar")"
	row '  criterion, not above' "$(calc %.6f "$criterion")" "$(calc %.6f "$reference")" '' '<= + 1e-9' \
		"$(calc %d "$criterion<=$reference+1e-9*$reference")"
}
header

$district 3000 40 60 1 20 12 20240102 >"$place/district.csv"
against 'district, 60 000 visits, 7 parameters' "$place/district.csv" 1000 \
	'ymean ~ t + post + (1 + t | teacher) + (1 + t | school) + (1 | rater)' 3 ymean t,post teacher:t school:t rater
read -r seconds _ <<<"$($time all "$place/district.csv" 3)"
row '12 competences and mean, intervals, flags' "$(calc '%.3f s' "$seconds")" '' '' '< 0.5 s' "$(calc %d "$seconds<0.5")"
Rscript -e 'data(InstEval, package="lme4"); d <- InstEval; d$service <- as.integer(d$service) - 1L; write.csv(d[c("s","d","service","dept","y")], commandArgs(TRUE)[1], row.names=FALSE, quote=FALSE)' "$place/insteval.csv"
against 'InstEval: students, lecturers' "$place/insteval.csv" 10 'y ~ 1 + (1 | s) + (1 | d)' 3 y 1 s d
against 'InstEval: service, department' "$place/insteval.csv" 18 'y ~ service + (1 | s) + (1 | d) + (1 | dept)' 3 y service s d dept
against 'InstEval: slopes of lecturers' "$place/insteval.csv" 12 'y ~ service + (1 | s) + (service | d) + (1 | dept)' 1 \
	y service s d:service dept
tests/bench/plan.sh rows ${1+"$1"} || missed=$((missed + 1))
[ "${1:-}" = quick ] && exit $((missed > 0))

command time -f '%U %S %M' true 2>/dev/null || { echo 'GNU time is lacking' >&2; exit 1; }
spent() { command time -o "$place/time" -f '%U %S %M' "$@" >/dev/null && awk '{ print $1 + $2, $3 / 1024 }' "$place/time"; }
region() { # thousands of teachers, in 1000 schools of 25 districts
	$district $(($1 * 1000)) 1000 1000 25 20 1 7 >"$place/region.csv"
	spent build/metodden-growth fit "$place/region.csv" --response y --fixed t,post --eliminate teacher:t --random school:t \
		--random rater --blup "$place/blup.csv"
}
read -r one memory <<<"$(region 50)"
read -r reading _ <<<"$($time fit "$place/region.csv" 1 y t,post teacher:t school:t rater)"
read -r other _ <<<"$(Rscript tests/bench/lme4.R "$place/region.csv" 'y ~ t + post + (1 + t | teacher) + (1 + t | school) + (1 | rater)' 1)"
row 'region, 1 M visits: CSV to predictions' "$(calc '%.2f s' "$one")" "$(calc '%.1f s' "$other")" "$(calc '%.0f x' "$other/$one")" '>= 300 x' \
	"$(calc %d "$other/$one>=300")"
row '  against reading the file once' "$(calc '%.2f s' "$one")" "$(calc '%.2f s' "$reading")" "$(calc '%.1f x' "$one/$reading")" '<= 15 x' \
	"$(calc %d "$one/$reading<=15")"
row '  memory' "$(calc '%.0f MB' "$memory")" '' '' '<= 150 MB' "$(calc %d "$memory<=150")"
read -r two _ <<<"$(region 100)"
read -r four _ <<<"$(region 200)"
slope=$(calc %.2f "(log($four)-log($one))/log(4)")
row '1, 2, 4 M visits there: slope of log time' "$(calc '%.1f %.1f %.1f' "$one,$two,$four")" '' "$slope" '<= 1.1' "$(calc %d "$slope<=1.1")"
exit $((missed > 0))
