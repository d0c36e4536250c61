# The servers of a demonstration and their folder; sourced by demo.sh and tests/with-server.
# The folder is short and outside of the clone: a clone may lie where PostgreSQL's user can't enter,
# and the path of a socket has at most 107 bytes. Everything in it belongs to the user who runs them.
# Needs $top; takes PORT, HOST, TLS, STATE, YEARS, SIZE and BUILD, the folder of the programs.
# shellcheck shell=bash disable=SC2034 # read by those who source this
: "${top:?}"
# shellcheck source=deploy/unprivileged.sh
. "$top/deploy/unprivileged.sh"
B=${BUILD:-build}
case $B in /*) ;; *) B=$top/$B ;; esac
PORT=${PORT:-8080}
HOST=${HOST:-127.0.0.1}
TLS=${TLS:-}
YEARS=${YEARS:-1}
SIZE=${SIZE:-1} # times that the district has its schools: 7 for 3000 teachers
STATE=${STATE:-${METODDEN_STATE:-/var/tmp}/metodden-$(printf '%s %s' "$top" "$(id -u)" | cksum | cut -d' ' -f1)}
SPACE_MB=1200
YEAR=$(TZ=Europe/Moscow date -d '-8 months' +%Y) # in which the school year begins

address() {
	scheme=http
	if [ "$TLS" = 1 ]; then scheme=https; fi
	echo "$scheme://$HOST:$PORT/"
}
pid_of() { cat "$STATE/$1.pid" 2>/dev/null || true; }
running() { # still our own process? a pid may have been given to another since
	pid=$(pid_of "$1")
	[ -n "$pid" ] && [ "$(cut -c1-15 "/proc/$pid/comm" 2>/dev/null)" = "$2" ]
}
comm() { case $1 in nginx) echo nginx ;; app) echo metodden-app ;; worker) echo metodden-worker ;; esac; }
is_up() { running "$1" "$(comm "$1")"; }
stop_one() {
	if is_up "$1"; then
		kill -TERM "$pid"
		for _ in $(seq 150); do
			kill -0 "$pid" 2>/dev/null || break
			sleep 0.1
		done
	fi
	rm -f "$STATE/$1.pid"
}
stop_cluster() {
	if [ -s "$STATE/pg/postmaster.pid" ]; then as "$PG_BIN/pg_ctl" -D "$STATE/pg" -m fast -w -s stop >/dev/null 2>&1 || true; fi
}
stop_servers() {
	for s in nginx app worker; do stop_one $s; done
	stop_cluster
}

make_state() {
	mkdir -p "$STATE"
	if [ -n "$RUN_AS" ]; then chown "$RUN_AS" "$STATE"; fi
	[ -O "$STATE" ] || [ -n "$RUN_AS" ] || { echo "demo: папка $STATE чужая" >&2; exit 1; }
	chmod 700 "$STATE"
	as mkdir -p "$STATE/bin" "$STATE/log" "$STATE/tmp"
}

# Programs and screens go where the servers' user can read them; a server whose file changed or whose
# settings did is stopped first.
stop_changed() {
	for p in metodden-app metodden-worker; do
		cmp -s "$B/$p" "$STATE/bin/$p" || stop_one "${p#metodden-}"
	done
	if [ "$(cat "$STATE/settings" 2>/dev/null)" != "$HOST $PORT $TLS" ]; then stop_one nginx; fi
}
install_programs() {
	for p in metodden metodden-app metodden-worker demo-district; do
		if [ -e "$B/$p" ]; then cmp -s "$B/$p" "$STATE/bin/$p" || install -m 755 "$B/$p" "$STATE/bin/$p"; fi
	done
	rm -rf "$STATE/web.new" "$STATE/rubrics"
	cp -r "$top/sql/seed/rubrics" "$STATE/rubrics"
	cp -r "$B/web" "$STATE/web.new"
	chmod -R go+rX "$STATE/web.new" "$STATE/rubrics"
	rm -rf "$STATE/web"
	mv "$STATE/web.new" "$STATE/web"
	printf '%s' "$HOST $PORT $TLS" >"$STATE/settings"
	if [ -n "$RUN_AS" ]; then chown -R "$RUN_AS" "$STATE/bin" "$STATE/web" "$STATE/rubrics" "$STATE/settings"; fi
}

start_cluster() {
	if [ ! -s "$STATE/pg/PG_VERSION" ]; then
		rm -rf "$STATE/pg"
		as "$PG_BIN/initdb" -D "$STATE/pg" -U metodden_owner -E UTF8 --locale=C.UTF-8 -A trust --no-sync >"$STATE/log/initdb" 2>&1 ||
			{ cat "$STATE/log/initdb" >&2; return 1; }
	fi
	# Trust is safe here: the socket lies in a folder that only its user enters.
	if ! as "$PG_BIN/pg_ctl" -D "$STATE/pg" status >/dev/null 2>&1; then
		as "$PG_BIN/pg_ctl" -D "$STATE/pg" -w -s -l "$STATE/log/postgresql" \
			-o "-c listen_addresses= -c unix_socket_directories=$STATE -c max_connections=80 -c synchronous_commit=off -c shared_buffers=128MB" start ||
			{ tail -5 "$STATE/log/postgresql" >&2; return 1; }
	fi
	[ "$(as psql -h "$STATE" -U metodden_owner -d postgres -Atc "select count(*) from pg_database where datname = 'metodden'")" = 1 ] ||
		as createdb -h "$STATE" -U metodden_owner metodden
}
# Its current_date is the district's day, by night too.
sql() { as env PGTZ=Europe/Moscow psql -qAtX -h "$STATE" -U metodden_owner -d metodden -v ON_ERROR_STOP=1 -c "$1"; }

settings() { # the environment of our programs
	for s in OWNER:owner DB:app LOGIN:login WORKER:worker; do
		name=METODDEN_${s%%:*}_DB
		if [ "$name" = METODDEN_DB_DB ]; then name=METODDEN_DB; fi
		echo "$name=host=$STATE dbname=metodden user=metodden_${s##*:}"
	done
	echo "METODDEN_SOCKET=$STATE/app.sock"
	echo "METODDEN_KEYS=$STATE/keys.json"
	echo "METODDEN_DEMO=1"
}
with_settings() {
	mapfile -t environment < <(settings)
	as env "${environment[@]}" "$@"
}
metodden() { with_settings "$STATE/bin/metodden" "$@"; }

start_program() { # name, program...
	if is_up "$1"; then return; fi
	name=$1
	shift
	mapfile -t environment < <(settings)
	as_server env "${environment[@]}" "$@" >>"$STATE/log/$name" 2>&1
	echo $! >"$STATE/$name.pid"
}
start_application() {
	start_program worker "$STATE/bin/metodden-worker"
	start_program app "$STATE/bin/metodden-app"
}
start_nginx() {
	tls='' listen="$HOST:$PORT"
	if [ "$TLS" = 1 ]; then
		make_certificate
		listen="$listen ssl http2" # many small files over one connection
		tls="ssl_certificate $STATE/tls.crt; ssl_certificate_key $STATE/tls.key; add_header Strict-Transport-Security max-age=86400;"
	fi
	for f in demo.conf fastcgi.conf; do
		sed -e "s|@STATE@|$STATE|g" -e "s|@LISTEN@|$listen|" -e "s|@TLS@|$tls|" "$top/deploy/nginx/$f" >"$STATE/$f"
		if [ -n "$RUN_AS" ]; then chown "$RUN_AS" "$STATE/$f"; fi
	done
	if ! is_up nginx; then
		as_server nginx -e stderr -p "$STATE" -c "$STATE/demo.conf" >>"$STATE/log/nginx" 2>&1
	fi
	for _ in $(seq 100); do
		if curl -skf -m 5 -o /dev/null "$(address)health"; then return; fi
		sleep 0.1
	done
	for f in nginx app worker; do tail -n 3 "$STATE/log/$f" >&2; done
	echo "demo: сервер не отвечает по адресу $(address)" >&2
	return 1
}
make_certificate() {
	if [ -s "$STATE/tls.key" ] && openssl x509 -in "$STATE/tls.crt" -noout -checkend 604800 -ext subjectAltName 2>/dev/null | grep -q ":$HOST\b"; then return; fi
	case $HOST in *[!0-9.]*) alt=DNS:$HOST ;; *) alt=IP:$HOST ;; esac
	as openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj "/CN=$HOST" -addext "subjectAltName=$alt" \
		-keyout "$STATE/tls.key" -out "$STATE/tls.crt" 2>/dev/null
}
