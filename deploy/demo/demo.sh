#!/usr/bin/env bash
# The demonstration: deploy/demo/demo.sh up|stop|reset. A whole district on this machine, private to
# whoever runs it: PostgreSQL and the application on sockets in one short folder, nginx on PORT.
# Each step finds what an earlier run left, so a run that was broken off is simply repeated. Servers
# are stopped by their recorded pids, never by name.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=deploy/demo/servers.sh
. "$top/deploy/demo/servers.sh"

started_here=
fail() { echo "demo: $*" >&2; exit 1; }
undo() { # nothing is left half-started
	rc=$?
	trap - EXIT
	if [ $rc -ne 0 ] && [ -n "$started_here" ]; then
		echo "demo: не получилось; запущенное остановлено, загруженное осталось (журналы: $STATE/log)" >&2
		stop_servers
	fi
	exit $rc
}
step() { printf '%s\n' "$*"; }

check_settings() {
	case $PORT in '' | *[!0-9]*) fail "PORT=$PORT - не число" ;; esac
	if [ "$PORT" -lt 1024 ] || [ "$PORT" -gt 65535 ]; then fail "PORT=$PORT: нужен порт от 1024 до 65535"; fi
	case $HOST in *[!A-Za-z0-9.:-]*) fail "HOST=$HOST - не имя и не адрес" ;; esac
	case $TLS in '' | 0 | 1) ;; *) fail "TLS=$TLS: нужно 0 или 1" ;; esac
}
check_space() {
	for d in "$(dirname "$STATE")" "$top"; do
		free=$(df -Pm "$d" | awk 'NR == 2 { print $4 }')
		[ "$free" -ge "$SPACE_MB" ] || fail "мало места: в $d свободно $free МБ, нужно $SPACE_MB"
	done
}
check_port() {
	if is_up nginx && [ "$(cat "$STATE/settings" 2>/dev/null)" = "$HOST $PORT $TLS" ]; then return; fi
	if (exec 3<>"/dev/tcp/$HOST/$PORT") 2>/dev/null; then
		fail "порт $PORT занят другой программой; укажите свободный: make demo PORT=8081"
	fi
}

load_district() {
	if [ -e "$STATE/loaded" ]; then return; fi
	step "Создаю учебный район и загружаю его файлы (около минуты)"
	rm -rf "$STATE/files" "$STATE/truth"
	as "$STATE/bin/demo-district" "$STATE/files" "$STATE/truth" --seed 1 --year "$YEAR" --today "$(TZ=Europe/Moscow date +%F)" \
		--rubrics "$STATE/rubrics" --times "$SIZE" >"$STATE/log/district" 2>&1 ||
		{ cat "$STATE/log/district" >&2; fail "файлы района не созданы"; }
	if [ "$(sql "select count(*) from district")" = 0 ]; then
		metodden district create "Раздольненский район"
	fi
	metodden import roster "$STATE/files/roster.zip"
	metodden import school "$STATE/files/school.csv"
	metodden import timetable "$STATE/files/timetable.csv"
	for f in "$STATE"/files/plan-*.csv; do
		y=$(basename "$f" .csv)
		y=${y#plan-}
		metodden import plan "$f" --year "$y" --order "$((150 + y - 2020))" --dated "$y-08-31"
	done
	for f in "$STATE"/files/visits-*.csv; do
		rubric=$(basename "$f" .csv)
		rubric=${rubric#visits-}
		metodden import visits "$f" --rubric "${rubric%-*}"
	done
	sql "vacuum analyze" >/dev/null
	as touch "$STATE/loaded"
}

# Last year is played from plan to approved days, this year up to today, by the people of the district
# through the interface: so every screen has something to show. YEARS=0 leaves that out, not the growth.
ask_growth() {
	sql "insert into job (district_id, queue, kind, key) select district_id, 'compute', 'growth', 'demo' from district on conflict do nothing"
}
play_years() {
	if [ -e "$STATE/played" ]; then return; fi
	if [ "$YEARS" = 0 ]; then ask_growth && return; fi
	step "Проигрываю прошлый учебный год и начало нынешнего (около минуты)"
	for year in "$((YEAR - 1))" "$YEAR --half"; do
		# shellcheck disable=SC2086  # a year and its option
		NODE_EXTRA_CA_CERTS=$([ "$TLS" != 1 ] || echo "$STATE/tls.crt") "${NODE:-node}" "$top/deploy/demo/year/year.mjs" "$(address | sed 's,/$,,')" $year 2>&1 |
			tee -a "$STATE/log/year" | sed '/^{/d' || fail "год не сыгран"
	done
	ask_growth
	as touch "$STATE/played"
}

up() {
	check_settings
	"$top/deploy/packages.sh" run
	. "$top/deploy/unprivileged.sh"
	check_space
	check_port
	step "Собираю программы и страницы"
	make -s -C "$top" -j2 ${BUILD:+B="$BUILD"} demo-programs
	make_state
	trap undo EXIT
	trap 'exit 130' INT TERM
	stop_changed
	started_here=1
	install_programs
	start_cluster
	metodden migrate
	[ -e "$STATE/keys.json" ] || metodden portal keys create >/dev/null
	load_district
	start_application
	start_nginx
	play_years
	step ""
	step "Методдень работает: $(address)"
	step "Вход без пароля, любым сотрудником учебного района. Остановить: make stop. Начать заново: make demo-reset"
}

reset() {
	stop_servers
	rm -rf "$STATE"
	step "Учебный район удалён. Создать заново: make demo"
}

case ${1:-} in
up) up ;;
stop) stop_servers && step "Остановлено." ;;
reset) reset ;;
*) echo "demo.sh up|stop|reset" >&2; exit 2 ;;
esac
