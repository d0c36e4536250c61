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
 * The connection test, and the account for the way back, for administrators.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

require_once(__DIR__ . '/../../config.php');
require_once($CFG->libdir . '/adminlib.php');

use local_metodden\exchange;
use local_metodden\probe;

admin_externalpage_setup('local_metodden_check');

$token = null;
if (optional_param('exchange', false, PARAM_BOOL)) {
    require_sesskey();
    $token = exchange::set_up();
}

$findings = array_map(fn($found) => [
    $found['level'] => true,
    'words' => get_string($found['name'], 'local_metodden', $found['a']),
], probe::all());

echo $OUTPUT->header();
echo $OUTPUT->render_from_template('local_metodden/check', [
    'findings' => $findings,
    'allright' => !array_filter($findings, fn($found) => empty($found['ok'])),
    'again' => $PAGE->url->out(false),
    'settings' => (new \core\url('/admin/settings.php', ['section' => 'local_metodden']))->out(false),
    'sesskey' => sesskey(),
    'hastoken' => exchange::token() !== null,
    'token' => $token,
    'wwwroot' => $CFG->wwwroot,
]);
echo $OUTPUT->footer();
