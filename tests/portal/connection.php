<?php
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The connection test: each answer of the service, the portal and the network has words of its own.

require __DIR__ . '/tap.php';

use local_metodden\connection;

$en = strings('en');
function answer(int $status, string $body = '', array $headers = [], int $errno = 0): stdClass {
    return (object) ['status' => $status, 'errno' => $errno, 'error' => $errno ? "curl $errno" : '', 'headers' => $headers, 'body' => $body];
}
function says(array $finding, string $level, string $name, string $what): void {
    global $en;
    is([$finding['level'], $finding['name'], isset($en[$name])], [$level, $name, true], $what);
}

says(connection::address(''), 'bad', 'check_noaddress', 'no address');
says(connection::address('http://m.example.org'), 'bad', 'check_http', 'an address without TLS');
says(connection::address('https://m.example.org'), 'ok', 'check_address', 'an address with TLS');
says(connection::address('http://127.0.0.1:8097'), 'ok', 'check_address', 'this very machine needs no TLS');

$url = 'https://m.example.org/health';
foreach ([6 => 'check_noname', 7 => 'check_refused', 28 => 'check_timeout', 60 => 'check_tls', 56 => 'check_noanswer'] as $no => $name) {
    says(connection::health(answer(0, '', [], $no), $url), 'bad', $name, "curl's error $no");
}
says(connection::health(answer(200, '{"status":"ok","schema":26}'), $url), 'ok', 'check_health', 'the service is well');
says(connection::health(answer(503, '{}'), $url), 'bad', 'check_unavailable', 'its database is away');
says(connection::health(answer(200, '<html>It works!</html>'), $url), 'bad', 'check_notservice', 'another program answers');
says(connection::health(answer(404), $url), 'bad', 'check_notservice', 'another program has no such page');
$moved = connection::health(answer(301, '', ['location' => 'https://x.example/']), $url);
says($moved, 'bad', 'check_redirect', 'the address leads on');
is($moved['a']['to'], 'https://x.example/', 'and it is said where');

$now = strtotime('Wed, 25 Nov 2026 12:00:00 GMT');
says(connection::clock('Wed, 25 Nov 2026 12:00:30 GMT', $now), 'ok', 'check_clock', '30 s are no difference');
says(connection::clock('Wed, 25 Nov 2026 12:01:00 GMT', $now), 'ok', 'check_clock', '60 s are taken too');
says(connection::clock('Wed, 25 Nov 2026 12:01:01 GMT', $now), 'bad', 'check_clockbehind', '61 s behind');
says(connection::clock('Wed, 25 Nov 2026 11:50:00 GMT', $now), 'bad', 'check_clockahead', '600 s ahead');
says(connection::clock('', $now), 'warn', 'check_nodate', 'no date to compare');

$jwks = '{"keys":[{"kid":"a"},{"kid":"b"}]}';
says(connection::keys(answer(200, $jwks), 'b', $url), 'ok', 'check_jwks', 'the key is published');
says(connection::keys(answer(200, $jwks), 'c', $url), 'bad', 'check_jwksother', 'another key is published');
says(connection::keys(answer(0, '', [], 7), 'b', $url), 'warn', 'check_jwksaway', 'the key set is out of reach');
says(connection::keys(answer(200, '<html>'), 'b', $url), 'warn', 'check_jwksaway', 'a page in place of the key set');
says(connection::keys(answer(200, $jwks), '', $url), 'bad', 'nokey', 'no key at all');

says(connection::toolkeys(answer(200, $jwks), false, $url), 'ok', 'check_toolkeys', 'the portal reads the keys of the service');
says(connection::toolkeys(answer(200, $jwks), true, $url), 'warn', 'check_toolkeysblocked', 'the portal forbids itself the address');
says(connection::toolkeys(answer(0, '', [], 7), false, $url), 'warn', 'check_toolkeysaway', 'nobody answers');
says(connection::toolkeys(answer(404, '<html>'), false, $url), 'warn', 'check_toolkeysaway', 'no keys there');

$problem = fn(string $slug): stdClass => answer(403, json_encode(['type' => "/problems/$slug"]));
says(connection::portal(answer(204), 'i', 'c'), 'ok', 'check_portal', 'the pass is accepted');
says(connection::portal($problem('portal-unknown'), 'i', 'c'), 'bad', 'check_unregistered', 'the portal is not registered');
says(connection::portal($problem('token-refused'), 'i', 'c'), 'bad', 'check_passrefused', 'the pass is refused');
says(connection::portal(answer(404), 'i', 'c'), 'warn', 'check_oldservice', 'an older service');
done();
