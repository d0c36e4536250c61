#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# import plan: the year's plan of a district, as a draft or as approved by its order.
# shellcheck source=tests/imports/import.bash
. "$(dirname "$0")/import.bash"
district roster
file=$fixtures/plan.csv
dry 'a dry run says what would be' 'plan.csv: строк 3; было бы добавлено 6, изменено 0 (проверка, ничего не записано)' plan "$file" --year 2023
loads 'without an order it is a draft' 'plan.csv: строк 3; добавлено 6, изменено 0' plan "$file" --year 2023
expect 'items are there' 'Методический день «Первый урок»|Методический день|[2023-09-12,2023-09-13)|p-1|organisational|s-1|Методические дни|учителя|справка
Семинар: "Читаем вместе"|Семинар|[2023-10-02,2023-10-07)|p-2|consulting|||воспитатели|
Изучение опыта|Изучение опыта|[2024-02-05,2024-03-30)||analytic|s-2|||обзор' "$(in_clone -c "select i.title, f.name, i.term, p.idnumber, i.direction, o.idnumber, i.section, i.addressee, i.result
	from plan_item i join form f on f.id = i.form_id left join person p on p.id = i.responsible_id left join organisation o on o.id = i.organisation_id order by i.number")"
again 'the same file changes nothing' plan "$file" --year 2023
sed 's/воспитатели/учителя начальных классов/' "$file" >"$files/changed.csv"
loads 'a draft follows the file' 'changed.csv: строк 3; добавлено 3, изменено 3' plan "$files/changed.csv" --year 2023
loads 'with the order the plan is approved' 'changed.csv: строк 3; добавлено 1, изменено 1' plan "$files/changed.csv" --year 2023 --order 171 --dated 2023-08-31
expect 'by that order' 'approved|171|2023-08-31|registered' "$(in_clone -c 'select v.state, d.number, d.dated, d.state from plan_version v join document d on d.id = v.order_id')"
again 'the same once more changes nothing' plan "$files/changed.csv" --year 2023 --order 171 --dated 2023-08-31
refused 'an approved plan is changed by a new version only' plan "$file" --year 2023 <<'C'
plan.csv: план на 2023/2024 учебный год уже утверждён с другим содержанием: изменения вносит новая редакция (п. 4.6, абз. 2)
metodden: plan.csv: ошибок 1, не загружено ничего
C

cat >"$files/bad.csv" <<'C'
№,мероприятие,форма,начало,конец,ответственный,направление,школа
1,Раз,Семинар,12.09.2023,11.09.2023,Никто Никем,шаманское,нет такой
1,Два,Семинар,12.09.2022,12.09.2022,Лесной Пётр Ильич,,
0,,Семинар,сегодня,12.09.2023,,,
C
refused 'every bad row is named with its reason' plan "$files/bad.csv" --year 2023 <<'C'
bad.csv, строка 2, столбец «направление»: «шаманское» - не из перечня: аналитическое, информационное, организационно-методическое, экспертное, консультационное
bad.csv, строка 4, столбец «№»: «0» - не целое число от 1 до 10000
bad.csv, строка 4, столбец «мероприятие»: нужно значение
bad.csv, строка 4, столбец «начало»: «сегодня» - не дата (ДД.ММ.ГГГГ или ГГГГ-ММ-ДД)
bad.csv, строка 2, столбец «конец»: конец раньше начала
bad.csv, строка 2, столбец «ответственный»: сотрудника «Никто Никем» нет в районе
bad.csv, строка 2, столбец «школа»: организации «нет такой» нет в районе
bad.csv, строка 3, столбец «ответственный»: «Лесной Пётр Ильич» - несколько человек: укажите идентификатор
bad.csv, строка 3, столбец «начало»: дата не в учебном году, который начинается в 2023 году
bad.csv, строка 3, столбец «№»: то же самое уже есть в строке 2
bad.csv: план на 2023/2024 учебный год уже утверждён с другим содержанием: изменения вносит новая редакция (п. 4.6, абз. 2)
metodden: bad.csv: ошибок 11, не загружено ничего
C
sed 's/Два/Три/' "$files/bad.csv" | grep -v '^1' >"$files/en.csv"
METODDEN_LANG=en refused 'and in English' plan "$files/en.csv" --year 2022 <<'C'
en.csv, line 2, column "№": "0" isn't an integer from 1 to 10000
en.csv, line 2, column "мероприятие": a value is needed
en.csv, line 2, column "начало": "сегодня" isn't a date (YYYY-MM-DD or DD.MM.YYYY)
metodden: en.csv: 3 errors, nothing was loaded
C
for year in '' 23 0023 двадцать; do
	refused "--year '$year' isn't a year" plan "$file" ${year:+--year "$year"} <<'C'
plan.csv: укажите --year 2026
metodden: plan.csv: ошибок 1, не загружено ничего
C
done
for order in '--order 7' '--dated 2023-08-31' '--order 7 --dated 31.02.2023'; do
	# shellcheck disable=SC2086  # words
	refused "$order is not an order" plan "$file" --year 2023 $order <<'C'
plan.csv: укажите --order 171 --dated 2026-08-31
metodden: plan.csv: ошибок 1, не загружено ничего
C
done
finish
