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
 * The nightly work.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden\task;

/**
 * Tests of the nightly work.
 *
 * @covers \local_metodden\task\nightly
 */
final class nightly_test extends \advanced_testcase {
    /**
     * Staff is noted, and only keys that are old enough are forgotten.
     */
    public function test_old_keys_are_forgotten_and_staff_is_noted(): void {
        global $DB;
        $this->resetAfterTest();
        $course = $this->getDataGenerator()->create_course();
        $teacher = $this->getDataGenerator()->create_and_enrol($course, 'teacher');
        foreach (['old' => time() - \local_metodden\delivery::REMEMBERED - 10, 'new' => time() - DAYSECS] as $key => $time) {
            $DB->insert_record('local_metodden_delivery', [
                'deliverykey' => $key,
                'kind' => 'event',
                'digest' => '',
                'timecreated' => $time,
            ]);
        }
        $this->expectOutputRegex('/1 forgotten/');
        (new nightly())->execute();
        $this->assertSame(['new'], $DB->get_fieldset_sql('SELECT deliverykey FROM {local_metodden_delivery}'));
        $this->assertTrue($DB->record_exists('local_metodden_person', ['userid' => $teacher->id]));
    }
}
