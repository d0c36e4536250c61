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
 * The service's framework of competences as one of the portal's: made where it lacks, named anew where
 * the name changed. Nothing is ever deleted, and a scale that is in use isn't touched.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

use core_competency\api;
use core_competency\competency;
use core_competency\competency_framework;

/**
 * Competency frameworks of the service on the portal.
 */
final class framework {
    /**
     * Makes or renames a framework and its competencies.
     *
     * @param array $item framework, name, levels (names from the lowest up), proficient (the first level
     *        that is enough, counted from 1), competencies: code, parent (code or ''), name
     * @return int id of the portal's framework
     */
    public static function save(array $item): int {
        if (!api::is_enabled()) {
            throw new refusal('competencies_off');
        }
        if (count($item['levels']) < 2 || $item['proficient'] < 1 || $item['proficient'] > count($item['levels'])) {
            throw new refusal('levels_bad');
        }
        $framework = competency_framework::get_record(['idnumber' => $item['framework']]) ?: self::create($item);
        self::rename($framework, $item['name']);
        $ids = ['' => 0];
        foreach ($item['competencies'] as $wanted) {
            if (!isset($ids[$wanted['parent']])) {
                throw new refusal('parent_unknown', $wanted['parent']);
            }
            $ids[$wanted['code']] = self::competency($framework, $wanted, $ids[$wanted['parent']]);
        }
        return (int) $framework->get('id');
    }

    /**
     * A new framework with a scale of its own.
     *
     * @param array $item
     * @return competency_framework
     */
    private static function create(array $item): competency_framework {
        global $CFG, $USER;
        require_once($CFG->libdir . '/gradelib.php');
        $scale = new \grade_scale([
            'name' => $item['name'],
            'scale' => implode(',', array_map(fn($level) => str_replace(',', ' ', trim($level)), $item['levels'])),
            'courseid' => 0,
            'userid' => $USER->id,
            'description' => '',
            'descriptionformat' => FORMAT_HTML,
        ], false);
        $scaleid = $scale->insert('local_metodden');
        $configuration = [['scaleid' => (string) $scaleid]];
        for ($value = 1; $value <= count($item['levels']); $value++) {
            $configuration[] = [
                'id' => $value,
                'scaledefault' => (int) ($value === $item['proficient']),
                'proficient' => (int) ($value >= $item['proficient']),
            ];
        }
        $framework = new competency_framework(0, (object) [
            'shortname' => self::short($item['name']),
            'idnumber' => $item['framework'],
            'description' => '',
            'descriptionformat' => FORMAT_HTML,
            'scaleid' => $scaleid,
            'scaleconfiguration' => json_encode($configuration),
            'visible' => true,
            'contextid' => \core\context\system::instance()->id,
            'taxonomies' => 'competency',
        ]);
        $framework->create();
        \core\event\competency_framework_created::create_from_framework($framework)->trigger();
        return $framework;
    }

    /**
     * Makes a competency, or gives it its present name.
     *
     * @param competency_framework $framework
     * @param array $wanted code, parent, name
     * @param int $parentid
     * @return int
     */
    private static function competency(competency_framework $framework, array $wanted, int $parentid): int {
        $found = competency::get_record(['competencyframeworkid' => $framework->get('id'), 'idnumber' => $wanted['code']]);
        if ($found) {
            self::rename($found, $wanted['name']);
            return (int) $found->get('id');
        }
        $competency = new competency(0, (object) [
            'shortname' => self::short($wanted['name']),
            'idnumber' => $wanted['code'],
            'description' => '',
            'descriptionformat' => FORMAT_HTML,
            'competencyframeworkid' => $framework->get('id'),
            'parentid' => $parentid,
        ]);
        $competency->create();
        \core\event\competency_created::create_from_competency($competency)->trigger();
        return (int) $competency->get('id');
    }

    /**
     * Gives the present name.
     *
     * @param competency_framework|competency $of
     * @param string $name
     */
    private static function rename(competency_framework|competency $of, string $name): void {
        if ($of->get('shortname') !== self::short($name)) {
            $of->set('shortname', self::short($name));
            $of->update();
        }
    }

    /**
     * The portal takes names of up to 100 characters.
     *
     * @param string $name
     * @return string
     */
    private static function short(string $name): string {
        return \core_text::strlen($name) > 100 ? \core_text::substr($name, 0, 99) . '…' : $name;
    }
}
