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
 * The entry in the portal's main menu.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

use core\hook\navigation\primary_extend;

/**
 * Callbacks of the portal's hooks.
 */
final class hook_callbacks {
    /**
     * Adds the entry for people who may use it, once the address of the service is set.
     *
     * @param primary_extend $hook
     */
    public static function primary_extend(primary_extend $hook): void {
        if (!isloggedin() || isguestuser() || !get_config('local_metodden', 'baseurl')) {
            return;
        }
        if (!has_capability('local/metodden:view', \core\context\system::instance())) {
            return;
        }
        $hook->get_primaryview()->add(
            get_string('pluginname', 'local_metodden'),
            new \core\url('/local/metodden/view.php'),
            \navigation_node::TYPE_CUSTOM,
            null,
            'local_metodden'
        );
    }
}
