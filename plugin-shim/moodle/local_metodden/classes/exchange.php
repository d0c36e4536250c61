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
 * The service's dedicated user on the portal: an account, a role with just what the web services need,
 * and a token. Made in one step, and found in place when made again.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

use core_external\util;

/**
 * Setting up the way back from the service to the portal.
 */
final class exchange {
    /** Name of the user and of the role. */
    public const NAME = 'metodden_exchange';

    /** Short name of the set of web services (db/services.php). */
    private const SERVICE = 'local_metodden';

    /**
     * Makes what lacks.
     *
     * @return string the token
     */
    public static function set_up(): string {
        global $DB;
        $context = \core\context\system::instance();
        set_config('enablewebservices', 1);
        $protocols = array_filter(explode(',', (string) get_config('core', 'webserviceprotocols')));
        if (!in_array('rest', $protocols)) {
            set_config('webserviceprotocols', implode(',', [...$protocols, 'rest']));
        }
        $user = self::user();
        $role = $DB->get_field('role', 'id', ['shortname' => self::NAME]) ?: self::role();
        foreach (['webservice/rest:use', 'local/metodden:readroster', 'local/metodden:deliver'] as $capability) {
            assign_capability($capability, CAP_ALLOW, $role, $context->id, true);
        }
        role_assign($role, $user->id, $context->id);
        $service = $DB->get_record('external_services', ['shortname' => self::SERVICE], '*', MUST_EXIST);
        $allowed = ['externalserviceid' => $service->id, 'userid' => $user->id];
        if (!$DB->record_exists('external_services_users', $allowed)) {
            $DB->insert_record('external_services_users', $allowed + ['timecreated' => time()]);
        }
        return self::token() ?? util::generate_token(EXTERNAL_TOKEN_PERMANENT, $service, $user->id, $context);
    }

    /**
     * The token, once there is one.
     *
     * @return string|null
     */
    public static function token(): ?string {
        global $DB;
        $token = $DB->get_field_sql("SELECT MIN(t.token)
                                       FROM {external_tokens} t
                                       JOIN {external_services} s ON s.id = t.externalserviceid
                                       JOIN {user} u ON u.id = t.userid
                                      WHERE s.shortname = :service AND u.username = :name AND u.deleted = 0 AND u.suspended = 0
                                            AND (t.validuntil IS NULL OR t.validuntil = 0 OR t.validuntil > :now)", [
            'service' => self::SERVICE,
            'name' => self::NAME,
            'now' => time(),
        ]);
        return $token ?: null;
    }

    /**
     * The account; nobody signs in with it.
     *
     * @return \stdClass
     */
    private static function user(): \stdClass {
        global $CFG, $DB;
        require_once($CFG->dirroot . '/user/lib.php');
        $user = $DB->get_record('user', ['username' => self::NAME, 'deleted' => 0]);
        if ($user) {
            return $user;
        }
        $id = user_create_user((object) [
            'username' => self::NAME,
            'auth' => 'manual',
            'password' => generate_password(32) . 'aA1!',
            'firstname' => get_string('exchangefirst', 'local_metodden'),
            'lastname' => get_string('exchangelast', 'local_metodden'),
            'email' => self::NAME . '@' . parse_url($CFG->wwwroot, PHP_URL_HOST) . '.invalid',
            'confirmed' => 1,
            'mnethostid' => $CFG->mnet_localhost_id,
            'policyagreed' => 1,
        ]);
        return $DB->get_record('user', ['id' => $id], '*', MUST_EXIST);
    }

    /**
     * The role.
     *
     * @return int
     */
    private static function role(): int {
        $role = create_role(
            get_string('exchangerole', 'local_metodden'),
            self::NAME,
            get_string('exchangerole_desc', 'local_metodden')
        );
        set_role_contextlevels($role, [CONTEXT_SYSTEM]);
        return $role;
    }
}
