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
 * The service's frameworks of competences, which evidence and ratings are written into.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden\external;

use core_external\external_function_parameters;
use core_external\external_multiple_structure;
use core_external\external_single_structure;
use core_external\external_value;

/**
 * Makes competency frameworks and gives them their present names.
 */
final class save_frameworks extends deliveries {
    /**
     * Parameters of a call.
     *
     * @return external_function_parameters
     */
    public static function execute_parameters(): external_function_parameters {
        return self::parameters([
            'framework' => new external_value(PARAM_RAW_TRIMMED, 'Idnumber of the framework'),
            'name' => new external_value(PARAM_TEXT, 'Its name'),
            'levels' => new external_multiple_structure(new external_value(PARAM_TEXT, 'Name of a level, the lowest first')),
            'proficient' => new external_value(PARAM_INT, 'The first level that is enough, counted from 1'),
            'competencies' => new external_multiple_structure(new external_single_structure([
                'code' => new external_value(PARAM_RAW_TRIMMED, 'Idnumber of the competency'),
                'parent' => new external_value(PARAM_RAW_TRIMMED, 'Code of one before it, or empty', VALUE_DEFAULT, ''),
                'name' => new external_value(PARAM_TEXT, 'Its name'),
            ])),
        ], false);
    }

    /**
     * Takes the deliveries.
     *
     * @param array $deliveries
     * @return array outcomes
     */
    public static function execute(array $deliveries): array {
        return self::take($deliveries, 'framework', fn($user, $item) => \local_metodden\framework::save($item));
    }
}
