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
 * Days and lesson visits in the calendars of their people.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden\external;

use core_external\external_function_parameters;
use core_external\external_value;

/**
 * Makes, changes and removes personal calendar events.
 */
final class save_events extends deliveries {
    /**
     * Parameters of a call.
     *
     * @return external_function_parameters
     */
    public static function execute_parameters(): external_function_parameters {
        return self::parameters([
            'uid' => new external_value(PARAM_RAW_TRIMMED, 'The service\'s own name of the event, up to 200 characters'),
            'name' => new external_value(PARAM_TEXT, 'Name of the event'),
            'description' => new external_value(PARAM_RAW, 'Plain words', VALUE_DEFAULT, ''),
            'timestart' => new external_value(PARAM_INT, 'Seconds since 1970'),
            'duration' => new external_value(PARAM_INT, 'Seconds', VALUE_DEFAULT, 0),
            'location' => new external_value(PARAM_TEXT, 'Where it is', VALUE_DEFAULT, ''),
            'cancelled' => new external_value(PARAM_BOOL, 'Whether it was called off', VALUE_DEFAULT, false),
            'target' => self::target(),
        ]);
    }

    /**
     * Takes the deliveries.
     *
     * @param array $deliveries
     * @return array outcomes
     */
    public static function execute(array $deliveries): array {
        return self::take($deliveries, 'event', \local_metodden\calendar::save(...));
    }
}
