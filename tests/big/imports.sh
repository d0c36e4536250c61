#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Files of more than 100 MB: read in bounded memory, with a line of progress every two seconds, and
# refused in words.
# shellcheck source=tests/imports/import.bash
. "$(dirname "$0")/../imports/import.bash"
district roster school
rows=1250000
{
	echo 'школа,с,по,день,урок,смена,класс,предмет,педагог,кабинет'
	awk -v n=$rows 'BEGIN { for (i = 0; i < n; i++) printf "s-1,01.09.2023,29.12.2023,%d,%d,,5А,Математика номер %d,p-3,каб. 12\n", i % 7 + 1, i % 2 + 1, i }'
} >"$files/big.csv"
report 'the file has more than 100 MB' "$(find "$files/big.csv" -size -100M)"

# limited ARGS...: as said, in half a gigabyte of address space.
limited() {
	out=$(ulimit -v 524288 && metodden "$@" 2>"$files/.err")
	rc=$?
}
# spoken NAME: progress was told without a pause of three seconds.
spoken() {
	report "$1: progress is told" "$(sed -n 's/^  .*, \([0-9]*\) с$/\1/p' "$files/.err" | awk '{ if ($1 - last > 2) print "nothing between " last " s and " $1 " s"; last = $1 } END { if (!NR) print "nothing at all" }')"
}
before=$(digest)
limited import timetable "$files/big.csv"
expect 'lessons that stand on each other are all named' "1 $((2 * (rows - 14)))" "$rc $(grep -c 'занято в это же время' "$files/.err")"
expect 'and counted' "metodden: big.csv: ошибок $((2 * (rows - 14))), не загружено ничего" "$(tail -1 "$files/.err")"
spoken 'a file that is wrong throughout'
printf '"не закрыто' >>"$files/big.csv"
limited import timetable "$files/big.csv"
expect 'a fault in the last line' "1 big.csv, строка $((rows + 2)): нарушен формат CSV: кавычка не закрыта
metodden: big.csv: ошибок 1, не загружено ничего" "$rc $(grep -v '^  ' "$files/.err")"
expect 'nothing was written' "$before" "$(digest)"
finish
