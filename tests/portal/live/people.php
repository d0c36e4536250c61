<?php
// SPDX-License-Identifier: GPL-3.0-or-later
//
// People of the live test on a portal: php people.php MOODLE_ROOT make|plan|remove < people.json
//
// make: the people of the list ([{name, idnumber, role: editingteacher|student|admin, password, ...}]) with
// their course; plan: a learning plan for the first, so that his ratings have a page; remove: all of it;
// left: what the plugin left behind when it was removed, a line for each.

define('CLI_SCRIPT', true);
[, $root, $deed] = $argv;
require($root . '/config.php');
require_once($CFG->dirroot . '/user/lib.php');
require_once($CFG->dirroot . '/course/lib.php');
require_once($CFG->dirroot . '/cohort/lib.php');
require_once($CFG->dirroot . '/enrol/locallib.php');
require_once($CFG->libdir . '/testing/generator/data_generator.php');

const COURSE = 'metodden-live-test';
\core\session\manager::set_user(get_admin());
$people = json_decode(stream_get_contents(STDIN));

function remove_all(array $people): void {
    global $DB;
    $admins = explode(',', get_config('core', 'siteadmins'));
    foreach ($people as $p) {
        if ($user = $DB->get_record('user', ['username' => $p->name, 'deleted' => 0])) {
            $admins = array_diff($admins, [$user->id]);
            set_config('siteadmins', implode(',', $admins));
            delete_user($user);
        }
    }
    if ($cohort = $DB->get_record('cohort', ['idnumber' => COURSE])) {
        cohort_delete_cohort($cohort);
    }
    if ($course = $DB->get_record('course', ['shortname' => COURSE])) {
        delete_course($course, false);
    }
}

function make(array $people): void {
    global $CFG, $DB;
    $make = new testing_data_generator();
    $course = $make->create_course(['shortname' => COURSE, 'fullname' => 'Методическая работа']);
    $cohort = $make->create_cohort(['idnumber' => COURSE, 'name' => 'Школа 7']);
    foreach ($people as $p) {
        $user = $make->create_user(['username' => $p->name, 'password' => $p->password, 'idnumber' => $p->idnumber,
            'lastname' => $p->lastname, 'firstname' => $p->firstname, 'middlename' => $p->middlename, 'lang' => 'ru',
            'institution' => 'Школа 7', 'department' => $p->post, 'email' => "$p->name@example.invalid"]);
        if ($p->role === 'admin') {
            set_config('siteadmins', get_config('core', 'siteadmins') . ',' . $user->id);
        } else {
            $make->enrol_user($user->id, $course->id, $p->role);
            $p->role === 'student' || cohort_add_member($cohort->id, $user->id);
        }
        set_user_preference('tool_usertours_tour_completion_time_1', time(), $user);
        echo "$user->id\n";
    }
    $DB->set_field('tool_usertours_tours', 'enabled', 0);
}

function plan(array $people): void {
    global $DB;
    $user = $DB->get_record('user', ['username' => $people[0]->name, 'deleted' => 0], '*', MUST_EXIST);
    $plan = \core_competency\api::create_plan((object) ['name' => 'Рост', 'userid' => $user->id,
        'status' => \core_competency\plan::STATUS_ACTIVE, 'description' => '', 'descriptionformat' => FORMAT_HTML]);
    $competency = \core_competency\competency::get_record(['idnumber' => 'live-A1']);
    \core_competency\api::add_competency_to_plan($plan->get('id'), $competency->get('id'));
    echo "/admin/tool/lp/user_competency_in_plan.php?userid={$user->id}&competencyid={$competency->get('id')}&planid={$plan->get('id')}\n";
}

function left(): void {
    global $DB;
    $name = 'metodden_exchange';
    $traces = ['user' => ['username' => $name, 'deleted' => 0], 'role' => ['shortname' => $name], 'event' => ['component' => 'local_metodden'],
        'config_plugins' => ['plugin' => 'local_metodden'], 'capabilities' => ['component' => 'local_metodden'],
        'external_services' => ['component' => 'local_metodden'], 'external_functions' => ['component' => 'local_metodden'],
        'task_scheduled' => ['component' => 'local_metodden'], 'message_providers' => ['component' => 'local_metodden']];
    foreach ($traces as $table => $where) {
        if ($n = $DB->count_records($table, $where)) {
            echo "$table: $n\n";
        }
    }
    foreach (['local_metodden_delivery', 'local_metodden_person'] as $table) {
        if ($DB->get_manager()->table_exists($table)) {
            echo "$table\n";
        }
    }
}

match ($deed) {
    'left' => left(),
    'make' => [remove_all($people), make($people)],
    'plan' => plan($people),
    'remove' => remove_all($people),
};
