#!/usr/bin/env bash
# make demo from a clone in a closed folder with a long name: it starts, is found in place, stops and
# starts again with its data, moves to TLS at another address, and is forgotten.
set -u
. "$(dirname "$0")/clone.bash"
copy built
s=$(state)
pids() { cat "$s"/app.pid "$s"/worker.pid "$s"/nginx.pid | tr '\n' ' '; }
whole() { [ "$(count visit)" -gt 5000 ] && [ "$(count organisation)" -ge 24 ]; }
people() { [ "$(curl -sf "http://127.0.0.1:$port/api/v1/demo/persons" | grep -o '"person"' | wc -l)" -gt 10 ]; }

check "the folder is closed to others" [ "$(stat -c %a "$work"/a-*)" = 700 ]
check "make demo starts a district" demo demo
check "it prints its address" says "http://127.0.0.1:$port/"
check "the address answers" answers
check "the district is whole" whole
check "its people can be chosen from" people
check "only this machine is served" [ "$(ss -Hltn "sport = :$port" | awk '{ print $4 }')" = "127.0.0.1:$port" ]

# What the demo loads and plays; the audit isn't asked, for jobs of the night write there too.
loaded() { for table in person lesson visit sheet day slot document sitting; do count "$table"; done; }
before=$(pids) rows=$(loaded)
check "a second run succeeds" demo demo
check "it finds the servers in place" [ "$(pids)" = "$before" ]
check "it loads nothing again" [ "$(loaded)" = "$rows" ]

check "make stop succeeds" demo stop
check "nothing of it runs any more" [ "$(processes "$s")" = 0 ]
check "its port is free" silent
check "make stop may be repeated" demo stop

address=$(hostname -I 2>/dev/null | awk '{ print $1 }')
address=${address:-127.0.0.2}
check "it starts again for a local network, by TLS" demo demo "HOST=$address" TLS=1
check "it prints that address" says "https://$address:$port/"
check "the address answers by TLS" curl -sfk -m 5 -o /dev/null "https://$address:$port/health"
check "the certificate names the address" grep -q "$address" <(openssl x509 -in "$s/tls.crt" -noout -ext subjectAltName)
check "its data are still there" whole

check "make demo-reset succeeds" demo demo-reset
check "nothing of it runs" [ "$(processes "$s")" = 0 ]
check "nothing of it is left" [ ! -e "$s" ]
finish
