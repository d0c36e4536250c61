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
 * What was seen at lessons and agreed with a teacher, in the portal's competencies.
 *
 * A competence is found by two codes that both sides know: idnumber of the framework, and of the
 * competency within it. Nothing but ratings that the person agreed to is ever written as a rating.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

use core_competency\api;
use core_competency\competency;
use core_competency\competency_framework;
use core_competency\evidence;

/**
 * Evidence and ratings.
 */
final class competence {
    /**
     * An item of evidence that changes no rating.
     *
     * @param \stdClass $user
     * @param array $item framework, competency, title, note, target
     * @return int id of the evidence
     */
    public static function observe(\stdClass $user, array $item): int {
        return self::add($user, self::find($item['framework'], $item['competency']), $item, evidence::ACTION_LOG, null);
    }

    /**
     * The level that was agreed with the person, as the rating of the competency.
     *
     * @param \stdClass $user
     * @param array $item framework, competency, grade (1 is the lowest value of the scale), title, note, target
     * @return int id of the evidence that carries the rating
     */
    public static function rate(\stdClass $user, array $item): int {
        $competency = self::find($item['framework'], $item['competency']);
        $values = count($competency->get_scale()->load_items());
        if ($item['grade'] < 1 || $item['grade'] > $values) {
            throw new refusal('grade_out_of_range', $values);
        }
        return self::add($user, $competency, $item, evidence::ACTION_OVERRIDE, $item['grade']);
    }

    /**
     * Writes the evidence with a link back to the service.
     *
     * @param \stdClass $user
     * @param competency $competency
     * @param array $item
     * @param int $action
     * @param int|null $grade
     * @return int
     */
    private static function add(\stdClass $user, competency $competency, array $item, int $action, ?int $grade): int {
        $url = $item['target'] === '' ? null : site::link($item['target'])->out(false);
        if ($url !== null && strlen($url) > 255) {
            throw new refusal('target_long');
        }
        return (int) api::add_evidence(
            $user->id,
            $competency,
            \core\context\user::instance($user->id),
            $action,
            $grade === null ? 'evidence_observed' : 'evidence_agreed',
            'local_metodden',
            $item['title'],
            false,
            $url,
            $grade,
            null,
            $item['note'] === '' ? null : $item['note']
        )->get('id');
    }

    /**
     * A competency by its codes.
     *
     * @param string $framework
     * @param string $code
     * @return competency
     */
    private static function find(string $framework, string $code): competency {
        if (!api::is_enabled()) {
            throw new refusal('competencies_off');
        }
        $of = competency_framework::get_record(['idnumber' => $framework]);
        $found = $of ? competency::get_record(['competencyframeworkid' => $of->get('id'), 'idnumber' => $code]) : false;
        if (!$found) {
            throw new refusal('competency_unknown', "$framework, $code");
        }
        return $found;
    }
}
