#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# import framework: a competence framework as Moodle exports it, columns by position.
# shellcheck source=tests/imports/import.bash
. "$(dirname "$0")/import.bash"
district
file=$fixtures/framework.csv
# tree: of the framework in force: code, name, parent
tree() {
	in_clone -c "select c.code, c.name, p.code from edition e join competence c on c.edition_id = e.id left join competence p on p.id = c.parent_id
		where e.kind = 'framework' and e.code = 'small' and upper_inf(e.in_force) order by c.position" | paste -sd' '
}
dry 'a dry run says what would be' 'framework.csv: строк 4; было бы добавлено 5, изменено 0 (проверка, ничего не записано)' framework "$file"
loads 'the file is loaded' 'framework.csv: строк 4; добавлено 5, изменено 0' framework "$file"
expect 'the whole, its competences, their parents' '|Малая рамка| S1|Ведёт урок| S1.1|Ставит цель|S1 S2|Видит ученика|' "$(tree)"
again 'the same file changes nothing' framework "$file"
sed 's/Видит ученика/Видит каждого/' "$file" >"$files/changed.csv"
loads 'another content is a new version' 'changed.csv: строк 4; добавлено 5, изменено 0' framework "$files/changed.csv"
expect 'which is in force' '|Малая рамка| S1|Ведёт урок| S1.1|Ставит цель|S1 S2|Видит каждого|' "$(tree)"
expect 'while the one before stays' '1 published,2 published' "$(in_clone -c "select string_agg(version || ' ' || state, ',' order by version) from edition where code = 'small'")"
again 'and that too once more changes nothing' framework "$files/changed.csv"
sed 's/Малая рамка/Малая рамка района/' "$files/changed.csv" >"$files/renamed.csv"
loads 'another name alone is a new version' 'renamed.csv: строк 4; добавлено 5, изменено 0' framework "$files/renamed.csv"

cat >"$files/bad.csv" <<'C'
a,b,c,d,e,f,g,h,i,j,k,l,m,n
,small,Малая рамка,,,,,,,,,,1,
,big,Вторая рамка,,,,,,,,,,1,
,S1,Ведёт,,,,,,,,,,,
,S1,Ведёт,,,,,,,,,,,
нет,S2,Видит,,,,,,,,,,,
S4,S3,Круг,,,,,,,,,,,
S3,S4,Круг,,,,,,,,,,,
S5,S5,Сам,,,,,,,,,,,
,,,,,,,,,,,,,x
C
refused 'every bad row is named with its reason' framework "$files/bad.csv" <<'C'
bad.csv, строка 10, столбец «ID number»: нужно значение
bad.csv, строка 10, столбец «Short name»: нужно значение
bad.csv, строка 5, столбец «ID number»: то же самое уже есть в строке 4
bad.csv, строка 6, столбец «Parent ID number»: нет родителя «нет»
bad.csv, строка 7, столбец «Parent ID number»: родитель «S4» сам стоит ниже этой строки: круг
bad.csv, строка 8, столбец «Parent ID number»: родитель «S3» сам стоит ниже этой строки: круг
bad.csv, строка 9, столбец «Parent ID number»: родитель «S5» сам стоит ниже этой строки: круг
bad.csv: нужна ровно одна строка самой рамки (Is framework = 1), а их 2
metodden: bad.csv: ошибок 8, не загружено ничего
C
cut -d, -f1-13 "$files/bad.csv" >"$files/narrow.csv"
refused 'fewer columns than Moodle has' framework "$files/narrow.csv" <<'C'
narrow.csv, строка 1: в строке полей: 13, а нужно 14
metodden: narrow.csv: ошибок 1, не загружено ничего
C
METODDEN_LANG=en refused 'and in English' framework "$files/narrow.csv" <<'C'
narrow.csv, line 1: the row has 13 fields, 14 are expected
metodden: narrow.csv: 1 errors, nothing was loaded
C
finish
