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
 * Reminders of next steps and terms.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden\external;

use core_external\external_function_parameters;
use core_external\external_value;

/**
 * Sends notifications.
 */
final class send_notifications extends deliveries {
    /**
     * Parameters of a call.
     *
     * @return external_function_parameters
     */
    public static function execute_parameters(): external_function_parameters {
        return self::parameters([
            'subject' => new external_value(PARAM_TEXT, 'One line'),
            'text' => new external_value(PARAM_RAW, 'Plain words'),
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
        return self::take($deliveries, 'notification', \local_metodden\notification::send(...));
    }
}
