#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# import visits: sheets of past years, one row a sheet and one column an item of the rubric.
# shellcheck source=tests/imports/import.bash
. "$(dirname "$0")/import.bash"
district roster school framework rubric
file=$fixtures/visits.csv
dry 'a dry run says what would be' 'visits.csv: строк 3; было бы добавлено 14, изменено 0 (проверка, ничего не записано)' visits "$file" --rubric small
loads 'the file is loaded' 'visits.csv: строк 3; добавлено 14, изменено 0' visits "$file" --rubric small
expect 'two sheets of one visit, an absent stage lowers what could be had' 's-1 p-3 p-1 3.5/4 closed submitted Дроби,s-1 p-3 p-2 2/3 closed submitted Дроби,s-2 p-5 p-1 0.5/4 closed submitted ' \
	"$(in_clone -c "select string_agg(format('%s %s %s %s/%s %s %s %s', o.idnumber, t.idnumber, a.idnumber, h.points, h.max_points, v.state, h.state, v.topic), ',' order by o.idnumber, a.idnumber)
		from sheet h join visit v on v.id = h.visit_id join organisation o on o.id = v.organisation_id join person t on t.id = v.teacher_id join person a on a.id = h.author_id")"
expect 'what was said of the lesson is kept' 'Ясно, коротко|Мало времени|Таймер' "$(in_clone -c 'select strengths, difficulties, action_step from sheet where strengths is not null')"
again 'the same file changes nothing' visits "$file" --rubric small

sed 's/,p-2,Матем/,p-3,Матем/; s/2023-10-03/2093-10-03/; s/Родникова Алла Павловна/Лесной Пётр Ильич/; s/"0,5"/0.7/; s/,0,0,0.5/,-,,xx/; s/p-5/p-55/; s/9Б/10Щ/' "$file" >"$files/bad.csv"
again=$(sed -n 2p "$files/bad.csv")
echo "$again" >>"$files/bad.csv"
echo 'вчера,,p-3,p-1,,,,,,,,1,1,1' >>"$files/bad.csv"
refused 'every bad row is named with its reason' visits "$files/bad.csv" --rubric small <<'C'
bad.csv, строка 6, столбец «дата»: «вчера» - не дата (ДД.ММ.ГГГГ или ГГГГ-ММ-ДД)
bad.csv, строка 6, столбец «школа»: нужно значение
bad.csv, строка 2, столбец «2.1»: балл «0.7» не предусмотрен картой; можно: 0, 0.5, 1, -
bad.csv, строка 2, столбец «методист»: «Лесной Пётр Ильич» - несколько человек: укажите идентификатор
bad.csv, строка 3, столбец «методист»: «p-3» не посещает себя: педагог и методист - один человек
bad.csv, строка 4, столбец «1.1»: балл «-» не предусмотрен картой; можно: 0, 1, 2
bad.csv, строка 4, столбец «1.2»: нужно значение
bad.csv, строка 4, столбец «2.1»: балл «xx» не предусмотрен картой; можно: 0, 0.5, 1, -
bad.csv, строка 4, столбец «класс»: класса «10Щ» нет в этом учебном году
bad.csv, строка 4, столбец «дата»: 03.10.2093 ещё не наступило
bad.csv, строка 4, столбец «педагог»: сотрудника «p-55» нет в районе
bad.csv, строка 5, столбец «2.1»: балл «0.7» не предусмотрен картой; можно: 0, 0.5, 1, -
bad.csv, строка 5, столбец «методист»: «Лесной Пётр Ильич» - несколько человек: укажите идентификатор
bad.csv, строка 5: то же самое уже есть в строке 2
metodden: bad.csv: ошибок 14, не загружено ничего
C
METODDEN_LANG=en refused 'and in English' visits "$files/bad.csv" --rubric small <<'C'
bad.csv, line 6, column "дата": "вчера" isn't a date (YYYY-MM-DD or DD.MM.YYYY)
bad.csv, line 6, column "школа": a value is needed
bad.csv, line 2, column "2.1": the rubric knows no points "0.7"; allowed: 0, 0.5, 1, -
bad.csv, line 2, column "методист": "Лесной Пётр Ильич" is several people: give the id
bad.csv, line 3, column "методист": "p-3" can't visit themselves: teacher and visitor are one person
bad.csv, line 4, column "1.1": the rubric knows no points "-"; allowed: 0, 1, 2
bad.csv, line 4, column "1.2": a value is needed
bad.csv, line 4, column "2.1": the rubric knows no points "xx"; allowed: 0, 0.5, 1, -
bad.csv, line 4, column "класс": there is no class "10Щ" in this school year
bad.csv, line 4, column "дата": 03.10.2093 is still to come
bad.csv, line 4, column "педагог": there is no "p-55" in the district
bad.csv, line 5, column "2.1": the rubric knows no points "0.7"; allowed: 0, 0.5, 1, -
bad.csv, line 5, column "методист": "Лесной Пётр Ильич" is several people: give the id
bad.csv, line 5: the same stands in line 2 already
metodden: bad.csv: 14 errors, nothing was loaded
C
sed 's/,2,1,"0,5"/,2,0,"0,5"/; s/,Дроби,,,/,Дроби,,Иное,/' "$file" >"$files/other.csv"
refused 'other marks or other words of a sheet that is there' visits "$files/other.csv" --rubric small <<'C'
other.csv, строка 2: это посещение уже загружено с другим содержанием: закрытый лист не изменить
other.csv, строка 3: это посещение уже загружено с другим содержанием: закрытый лист не изменить
metodden: other.csv: ошибок 2, не загружено ничего
C
sed 's/,Дроби,"/,Доли,"/' "$file" >"$files/other.csv"
refused 'another topic of a visit that is there' visits "$files/other.csv" --rubric small <<'C'
other.csv, строка 2: это посещение уже загружено с другим содержанием: закрытый лист не изменить
metodden: other.csv: ошибок 1, не загружено ничего
C
sed 's/,2,1,"0,5"/,2,7,"0,5"/' "$file" >"$files/other.csv"
refused 'points that no item has, of a sheet that is there' visits "$files/other.csv" --rubric small <<'C'
other.csv, строка 2, столбец «1.2»: балл «7» не предусмотрен картой; можно: 0, 1
other.csv, строка 2: это посещение уже загружено с другим содержанием: закрытый лист не изменить
metodden: other.csv: ошибок 2, не загружено ничего
C
sed 's/p-2/p-4/' "$file" >"$files/second.csv"
refused 'a second sheet of a visit that is closed' visits "$files/second.csv" --rubric small <<'C'
second.csv, строка 3: это посещение уже закрыто: второй лист к нему не добавить
metodden: second.csv: ошибок 1, не загружено ничего
C
refused 'without --rubric' visits "$file" <<'C'
visits.csv: укажите --rubric КОД
metodden: visits.csv: ошибок 1, не загружено ничего
C
refused 'an unknown rubric' visits "$file" --rubric nosuch <<'C'
visits.csv: нет опубликованной карты «nosuch»
metodden: visits.csv: ошибок 1, не загружено ничего
C
sed '1s/,2.1$/,3.1/' "$file" >"$files/items.csv"
refused 'an item that the rubric lacks, one that the file lacks' visits "$files/items.csv" --rubric small <<'C'
items.csv: в карте нет пункта 3.1
items.csv: нет столбца пункта 2.1
metodden: items.csv: ошибок 2, не загружено ничего
C
sed '1s/,2.1$/,балл/' "$file" >"$files/items.csv"
refused 'a column that is no item' visits "$files/items.csv" --rubric small <<'C'
items.csv, строка 1: лишний столбец «балл»
items.csv: нет столбца пункта 2.1
metodden: items.csv: ошибок 2, не загружено ничего
C
finish
