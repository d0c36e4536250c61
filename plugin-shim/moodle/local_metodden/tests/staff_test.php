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
 * Who is staff: by a role anywhere, by a cohort of the settings, and nobody else.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * Tests of staff.
 *
 * @covers \local_metodden\staff
 */
final class staff_test extends \advanced_testcase {
    /**
     * A teacher of one course is staff of the portal; a student and a guest are not.
     */
    public function test_a_role_in_any_course_makes_staff(): void {
        $this->resetAfterTest();
        $course = $this->getDataGenerator()->create_course();
        $teacher = $this->getDataGenerator()->create_and_enrol($course, 'editingteacher');
        $student = $this->getDataGenerator()->create_and_enrol($course, 'student');

        $this->assertTrue(staff::has($teacher->id));
        $this->assertFalse(staff::has($student->id));
        $this->assertFalse(staff::has(guest_user()->id));
        $this->assertFalse(staff::has(0));
        $this->assertTrue(staff::has(get_admin()->id));
    }

    /**
     * A role without the capability makes nobody staff.
     */
    public function test_the_capability_decides_and_not_the_name_of_the_role(): void {
        global $DB;
        $this->resetAfterTest();
        $course = $this->getDataGenerator()->create_course();
        $teacher = $this->getDataGenerator()->create_and_enrol($course, 'editingteacher');
        $role = $DB->get_field('role', 'id', ['shortname' => 'editingteacher']);
        unassign_capability('local/metodden:view', $role, \core\context\system::instance()->id);

        $this->assertFalse(staff::has($teacher->id));
    }

    /**
     * Members of the chosen cohorts are staff, members of others are not.
     */
    public function test_a_chosen_cohort_makes_staff(): void {
        global $CFG;
        require_once($CFG->dirroot . '/cohort/lib.php');
        $this->resetAfterTest();
        [$chosen, $other] = [$this->getDataGenerator()->create_cohort(), $this->getDataGenerator()->create_cohort()];
        [$in, $out] = [$this->getDataGenerator()->create_user(), $this->getDataGenerator()->create_user()];
        cohort_add_member($chosen->id, $in->id);
        cohort_add_member($other->id, $out->id);

        $this->assertFalse(staff::has($in->id));
        set_config('cohorts', $chosen->id, 'local_metodden');
        $this->assertTrue(staff::has($in->id));
        $this->assertFalse(staff::has($out->id));
    }

    /**
     * Given to everybody who signs in, the capability makes everybody staff.
     */
    public function test_everybody_may_be_staff(): void {
        global $CFG;
        $this->resetAfterTest();
        $user = $this->getDataGenerator()->create_user();
        assign_capability('local/metodden:view', CAP_ALLOW, $CFG->defaultuserroleid, \core\context\system::instance()->id);

        $this->assertTrue(staff::has($user->id));
        $this->assertFalse(staff::has(guest_user()->id));
    }

    /**
     * Who isn't staff is refused as the portal refuses where a capability lacks.
     */
    public function test_others_are_refused(): void {
        $this->resetAfterTest();
        $this->setUser($this->getDataGenerator()->create_user());
        $this->expectException(\required_capability_exception::class);
        staff::require_me();
    }
}
