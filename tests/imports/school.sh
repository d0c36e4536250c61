#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# import school: rooms, bells, classes and groups of the schools of a district.
# shellcheck source=tests/imports/import.bash
. "$(dirname "$0")/import.bash"
district roster
file=$fixtures/school.csv
dry 'a dry run says what would be' 'school.csv: строк 10; было бы добавлено 10, изменено 0 (проверка, ничего не записано)' school "$file"
loads 'the file is loaded' 'school.csv: строк 10; добавлено 10, изменено 0' school "$file"
expect 'rooms, bells, classes are there' 'каб. 12 30,спортзал |1 08:30:00-09:10:00,2 09:20:00-10:00:00|5А 24,6А 21' "$(in_clone -c "
	select (select string_agg(name || ' ' || coalesce(seats::text, ''), ',' order by name) from room r where r.organisation_id = o.id),
		(select string_agg(format('%s %s-%s', lesson, starts, ends), ',' order by lesson) from bell b where b.organisation_id = o.id),
		(select string_agg(format('%s%s %s', grade, letter, pupils), ',' order by grade) from school_class k where k.organisation_id = o.id)
	from organisation o where idnumber = 's-1'")"
expect 'a group has no grade' '0 Ёжики 18' "$(in_clone -c "select grade, letter, pupils from school_class k join organisation o on o.id = k.organisation_id where o.idnumber = 'k-1'" | tr '|' ' ')"
again 'the same file changes nothing' school "$file"
sed 's/^s-1,кабинет,каб. 12,30/s-1,кабинет,каб. 12,28/; s/08:30/08:20/' "$file" >"$files/changed.csv"
loads 'what differs is changed' 'changed.csv: строк 10; добавлено 0, изменено 2' school "$files/changed.csv"

cat >"$files/bad.csv" <<'C'
школа,запись,название,мест,учебный год,параллель,буква,учеников,смена,урок,начало,конец
нет такой,кабинет,каб. 1,,,,,,,,,
s-1,комната,каб. 1,,,,,,,,,
s-1,кабинет,,,,,,,,,,
s-1,кабинет,каб. 7,много,,,,,,,,
s-1,кабинет,каб. 7,10,,,,,,,,
s-1,класс,,,,,А,,,,,
s-1,класс,,,1812,5,А,,,,,
s-1,группа,,,2023,,,,,,,
s-1,звонок,,,,,,,,1,9:00,25:00
s-1,звонок,,,,,,,,2,10:00,09:00
s-1,класс,,,2023,5,Ж,,,,,
s-1,группа,,,2023,5,Ж,,,,,
,класс,,,2023,5,Ж,,,,,
s-1,кабинет,каб. 8
C
refused 'every bad row is named with its reason' school "$files/bad.csv" <<'C'
bad.csv, строка 3, столбец «запись»: «комната» - не из перечня: кабинет, класс, группа, звонок
bad.csv, строка 5, столбец «мест»: «много» - не целое число от 0 до 2000
bad.csv, строка 8, столбец «учебный год»: «1812» - не целое число от 2000 до 2100
bad.csv, строка 10, столбец «конец»: «25:00» - не время (ЧЧ:ММ)
bad.csv, строка 14, столбец «школа»: нужно значение
bad.csv, строка 15: в строке полей: 3, а нужно 12
bad.csv, строка 2, столбец «школа»: организации «нет такой» нет в районе
bad.csv, строка 4: для этой записи нужно значение: название
bad.csv, строка 6: то же самое уже есть в строке 5
bad.csv, строка 7: для этой записи нужно значение: параллель
bad.csv, строка 7: для этой записи нужно значение: учебный год
bad.csv, строка 9: для этой записи нужно значение: буква
bad.csv, строка 11, столбец «конец»: конец раньше начала
bad.csv, строка 13: то же самое уже есть в строке 12
metodden: bad.csv: ошибок 14, не загружено ничего
C
METODDEN_LANG=en refused 'and in English, by the headers of the file' school "$files/bad.csv" <<'C'
bad.csv, line 3, column "запись": "комната" isn't one of: room, class, group, bell
bad.csv, line 5, column "мест": "много" isn't an integer from 0 to 2000
bad.csv, line 8, column "учебный год": "1812" isn't an integer from 2000 to 2100
bad.csv, line 10, column "конец": "25:00" isn't a time (HH:MM)
bad.csv, line 14, column "школа": a value is needed
bad.csv, line 15: the row has 3 fields, 12 are expected
bad.csv, line 2, column "школа": there is no organisation "нет такой" in the district
bad.csv, line 4: this record needs a value: название
bad.csv, line 6: the same stands in line 5 already
bad.csv, line 7: this record needs a value: параллель
bad.csv, line 7: this record needs a value: учебный год
bad.csv, line 9: this record needs a value: буква
bad.csv, line 11, column "конец": it ends before it begins
bad.csv, line 13: the same stands in line 12 already
metodden: bad.csv: 14 errors, nothing was loaded
C
seen=
in_clone -c "insert into organisation (district_id, kind, name, idnumber) select district_id, 'school', 'Озёрная СОШ', 's-9' from district" >/dev/null
refused 'a name that two schools bear' school "$file" <<'C'
school.csv, строка 8, столбец «школа»: «Озёрная СОШ» - несколько организаций: укажите идентификатор
school.csv, строка 9, столбец «школа»: «Озёрная СОШ» - несколько организаций: укажите идентификатор
metodden: school.csv: ошибок 2, не загружено ничего
C
finish
