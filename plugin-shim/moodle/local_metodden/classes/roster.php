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
 * Staff of the portal for the service's roster: who they are, their school and post, their cohorts.
 *
 * The portal doesn't note when a profile field or a cohort changed. So each person's data is compared by
 * digest with what was seen before, and the moment when a difference was seen is the moment of change.
 * Whoever isn't staff any more stays in the answers as gone, for the service closes people with a date.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * The roster, and what changed in it.
 */
final class roster {
    /** So many people one page holds at most. */
    public const MOST = 1000;

    /** Standard fields of the profile that may say school and post. */
    public const STANDARD = ['institution', 'department'];

    /**
     * One page of the people that changed since a moment.
     *
     * @param int $since seconds since 1970; 0 for everybody
     * @param int $after the last page's `next`; 0 for the first page
     * @param int $limit
     * @param int $now
     * @return array people; next, 0 at the end; asof, the `since` of the next reading
     */
    public static function page(int $since, int $after, int $limit, int $now): array {
        global $DB;
        if ($after === 0) {
            self::refresh($now);
        }
        $seen = $DB->get_records_select(
            'local_metodden_person',
            'timechanged >= :since AND userid > :after',
            ['since' => $since, 'after' => $after],
            'userid',
            '*',
            0,
            $limit + 1
        );
        $page = array_slice($seen, 0, $limit);
        $people = [];
        if ($page) {
            [$in, $params] = $DB->get_in_or_equal(array_column($page, 'userid'), SQL_PARAMS_NAMED, 'page');
            $people = self::people("u.id $in", $params);
        }
        return [
            'people' => array_map(fn($row) => self::shown($row, $people[$row->userid] ?? null), $page),
            'next' => count($seen) > $limit ? (int) end($page)->userid : 0,
            'asof' => $now,
        ];
    }

    /**
     * Notes who came, changed and went since the last look.
     *
     * @param int $now
     * @return int how many
     */
    public static function refresh(int $now): int {
        global $DB;
        [$condition, $params] = staff::sql('u.id');
        $before = $DB->get_records('local_metodden_person', null, '', 'userid, id, digest, gone');
        $changed = 0;
        foreach (self::people("u.deleted = 0 AND $condition", $params) as $id => $person) {
            $row = [
                'userid' => $id,
                'idnumber' => $person['idnumber'],
                'digest' => hash('sha256', json_encode($person)),
                'gone' => 0,
                'timechanged' => $now,
            ];
            $known = $before[$id] ?? null;
            unset($before[$id]);
            if (!$known) {
                $DB->insert_record('local_metodden_person', $row);
            } else if ($known->digest !== $row['digest'] || $known->gone) {
                $DB->update_record('local_metodden_person', ['id' => $known->id] + $row);
            } else {
                continue;
            }
            $changed++;
        }
        foreach (array_filter($before, fn($known) => !$known->gone) as $known) {
            $DB->update_record('local_metodden_person', ['id' => $known->id, 'gone' => 1, 'timechanged' => $now]);
            $changed++;
        }
        return $changed;
    }

    /**
     * Data of people, by user id.
     *
     * @param string $condition on u, the user
     * @param array $params
     * @return array
     */
    private static function people(string $condition, array $params): array {
        global $DB;
        $people = [];
        $users = $DB->get_recordset_sql("SELECT u.id, u.idnumber, u.lastname, u.firstname, u.middlename, u.email, u.suspended,
                                                u.institution, u.department
                                           FROM {user} u
                                          WHERE u.username <> 'guest' AND $condition ORDER BY u.id", $params);
        foreach ($users as $u) {
            $people[$u->id] = [
                'idnumber' => $u->idnumber,
                'lastname' => $u->lastname,
                'firstname' => $u->firstname,
                'middlename' => (string) $u->middlename,
                'email' => $u->email,
                'suspended' => (bool) $u->suspended,
                'school' => self::standard($u, 'schoolfield'),
                'post' => self::standard($u, 'postfield'),
                'cohorts' => [],
            ];
        }
        $users->close();
        self::add_fields($people, $condition, $params);
        self::add_cohorts($people, $condition, $params);
        return $people;
    }

    /**
     * What a standard field of the profile says, where the settings name one.
     *
     * @param \stdClass $user
     * @param string $setting schoolfield or postfield
     * @return string
     */
    private static function standard(\stdClass $user, string $setting): string {
        $field = (string) get_config('local_metodden', $setting);
        return in_array($field, self::STANDARD) ? (string) $user->$field : '';
    }

    /**
     * School and post from the portal's own profile fields, where the settings name such.
     *
     * @param array $people by user id; gets school and post
     * @param string $condition
     * @param array $params
     */
    private static function add_fields(array &$people, string $condition, array $params): void {
        global $DB;
        foreach (['school' => 'schoolfield', 'post' => 'postfield'] as $what => $setting) {
            $field = (string) get_config('local_metodden', $setting);
            if ($field === '' || in_array($field, self::STANDARD)) {
                continue;
            }
            $said = $DB->get_records_sql_menu("SELECT u.id, d.data
                                                 FROM {user} u
                                                 JOIN {user_info_data} d ON d.userid = u.id
                                                 JOIN {user_info_field} f ON f.id = d.fieldid AND f.shortname = :shortname
                                                WHERE $condition", ['shortname' => $field] + $params);
            foreach (array_intersect_key($said, $people) as $id => $text) {
                $people[$id][$what] = trim((string) $text);
            }
        }
    }

    /**
     * Cohorts of people.
     *
     * @param array $people by user id; gets cohorts
     * @param string $condition
     * @param array $params
     */
    private static function add_cohorts(array &$people, string $condition, array $params): void {
        global $DB;
        $members = $DB->get_recordset_sql("SELECT m.id, u.id AS userid, c.id AS cohortid, c.idnumber, c.name
                                             FROM {user} u
                                             JOIN {cohort_members} m ON m.userid = u.id
                                             JOIN {cohort} c ON c.id = m.cohortid
                                            WHERE $condition ORDER BY u.id, c.id", $params);
        foreach ($members as $m) {
            if (isset($people[$m->userid])) {
                $people[$m->userid]['cohorts'][] = [
                    'id' => (int) $m->cohortid,
                    'idnumber' => (string) $m->idnumber,
                    'name' => $m->name,
                ];
            }
        }
        $members->close();
    }

    /**
     * One person as the service gets him.
     *
     * @param \stdClass $row what was noted of him
     * @param array|null $person his data, null when the portal has it no more
     * @return array
     */
    private static function shown(\stdClass $row, ?array $person): array {
        $nothing = ['idnumber' => $row->idnumber, 'lastname' => '', 'firstname' => '', 'middlename' => '', 'email' => '',
            'suspended' => false, 'school' => '', 'post' => '', 'cohorts' => []];
        return ['userid' => (int) $row->userid, 'gone' => (bool) $row->gone, 'timechanged' => (int) $row->timechanged]
            + ($person && !$row->gone ? $person : $nothing);
    }
}
