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
 * What the plugin holds of people, and what leaves the portal.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden\privacy;

use core_privacy\local\metadata\collection;
use core_privacy\local\request\approved_contextlist;
use core_privacy\local\request\approved_userlist;
use core_privacy\local\request\contextlist;
use core_privacy\local\request\transform;
use core_privacy\local\request\userlist;
use core_privacy\local\request\writer;

/**
 * Privacy of people: all that the plugin holds of a person stands in his user context.
 */
final class provider implements
    \core_privacy\local\metadata\provider,
    \core_privacy\local\request\core_userlist_provider,
    \core_privacy\local\request\plugin\provider {
    /** Tables with a userid. */
    private const TABLES = ['local_metodden_delivery', 'local_metodden_person'];

    /**
     * What is held, and what is sent to the service.
     *
     * @param collection $collection
     * @return collection
     */
    public static function get_metadata(collection $collection): collection {
        $collection->add_database_table('local_metodden_delivery', [
            'deliverykey' => 'privacy:delivery:deliverykey',
            'kind' => 'privacy:delivery:kind',
            'digest' => 'privacy:delivery:digest',
            'userid' => 'privacy:delivery:userid',
            'resultid' => 'privacy:delivery:resultid',
            'timecreated' => 'privacy:delivery:timecreated',
        ], 'privacy:delivery');
        $collection->add_database_table('local_metodden_person', [
            'userid' => 'privacy:person:userid',
            'idnumber' => 'privacy:person:idnumber',
            'digest' => 'privacy:person:digest',
            'gone' => 'privacy:person:gone',
            'timechanged' => 'privacy:person:timechanged',
        ], 'privacy:person');
        $collection->add_external_location_link('service', [
            'userid' => 'privacy:service:userid',
            'idnumber' => 'privacy:service:idnumber',
            'fullname' => 'privacy:service:fullname',
            'email' => 'privacy:service:email',
            'suspended' => 'privacy:service:suspended',
            'schoolpost' => 'privacy:service:schoolpost',
            'cohorts' => 'privacy:service:cohorts',
        ], 'privacy:service');
        $collection->add_subsystem_link('core_competency', [], 'privacy:competency');
        $collection->add_subsystem_link('core_calendar', [], 'privacy:calendar');
        $collection->add_subsystem_link('core_message', [], 'privacy:message');
        return $collection;
    }

    /**
     * Where data of a person is.
     *
     * @param int $userid
     * @return contextlist
     */
    public static function get_contexts_for_userid(int $userid): contextlist {
        $list = new contextlist();
        foreach (self::TABLES as $table) {
            $list->add_from_sql("SELECT c.id
                                   FROM {context} c
                                  WHERE c.contextlevel = :level AND c.instanceid = :userid
                                        AND EXISTS (SELECT 1 FROM {{$table}} t WHERE t.userid = c.instanceid)", [
                'level' => CONTEXT_USER,
                'userid' => $userid,
            ]);
        }
        return $list;
    }

    /**
     * Whose data is in a context.
     *
     * @param userlist $userlist
     */
    public static function get_users_in_context(userlist $userlist) {
        $context = $userlist->get_context();
        if ($context instanceof \core\context\user) {
            foreach (self::TABLES as $table) {
                $userlist->add_from_sql('userid', "SELECT userid FROM {{$table}} WHERE userid = ?", [$context->instanceid]);
            }
        }
    }

    /**
     * Writes out what is held of a person.
     *
     * @param approved_contextlist $contextlist
     */
    public static function export_user_data(approved_contextlist $contextlist) {
        global $DB;
        $userid = $contextlist->get_user()->id;
        foreach ($contextlist->get_contexts() as $context) {
            if ($context->contextlevel != CONTEXT_USER || $context->instanceid != $userid) {
                continue;
            }
            $deliveries = $DB->get_records('local_metodden_delivery', ['userid' => $userid], 'timecreated');
            $person = $DB->get_record('local_metodden_person', ['userid' => $userid]);
            writer::with_context($context)->export_data([get_string('pluginname', 'local_metodden')], (object) [
                'deliveries' => array_values(array_map(fn($d) => [
                    'kind' => $d->kind,
                    'time' => transform::datetime($d->timecreated),
                ], $deliveries)),
                'roster' => $person ? [
                    'idnumber' => $person->idnumber,
                    'gone' => transform::yesno($person->gone),
                    'changed' => transform::datetime($person->timechanged),
                ] : null,
            ]);
        }
    }

    /**
     * Deletes what is held in a context.
     *
     * @param \context $context
     */
    public static function delete_data_for_all_users_in_context(\context $context) {
        if ($context instanceof \core\context\user) {
            self::delete([$context->instanceid]);
        }
    }

    /**
     * Deletes what is held of a person.
     *
     * @param approved_contextlist $contextlist
     */
    public static function delete_data_for_user(approved_contextlist $contextlist) {
        foreach ($contextlist->get_contexts() as $context) {
            if ($context->contextlevel == CONTEXT_USER && $context->instanceid == $contextlist->get_user()->id) {
                self::delete([$context->instanceid]);
            }
        }
    }

    /**
     * Deletes what is held of people in a context.
     *
     * @param approved_userlist $userlist
     */
    public static function delete_data_for_users(approved_userlist $userlist) {
        $context = $userlist->get_context();
        if ($context instanceof \core\context\user && in_array($context->instanceid, $userlist->get_userids())) {
            self::delete([$context->instanceid]);
        }
    }

    /**
     * Deletes rows of people.
     *
     * @param int[] $userids
     */
    private static function delete(array $userids): void {
        global $DB;
        foreach (self::TABLES as $table) {
            $DB->delete_records_list($table, 'userid', $userids);
        }
    }
}
