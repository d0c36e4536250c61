<?php
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plugin's logic that needs no portal, as TAP: claims of the pass, targets, both languages.

require __DIR__ . '/../../plugin-shim/moodle/local_metodden/classes/handover.php';

use local_metodden\handover;

$n = 0;
$bad = 0;
function ok(bool $ok, string $what): void {
    global $n, $bad;
    $n++;
    $bad += $ok ? 0 : 1;
    echo ($ok ? 'ok' : 'not ok') . " $n - $what\n";
}

function strings(string $lang): array {
    $string = [];
    defined('MOODLE_INTERNAL') || define('MOODLE_INTERNAL', true);
    require __DIR__ . "/../../plugin-shim/moodle/local_metodden/lang/$lang/local_metodden.php";
    return $string;
}

$user = (object) ['id' => 7, 'idnumber' => 'p-0007'];
$c = handover::claims('https://portal.example.org/', 'local_metodden', $user, '/days/1', 1000, 'x');
ok($c['iss'] === 'https://portal.example.org', 'the issuer has no slash at its end');
ok($c['sub'] === '7' && $c['idnumber'] === 'p-0007', 'the person is named by id and idnumber');
ok($c['exp'] - $c['iat'] === 60 && $c['iat'] === 1000, 'the pass lives 60 seconds');
ok($c['aud'] === 'metodden' && $c['jti'] === 'x', 'it is for the service, and numbered');
ok(!array_intersect(['email', 'name', 'firstname'], array_keys($c)), 'it carries no name and no address');
foreach (['//evil.example', 'https://evil.example', '/\\evil', "/a\nb", 'days', ''] as $t) {
    ok(handover::safe_target($t) === '/', 'target ' . json_encode($t) . ' becomes /');
}
ok(handover::safe_target('/visits/1?x=2') === '/visits/1?x=2', 'a path stays');
ok(handover::enter_url('https://m.example.org/') === 'https://m.example.org/portal/enter', 'address of the entry');

$en = strings('en');
$ru = strings('ru');
ok(array_keys($en) === array_keys($ru), 'Russian and English have the same words');
$sorted = array_keys($en);
sort($sorted);
ok($sorted === array_keys($en), 'the words stand in alphabetical order');
echo "1..$n\n";
exit($bad ? 1 : 0);
