#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# import timetable: the weekly timetable (расписание) of the schools and half-years that a file names.
# shellcheck source=tests/imports/import.bash
. "$(dirname "$0")/import.bash"
district roster school
file=$fixtures/timetable.csv
dry 'a dry run says what would be' 'timetable.csv: строк 5; было бы добавлено 6, изменено 0 (проверка, ничего не записано)' timetable "$file"
loads 'the file is loaded' 'timetable.csv: строк 5; добавлено 6, изменено 0' timetable "$file"
# lessons: class, weekday, lesson, teacher, subject, room of each
lessons() {
	in_clone -c "select case k.grade when 0 then '' else k.grade::text end || k.letter, l.weekday, l.number, l.profile, p.idnumber, s.name, r.name from lesson l join school_class k on k.id = l.class_id
		join person p on p.id = l.teacher_id left join subject s on s.id = l.subject_id left join room r on r.id = l.room_id order by 1, 2"
}
expect 'a teacher by name is the one of that school, a lesson of two classes is one of each' '5А|1|1||p-3|Математика|каб. 12
5А|2|1||p-4|История|спортзал
6А|2|1||p-4|История|спортзал
6А|2|2||p-3|Математика|каб. 12
9Б|1|1|вторая|p-5|История|
Ёжики|3|1||p-7||' "$(lessons | sort)"
again 'the same file changes nothing' timetable "$file"
sed '/^Лицей/d; s/p-3,каб. 12/p-3,спортзал/; s/^k-1.*/k-1,01.09.2023,29.12.2023,чт,1,,Ёжики,,p-7,/' "$file" >"$files/changed.csv"
loads 'what the file has no more goes, the rest is changed' 'changed.csv: строк 4; добавлено 1, изменено 3' timetable "$files/changed.csv"
expect 'and that is how it stands' '5А|2|1||p-4|История|спортзал
6А|2|1||p-4|История|спортзал
6А|2|2||p-3|Математика|спортзал
9Б|1|1|вторая|p-5|История|
Ёжики|4|1||p-7||' "$(lessons | sort)"
grep -e '^школа' -e '^k-1' "$file" | sed 's/Ёжики/Ёжики+Ёжики/' >"$files/one.csv"
loads 'a file of one school leaves the others alone; a class named twice is one' 'one.csv: строк 1; добавлено 1, изменено 1' timetable "$files/one.csv"

cat >"$files/bad.csv" <<'C'
школа,с,по,день,урок,смена,класс,предмет,педагог,кабинет
нет такой,01.09.2023,29.12.2023,пн,1,,5А,Математика,p-3,каб. 12
s-1,29.12.2023,01.09.2023,пн,1,,5А,Математика,p-3,каб. 12
s-1,01.09.2023,31.02.2023,пн,1,,5А,Математика,p-3,каб. 12
s-1,01.09.2023,29.12.2023,понедельник,1,,5А,Математика,p-3,каб. 12
s-1,01.09.2023,29.12.2023,пн,7,,5А,Математика,p-3,каб. 12
s-1,01.09.2023,29.12.2023,пн,1,вторая,5А,Математика,p-3,каб. 12
s-1,01.09.2023,29.12.2023,вт,1,,5А,Математика,p-3,каб. 99
s-1,01.09.2023,29.12.2023,вт,2,,11Я+5А,Математика,p-3,каб. 12
s-1,01.09.2023,29.12.2023,ср,1,,5А,Математика,Кто-то Неведомый,
s-1,01.09.2023,29.12.2023,чт,1,,5А,Математика,p-3,каб. 12
s-1,01.10.2023,29.12.2023,чт,1,,6А,Математика,Озерова Нина Олеговна,
s-1,01.10.2023,29.12.2023,чт,1,,6А,История,p-4,каб. 12
s-1,01.01.2024,29.05.2024,чт,1,,6А,История,p-4,каб. 12
s-2,01.09.2023,29.12.2023,чт,1,вторая,9Б,Математика,Озерова Нина Олеговна,
,,,,,,,,,x
C
refused 'every bad row is named with its reason' timetable "$files/bad.csv" <<'C'
bad.csv, строка 4, столбец «по»: «31.02.2023» - не дата (ДД.ММ.ГГГГ или ГГГГ-ММ-ДД)
bad.csv, строка 5, столбец «день»: «понедельник» - не из перечня: пн, вт, ср, чт, пт, сб, вс
bad.csv, строка 16, столбец «школа»: нужно значение
bad.csv, строка 16, столбец «с»: нужно значение
bad.csv, строка 16, столбец «по»: нужно значение
bad.csv, строка 16, столбец «день»: нужно значение
bad.csv, строка 16, столбец «урок»: нужно значение
bad.csv, строка 16, столбец «класс»: нужно значение
bad.csv, строка 16, столбец «педагог»: нужно значение
bad.csv, строка 2, столбец «школа»: организации «нет такой» нет в районе
bad.csv, строка 3, столбец «по»: конец раньше начала
bad.csv, строка 6, столбец «урок»: звонка на урок 7 нет в школе
bad.csv, строка 7, столбец «урок»: звонка на урок 1, вторая нет в школе
bad.csv, строка 8, столбец «кабинет»: кабинета «каб. 99» нет в школе
bad.csv, строка 9, столбец «класс»: класса «11Я» нет в этом учебном году
bad.csv, строка 10, столбец «педагог»: сотрудника «Кто-то Неведомый» нет в этой организации
bad.csv, строка 12, столбец «педагог»: занято в это же время: строка 11
bad.csv, строка 13, столбец «кабинет»: занято в это же время: строка 11
bad.csv, строка 15, столбец «педагог»: сотрудника «Озерова Нина Олеговна» нет в этой организации
metodden: bad.csv: ошибок 19, не загружено ничего
C
seen=
in_clone -c "with p as (insert into person (district_id, family_name, given_name, patronymic, idnumber) select district_id, 'Озерова', 'Нина', 'Олеговна', 'p-33' from district returning *)
	insert into appointment (district_id, person_id, organisation_id, role, during) select p.district_id, p.id, o.id, 'teacher', '[2023-01-01,)' from p, organisation o where o.idnumber = 's-1'"
refused 'two of one name in one school' timetable "$file" <<'C'
timetable.csv, строка 2, столбец «педагог»: «Озерова Нина Олеговна» - несколько человек: укажите идентификатор
metodden: timetable.csv: ошибок 1, не загружено ничего
C
finish
