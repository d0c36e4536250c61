<?php
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the tests of the plugin's own logic share: TAP, the language files, and the classes without a portal.

const PLUGIN = __DIR__ . '/../../plugin-shim/moodle/local_metodden';
defined('MOODLE_INTERNAL') || define('MOODLE_INTERNAL', true);

spl_autoload_register(function (string $class): void {
    $file = PLUGIN . '/classes/' . strtr(preg_replace('~^local_metodden\\\\~', '', $class), '\\', '/') . '.php';
    if (is_file($file)) {
        require $file;
    }
});

function ok(bool $ok, string $what): void {
    static $n = 0;
    static $bad = 0;
    if ($what === '') {
        echo "1..$n\n";
        exit($bad ? 1 : 0);
    }
    $n++;
    $bad += $ok ? 0 : 1;
    echo ($ok ? 'ok' : 'not ok') . " $n - $what\n";
}

function is(mixed $found, mixed $wanted, string $what): void {
    ok($found === $wanted, $what);
    if ($found !== $wanted) {
        echo '# found  ' . json_encode($found, JSON_UNESCAPED_UNICODE) . "\n# wanted " . json_encode($wanted, JSON_UNESCAPED_UNICODE) . "\n";
    }
}

function done(): never {
    ok(true, '');
    exit;
}

function strings(string $lang): array {
    $string = [];
    require PLUGIN . "/lang/$lang/local_metodden.php";
    return $string;
}
