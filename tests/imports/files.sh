#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The file itself, the same for every importer of tables: how spreadsheets write one is read, what
# isn't a table is refused in a sentence that says what it is.
# shellcheck source=tests/imports/import.bash
. "$(dirname "$0")/import.bash"
district roster school timetable plan framework rubric visits
# words KIND: what its command line needs beside the file.
words() { case $1 in plan) echo '--year 2023' ;; visits) echo '--rubric small' ;; esac; }

# Written in another way, the same rows are the same.
written() {
	# shellcheck disable=SC2046  # words
	again "$1: $2" "$1" "$files/$1.csv" $(words "$1")
}
for kind in school timetable plan visits; do
	file=$fixtures/$kind.csv
	(printf '\xef\xbb\xbf' && sed 's/$/\r/' "$file") >"$files/$kind.csv"
	written "$kind" 'a byte order mark and CRLF'
	cp "$file" "$files/$kind.csv"
	printf ',,,,,\n\n\n' >>"$files/$kind.csv"
	written "$kind" 'blank rows at the end'
	iconv -f UTF-8 -t WINDOWS-1251 "$file" >"$files/$kind.csv"
	before=$(digest)
	# shellcheck disable=SC2046  # words
	said import "$kind" "$files/$kind.csv" $(words "$kind")
	expect "$kind: windows-1251 is read as such, and that is said" "0 $kind.csv: кодировка windows-1251, прочитано как она" "$rc $err"
	expect "$kind: and brings the same" "$before" "$(digest)"
	awk 'BEGIN { FS = OFS = ";" } { n = split($0, part, "\""); out = ""; for (i = 1; i <= n; i++) { if (i % 2) gsub(/,/, ";", part[i]); out = out (i > 1 ? "\"" : "") part[i] } print out }' "$file" >"$files/$kind.csv"
	written "$kind" 'semicolons'
	sed '1s/.*/\U&/' "$file" >"$files/$kind.csv"
	written "$kind" 'capitals in the headers'
done
awk -F, -v OFS=, '{ t = $1; $1 = $10; $10 = t; print }' "$fixtures/timetable.csv" >"$files/timetable.csv"
written timetable 'columns in another order'
sed '1s/.*/school,from,to,weekday,lesson,profile,class,subject,teacher,room/; s/,пн,/,1,/' "$fixtures/timetable.csv" >"$files/timetable.csv"
written timetable 'English headers and codes'
iconv -f UTF-8 -t WINDOWS-1251 "$fixtures/framework.csv" >"$files/framework.csv"
written framework 'windows-1251'
iconv -f UTF-8 -t WINDOWS-1251 "$fixtures/rubric.json" >"$files/rubric.csv"
written rubric 'windows-1251'

# spoilt KIND NAME COMPLAINT: the file, whatever it is called, is refused with that.
spoilt() {
	# shellcheck disable=SC2046  # words
	refused "$1: $2" "$1" "$files/bad" $(words "$1") <<<"$3
metodden: bad: ошибок ${4:-1}, не загружено ничего"
}
for kind in school timetable plan visits framework rubric; do
	: >"$files/bad"
	spoilt $kind 'an empty file' 'bad: в файле нет строк с данными'
	(cd "$fixtures" && zip -q -X - school.csv) >"$files/bad"
	spoilt $kind 'a workbook' 'metodden: bad: это архив или книга Excel: сохраните лист как CSV'
	printf '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' >"$files/bad"
	spoilt $kind 'an old workbook' 'metodden: bad: это старая книга Excel: сохраните лист как CSV'
	iconv -f UTF-8 -t UTF-16 "$fixtures/school.csv" >"$files/bad"
	spoilt $kind 'UTF-16' 'metodden: bad: это UTF-16: сохраните как «CSV UTF-8»'
	printf 'a,b\0c\n' >"$files/bad"
	spoilt $kind 'a zero byte' 'metodden: bad: это не текст: внутри нулевые байты'
	printf 'Школа,Школа,Школа\nЛицей,\xd0\n' >"$files/bad"
	spoilt $kind 'UTF-8 with a letter cut' 'metodden: bad: повреждённый UTF-8 в строке 2'
	printf '\x98\x98\x98' >"$files/bad"
	spoilt $kind 'some other encoding' 'metodden: bad: ни UTF-8, ни windows-1251'
done
for kind in school timetable plan visits; do
	file=$fixtures/$kind.csv
	head -1 "$file" >"$files/bad"
	spoilt $kind 'a header alone' 'bad: в файле нет строк с данными'
	printf '\xef\xbb\xbf\n\n' >"$files/bad"
	spoilt $kind 'blank rows alone' 'bad: в файле нет строк с данными'
	first=$(head -1 "$file" | cut -d, -f1)
	sed "1s/^$first,/$first,$first,/; 2,\$s/^/x,/" "$file" >"$files/bad"
	spoilt $kind 'a column twice' "bad, строка 1: столбец «$first» стоит дважды"
	sed "1s/^$first,/другое,/" "$file" >"$files/bad"
	if [ $kind != visits ]; then
		spoilt $kind 'another column' "bad, строка 1: лишний столбец «другое»
bad, строка 1: нет столбца «$first»" 2
	else
		spoilt $kind 'another column' "bad, строка 1: нет столбца «$first»
bad, строка 1: лишний столбец «другое»" 2
	fi
	(cat "$file" && printf '"не закрыто') >"$files/bad"
	spoilt $kind 'a quote that is not closed' "bad, строка $(($(wc -l <"$file") + 1)): нарушен формат CSV: кавычка не закрыта"
	(cat "$file" && printf '"после"кавычки,x\n') >"$files/bad"
	spoilt $kind 'text after a quote' "bad, строка $(($(wc -l <"$file") + 1)): нарушен формат CSV: текст после закрывающей кавычки"
	(cat "$file" && printf 'вн"утри,x\n') >"$files/bad"
	spoilt $kind 'a quote inside' "bad, строка $(($(wc -l <"$file") + 1)): нарушен формат CSV: кавычка внутри поля без кавычек"
	tr '\n' '\r' <"$file" >"$files/bad"
	spoilt $kind 'rows in the way of old Macintoshes' 'bad, строка 1: нарушен формат CSV: возврат каретки без перевода строки'
done
(printf 'школа,запись,название\n' && printf 's-1,кабинет,"каб.\x1b[31m\n%s"\n' "$(printf 'ж%.0s' $(seq 400))") >"$files/bad"
spoilt school 'a long value of two lines is told on one, without its control characters' "bad, строка 2, столбец «название»: длиннее 300 знаков: «каб. [31m $(printf 'ж%.0s' $(seq 93))...»"

for kind in roster school timetable plan visits framework rubric; do
	rm -f "$files/bad"
	# shellcheck disable=SC2046  # words
	refused "$kind: a file that is not there" $kind "$files/bad" $(words $kind) <<<"metodden: файл $files/bad не прочитан: такого файла нет"
	# shellcheck disable=SC2046  # words
	refused "$kind: a folder" $kind "$files" $(words $kind) <<<"metodden: файл $files не прочитан: это не обычный файл"
	METODDEN_LANG=en refused "$kind: and in English" $kind "$files/bad" <<<"metodden: can't read $files/bad: No such file or directory"
	said import $kind --help
	case $rc$out in 0"metodden import $kind"*) ;; *) report "$kind tells what its file holds" "$rc $out$err" ;; esac
done
truncate -s 513M "$files/bad"
refused 'a file that is too large' school "$files/bad" <<<"metodden: файл $files/bad не прочитан: больше 512 МБ"
finish
