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
 * What all deliveries of the service have in common: several in a call, each with its own key and its own
 * outcome, so that one that can't be accepted holds up no other.
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
use local_metodden\delivery;

/**
 * Base of the web services that take deliveries.
 */
abstract class deliveries extends external_api {
    /**
     * Parameters of a call.
     *
     * @param array $item what a delivery holds besides its key and its person
     * @param bool $person whether it is about a person
     * @return external_function_parameters
     */
    protected static function parameters(array $item, bool $person = true): external_function_parameters {
        $common = ['key' => new external_value(PARAM_RAW_TRIMMED, 'Idempotency key, up to 100 characters')];
        if ($person) {
            $common += [
                'userid' => new external_value(PARAM_INT, 'The person on the portal, 0 when unknown', VALUE_DEFAULT, 0),
                'idnumber' => new external_value(PARAM_RAW_TRIMMED, 'Idnumber, used when userid is 0', VALUE_DEFAULT, ''),
            ];
        }
        return new external_function_parameters([
            'deliveries' => new external_multiple_structure(new external_single_structure($common + $item)),
        ]);
    }

    /**
     * A path inside the service that a delivery leads back to.
     *
     * @return external_value
     */
    protected static function target(): external_value {
        return new external_value(PARAM_RAW_TRIMMED, 'Path inside the service that it leads back to', VALUE_DEFAULT, '');
    }

    /**
     * Takes the deliveries one by one.
     *
     * @param array $deliveries as they came
     * @param string $kind
     * @param callable $do takes the user (if there is one) and the delivery, answers the id of what it made
     * @return array outcomes in the same order
     */
    protected static function take(array $deliveries, string $kind, callable $do): array {
        $deliveries = self::validate_parameters(static::execute_parameters(), ['deliveries' => $deliveries])['deliveries'];
        $context = \core\context\system::instance();
        self::validate_context($context);
        require_capability('local/metodden:deliver', $context);
        if (count($deliveries) > delivery::MOST) {
            throw new \invalid_parameter_exception('At most ' . delivery::MOST . ' deliveries in a call');
        }
        return [
            'results' => array_map(fn($item) => delivery::once($kind, $item, fn($user) => $do($user, $item)), $deliveries),
        ];
    }

    /**
     * What a call answers.
     *
     * @return external_single_structure
     */
    public static function execute_returns(): external_single_structure {
        return new external_single_structure([
            'results' => new external_multiple_structure(new external_single_structure([
                'key' => new external_value(PARAM_RAW, 'Key of the delivery'),
                'outcome' => new external_value(
                    PARAM_ALPHA,
                    'done; repeated: it took effect before; refused: of no use to send again unchanged; failed: send again later'
                ),
                'id' => new external_value(PARAM_INT, 'Id of what was made, 0 for nothing'),
                'reason' => new external_value(PARAM_ALPHANUMEXT, 'Word for a refusal, empty otherwise'),
                'message' => new external_value(PARAM_RAW, 'The refusal in words, empty otherwise'),
            ])),
        ]);
    }
}
