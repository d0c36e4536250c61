#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The administrator's commands: help, version, and a sentence with its own exit status for each way
# to fail - 1 a file or data was refused, 2 wrong usage, 3 no database.
# shellcheck source=tests/imports/import.bash
. "$(dirname "$0")/../imports/import.bash"

# says NAME RC TEXT ARGS...: ends so and prints just that, on either stream.
says() {
	local name=$1 rc_wanted=$2 text=$3
	shift 3
	said "$@"
	expect "$name" "$rc_wanted $text" "$rc $out$err"
}
# begins NAME TEXT ARGS...: succeeds, the output begins so.
begins() {
	local name=$1 text=$2
	shift 2
	said "$@"
	expect "$name" "0 $text" "$rc ${out:0:${#text}}$err"
}
says '--version' 0 "metodden $(sed -n 's/^VERSION *:= *//p' Makefile)" --version
begins '--help' 'metodden: команды администратора' --help
begins 'no word at all is a call for help' 'metodden: команды администратора'
METODDEN_LANG=en begins '--help in English' "metodden: the administrator's commands" --help
begins 'import --help' 'metodden import ВИД ФАЙЛ' import --help
sed -n 's/^COMMAND("\([a-z]*\)".*/\1/p' fcgi-app/commands.def >"$files/commands"
while read -r command; do
	case $(metodden --help) in *"metodden $command "*) ;; *) report "--help names $command" 'it does not' ;; esac
done <"$files/commands"
says 'an unknown command' 2 'metodden: неизвестная команда «танцуй»; см. metodden --help' танцуй
says 'an unknown kind' 2 'metodden: неизвестный вид «танец»; см. metodden import --help' import танец file
says 'an unknown option' 2 'metodden: неизвестный ключ --wet-run' import school file --wet-run
says 'an option without its value' 2 'metodden: после --rubric нужно значение' import visits file --rubric
says 'a word too many' 2 'metodden: лишнее слово: third' import school file third
says 'a word too few' 2 'metodden: не хватает слов; см. metodden --help' import school
METODDEN_LANG=fr says 'a language that is not spoken' 2 'metodden: METODDEN_LANG must be ru or en' --version
METODDEN_LANG=en says 'an unknown command, in English' 2 'metodden: unknown command "dance"; see metodden --help' dance

says 'migrate leaves a database alone whose migrations are others' 1 'metodden: миграция 1 «roles» изменена после применения: база не тронута' migrate
METODDEN_OWNER_DB='' says 'migrate without a connection' 2 'metodden: не задана переменная METODDEN_OWNER_DB' migrate
METODDEN_DB='' says 'import without a connection' 2 'metodden: не задана переменная METODDEN_DB' import school "$fixtures/school.csv"
METODDEN_LOGIN_DB='' says 'import without a way to open a session' 2 'metodden: не задана переменная METODDEN_LOGIN_DB' import school "$fixtures/school.csv"
for words in 'migrate' 'district create Новый' "import school $fixtures/school.csv" 'job list'; do
	# shellcheck disable=SC2086  # words
	METODDEN_DB='host=/nowhere dbname=x' METODDEN_OWNER_DB='host=/nowhere dbname=x' said $words
	case $rc$err in 3'metodden: '?*) report "$words without a database" '' ;; *) report "$words without a database" "$rc $out$err" ;; esac
done
says 'import before there is a district' 2 'metodden: такого района нет; завести: metodden district create НАЗВАНИЕ' import school "$fixtures/school.csv"

says 'district without its words' 2 'metodden: не хватает слов; см. metodden --help' district create
expect 'the first as PEM is the first of the set' "$(metodden portal keys show | sed 's/.*"n":"\([^"]*\)".*"n":.*/\1/' | tr -- '-_' '+/' | tr -d '\n' | sed 's/$/==/' | base64 -di | od -An -tx1 | tr -d ' \n')" \
	"$(metodden portal keys pem | openssl rsa -pubin -noout -modulus | cut -d= -f2 | tr A-F a-f)"
says 'another word than create' 2 'metodden: district create НАЗВАНИЕ' district destroy Район
begins 'district create' 'Район «Первый» заведён: ' district create Первый
before=$(digest)
says 'a time zone that is none' 1 'metodden: часового пояса «Europe/Nowhere» нет; пример: Europe/Moscow' district create Второй --timezone Europe/Nowhere
expect 'and no district of it' "$before" "$(digest)"
begins 'a second district' 'Район «Второй» заведён: ' district create Второй --timezone Asia/Omsk
says 'of two districts one must be named' 2 'metodden: районов несколько: укажите --district ID' job list
id=$(in_clone -c "select district_id from district where name = 'Второй'")
says 'one that is there' 0 'Заданий нет.' job list --district "$id"
says 'one that is not' 2 'metodden: такого района нет; завести: metodden district create НАЗВАНИЕ' job list "--district=${id//[0-9a-f]/0}"
says 'another word than list' 2 'metodden: job list, а не «kill»' job kill --district "$id"

echo '{"keys": [{"kty": "RSA", "kid": "1", "n": "AQAB", "e": "AQAB"}]}' >"$files/keys.json"
says 'portal add' 0 'Портал https://moodle.example зарегистрирован.' portal add https://moodle.example "$files/keys.json" --district "$id"
says 'the same portal again' 0 'Портал https://moodle.example уже зарегистрирован, ничего не изменилось.' portal add https://moodle.example "$files/keys.json" --district "$id"
echo '{"keys": []}' >"$files/none.json"
says 'no key in the set' 1 "metodden: $files/none.json: нужен набор ключей JWKS: {\"keys\": [...]}" portal add https://moodle.example "$files/none.json" --district "$id"
says 'no such file' 1 "metodden: файл $files/nothing не прочитан: такого файла нет" portal add https://moodle.example "$files/nothing" --district "$id"
says 'another word than those' 2 'metodden: portal add, lti, list, off, invite, keys, roster, service или staff, а не «remove»' portal remove https://moodle.example "$files/keys.json"
says 'portal lti' 0 'Портал https://moodle.example зарегистрирован.' portal lti https://moodle.example --client c1 --deployment 4 --district "$id"
expect 'its keys are asked for' 'net portal_keys' "$(in_clone -F ' ' -c "select queue, kind from job where district_id = '$id'")"
says 'the same platform again' 0 'Портал https://moodle.example уже зарегистрирован, ничего не изменилось.' portal lti https://moodle.example --client c1 --deployment 4 --district "$id"
says 'portal lti with pasted keys' 0 'Портал https://closed.example зарегистрирован.' portal lti https://closed.example --client c1 --deployment 1 --keys "$files/keys.json" --district "$id"
says 'portal lti without its triple' 2 'metodden: нужны --client и --deployment: портал показывает их в свойствах инструмента' portal lti https://moodle.example --client c1 --district "$id"
says 'an issuer that is none' 2 'metodden: издатель - адрес портала без косой черты в конце, а не «https://moodle.example/»' portal lti https://moodle.example/ --client c1 --deployment 4 --district "$id"
says 'an address in the open for a closed portal' 2 'metodden: «http://moodle.example/t» - не адрес https:// (http:// - только если и сам портал по http)' portal lti https://moodle.example --client c1 --deployment 4 --token http://moodle.example/t --district "$id"
says 'portal list' 0 'https://closed.example  LTI  client c1  deployment 1
https://moodle.example  LTI  client c1  deployment 4  ключей пока нет
https://moodle.example  модуль  client local_metodden' portal list --district "$id"
METODDEN_URL=https://m.example said portal invite --district "$id"
code=$(sed -n 's,^https://m.example/lti/register?invitation=\([0-9a-f]\{64\}\)$,\1,p' <<<"$out")
expect 'portal invite' "0 $(printf %s "$code" | sha256sum | cut -d' ' -f1)" "$rc $(in_clone -c "select encode(digest, 'hex') from lti_invitation where district_id = '$id' and expires_at > now() + interval '23 hours'")"
says 'portal invite without our address' 2 'metodden: не задана переменная METODDEN_URL' portal invite --district "$id"
says 'portal keys without a file' 2 'metodden: не задана переменная METODDEN_KEYS' portal keys create
export METODDEN_KEYS="$files/own.json"
begins 'portal keys create' 'Ключи созданы.' portal keys create
expect 'the file is its owner'"'"'s' 600 "$(stat -c %a "$files/own.json")"
says 'not over others' 1 "metodden: файл ключей $files/own.json: File exists" portal keys create
kids() { metodden portal keys show | grep -o '"kid":"[0-9a-f]*"' | cut -d'"' -f4 | paste -sd' '; }
two=$(kids)
expect 'two are shown, nothing private' '2 0' "$(wc -w <<<"$two") $(metodden portal keys show | grep -cE '"(d|p|q|dp|dq|qi)"')"
begins 'portal keys rotate' 'Подписывает следующий ключ' portal keys rotate
expect 'the second is the first now' "${two#* }" "$(kids | cut -d' ' -f1)"
expect 'the first as PEM is the first of the set' "$(metodden portal keys show | sed 's/.*"n":"\([^"]*\)".*"n":.*/\1/' | tr -- '-_' '+/' | tr -d '\n' | sed 's/$/==/' | base64 -di | od -An -tx1 | tr -d ' \n')" \
	"$(metodden portal keys pem | openssl rsa -pubin -noout -modulus | cut -d= -f2 | tr A-F a-f)"
says 'another word than create' 2 'metodden: portal keys create, rotate, show или pem, а не «burn»' portal keys burn
begins 'portal roster before anybody came' 'Курсов пока нет' portal roster --district "$id"
says 'portal roster of no course' 2 'metodden: такого курса нет; см. metodden portal roster' portal roster 7 --district "$id"
says 'portal roster sometimes' 2 'metodden: --nightly on или off, а не «often»' portal roster 7 --nightly often --district "$id"
unset METODDEN_KEYS

export METODDEN_WORKER_DB="dbname=$PGDATABASE user=metodden_worker"
says 'portal service before there is one' 0 'Веб-службы портала не подключены.' portal service --district "$id"
says 'portal staff before there is one' 1 'metodden: Веб-службы портала не подключены' portal staff --district "$id"
printf 'key-of-the-portal\n' >"$files/key"
says 'portal service' 0 'Подключение портала сохранено.' portal service http://127.0.0.1:1/moodle --key "$files/key" --district "$id"
says 'the same again' 0 'Ничего не изменилось.' portal service http://127.0.0.1:1/moodle --key - --district "$id" <"$files/key"
begins 'portal service shows the line' 'http://127.0.0.1:1/moodle - пока ничего не передавалось' portal service --district "$id"
case $out in *key-of-the-portal*) report 'and not the key' 'it does' ;; *) report 'and not the key' '' ;; esac
: >"$files/none"
says 'a file without a key' 1 "metodden: $files/none: нужна строка с ключом веб-служб портала" portal service --key "$files/none" --district "$id"
says 'an address that is none' 1 'metodden: Адрес портала: https://portal.example, без косой черты в конце' portal service portal.example --key "$files/key" --district "$id"
says 'a new address without the key' 1 'metodden: Вместе с новым адресом портала укажите ключ: прежний ключ по другому адресу не отправляется' portal service https://else.example --district "$id"
says 'a channel that is none' 1 'metodden: На портал передают notice, calendar, evidence и rating' portal service --channels notice,mail --district "$id"
says 'on or off' 2 'metodden: --roster и --line: on или off' portal service --line maybe --district "$id"
said portal staff --district "$id"
case $rc$err in '3metodden: Список с портала не получен: Портал: сервер не отвечает'*) report 'portal staff while the portal is away' '' ;; *) report 'portal staff while the portal is away' "$rc $out$err" ;; esac
METODDEN_WORKER_DB='' says 'portal staff without a connection' 2 'metodden: не задана переменная METODDEN_WORKER_DB' portal staff --district "$id"

said audit seal
expect 'audit seal seals each district' 0 "$rc"
said audit verify
expect 'audit verify' "0 2" "$rc $(grep -c 'журнал цел' <<<"$out")"
in_clone -c "set session_replication_role = replica" \
	-c "update audit set change = '{}' where district_id = '$id' and seq = 2"
said audit verify
case $rc$err in 1*"район $id: журнал нарушен на записи 2") report 'audit verify finds a changed row' '' ;; *) report 'audit verify finds a changed row' "$rc $out$err" ;; esac
says 'another word than verify' 2 'metodden: audit verify или audit seal, а не «burn»' audit burn
METODDEN_WORKER_DB='' says 'audit without a connection' 2 'metodden: не задана переменная METODDEN_WORKER_DB' audit verify
for program in metodden-app metodden-worker; do
	expect "$program --version" "$program $(sed -n 's/^VERSION *:= *//p' Makefile)" "$("${BUILD:-build}/$program" --version)"
	"${BUILD:-build}/$program" --help >"$files/help" 2>&1
	expect "$program --help" "0 1" "$? $(grep -c "$program" "$files/help" | sed 's/^[1-9].*/1/')"
done
finish
