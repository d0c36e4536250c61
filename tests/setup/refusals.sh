#!/usr/bin/env bash
# make demo where it can't succeed: one sentence says why, and nothing is left running. A run that was
# broken off is completed by the next.
set -u
. "$(dirname "$0")/clone.bash"
copy built
s=$(state)
nothing_runs() { [ "$(processes "$s")" = 0 ]; }
instead() { # name, script: stands in the path before the program of that name
	mkdir -p "$work/bin"
	printf '#!/bin/bash\n%s\n' "$2" >"$work/bin/$1"
	chmod -R a+rx "$work/bin"
}
with_instead() { PATH=$work/bin:$PATH refused "$@"; }

check "a port that is no number is refused" refused demo PORT=eight
check "... and named" says 'PORT=eight'
check "a port of the system is refused" refused demo PORT=80
check "... with the range" says 'от 1024 до 65535'
check "a name that is none is refused" refused demo 'HOST=a b;c'
check "TLS is 0 or 1" refused demo TLS=yes

perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => $ARGV[0], Listen => 8) or die; sleep 600' "$port" &
listener=$!
for _ in $(seq 100); do
	if ! silent; then break; fi
	sleep 0.1
done
check "a taken port is refused" refused demo
check "... and named, with the way out" says "порт $port занят"
check "nothing was started" nothing_runs
kill "$listener"
wait "$listener" 2>/dev/null

instead df 'echo "Filesystem 1048576-blocks Used Available Capacity Mounted on"; echo "/dev/full 100 90 10 90% /"'
check "a full disk is refused" with_instead demo
check "... with what is free and what is needed" says 'свободно 10 МБ, нужно'
check "nothing was started" nothing_runs
rm -f "$work/bin/df"

# An ordinary user whose machine lacks a package.
instead dpkg-query 'case "${*: -1}" in libgsl-dev) echo not-installed ;; *) echo installed ;; esac'
instead id 'case $* in -u) echo 12345 ;; *) exec /usr/bin/id "$@" ;; esac'
sudo_at= # a folder before the others, with its colon
lacking() { (cd "$clone" && PATH=$sudo_at$work/bin:/usr/bin:/bin deploy/packages.sh run) >"$out" 2>&1; }
no_sudo() { if command -v sudo >/dev/null 2>&1; then mask=$(mktemp -d "$work/XXXX"); ln -s /usr/bin/* "$mask/"; rm -f "$mask/sudo"; (cd "$clone" && PATH=$work/bin:$mask deploy/packages.sh run) >"$out" 2>&1; else lacking; fi; }
check "a lacking package without sudo is refused" eval '! no_sudo'
check "... with the command for the administrator" says 'apt-get install libgsl-dev'
mkdir "$work/sudo"
printf '#!/bin/sh\necho "$*" >>"%s"\n' "$work/asked" >"$work/sudo/sudo"
chmod -R a+rx "$work/sudo"
sudo_at=$work/sudo:
check "with sudo it is installed" lacking
check "... that package alone" grep -q 'apt-get .*install libgsl-dev$' "$work/asked"
rm -rf "${work:?}/bin"

set -m # a process group of its own, as a terminal gives it
demo demo &
run=$!
set +m
for _ in $(seq 600); do
	if [ "$(count lesson 2>/dev/null || echo 0)" -gt 0 ] || ! kill -0 $run 2>/dev/null; then break; fi
	sleep 0.1
done
check "a run is loading the district" kill -INT -- -$run
wait $run
check "broken off, it says so" says 'не получилось'
check "nothing is left half-started" nothing_runs
check "its port is free" silent
check "the next run completes it" demo demo
check "the address answers" answers
check "the district is whole" [ "$(count visit)" -gt 5000 ]
finish
