#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# import roster: OneRoster 1.2 CSV in a zip - what it brings, what a later one changes, and each way in
# which an archive or a table of it can be wrong.
# shellcheck source=tests/imports/import.bash
. "$(dirname "$0")/import.bash"
district
good=$files/roster.zip
fresh() { rm -rf "$files/r"; cp -r "$fixtures/roster" "$files/r"; } # a copy of the tables to spoil

dry 'a dry run says what would be' 'roster.zip: строк 19; было бы добавлено 26, изменено 0 (проверка, ничего не записано)' roster "$good"
loads 'the roster is loaded' 'roster.zip: строк 19; добавлено 26, изменено 0' roster "$good"
expect 'organisations have their kinds' 'c-1 centre,d-1 department,k-1 kindergarten,s-1 school,s-2 school' \
	"$(in_clone -c "select string_agg(idnumber || ' ' || kind, ',' order by idnumber) from organisation where kind <> 'technical'")"
expect 'roles and subjects are there' 'p-1 methodist,p-2 methodist,p-3 teacher,p-4 teacher,p-5 teacher,p-6 school_head,p-7 teacher|Информатика [5,8),Математика [5,8)' \
	"$(in_clone -c "select (select string_agg(p.idnumber || ' ' || a.role, ',' order by p.idnumber) from appointment a join person p on p.id = a.person_id where p.idnumber like 'p-%'),
		(select string_agg(s.name || ' ' || t.grades, ',' order by s.name) from teaching t join subject s on s.id = t.subject_id join appointment a on a.id = t.appointment_id
			join person p on p.id = a.person_id where p.idnumber = 'p-3')")"
again 'the same roster changes nothing' roster "$good"
(cd "$fixtures" && zip -q -X -r - roster) >"$files/folder.zip"
again 'tables in a folder of the archive are found' roster "$files/folder.zip"

fresh
sed -i 's/Озерова/Озёрная/; s/^p-2,active/p-2,tobedeleted/' "$files/r/users.csv"
sed -i 's/^r-4,active,p-4,teacher,2020-09-01,/r-4,active,p-4,teacher,2020-09-01,2023-05-31/' "$files/r/roles.csv"
echo 'r-8,active,p-3,teacher,2099-09-01,,s-2,учитель,false,,' >>"$files/r/roles.csv"
roster "$files/later.zip" "$files/r"
loads 'a later roster renames, ends, adds' 'later.zip: строк 20; добавлено 1, изменено 4' roster "$files/later.zip"
expect 'who left stays named, with a date' 'Туманова t' "$(in_clone -c "select family_name, left_on is not null from person where idnumber = 'p-2'" | tr '|' ' ')"
expect 'a role that begins later is kept' '[2099-09-01,)' "$(in_clone -c "select during from appointment where lower(during) = '2099-09-01'")"
again 'and it too changes nothing again' roster "$files/later.zip"

in_clone -c "update subject set name = 'Информатика и ИКТ' where name = 'Информатика'" >/dev/null
again 'a subject renamed here is known by the name it had' roster "$files/later.zip"
# ---- what people mended by hand -------------------------------------------------------------------
in_clone -c "update person set family_name = 'Исправленная', by_hand = '{name}' where idnumber = 'p-5'" \
	-c "update appointment set post = 'своя должность', during = daterange(lower(during), '2024-01-01'), by_hand = true where person_id = (select id from person where idnumber = 'p-7')" >/dev/null
by_hand="select p.family_name || '|' || a.post || '|' || upper(a.during) from person p, appointment a where p.idnumber = 'p-5' and a.person_id = (select id from person where idnumber = 'p-7')"
loads 'a roster leaves it as it is and says so' 'later.zip: строк 20, ничего не изменилось - всё уже загружено
later.zip: оставлено как исправлено вручную: 2; в файле иначе' roster "$files/later.zip"
expect 'name and role stay' 'Исправленная|своя должность|2024-01-01' "$(in_clone -c "$by_hand")"
in_clone -c "update person set by_hand = '{}' where idnumber = 'p-5'" -c "update appointment set by_hand = false where post = 'своя должность'" >/dev/null
loads 'let in again, it has its way' 'later.zip: строк 20; добавлено 0, изменено 2' roster "$files/later.zip"
expect 'in both' f "$(in_clone -c "select exists ($by_hand and (p.family_name = 'Исправленная' or upper(a.during) is not null))")"

fresh
cat >"$files/r/orgs.csv" <<'C'
sourcedId,status,name,type,identifier,metadata.kind
s-1,active,Лицей «Луч»,school,s-1,
s-1,active,Второй лицей,school,s-7,
s-3,active,Третий лицей,school,s-1,
x-1,active,Непонятная,local,x-1,
x-2,живая,Вторая,school,x-2,
,active,Третья,school,x-3,
C
cat >"$files/r/users.csv" <<'C'
sourcedId,status,givenName,familyName,middleName,email
p-1,active,Алла,Родникова,,
p-1,active,Алла,Другая,,
p-2,active,,Безымянная,,
C
cat >"$files/r/roles.csv" <<'C'
sourcedId,userSourcedId,role,beginDate,endDate,orgSourcedId
r-1,p-9,teacher,2023-09-01,,s-1
r-2,p-1,волшебник,2023-09-01,,s-1
r-3,p-1,teacher,2023-09-01,2022-09-01,s-1
r-4,p-1,teacher,2024-09-01,,s-1
r-5,p-1,teacher,2025-09-01,2025-09-05,s-1
r-6,p-1,teacher,вчера,,s-8
C
sed -i 's/oneroster.version,1.2/oneroster.version,1.1/; /file.users/d; s/file.roles,bulk/file.roles,absent/' "$files/r/manifest.csv"
roster "$files/bad.zip" "$files/r"
refused 'every bad row is named with its table and reason' roster "$files/bad.zip" <<'C'
bad.zip, orgs.csv, строка 6, столбец «status»: «живая» - не из перечня: active, tobedeleted
bad.zip, orgs.csv, строка 7, столбец «sourcedId»: нужно значение
bad.zip, users.csv, строка 4, столбец «givenName»: нужно значение
bad.zip, roles.csv, строка 7, столбец «beginDate»: «вчера» - не дата (ДД.ММ.ГГГГ или ГГГГ-ММ-ДД)
bad.zip, manifest.csv, строка 6, столбец «file.roles»: стоит «absent», а нужно: bulk, delta
bad.zip, manifest.csv, столбец «file.users»: стоит «», а нужно: bulk, delta
bad.zip, manifest.csv, строка 3, столбец «oneroster.version»: стоит «1.1», а нужно: 1.2
bad.zip, orgs.csv, строка 5, столбец «metadata.kind»: вид организации «local» неизвестен: укажите metadata.kind
bad.zip, orgs.csv, строка 3, столбец «sourcedId»: то же самое уже есть в строке 2
bad.zip, orgs.csv, строка 4, столбец «sourcedId»: то же самое уже есть в строке 2
bad.zip, roles.csv, строка 6: занято в это же время: строка 5
bad.zip, roles.csv, строка 4, столбец «endDate»: конец раньше начала
bad.zip, roles.csv, строка 7, столбец «orgSourcedId»: организации s-8 нет в orgs.csv
bad.zip, roles.csv, строка 3, столбец «role»: роль «волшебник» неизвестна
bad.zip, roles.csv, строка 2, столбец «userSourcedId»: пользователя p-9 нет в users.csv
bad.zip, users.csv, строка 3, столбец «sourcedId»: то же самое уже есть в строке 2
metodden: bad.zip: ошибок 16, не загружено ничего
C

fresh
rm "$files/r/manifest.csv" "$files/r/roles.csv"
roster "$files/bad.zip" "$files/r"
refused 'tables that the archive lacks' roster "$files/bad.zip" <<'C'
bad.zip: в архиве нет файла manifest.csv
bad.zip: в архиве нет файла roles.csv
metodden: bad.zip: ошибок 2, не загружено ничего
C
fresh
sed -i 's/familyName/surname/' "$files/r/users.csv"
printf 'sourcedId' >"$files/r/roles.csv"
roster "$files/bad.zip" "$files/r"
refused 'a missing column, no rows; another column is passed over' roster "$files/bad.zip" <<'C'
bad.zip, users.csv, строка 1: нет столбца «familyName»
bad.zip, roles.csv, строка 1: нет столбца «userSourcedId»
bad.zip, roles.csv, строка 1: нет столбца «role»
bad.zip, roles.csv, строка 1: нет столбца «orgSourcedId»
metodden: bad.zip: ошибок 4, не загружено ничего
C
refused 'a table instead of an archive' roster "$fixtures/roster/orgs.csv" <<'C'
orgs.csv: архив не читается: это не zip-архив или его конец отрезан
metodden: orgs.csv: ошибок 1, не загружено ничего
C
head -c 1000 "$good" >"$files/cut.zip"
refused 'an archive without its end' roster "$files/cut.zip" <<'C'
cut.zip: архив не читается: это не zip-архив или его конец отрезан
metodden: cut.zip: ошибок 1, не загружено ничего
C
METODDEN_LANG=en refused 'and in English' roster "$files/cut.zip" <<'C'
cut.zip: the archive can't be read: Not a zip archive
metodden: cut.zip: 1 errors, nothing was loaded
C
: >"$files/empty.zip"
refused 'an empty file' roster "$files/empty.zip" <<'C'
empty.zip: в файле нет строк с данными
metodden: empty.zip: ошибок 1, не загружено ничего
C
# One letter of a name changed inside the archive, nothing else: only the checksum knows.
(cd "$fixtures/roster" && zip -0 -q -X - ./*.csv) >"$files/crc.zip"
at=$(LC_ALL=C grep -obUa 'p-1@example' "$files/crc.zip" | head -1 | cut -d: -f1)
printf 'q' | dd of="$files/crc.zip" bs=1 seek="$at" conv=notrunc status=none
refused 'a damaged table' roster "$files/crc.zip" <<'C'
crc.zip: архив не читается: users.csv - содержимое повреждено (CRC)
metodden: crc.zip: ошибок 1, не загружено ничего
C
(cd "$fixtures/roster" && zip -q -X -P secret - ./*.csv) >"$files/locked.zip"
refused 'an archive under a password' roster "$files/locked.zip" <<'C'
locked.zip: архив не читается: manifest.csv - файл под паролем
locked.zip: архив не читается: orgs.csv - файл под паролем
locked.zip: архив не читается: users.csv - файл под паролем
locked.zip: архив не читается: roles.csv - файл под паролем
metodden: locked.zip: ошибок 4, не загружено ничего
C
finish
