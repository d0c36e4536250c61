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
 * Hands the person over to the service's own address: posts a signed pass from his own browser.
 *
 * The visit form is always opened so: it keeps unsent marks in the browser, and those belong to one address.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

require_once(__DIR__ . '/../../config.php');

use local_metodden\handover;
use local_metodden\site;
use local_metodden\staff;

$target = optional_param('target', '/', PARAM_RAW_TRIMMED);

$PAGE->set_context(\core\context\system::instance());
$PAGE->set_url(new \core\url('/local/metodden/enter.php', ['target' => handover::safe_target($target)]));
require_login(null, false);
staff::require_me();
$PAGE->set_title(get_string('pluginname', 'local_metodden'));
$PAGE->set_heading(get_string('pluginname', 'local_metodden'));

if (site::service() === '') {
    throw new \moodle_exception('notconfigured', 'local_metodden');
}
$pass = site::pass($USER, $target);

$PAGE->requires->js_init_code("document.getElementById('local-metodden-enter').submit();");

echo $OUTPUT->header();
echo \html_writer::start_tag('form', [
    'id' => 'local-metodden-enter',
    'method' => 'post',
    'action' => handover::enter_url(site::service()),
]);
echo \html_writer::empty_tag('input', ['type' => 'hidden', 'name' => 'token', 'value' => $pass]);
echo \html_writer::tag('p', get_string('opening', 'local_metodden'));
echo \html_writer::tag('button', get_string('open', 'local_metodden'), [
    'type' => 'submit',
    'class' => 'btn btn-primary',
]);
echo \html_writer::end_tag('form');
echo $OUTPUT->footer();
