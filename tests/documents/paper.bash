# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the tests of papers share; sourced by each of them. A paper is rendered from its JSON and read
# back by tools of others: pdftotext (in the order it was drawn), pdftoppm, zbarimg.
set -u
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/../.." || exit 1
render=${B:-build}/tests/documents/render site=https://metodden.example
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
n=0 bad=0

# report NAME WRONG: the test holds when nothing wrong was found.
report() {
	n=$((n + 1))
	if [ -z "$2" ]; then echo "ok $n - $1"; return; fi
	echo "not ok $n - $1"
	head -10 <<<"$2" | sed 's/^/# /'
	bad=1
}
finish() {
	echo "1..$n"
	exit $bad
}

# make NAME [SITE] <JSON: $dir/NAME.pdf and its words on one line, $dir/NAME.txt.
make_paper() {
	"$render" "${2-$site}" >"$dir/$1.pdf" || { report "$1 is made" 'no PDF'; return 1; }
	flat "$dir/$1.pdf" >"$dir/$1.txt"
}
# Words with single spaces, without the numbers of pages that stand first on each page but one. A
# hyphen at a line's end is the word's own: nothing is hyphenated.
flat() {
	pdftotext -raw "$1" - | awk -v RS='\f' 'NR > 1 { sub(/^[0-9]+\n/, "") } { print }' | sed 's/\xc2\xa0/ /g' | tr -s ' \n' ' ' |
		sed 's/\([^ 0-9]\)- /\1-/g'
}
pages() { pdfinfo "$1" | awk '/^Pages:/ { print $2 }'; }

# missing NAME <LINES: those that the paper doesn't say.
missing() {
	local all line
	all=$(cat "$dir/$1.txt")
	while IFS= read -r line || [ -n "$line" ]; do
		if [[ $all != *"${line//$'\u00a0'/ }"* ]]; then echo "$line"; fi
	done
}
# wrong_numbers NAME: pages whose first line isn't their number; the first page has none.
wrong_numbers() {
	for p in $(seq "$(pages "$dir/$1.pdf")"); do
		first=$(pdftotext -raw -f "$p" -l "$p" "$dir/$1.pdf" - | head -1)
		if [ "$p" = 1 ]; then [ "$first" != 1 ] || echo 'page 1 has a number'; else [ "$first" = "$p" ] || echo "page $p begins with $first"; fi
	done
}
# outside NAME: words beyond the margins: 20 mm left, 10 right, 20 below; above only a page's number.
outside() {
	pdftotext -bbox "$dir/$1.pdf" - | awk '
		/<page / { split($0, a, "\""); w = a[2]; h = a[4]; page++ }
		/<word / { split($0, a, "\""); x1 = a[2]; y1 = a[4]; x2 = a[6]; y2 = a[8]
			text = $0; sub(/<\/word>.*/, "", text); sub(/.*>/, "", text)
			if (x1 < 56.2 || x2 > w - 27.8 || (y2 > h - 55.5 && page > 1) || y2 > h - 20 || (y1 < 56 && text != page)) print "page " page ": " text }'
}
code_on() { # NAME PAGE
	pdftoppm -r 150 -f "$2" -l "$2" -png -singlefile "$dir/$1.pdf" "$dir/$1"
	zbarimg -q --raw "$dir/$1.png" 2>/dev/null
}
# cell I LETTERS: words of exactly so many letters that no other row has.
cell() {
	local s
	s=$(printf 'начало%03d ' "$1"; printf 'учитель слушает ответы и спрашивает «почему», дети объясняют друг другу; %.0s' $(seq $(($2 / 60 + 1))))
	s=${s:0:$(($2 - 9))}
	printf '%s конец%03d' "${s/% /и}" "$1"
}
