<?php
// SPDX-License-Identifier: GPL-3.0-or-later
//
// «Мои задачи»: the service's next steps as rows of the dashboard.

require __DIR__ . '/tap.php';

use local_metodden\tasks;

$en = strings('en');
$word = fn(string $name, string $a): string => str_replace('{$a}', $a, $en[$name] ?? '');
$date = fn(string $day): string => $day;
function step(string $entity, string $event, ?string $due, bool $mine = true, array $with = []): stdClass {
    return (object) ($with + ['entity' => $entity, 'id' => 'x1', 'event' => $event, 'title' => "$entity $event",
        'subtitle' => null, 'school' => null, 'due_on' => $due, 'mine' => $mine, 'day' => null]);
}

$items = [
    step('day', 'announce', null),
    step('order', 'sign', '2026-12-05', false),
    step('visit', 'assess', '2026-11-27', true, ['subtitle' => 'Physics', 'school' => (object) ['name' => 'School 7']]),
    step('day', 'programme', '2026-11-20'),
    step('sitting', 'frobnicate', '2026-11-25'),
];
$rows = tasks::rows($items, '2026-11-25', $word, $date);
is(array_column($rows, 'title'), ['day programme', 'sitting frobnicate', 'visit assess', 'day announce'], 'own steps, most urgent first');
is(array_column($rows, 'term'), ['was due by 2026-11-20', 'due today', 'by 2026-11-27', ''], 'terms in words');
is(array_column($rows, 'late'), [true, false, false, false], 'late is what was due before today');
is($rows[2]['more'], 'Physics · School 7', 'what it is of stands beside');
is(tasks::rows([step('visit', 'hold', null, true, ['subtitle' => 'Physics +11'])], '2026-11-25', $word, $date)[0]['more'],
    'Physics and 11 more', 'several things are counted in words');
is(array_column($rows, 'action'), [$en['go_day_programme'], $en['go_sitting'], $en['go_visit_assess'], $en['go_day_announce']],
    'a step is named as on the screens, an unknown one by its thing');
is(tasks::rows([step('comet', 'land', null)], '2026-11-25', $word, $date)[0]['action'], $en['open'], 'an unknown thing is just opened');
is(tasks::count($items), 4, 'others\' steps are not counted');
is(count(tasks::rows(array_fill(0, 9, $items[0]), '2026-11-25', $word, $date)), tasks::SHOWN, 'no more than fit');

$targets = [
    ['day', 'programme', '/days/x1/programme'], ['day', 'hold', '/days/x1'], ['order', 'sign', '/orders/x1'],
    ['visit', 'assess', '/visits/x1'], ['sheet', 'submit', '/visits/x1?sheet=1'], ['proposal', 'decide', '/next-year'],
    ['queue', 'plan', '/sittings'], ['remark', 'answer', '/control'], ['plan_item', 'day', '/plan/items/x1'], ['comet', 'land', '/'],
];
foreach ($targets as [$entity, $event, $target]) {
    is(tasks::target(step($entity, $event, null)), $target, "$entity $event leads to $target");
}
is(tasks::target(step('remark', 'answer', null, true, ['day' => 'd 1'])), '/control?day=d%201', 'a remark leads to its day');
is(tasks::target(step('slot', 'visit', null, true, ['day' => 'd 1'])), '/days/d%201/programme?slot=x1', 'a lesson leads to itself in its programme');
is(tasks::target(step('order', 'sign', null, true, ['id' => null])), '/', 'a step without a thing leads to the start');
is(tasks::target(step('order', 'sign', null, true, ['id' => '../a?b'])), '/orders/..%2Fa%3Fb', 'an id can lead nowhere else');
done();
