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
 * Who works in the district (сотрудник): holders of a role with local/metodden:view anywhere on the
 * portal, and members of the cohorts named in the settings. The menu, the pages and the roster ask
 * here, so that whoever is on the roster sees the entry and nobody else is sent anywhere.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * The people that the service is for.
 */
final class staff {
    /** Seconds that one person's answer is kept within his session. */
    private const KEPT = 600;

    /**
     * A condition that is true of staff.
     *
     * @param string $userid the column that holds a user's id
     * @return array condition and its named parameters
     */
    public static function sql(string $userid): array {
        global $CFG, $DB;
        $roles = array_keys(get_roles_with_capability('local/metodden:view', CAP_ALLOW, \core\context\system::instance()));
        if (in_array((int) $CFG->defaultuserroleid, array_map('intval', $roles))) {
            return ['1 = 1', []];
        }
        $cohorts = array_filter(explode(',', (string) get_config('local_metodden', 'cohorts')));
        [$inroles, $params] = $DB->get_in_or_equal($roles, SQL_PARAMS_NAMED, 'mdr', true, 0);
        [$incohorts, $more] = $DB->get_in_or_equal($cohorts, SQL_PARAMS_NAMED, 'mdc', true, 0);
        return ["($userid IN (SELECT ra.userid FROM {role_assignments} ra WHERE ra.roleid $inroles)
              OR $userid IN (SELECT cm.userid FROM {cohort_members} cm WHERE cm.cohortid $incohorts))", $params + $more];
    }

    /**
     * Whether this person is staff. Administrators of the portal always are.
     *
     * @param int $userid
     * @return bool
     */
    public static function has(int $userid): bool {
        global $DB;
        if (!$userid || isguestuser($userid)) {
            return false;
        }
        if (is_siteadmin($userid)) {
            return true;
        }
        [$condition, $params] = self::sql('u.id');
        return $DB->record_exists_sql(
            "SELECT 1 FROM {user} u WHERE u.id = :id AND u.deleted = 0 AND $condition",
            ['id' => $userid] + $params
        );
    }

    /**
     * The same for whoever is signed in, asked on every page and so kept for a while.
     *
     * @return bool
     */
    public static function has_me(): bool {
        global $USER;
        if (!isloggedin() || isguestuser()) {
            return false;
        }
        $cache = \core_cache\cache::make('local_metodden', 'entry');
        $kept = $cache->get('staff');
        if (!$kept || $kept['userid'] != $USER->id || $kept['at'] < time() - self::KEPT) {
            $kept = ['userid' => $USER->id, 'at' => time(), 'is' => self::has($USER->id)];
            $cache->set('staff', $kept);
        }
        return $kept['is'];
    }

    /**
     * Lets only staff pass, as the portal refuses where a capability lacks.
     */
    public static function require_me(): void {
        global $USER;
        if (!self::has($USER->id)) {
            $context = \core\context\system::instance();
            throw new \required_capability_exception($context, 'local/metodden:view', 'nopermissions', '');
        }
    }
}
