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
 * What goes with the plugin beside its own tables: the service's account and role, and the events in people's
 * calendars, which nobody else could change or remove. Ratings and evidence are the people's own and stay.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

/**
 * Removes what the plugin made elsewhere on the portal.
 *
 * @return bool
 */
function xmldb_local_metodden_uninstall() {
    global $DB;
    $name = \local_metodden\exchange::NAME;
    if ($user = $DB->get_record('user', ['username' => $name, 'deleted' => 0])) {
        delete_user($user);
    }
    if ($role = $DB->get_field('role', 'id', ['shortname' => $name])) {
        delete_role($role);
    }
    $DB->delete_records('event', ['component' => 'local_metodden']);
    return true;
}
