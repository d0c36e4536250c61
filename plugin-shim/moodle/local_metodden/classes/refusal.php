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
 * Why a delivery was not accepted. Its reason is a word that the service stores beside the delivery.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * A delivery that can't be accepted as it is; sending it again unchanged is of no use.
 */
final class refusal extends \moodle_exception {
    /**
     * A refusal with its reason; the sentence stands in the language files as 'refused_' and the reason.
     *
     * @param string $reason person_unknown, competency_unknown, ...
     * @param string|int $a what the sentence names
     */
    public function __construct(
        /** @var string a word for programs */
        public readonly string $reason,
        string|int $a = ''
    ) {
        parent::__construct('refused_' . $reason, 'local_metodden', '', $a);
    }
}
