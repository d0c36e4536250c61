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
 * Each night: notes who came to the staff and who left, so that the dates are right whenever the service
 * asks, and forgets old keys of deliveries.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden\task;

use local_metodden\delivery;
use local_metodden\roster;

/**
 * The plugin's nightly work.
 */
final class nightly extends \core\task\scheduled_task {
    /**
     * Name for administrators.
     *
     * @return string
     */
    public function get_name() {
        return get_string('nightly', 'local_metodden');
    }

    /**
     * Does the work.
     */
    public function execute() {
        global $DB;
        mtrace('Roster: ' . roster::refresh(time()) . ' changed');
        $old = time() - delivery::REMEMBERED;
        $forgotten = $DB->count_records_select('local_metodden_delivery', 'timecreated < ?', [$old]);
        $DB->delete_records_select('local_metodden_delivery', 'timecreated < ?', [$old]);
        mtrace("Keys of deliveries: $forgotten forgotten");
    }
}
