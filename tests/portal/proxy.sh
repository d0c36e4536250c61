#!/usr/bin/env bash
# deploy/nginx/portal-location.conf in a real nginx, before a server that says what reached it.
set -u
cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d)
front='' back=''
finish() {
	for p in $front $back; do kill "$p" 2>/dev/null; done
	wait 2>/dev/null
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

cat >"$work/back.mjs" <<'END'
import { createServer } from 'node:http';
import { writeFileSync } from 'node:fs';
const server = createServer((rq, rs) => {
	if (rq.url === '/portal/enter') rs.writeHead(303, { Location: '/days', 'Set-Cookie': '__Host-metodden=new; Path=/; Secure' });
	const { host, cookie = '', authorization = '' } = rq.headers;
	rs.end(`url ${rq.url}\nhost ${host}\ncookie ${cookie}\nauthorization ${authorization}\n`);
});
server.listen(0, '127.0.0.1', () => writeFileSync(process.argv[2], String(server.address().port)));
END
"${NODE:-node}" "$work/back.mjs" "$work/port" &
back=$!
for _ in $(seq 100); do [ -s "$work/port" ] && break; sleep 0.1; done
port=$((10000 + RANDOM % 20000))
while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((10000 + RANDOM % 20000)); done
sed "s,https://metodden.example.org/,http://127.0.0.1:$(cat "$work/port")/," deploy/nginx/portal-location.conf >"$work/location.conf"
cat >"$work/nginx.conf" <<END
daemon off;
pid $work/pid;
error_log stderr warn;
events { worker_connections 64; }
http {
	access_log off;
	client_body_temp_path $work/a; proxy_temp_path $work/b; fastcgi_temp_path $work/c; uwsgi_temp_path $work/d; scgi_temp_path $work/e;
	server { listen 127.0.0.1:$port; include $work/location.conf; }
}
END
nginx -e stderr -c "$work/nginx.conf" 2>"$work/log" &
front=$!
at=http://127.0.0.1:$port/metodden
for _ in $(seq 100); do curl -s -o /dev/null "$at/" && break; sleep 0.1; done

n=0 bad=0
is() { # what, found, wanted
	n=$((n + 1))
	if [ "$2" = "$3" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; printf '# found  %s\n# wanted %s\n' "$2" "$3"; bad=1; fi
}
reached() { curl -s "${@:3}" "$at$2" | sed -n "s/^$1 //p"; }
is "the path goes on without the portal's part" "$(reached url '/api/v1/days?x=1')" '/api/v1/days?x=1'
is "the host stays the portal's" "$(reached host /)" "127.0.0.1:$port"
is "our cookie goes on" "$(reached cookie / -H 'Cookie: __Host-metodden=a.b')" '__Host-metodden=a.b'
is "the portal's session does not" "$(reached cookie / -H 'Cookie: MoodleSession=secret; MOODLEID1_=x')" ''
is "nor beside ours, before" "$(reached cookie / -H 'Cookie: MoodleSession=secret; __Host-metodden=a.b')" '__Host-metodden=a.b'
is "nor after" "$(reached cookie / -H 'Cookie: __Host-metodden=a.b; MoodleSession=secret')" '__Host-metodden=a.b'
is "a cookie that only ends as ours is another" "$(reached cookie / -H 'Cookie: x__Host-metodden=a.b')" ''
is "no other proof of the portal goes on" "$(reached authorization / -H 'Authorization: Basic x')" ''
is "a way on stays under the portal's path" "$(curl -s -o /dev/null -w '%{redirect_url}' -X POST "$at/portal/enter")" "$at/days"
is "the session's cookie comes back as it is" "$(curl -s -D- -o /dev/null -X POST "$at/portal/enter" | tr -d '\r' | sed -n 's/^Set-Cookie: //p')" \
	'__Host-metodden=new; Path=/; Secure'
is "LTI is sent to the service's own address, in words" "$(curl -s -w ' %{http_code}' "$at/lti/login?iss=x" | tr -d '\n' | sed 's/^\(Вход по LTI - по собственному адресу\).* /\1 /')" \
	'Вход по LTI - по собственному адресу 404'
echo "1..$n"
exit $bad
