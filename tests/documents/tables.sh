#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tables that are long and full: 60 rows, 300 letters in a cell, a row higher than a page, words that
# don't break. No row is lost or cut, and each page begins with the head.
# shellcheck source=tests/documents/paper.bash
. "$(dirname "$0")/paper.bash"

head='["№", "Дата", "Педагог", "Предмет, класс", "Что увидели", "Результат"]'
paper() { # kind, head, rows...
	printf '{"kind": "%s", "draft": false, "issuer": ["Центр"], "title": "Итоги", "number": "7", "dated": "2026-12-08", "check": "0123456789abcdef0128", "check_words": "Проверить",
		"body": [{"b": "heading", "text": "Посещения"}, {"b": "table", "head": %s, "rows": [' "$1" "$2"
	shift 2
	(IFS=,; echo "$*")
	printf ']}], "signs": [{"b": "sign", "post": "Методист", "name": "И. П. Ветлугина"}]}'
}
heads() { for p in $(seq "$(pages "$dir/$1.pdf")"); do pdftotext -raw -f "$p" -l "$p" "$dir/$1.pdf" - | tr '\n' ' ' | grep -c 'Что увидели'; done | sort | uniq -c | awk '$2 != 1 { print $1 " pages with " $2 " heads" }'; }

rows=()
for i in $(seq 60); do rows+=("[\"$i\", \"$(printf %02d $((i % 28 + 1))).11.2026\", \"Рябинина С. К.\", \"Физика, 8 «Б»\", \"$(cell "$i" 300)\", \"$((40 + i)) %\"]"); done
paper spravka "$head" "${rows[@]}" | make_paper long
report 'a cell of the test has 300 letters' "$(c=$(cell 7 300); [ ${#c} = 300 ] || echo ${#c})"
report '60 rows: each with its whole text' "$(for i in $(seq 60); do echo "Физика, 8 «Б» $(cell "$i" 300) $((40 + i)) %"; done | missing long)"
report '60 rows: the head on each page once' "$(heads long)"
report '60 rows: pages are numbered' "$(wrong_numbers long)"
report '60 rows: within the margins' "$(outside long)"
report '60 rows: the signature is not alone on its page' "$(pdftotext -raw -f "$(pages "$dir/long.pdf")" "$dir/long.pdf" - | tr '\n' ' ' | grep -q 'конец060.*Ветлугина' || echo 'it is')"
report '60 rows: the code is on sheet 1' "$([ "$(code_on long 1)" = "$site/check/0123456789abcdef0128" ] || echo 'no code')$(code_on long 2)"

rows=()
for i in $(seq 60); do rows+=("[\"$i\", \"$(cell "$i" 120)\", \"01.11.2026 – 15.11.2026\", \"Ветлугина И. П.\", \"организационно-методическое\", \"$(cell $((i + 100)) 300)\", \"педагоги\", \"справка по итогам\"]"); done
paper plan '["№", "Мероприятие", "Срок", "Ответственный", "Направление", "Что увидели", "Адресаты", "Ожидаемый результат"]' '["Методические дни"]' "${rows[@]}" | make_paper wide
report 'a plan: each row, both long cells' "$(for i in $(seq 60); do cell "$i" 120; echo; cell $((i + 100)) 300; echo; done | missing wide)"
report 'a plan: names and terms are not parted' "$(echo "$(pdftotext -raw "$dir/wide.pdf" - | grep -cE 'Ветлугина И\. П\.') $(pdftotext -raw "$dir/wide.pdf" - | grep -cE '^–')" | grep -vx '60 0')"
report 'a plan lies across' "$(pdfinfo "$dir/wide.pdf" | grep -q '841.89 x 595' || echo 'it does not')"
report 'a plan: within the margins, the head on each page' "$(outside wide)$(heads wide)"

paper spravka "$head" "[\"1\", \"02.11.2026\", \"Ракитин П. В.\", \"Математика\", \"$(cell 1 300)\", \"50 %\"]" \
	"[\"2\", \"03.11.2026\", \"Рябинина С. К.\", \"Физика\", \"$(for i in $(seq 1400); do printf 'слово%04d ' "$i"; done)\", \"60 %\"]" \
	"[\"3\", \"04.11.2026\", \"Осокина Л. В.\", \"История\", \"$(cell 3 300)\", \"70 %\"]" | make_paper high
report 'a row higher than a page is parted and whole' "$(for i in $(seq 1400); do printf 'слово%04d\n' "$i"; done | missing high; cell 3 300 | missing high)"
report 'a row higher than a page: head and margins' "$(heads high)$(outside high)$([ "$(pages "$dir/high.pdf")" -gt 2 ] || echo 'too few pages')"

word=$(printf 'длинное%.0s' $(seq 40))
paper spravka "$head" "[\"1\", \"$word\", \"$word\", \"Физика\", \"$(cell 1 300)\", \"https://metodden.example/$(printf a%.0s $(seq 200))\"]" | make_paper unbroken
report 'words that are wider than their column stay within the margins' "$(outside unbroken)"
report 'they are whole' "$(tr -d ' ' <"$dir/unbroken.txt" | grep -qF "$word" || echo 'a part is lost')"

paper spravka '[]' '["одна", "две", "три", "четыре"]' '["пять"]' '["шесть", "семь"]' '[]' | make_paper uneven
report 'rows of unlike length, without a head' "$(printf '%s\n' 'одна две три четыре пять шесть семь' | missing uneven)"
finish
