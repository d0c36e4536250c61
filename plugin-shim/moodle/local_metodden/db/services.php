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
 * Web services: of the service's own dedicated user, and of the portal's pages.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$functions = [
    'local_metodden_get_pass' => [
        'classname' => \local_metodden\external\get_pass::class,
        'description' => 'Signs a pass for whoever is signed in',
        'type' => 'read',
        'ajax' => true,
    ],
    'local_metodden_get_roster' => [
        'classname' => \local_metodden\external\get_roster::class,
        'description' => 'Staff with school, post and cohorts, page by page, whole or changed since a moment',
        'type' => 'read',
        'capabilities' => 'local/metodden:readroster',
    ],
    'local_metodden_save_frameworks' => [
        'classname' => \local_metodden\external\save_frameworks::class,
        'description' => 'Makes competency frameworks and gives them their present names',
        'type' => 'write',
        'capabilities' => 'local/metodden:deliver',
    ],
    'local_metodden_add_evidence' => [
        'classname' => \local_metodden\external\add_evidence::class,
        'description' => 'Adds evidence to competencies of people',
        'type' => 'write',
        'capabilities' => 'local/metodden:deliver',
    ],
    'local_metodden_set_ratings' => [
        'classname' => \local_metodden\external\set_ratings::class,
        'description' => 'Sets agreed ratings of competencies',
        'type' => 'write',
        'capabilities' => 'local/metodden:deliver',
    ],
    'local_metodden_save_events' => [
        'classname' => \local_metodden\external\save_events::class,
        'description' => 'Makes, changes and removes personal calendar events',
        'type' => 'write',
        'capabilities' => 'local/metodden:deliver',
    ],
    'local_metodden_send_notifications' => [
        'classname' => \local_metodden\external\send_notifications::class,
        'description' => 'Sends notifications to people',
        'type' => 'write',
        'capabilities' => 'local/metodden:deliver',
    ],
];

$services = [
    'Metodden' => [
        'shortname' => 'local_metodden',
        'functions' => array_values(array_diff(array_keys($functions), ['local_metodden_get_pass'])),
        'restrictedusers' => 1,
        'enabled' => 1,
    ],
];
