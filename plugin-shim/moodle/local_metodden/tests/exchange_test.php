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
 * The service's account: what it may do, and that making it again changes nothing.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * Tests of setting up the way back.
 *
 * @covers \local_metodden\exchange
 */
final class exchange_test extends \advanced_testcase {
    /**
     * The account has just the capabilities of the web services, and one token.
     */
    public function test_the_account_can_do_its_work_and_no_more(): void {
        global $DB;
        $this->resetAfterTest();
        $this->setAdminUser();
        $this->assertNull(exchange::token());
        $token = exchange::set_up();
        $this->assertSame($token, exchange::set_up());
        $this->assertSame($token, exchange::token());
        $this->assertSame(1, $DB->count_records('external_tokens'));

        $user = $DB->get_record('user', ['username' => exchange::NAME]);
        $context = \core\context\system::instance();
        foreach (['webservice/rest:use', 'local/metodden:readroster', 'local/metodden:deliver'] as $capability) {
            $this->assertTrue(has_capability($capability, $context, $user), $capability);
        }
        foreach (['moodle/user:update', 'moodle/site:config', 'local/metodden:view'] as $capability) {
            $this->assertFalse(has_capability($capability, $context, $user), $capability);
        }
        $this->assertTrue((bool) get_config('core', 'enablewebservices'));
    }
}
