<?php
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plugin's words: both languages whole, every word that the code asks for there, buttons named as on the screens.

require __DIR__ . '/tap.php';

$en = strings('en');
$ru = strings('ru');
is(array_keys($en), array_keys($ru), 'Russian and English have the same words');
$sorted = array_keys($en);
sort($sorted);
is(array_keys($en), $sorted, 'the words stand in alphabetical order');

$params = fn(string $s): array => preg_match_all('~\{\$a(?:->\w+)?\}~', $s, $m) ? array_values(array_unique($m[0])) : [];
$differ = array_filter(array_keys($en), function ($k) use ($en, $ru, $params) {
    [$a, $b] = [$params($en[$k]), $params($ru[$k])];
    sort($a);
    sort($b);
    return $a !== $b;
});
is(array_values($differ), [], 'both languages name the same things');
$latin = array_filter($ru, fn($s) => !preg_match('~[а-яё]~iu', $s));
is(array_keys($latin), [], 'Russian words are Russian');

foreach (['en' => $en, 'ru' => $ru] as $lang => $words) {
    $screens = json_decode(file_get_contents(PLUGIN . "/../../web/src/words/$lang/frame.json"), true)['go'];
    $ours = [];
    foreach ($words as $k => $w) {
        if (str_starts_with($k, 'go_')) {
            $ours[substr($k, 3)] = $w;
        }
    }
    ksort($screens);
    ksort($ours);
    is($ours, $screens, "$lang: buttons of tasks are named as on the screens");
}

$missing = [];
$files = new RegexIterator(new RecursiveIteratorIterator(new RecursiveDirectoryIterator(PLUGIN)), '~\.(php|mustache)$~');
foreach ($files as $file) {
    $text = file_get_contents($file);
    preg_match_all("~get_string\(\s*'([a-z_:]+)',\s*'local_metodden'~", $text, $a);
    preg_match_all('~\{\{#str\}\}\s*([a-z_:]+), local_metodden~', $text, $b);
    preg_match_all("~(?:finding\(\s*'\w+', |=> )'(check_\w+|nokey)'~", $text, $c);
    preg_match_all("~new refusal\('(\w+)'~", $text, $d);
    preg_match_all("~moodle_exception\('(\w+)', 'local_metodden'~", $text, $e);
    $asked = [...$a[1], ...$b[1], ...$c[1], ...array_map(fn($r) => "refused_$r", $d[1]), ...$e[1]];
    $missing = [...$missing, ...array_filter($asked, fn($k) => !isset($en[$k]))];
}
is($missing, [], 'every word that the code asks for is there');
foreach (['access' => 'capabilities', 'messages' => 'messageproviders'] as $file => $list) {
    $$list = [];
    foreach (['CONTEXT_COURSE', 'CONTEXT_SYSTEM', 'CAP_ALLOW', 'RISK_PERSONAL', 'RISK_SPAM', 'RISK_DATALOSS',
        'MESSAGE_PERMITTED', 'MESSAGE_DEFAULT_ENABLED'] as $constant) {
        defined($constant) || define($constant, 1);
    }
    require PLUGIN . "/db/$file.php";
    foreach (array_keys($$list) as $k) {
        $name = $file === 'access' ? preg_replace('~^local/~', '', $k) : "messageprovider:$k";
        ok(isset($en[$name]), "$k has a name");
    }
}
done();
