<?php
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The hand-over without a portal: claims of the pass, targets, the session's cookie.

require __DIR__ . '/tap.php';

use local_metodden\handover;

$user = (object) ['id' => 7, 'idnumber' => 'p-0007'];
$c = handover::claims('https://portal.example.org/', 'local_metodden', $user, '/days/1', 1000, 'x');
ok($c['iss'] === 'https://portal.example.org', 'the issuer has no slash at its end');
ok($c['sub'] === '7' && $c['idnumber'] === 'p-0007', 'the person is named by id and idnumber');
ok($c['exp'] - $c['iat'] === 60 && $c['iat'] === 1000, 'the pass lives 60 seconds');
ok($c['aud'] === 'metodden' && $c['jti'] === 'x', 'it is for the service, and numbered');
ok(!array_intersect(['email', 'name', 'firstname'], array_keys($c)), 'it carries no name and no address');
foreach (['//evil.example', 'https://evil.example', '/\\evil', "/a\nb", "/a\n", 'days', ''] as $t) {
    is(handover::safe_target($t), '/', 'target ' . json_encode($t) . ' becomes /');
}
is(handover::safe_target('/visits/1?x=2'), '/visits/1?x=2', 'a path stays');
is(handover::enter_url('https://m.example.org/'), 'https://m.example.org/portal/enter', 'address of the entry');
is(handover::check_url('https://m.example.org'), 'https://m.example.org/portal/check', 'address of the test');
is(handover::cookie('__Host-metodden=abc; Path=/; Secure'), '__Host-metodden=abc', 'the cookie of one header');
is(handover::cookie(['x=1', '__Host-metodden=abc; Path=/']), '__Host-metodden=abc', 'the cookie among several');
is(handover::cookie('__Host-metodden=; Max-Age=0'), false, 'a cookie that is taken away is none');
is(handover::cookie(''), false, 'no cookie');
done();
