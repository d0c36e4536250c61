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
 * Privacy: what is held of a person is found, written out and deleted.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden\privacy;

use core_privacy\local\request\approved_contextlist;
use core_privacy\local\request\approved_userlist;
use core_privacy\local\request\userlist;
use core_privacy\local\request\writer;

/**
 * Tests of the privacy provider.
 *
 * @covers \local_metodden\privacy\provider
 */
final class provider_test extends \core_privacy\tests\provider_testcase {
    /**
     * A person whom the plugin knows.
     *
     * @return \stdClass
     */
    private function known(): \stdClass {
        global $DB;
        $user = $this->getDataGenerator()->create_user();
        $DB->insert_record('local_metodden_delivery', [
            'deliverykey' => "k{$user->id}",
            'kind' => 'rating',
            'digest' => '',
            'userid' => $user->id,
            'timecreated' => 1000,
        ]);
        $DB->insert_record('local_metodden_person', [
            'userid' => $user->id,
            'idnumber' => 'p-1',
            'digest' => '',
            'timechanged' => 1000,
        ]);
        return $user;
    }

    /**
     * Rows that are left of people.
     *
     * @return int[] deliveries and people
     */
    private static function left(): array {
        global $DB;
        return [$DB->count_records('local_metodden_delivery'), $DB->count_records('local_metodden_person')];
    }

    /**
     * Data is found in the person's own context, and nobody's where there is none.
     */
    public function test_data_is_found(): void {
        $this->resetAfterTest();
        $user = $this->known();
        $context = \core\context\user::instance($user->id);
        $this->assertEquals([$context->id], provider::get_contexts_for_userid($user->id)->get_contextids());
        $this->assertCount(0, provider::get_contexts_for_userid(get_admin()->id));
        $list = new userlist($context, 'local_metodden');
        provider::get_users_in_context($list);
        $this->assertEquals([$user->id], $list->get_userids());
    }

    /**
     * Data is written out.
     */
    public function test_data_is_written_out(): void {
        $this->resetAfterTest();
        $user = $this->known();
        $context = \core\context\user::instance($user->id);
        $this->export_context_data_for_user($user->id, $context, 'local_metodden');
        $data = writer::with_context($context)->get_data([get_string('pluginname', 'local_metodden')]);
        $this->assertSame('rating', $data->deliveries[0]['kind']);
        $this->assertSame('p-1', $data->roster['idnumber']);
    }

    /**
     * Each way of deleting takes the person's rows and nobody else's.
     */
    public function test_data_is_deleted(): void {
        $this->resetAfterTest();
        [$first, $second, $third, $stays] = [$this->known(), $this->known(), $this->known(), $this->known()];
        $context = \core\context\user::instance($first->id);
        provider::delete_data_for_user(new approved_contextlist($first, 'local_metodden', [$context->id]));
        $this->assertSame([3, 3], self::left());
        $context = \core\context\user::instance($second->id);
        provider::delete_data_for_users(new approved_userlist($context, 'local_metodden', [$second->id]));
        $this->assertSame([2, 2], self::left());
        provider::delete_data_for_all_users_in_context(\core\context\user::instance($third->id));
        $this->assertSame([1, 1], self::left());
        provider::delete_data_for_user(new approved_contextlist($stays, 'local_metodden', []));
        $this->assertSame([1, 1], self::left());
    }
}
