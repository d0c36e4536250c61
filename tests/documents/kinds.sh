#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A sample of each kind of paper: everything that its JSON says stands on it, within the margins, and
# the code leads to the check page.
# shellcheck source=tests/documents/paper.bash
. "$(dirname "$0")/paper.bash"

# The strings of a paper's JSON that are words for its reader.
strings() { sed 's/"b": "[a-z]*"//g; s/"name": "[a-z_]*"//g; s/"kind": "[a-z_]*"//; s/"as_of": "[^"]*"//g; s/"dated": "[^"]*"//; s/"check": "[^"]*"//; s/"page": "[^"]*"//; s/"draft": [a-z]*//; s/{value}//g' "$1" | grep -oP '(?<!\\)"\K[^"]*(?=")' | grep -vxE '[a-z_]+|[][,:{} ]*'; }

for json in tests/documents/papers/*.json; do
	kind=$(basename "$json" .json)
	make_paper "$kind" <"$json" || continue
	caps=$(awk -v k="$kind" -F'"' '$0 ~ "KIND\\(" k "," { print $2 }' fcgi-app/paper/kinds.def)
	report "$kind: its name and all its words" "$({ echo "$caps"; strings "$json" | sed 's/,  *кворум/\n&/; s/Результат:  *от/от/; s/Членов совета *, /, /'; } | missing "$kind")"
	report "$kind: within the margins" "$(outside "$kind")"
	report "$kind: pages are numbered from the second on" "$(wrong_numbers "$kind")"
	code=$(grep -oP '"check": "\K[^"]*' "$json") page=$(grep -oP '"page": "\K[^"]*' "$json")
	report "$kind: the code leads to the check page, or to its own" "$(diff <(echo "${code:+$site/check/$code}${page:+$site$page}") <(code_on "$kind" 1 || echo))"
done

date=$(sed -n 's/.*"dated": "\([^"]*\)".*/\1/p' tests/documents/papers/order_hold.json)
[ "$date" = 2026-11-25 ] || report 'the sample has its date' "$date"
report 'an order: date and number' "$(printf '%s\n' '25 ноября 2026 г.' '№ 159-а' 'Приложение к приказу от 25 ноября 2026 г. № 159-а' | missing order_hold)"
report 'points are numbered on over a list' "$(printf '%s\n' '– Дубравин С. О., методист;' '3. Руководителю образовательного' '5. Контроль' | missing order_hold)"
report 'points begin anew after words' "$(printf '%s\n' 'ПОСТАНОВИЛИ: 1. Рекомендовать' 'ПОСТАНОВИЛИ: 1. Вернуть' | missing minutes)"
report 'a figure stands in its words with its day' "$(echo 'Результат: 66,7 % от применимого максимума, уровень средний (по состоянию на 11.12.2026)' | missing lesson_analysis)"
report 'a draft says so in place of a number' "$(echo 'МЕТОДИЧЕСКИЕ РЕКОМЕНДАЦИИ ПРОЕКТ Вопросы' | missing recommendations)"

sed 's/"number": "159-а", "dated": "2026-11-25"/"number": "", "dated": ""/' tests/documents/papers/order_hold.json | make_paper unnumbered
report 'a signed one has places for date and number' "$(echo '«____» ______________ 20___ г. № __________' | missing unnumbered)"
"$render" <tests/documents/papers/order_hold.json >"$dir/hidden.pdf"
report 'without an address of the service there is no code' "$(code_on hidden 1)"
report 'the same paper gives the same bytes' "$("$render" "$site" <tests/documents/papers/order_hold.json | cmp - "$dir/order_hold.pdf" 2>&1)"
report 'what is no paper gives no PDF' "$(echo '[1]' | "$render" "$site" 2>/dev/null)"
report 'the typeface is in the file' "$(pdffonts "$dir/order_hold.pdf" | awk 'NR > 2 && !(/LiberationSerif/ && / yes yes yes /)')"
finish
