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
 * The service within the portal: one page of the portal that holds all its screens.
 *
 * What follows view.php in the address is the screen's own path, so a screen can be reloaded, sent to
 * a colleague and left by the back button. Where the portal's web server doesn't pass the service on,
 * this page leads to the service's own address instead.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

require_once(__DIR__ . '/../../config.php');

use local_metodden\handover;
use local_metodden\site;
use local_metodden\staff;

$target = optional_param('target', '', PARAM_RAW_TRIMMED);
$here = new \core\url('/local/metodden/view.php');

$PAGE->set_context(\core\context\system::instance());
$PAGE->set_url($here, $target === '' ? [] : ['target' => handover::safe_target($target)]);
require_login(null, false);
staff::require_me();

if (site::service() === '') {
    throw new \moodle_exception('notconfigured', 'local_metodden');
}
if (site::mount() === '' || str_starts_with($target, '/visits/')) {
    redirect(new \core\url('/local/metodden/enter.php', ['target' => handover::safe_target($target)]));
}
if ($target !== '') {
    redirect($here->out(false) . handover::safe_target($target));
}

// The wide layout, and no heading of the portal: each screen has its own.
$PAGE->set_pagelayout('report');
$PAGE->set_title(get_string('pluginname', 'local_metodden'));
$PAGE->set_secondary_navigation(false);

$enter = new \core\url('/local/metodden/enter.php');
$place = [
    'page' => $here->get_path(),
    'service' => (new \core\url(site::mount()))->get_path(),
    'enter' => $enter->get_path() . '?target=',
    'lang' => str_starts_with(current_language(), 'ru') ? 'ru' : 'en',
];
$PAGE->requires->js_amd_inline(
    "require(['core/ajax'], function(Ajax) {
        const box = document.getElementById('local-metodden');
        const place = " . json_encode($place, JSON_UNESCAPED_SLASHES | JSON_HEX_TAG) . ";
        place.pass = () => Ajax.call([{methodname: 'local_metodden_get_pass', args: {}}])[0].then(answer => answer.pass);
        import(place.service + '/mount.js')
            .then(screens => screens.mount(box, place))
            .then(() => document.getElementById('local-metodden-opening').remove())
            .catch(error => {
                document.getElementById('local-metodden-opening').hidden = true;
                const words = document.getElementById('local-metodden-away');
                words.hidden = false;
                words.querySelector('span').textContent = error.words || '';
            });
    });"
);

echo $OUTPUT->header();
echo $OUTPUT->render_from_template('local_metodden/view', [
    'enter' => $enter->out(false, ['target' => '/']),
    'visits' => $enter->out(false, ['target' => '/visits']),
]);
echo $OUTPUT->footer();
