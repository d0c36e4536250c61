#!/usr/bin/env bash
# Install the Debian packages that are lacking: deploy/packages.sh run|test|lint|bench...
# Says nothing when there is nothing to do. Needs root or sudo only to install.
set -euo pipefail

run="gcc make pkg-config libc6-dev libfcgi-dev libpq-dev libcjson-dev libcjose-dev libjansson-dev libssl-dev libcurl4-openssl-dev
	zlib1g-dev libzip-dev libgsl-dev libopenblas-dev libglpk-dev postgresql postgresql-client nginx-light openssl curl util-linux
	libpango1.0-dev libcairo2-dev libqrencode-dev fonts-liberation"
test="check chromium fonts-dejavu-core php-cli php-xml php-mbstring zip unzip git poppler-utils zbar-tools"
bench="r-cran-lme4 time coinor-cbc"
lint="clang clang-tidy clang-format cppcheck shellcheck libclang-rt-14-dev valgrind"

wanted=
for word in "$@"; do
	case $word in
	run) wanted="$wanted $run" ;;
	test) wanted="$wanted $test" ;;
	lint) wanted="$wanted $lint" ;;
	bench) wanted="$wanted $bench" ;;
	*) echo "packages.sh: run, test, lint or bench, not $word" >&2; exit 2 ;;
	esac
done
# A Node.js that stands outside of Debian's packages is as good, if it is recent enough.
if ! { command -v node && command -v npm; } >/dev/null 2>&1 || [ "$(node -p 'parseInt(process.versions.node)')" -lt 18 ]; then
	wanted="$wanted nodejs npm"
fi

lacking=
for p in $wanted; do
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || lacking="$lacking $p"
done
[ -n "$lacking" ] || exit 0

echo "Устанавливаю пакеты Debian:$lacking"
root=
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null 2>&1 || {
		echo "Нужны пакеты Debian, а программы sudo нет. Выполните от root: apt-get install$lacking" >&2
		exit 1
	}
	root=sudo
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086  # lists of words
install() { $root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 --no-install-recommends install $lacking; }
# A package's own server isn't started: ours are private.
if ! install >"$log" 2>&1; then
	$root apt-get -q update >>"$log" 2>&1 || true
	install >"$log" 2>&1 || {
		tail -15 "$log" >&2
		echo "Пакеты не установились (см. выше). Проверьте сеть и источники apt." >&2
		exit 1
	}
fi
