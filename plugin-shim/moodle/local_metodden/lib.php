<?php
// This file is part of Moodle - https://moodle.org/
//
// Moodle is free software: you can redistribute it and/or modify
// it under the terms of the GNU General Public License as published by
// the Free Software Foundation, either version 3 of the License, or
// (at your option) any later version.
//
// Moodle is distributed in the hope that it will be useful,
// but WITHOUT ANY WARRANTY; without even the implied warranty of
// MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the
// GNU General Public License for more details.
//
// You should have received a copy of the GNU General Public License
// along with Moodle.  If not, see <https://www.gnu.org/licenses/>.

/**
 * What the browser asks for after the page is there.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

/**
 * «Мои задачи» of whoever is signed in, for the dashboard.
 *
 * @param array $args of the fragment; none is used
 * @return string HTML
 */
function local_metodden_output_fragment_tasks(array $args): string {
    global $OUTPUT, $USER;
    \local_metodden\staff::require_me();
    $answer = \local_metodden\service::ask_as($USER, '/next-steps');
    $items = $answer->status === 200 && isset($answer->data->items) ? $answer->data->items : null;
    $strings = get_string_manager();
    $word = fn(string $name, string $a): string => $strings->string_exists($name, 'local_metodden')
        ? get_string($name, 'local_metodden', $a) : '';
    $date = fn(string $day): string => userdate(
        make_timestamp(...array_map('intval', explode('-', $day))),
        get_string('strftimedateshort', 'langconfig')
    );
    $rows = \local_metodden\tasks::rows($items ?? [], userdate(time(), '%Y-%m-%d', 99, false), $word, $date);
    foreach ($rows as &$row) {
        $row['url'] = \local_metodden\site::link($row['target'])->out(false);
    }
    $left = \local_metodden\tasks::count($items ?? []) - count($rows);
    return $OUTPUT->render_from_template('local_metodden/tasks', [
        'refused' => $answer->status === 403,
        'away' => $items === null && $answer->status !== 403,
        'none' => $items === [] || ($items !== null && !$rows),
        'tasks' => $rows,
        'left' => $left > 0 ? $left : 0,
        'all' => \local_metodden\site::link('/')->out(false),
    ]);
}
