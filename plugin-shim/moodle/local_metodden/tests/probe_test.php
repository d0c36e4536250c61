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
 * The connection test within a portal: what it asks, in which order, and what the portal's own settings do to it.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * Tests of the connection test, with no service at all.
 *
 * @covers \local_metodden\probe
 * @covers \local_metodden\service
 */
final class probe_test extends \advanced_testcase {
    /**
     * Without an address only that is said of the service.
     */
    public function test_without_an_address(): void {
        $this->resetAfterTest();
        $this->setAdminUser();
        $found = array_column(probe::all(), 'name');
        $this->assertSame('check_noaddress', $found[0]);
        $this->assertNotContains('check_refused', $found);
    }

    /**
     * Where nobody listens it is said, and what needs an answer isn't asked for.
     */
    public function test_where_nobody_listens(): void {
        $this->resetAfterTest();
        $this->setAdminUser();
        set_config('baseurl', 'http://127.0.0.1:1', 'local_metodden');
        $found = array_column(probe::all(), 'level', 'name');
        $this->assertSame('bad', $found['check_refused']);
        $this->assertArrayNotHasKey('check_clock', $found);
        $this->assertArrayNotHasKey('check_portal', $found);
        foreach (array_keys($found) as $name) {
            $this->assertTrue(get_string_manager()->string_exists($name, 'local_metodden'), $name);
        }
    }

    /**
     * The service is asked past the portal's lists of hosts and ports; what they say is known.
     */
    public function test_blocked_hosts(): void {
        $this->resetAfterTest();
        set_config('curlsecurityblockedhosts', '127.0.0.1');
        set_config('curlsecurityallowedport', '');
        $url = 'http://127.0.0.1:1/lti/jwks';
        $this->assertTrue(service::blocked($url));
        $this->assertSame(7, service::ask($url)->errno);
        set_config('curlsecurityblockedhosts', '');
        $this->assertFalse(service::blocked($url));
        set_config('curlsecurityallowedport', "80\n443");
        $this->assertTrue(service::blocked($url));
    }

    /**
     * The dashboard's block says that the service is away, and is refused to who isn't staff.
     */
    public function test_tasks_of_a_service_that_is_away(): void {
        global $CFG, $PAGE;
        require_once($CFG->dirroot . '/local/metodden/lib.php');
        $this->resetAfterTest();
        $PAGE->set_url('/my/');
        set_config('baseurl', 'http://127.0.0.1:1', 'local_metodden');
        $course = $this->getDataGenerator()->create_course();
        $this->setUser($this->getDataGenerator()->create_and_enrol($course, 'editingteacher'));
        $this->assertStringContainsString(
            get_string('mytasksaway', 'local_metodden'),
            local_metodden_output_fragment_tasks([])
        );
        $this->setUser($this->getDataGenerator()->create_and_enrol($course, 'student'));
        $this->expectException(\required_capability_exception::class);
        local_metodden_output_fragment_tasks([]);
    }
}
