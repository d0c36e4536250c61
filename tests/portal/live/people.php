<?php
// SPDX-License-Identifier: GPL-3.0-or-later
//
// People of the live test on a portal: php people.php MOODLE_ROOT DEED [WORD...] < people.json
//
// make: the people of the list ([{name, idnumber, role: editingteacher|student|admin|later, password, ...}]) with
// their course; add NAME: one who comes later; plan FRAMEWORK CODE: a learning plan for the first with that
// competency, so that his ratings have a page; remove: all of it;
// save JSON: an account among the staff {name, idnumber, lastname, firstname, middlename, email, institution,
// department, suspended; cohort: idnumber of one he is put into}, made or changed; gone NAME: his account is deleted;
// course: its id; unenrol NAME: he leaves the course; tools URL: tools of LTI at that address go with their activities;
// left: what the plugin left behind when it was removed, a line for each.

define('CLI_SCRIPT', true);
[, $root, $deed, $word, $code] = $argv + [3 => '', 4 => ''];
require($root . '/config.php');
require_once($CFG->dirroot . '/user/lib.php');
require_once($CFG->dirroot . '/course/lib.php');
require_once($CFG->dirroot . '/cohort/lib.php');
require_once($CFG->dirroot . '/enrol/locallib.php');
require_once($CFG->libdir . '/testing/generator/data_generator.php');

const COURSE = 'metodden-live-test';
\core\session\manager::set_user(get_admin());
set_debugging(DEBUG_NONE); // the portal greets new people by mail, which goes nowhere
$people = json_decode(stream_get_contents(STDIN));

function remove_all(): void {
    global $DB;
    $admins = explode(',', get_config('core', 'siteadmins'));
    foreach ($DB->get_records_select('user', "username LIKE 'md\\_%' AND deleted = 0") as $user) {
        $admins = array_diff($admins, [$user->id]);
        set_config('siteadmins', implode(',', $admins));
        delete_user($user);
    }
    foreach ($DB->get_records_select('cohort', $DB->sql_compare_text('description') . ' = ?', [COURSE]) as $cohort) {
        cohort_delete_cohort($cohort);
    }
    if ($course = $DB->get_record('course', ['shortname' => COURSE])) {
        delete_course($course, false);
    }
}

function make(array $people): void {
    global $DB;
    $make = new testing_data_generator();
    $make->create_course(['shortname' => COURSE, 'fullname' => 'Методическая работа']);
    $make->create_cohort(['idnumber' => COURSE, 'name' => 'Школа 7', 'description' => COURSE]);
    foreach ($people as $p) {
        $p->role === 'later' || add($make, $p);
    }
    $DB->set_field('tool_usertours_tours', 'enabled', 0);
}

function add(testing_data_generator $make, stdClass $p): void {
    global $DB;
    $user = $make->create_user(['username' => $p->name, 'password' => $p->password, 'idnumber' => $p->idnumber,
        'lastname' => $p->lastname, 'firstname' => $p->firstname, 'middlename' => $p->middlename, 'lang' => 'ru',
        'institution' => 'Школа 7', 'department' => $p->post, 'email' => "$p->name@example.invalid"]);
    if ($p->role === 'admin') {
        set_config('siteadmins', get_config('core', 'siteadmins') . ',' . $user->id);
    } else {
        $course = $DB->get_field('course', 'id', ['shortname' => COURSE], MUST_EXIST);
        $make->enrol_user($user->id, $course, $p->role === 'student' ? 'student' : 'editingteacher');
        $p->role === 'student' || cohort_add_member($DB->get_field('cohort', 'id', ['idnumber' => COURSE], MUST_EXIST), $user->id);
    }
    set_user_preference('tool_usertours_tour_completion_time_1', time(), $user);
    echo "$user->id\n";
}

function save(stdClass $p): void {
    global $DB;
    $make = new testing_data_generator();
    $user = $DB->get_record('user', ['username' => $p->name, 'deleted' => 0]);
    $of = (array) $p;
    unset($of['name'], $of['cohort']);
    if ($user) {
        user_update_user((object) (['id' => $user->id] + $of), false);
    } else {
        $user = $make->create_user(['username' => $p->name, 'email' => "$p->name@example.invalid", 'lang' => 'ru'] + $of);
        $make->enrol_user($user->id, $DB->get_field('course', 'id', ['shortname' => COURSE], MUST_EXIST), 'editingteacher');
    }
    if (isset($p->cohort)) {
        $cohort = $DB->get_field('cohort', 'id', ['idnumber' => $p->cohort])
            ?: $make->create_cohort(['idnumber' => $p->cohort, 'name' => $p->cohort, 'description' => COURSE])->id;
        cohort_add_member($cohort, $user->id);
    }
}

function gone(string $name): void {
    global $DB;
    delete_user($DB->get_record('user', ['username' => $name, 'deleted' => 0], '*', MUST_EXIST));
}

function plan(array $people, string $framework, string $code): void {
    global $DB;
    $user = $DB->get_record('user', ['username' => $people[0]->name, 'deleted' => 0], '*', MUST_EXIST);
    $of = \core_competency\competency_framework::get_record(['idnumber' => $framework]);
    $competency = \core_competency\competency::get_record(['competencyframeworkid' => $of->get('id'), 'idnumber' => $code]);
    $plan = \core_competency\api::create_plan((object) ['name' => 'Рост', 'userid' => $user->id,
        'status' => \core_competency\plan::STATUS_ACTIVE, 'description' => '', 'descriptionformat' => FORMAT_HTML]);
    \core_competency\api::add_competency_to_plan($plan->get('id'), $competency->get('id'));
    echo "/admin/tool/lp/user_competency_in_plan.php?userid={$user->id}&competencyid={$competency->get('id')}&planid={$plan->get('id')}\n";
}

function course(): void {
    global $DB;
    echo $DB->get_field('course', 'id', ['shortname' => COURSE], MUST_EXIST), "\n";
}

function unenrol(string $name): void {
    global $DB;
    $course = $DB->get_field('course', 'id', ['shortname' => COURSE], MUST_EXIST);
    $user = $DB->get_field('user', 'id', ['username' => $name, 'deleted' => 0], MUST_EXIST);
    foreach (enrol_get_instances($course, false) as $way) {
        if ($DB->record_exists('user_enrolments', ['enrolid' => $way->id, 'userid' => $user])) {
            enrol_get_plugin($way->enrol)->unenrol_user($way, $user);
        }
    }
}

function tools(string $url): void {
    global $CFG, $DB;
    require_once($CFG->dirroot . '/mod/lti/locallib.php');
    foreach ($DB->get_records_select('lti_types', $DB->sql_like('baseurl', ':url'), ['url' => $DB->sql_like_escape($url) . '/%']) as $type) {
        foreach ($DB->get_records('lti', ['typeid' => $type->id]) as $tool) {
            course_delete_module(get_coursemodule_from_instance('lti', $tool->id)->id);
        }
        lti_delete_type($type->id);
    }
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
    'gone' => gone($word),
    'left' => left(),
    'make' => [remove_all(), make($people)],
    'add' => add(new testing_data_generator(), current(array_filter($people, fn($p) => $p->name === $word))),
    'course' => course(),
    'plan' => plan($people, $word, $code),
    'save' => save(json_decode($word)),
    'tools' => tools($word),
    'unenrol' => unenrol($word),
    'remove' => remove_all(),
};
