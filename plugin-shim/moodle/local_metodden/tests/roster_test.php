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
 * The roster: whole and page by page, what changed, and who went.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * Tests of the roster.
 *
 * @covers \local_metodden\roster
 * @covers \local_metodden\external\get_roster
 */
final class roster_test extends \advanced_testcase {
    /**
     * Staff of a course.
     *
     * @param int $count
     * @return array users
     */
    private function teachers(int $count): array {
        $course = $this->getDataGenerator()->create_course();
        $users = [];
        for ($i = 1; $i <= $count; $i++) {
            $users[] = $this->getDataGenerator()->create_and_enrol($course, 'teacher', [
                'idnumber' => "p-$i",
                'institution' => "School $i",
                'department' => 'teacher',
                'middlename' => 'Petrovna',
            ]);
        }
        $this->getDataGenerator()->create_and_enrol($course, 'student');
        return $users;
    }

    /**
     * Everybody of the staff comes, each once, and nobody else.
     */
    public function test_pages_hold_everybody_once(): void {
        $this->resetAfterTest();
        $ids = array_column($this->teachers(5), 'id');
        $seen = [];
        $after = 0;
        do {
            $page = roster::page(0, $after, 2, 1000);
            $this->assertLessThanOrEqual(2, count($page['people']));
            $seen = [...$seen, ...array_column($page['people'], 'userid')];
            $after = $page['next'];
        } while ($after);
        $this->assertEquals($ids, $seen);
    }

    /**
     * A person comes with his school, post, cohorts and numbers.
     */
    public function test_a_person_is_whole(): void {
        global $CFG;
        require_once($CFG->dirroot . '/cohort/lib.php');
        $this->resetAfterTest();
        [$user] = $this->teachers(1);
        $cohort = $this->getDataGenerator()->create_cohort(['idnumber' => 'school-1', 'name' => 'School 1']);
        cohort_add_member($cohort->id, $user->id);

        $person = roster::page(0, 0, 10, 1000)['people'][0];
        $this->assertSame('p-1', $person['idnumber']);
        $this->assertSame('Petrovna', $person['middlename']);
        $this->assertSame(['School 1', 'teacher'], [$person['school'], $person['post']]);
        $this->assertSame([['id' => (int) $cohort->id, 'idnumber' => 'school-1', 'name' => 'School 1']], $person['cohorts']);
        $this->assertFalse($person['gone']);
        $this->assertSame(1000, $person['timechanged']);
    }

    /**
     * School and post may stand in the portal's own profile fields.
     */
    public function test_own_profile_fields(): void {
        $this->resetAfterTest();
        $field = ['datatype' => 'text', 'shortname' => 'job', 'name' => 'Job'];
        $this->getDataGenerator()->create_custom_profile_field($field);
        set_config('postfield', 'job', 'local_metodden');
        [$user] = $this->teachers(1);
        profile_save_data((object) ['id' => $user->id, 'profile_field_job' => 'head of studies']);

        $person = roster::page(0, 0, 10, 1000)['people'][0];
        $this->assertSame(['School 1', 'head of studies'], [$person['school'], $person['post']]);
    }

    /**
     * After a reading only what changed comes: a field, a cohort, a suspension.
     */
    public function test_only_changes_come(): void {
        global $CFG, $DB;
        require_once($CFG->dirroot . '/cohort/lib.php');
        $this->resetAfterTest();
        [$first, $second, $third] = $this->teachers(3);
        $asof = roster::page(0, 0, 10, 1000)['asof'];
        $this->assertCount(0, roster::page($asof + 1, 0, 10, 1100)['people']);

        $DB->set_field('user', 'department', 'head', ['id' => $first->id]);
        $cohort = $this->getDataGenerator()->create_cohort();
        cohort_add_member($cohort->id, $second->id);
        $DB->set_field('user', 'suspended', 1, ['id' => $third->id]);
        $changed = roster::page($asof + 1, 0, 10, 1200)['people'];
        $this->assertEquals([$first->id, $second->id, $third->id], array_column($changed, 'userid'));
        $this->assertTrue($changed[2]['suspended']);
        $this->assertCount(0, roster::page(1201, 0, 10, 1300)['people']);
        cohort_remove_member($cohort->id, $second->id);
        $this->assertEquals([$second->id], array_column(roster::page(1201, 0, 10, 1400)['people'], 'userid'));
    }

    /**
     * Who left the staff, or the portal, comes once more as gone, with the number that is known of him.
     */
    public function test_leavers_come_as_gone(): void {
        $this->resetAfterTest();
        [$left, $deleted, $stays] = $this->teachers(3);
        roster::page(0, 0, 10, 1000);
        role_unassign_all(['userid' => $left->id]);
        delete_user($deleted);

        $gone = roster::page(1001, 0, 10, 1100)['people'];
        $this->assertEquals([$left->id, $deleted->id], array_column($gone, 'userid'));
        $this->assertSame([true, true], array_column($gone, 'gone'));
        $this->assertSame(['p-1', 'p-2'], array_column($gone, 'idnumber'));
        $this->assertSame(['', ''], array_column($gone, 'lastname'));
        $this->assertCount(0, roster::page(1101, 0, 10, 1200)['people']);

        $course = $this->getDataGenerator()->create_course();
        $this->getDataGenerator()->enrol_user($left->id, $course->id, 'teacher');
        $back = roster::page(1101, 0, 10, 1300)['people'];
        $this->assertSame([false], array_column($back, 'gone'));
        $this->assertFalse(in_array($stays->id, array_column($back, 'userid')));
    }

    /**
     * The web service is for the service's own account alone.
     */
    public function test_the_web_service_asks_for_its_capability(): void {
        $this->resetAfterTest();
        [$user] = $this->teachers(1);
        $this->setUser($user);
        $this->expectException(\required_capability_exception::class);
        external\get_roster::execute();
    }

    /**
     * The web service answers what it says it does.
     */
    public function test_the_web_service_answers_as_described(): void {
        $this->resetAfterTest();
        $this->setAdminUser();
        $this->teachers(2);
        $answer = external\get_roster::execute(0, 0, 1);
        $clean = \core_external\external_api::clean_returnvalue(external\get_roster::execute_returns(), $answer);
        $this->assertEquals($answer, $clean);
        $this->assertNotSame(0, $clean['next']);
        $this->expectException(\invalid_parameter_exception::class);
        external\get_roster::execute(0, 0, 1001);
    }
}
