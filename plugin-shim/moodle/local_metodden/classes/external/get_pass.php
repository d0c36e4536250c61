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
 * A pass for whoever is signed in, for the screens within the portal: they hand it over themselves.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden\external;

use core_external\external_api;
use core_external\external_function_parameters;
use core_external\external_single_structure;
use core_external\external_value;

/**
 * Signs a pass of 60 seconds and one use.
 */
final class get_pass extends external_api {
    /**
     * Parameters of a call: none, for nobody gets a pass of somebody else.
     *
     * @return external_function_parameters
     */
    public static function execute_parameters(): external_function_parameters {
        return new external_function_parameters([]);
    }

    /**
     * Signs the pass.
     *
     * @return array
     */
    public static function execute(): array {
        global $USER;
        self::validate_parameters(self::execute_parameters(), []);
        self::validate_context(\core\context\system::instance());
        \local_metodden\staff::require_me();
        return ['pass' => \local_metodden\site::pass($USER, '/')];
    }

    /**
     * What a call answers.
     *
     * @return external_single_structure
     */
    public static function execute_returns(): external_single_structure {
        return new external_single_structure(['pass' => new external_value(PARAM_RAW, 'JWT, RS256')]);
    }
}
