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
 * The pass as it leaves the portal: signed by the site's LTI key, for one person, for a minute.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * Tests of the pass.
 *
 * @covers \local_metodden\site
 * @covers \local_metodden\external\get_pass
 */
final class site_test extends \advanced_testcase {
    /**
     * The published key set of the portal verifies the pass.
     */
    public function test_the_published_keys_verify_the_pass(): void {
        global $CFG;
        $this->resetAfterTest();
        $user = $this->getDataGenerator()->create_user(['idnumber' => 'p-0007']);
        $this->make_key();

        $keys = \Firebase\JWT\JWK::parseKeySet(site::keys()::get_jwks());
        $claims = \Firebase\JWT\JWT::decode(site::pass($user, '/days/1'), $keys);
        $this->assertSame($CFG->wwwroot, $claims->iss);
        $this->assertSame((string) $user->id, $claims->sub);
        $this->assertSame('p-0007', $claims->idnumber);
        $this->assertSame('/days/1', $claims->target);
        $this->assertSame(60, $claims->exp - $claims->iat);
    }

    /**
     * Two passes never carry the same number.
     */
    public function test_a_pass_has_a_number_of_its_own(): void {
        $this->resetAfterTest();
        $user = $this->getDataGenerator()->create_user();
        $this->make_key();
        $number = fn() => json_decode(base64_decode(strtr(explode('.', site::pass($user, '/'))[1], '-_', '+/')))->jti;
        $this->assertNotSame($number(), $number());
    }

    /**
     * Only staff gets a pass, each for himself.
     */
    public function test_a_pass_is_for_staff(): void {
        $this->resetAfterTest();
        $this->make_key();
        $course = $this->getDataGenerator()->create_course();
        $teacher = $this->getDataGenerator()->create_and_enrol($course, 'editingteacher');
        $this->setUser($teacher);
        $pass = external\get_pass::execute()['pass'];
        $claims = json_decode(base64_decode(strtr(explode('.', $pass)[1], '-_', '+/')));
        $this->assertSame((string) $teacher->id, $claims->sub);

        $this->setUser($this->getDataGenerator()->create_and_enrol($course, 'student'));
        $this->expectException(\required_capability_exception::class);
        external\get_pass::execute();
    }

    /**
     * Without a key the administrator is told so.
     */
    public function test_no_key_is_said(): void {
        $this->resetAfterTest();
        set_config('privatekey', '', self::keeper());
        $this->expectExceptionMessage(get_string('nokey', 'local_metodden'));
        site::pass(get_admin(), '/');
    }

    /**
     * Addresses have no slash at their end; without a path nothing is mounted.
     */
    public function test_addresses(): void {
        global $CFG;
        $this->resetAfterTest();
        $this->assertSame('', site::service());
        $this->assertSame('', site::mount());
        set_config('baseurl', 'https://metodden.example.org/', 'local_metodden');
        set_config('proxypath', '/metodden', 'local_metodden');
        $this->assertSame('https://metodden.example.org', site::service());
        $this->assertSame($CFG->wwwroot . '/metodden', site::mount());
        $this->assertStringContainsString('target=%2F', site::link('https://evil.example')->out(false));
    }

    /**
     * A key as the portal makes one for itself.
     */
    private function make_key(): void {
        $pair = openssl_pkey_new(['private_key_bits' => 2048, 'private_key_type' => OPENSSL_KEYTYPE_RSA]);
        openssl_pkey_export($pair, $pem);
        set_config('privatekey', $pem, self::keeper());
        set_config('kid', 'k1', self::keeper());
    }

    /**
     * Under whose settings the portal keeps its key.
     *
     * @return string
     */
    private static function keeper(): string {
        return site::keys() === \mod_lti\local\ltiopenid\jwks_helper::class ? 'mod_lti' : 'core_ltix';
    }
}
