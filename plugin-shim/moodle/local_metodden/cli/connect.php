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
 * Sets the plugin up from the command line: the settings that are given, the account for the way back,
 * and the connection test. Its last line is the token. Ends with 1 when something doesn't work.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

define('CLI_SCRIPT', true);

require(__DIR__ . '/../../../config.php');
require_once($CFG->libdir . '/clilib.php');

use local_metodden\exchange;
use local_metodden\probe;

$names = ['baseurl', 'proxypath', 'clientid', 'schoolfield', 'postfield'];
[$options, $unknown] = cli_get_params(['help' => false] + array_fill_keys($names, null), ['h' => 'help']);
if ($unknown || $options['help']) {
    cli_writeln(get_string('connecthelp', 'local_metodden'));
    exit($unknown ? 2 : 0);
}
foreach ($names as $name) {
    if ($options[$name] !== null) {
        set_config($name, $options[$name], 'local_metodden');
    }
}
\core\session\manager::set_user(get_admin());
$token = exchange::set_up();
$bad = 0;
foreach (probe::all() as $found) {
    $bad += $found['level'] === 'bad' ? 1 : 0;
    cli_writeln($found['level'] . ': ' . get_string($found['name'], 'local_metodden', $found['a']));
}
cli_writeln($token);
exit($bad ? 1 : 0);
