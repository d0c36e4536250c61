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
 * Staff of the portal, page by page, whole or what changed since a moment.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden\external;

use core_external\external_api;
use core_external\external_function_parameters;
use core_external\external_multiple_structure;
use core_external\external_single_structure;
use core_external\external_value;
use local_metodden\roster;

/**
 * Reads the roster.
 */
final class get_roster extends external_api {
    /**
     * Parameters of a call.
     *
     * @return external_function_parameters
     */
    public static function execute_parameters(): external_function_parameters {
        return new external_function_parameters([
            'since' => new external_value(PARAM_INT, 'Only people changed since (seconds since 1970), 0: all', VALUE_DEFAULT, 0),
            'after' => new external_value(PARAM_INT, 'The last page\'s next, 0 for the first page', VALUE_DEFAULT, 0),
            'limit' => new external_value(PARAM_INT, 'People on a page, up to 1000', VALUE_DEFAULT, 500),
        ]);
    }

    /**
     * Reads one page.
     *
     * @param int $since
     * @param int $after
     * @param int $limit
     * @return array
     */
    public static function execute(int $since = 0, int $after = 0, int $limit = 500): array {
        $call = self::validate_parameters(
            self::execute_parameters(),
            ['since' => $since, 'after' => $after, 'limit' => $limit]
        );
        $context = \core\context\system::instance();
        self::validate_context($context);
        require_capability('local/metodden:readroster', $context);
        if ($call['limit'] < 1 || $call['limit'] > roster::MOST) {
            throw new \invalid_parameter_exception('limit: 1 to ' . roster::MOST);
        }
        return roster::page($call['since'], $call['after'], $call['limit'], time());
    }

    /**
     * What a call answers.
     *
     * @return external_single_structure
     */
    public static function execute_returns(): external_single_structure {
        return new external_single_structure([
            'people' => new external_multiple_structure(new external_single_structure([
                'userid' => new external_value(PARAM_INT, 'Id on the portal'),
                'gone' => new external_value(PARAM_BOOL, 'Not staff any more: only userid and idnumber are filled'),
                'timechanged' => new external_value(PARAM_INT, 'When the change was seen, seconds since 1970'),
                'idnumber' => new external_value(PARAM_RAW, 'Number in the district\'s roster'),
                'lastname' => new external_value(PARAM_RAW, 'Family name'),
                'firstname' => new external_value(PARAM_RAW, 'Given name'),
                'middlename' => new external_value(PARAM_RAW, 'Patronymic'),
                'email' => new external_value(PARAM_RAW, 'Address'),
                'suspended' => new external_value(PARAM_BOOL, 'Whether the account is closed for now'),
                'school' => new external_value(PARAM_RAW, 'School, from the profile field of the settings'),
                'post' => new external_value(PARAM_RAW, 'Post, from the profile field of the settings'),
                'cohorts' => new external_multiple_structure(new external_single_structure([
                    'id' => new external_value(PARAM_INT, 'Id of the cohort'),
                    'idnumber' => new external_value(PARAM_RAW, 'Its idnumber'),
                    'name' => new external_value(PARAM_RAW, 'Its name'),
                ])),
            ])),
            'next' => new external_value(PARAM_INT, 'after of the next page, 0 at the end'),
            'asof' => new external_value(PARAM_INT, 'since of the next reading; take the first page\'s'),
        ]);
    }
}
