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
 * Where the service is, how this portal is called there, and whom it is for.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

if ($hassiteconfig) {
    $settings = new admin_settingpage('local_metodden', new lang_string('pluginname', 'local_metodden'));
    $ADMIN->add('localplugins', $settings);
    $ADMIN->add('localplugins', new admin_externalpage(
        'local_metodden_check',
        new lang_string('check', 'local_metodden'),
        new \core\url('/local/metodden/check.php'),
        'moodle/site:config',
        true
    ));

    if ($ADMIN->fulltree) {
        global $CFG, $DB;
        require_once($CFG->dirroot . '/cohort/lib.php');
        $text = fn(string $name, string $default, $type) => new admin_setting_configtext(
            "local_metodden/$name",
            new lang_string($name, 'local_metodden'),
            new lang_string("{$name}_desc", 'local_metodden'),
            $default,
            $type
        );
        $settings->add(new admin_setting_description(
            'local_metodden/checklink',
            '',
            \html_writer::link(
                new \core\url('/local/metodden/check.php'),
                get_string('check', 'local_metodden'),
                ['class' => 'btn btn-secondary']
            )
        ));
        $settings->add($text('baseurl', '', PARAM_URL));
        $settings->add($text('proxypath', '', '/^(\/[A-Za-z0-9._-]+)?$/'));
        $settings->add($text('clientid', \local_metodden\site::CLIENT, PARAM_ALPHANUMEXT));
        $settings->add(new admin_setting_configmultiselect(
            'local_metodden/cohorts',
            new lang_string('cohorts', 'local_metodden'),
            new lang_string('cohorts_desc', 'local_metodden'),
            [],
            array_map(
                fn($cohort) => format_string($cohort->name),
                cohort_get_all_cohorts(0, 0)['cohorts']
            )
        ));
        $fields = ['' => new lang_string('none')];
        foreach (\local_metodden\roster::STANDARD as $field) {
            $fields[$field] = new lang_string($field);
        }
        $fields += $DB->get_records_menu('user_info_field', null, 'sortorder', 'shortname, name');
        foreach (['schoolfield' => 'institution', 'postfield' => 'department'] as $name => $default) {
            $settings->add(new admin_setting_configselect(
                "local_metodden/$name",
                new lang_string($name, 'local_metodden'),
                new lang_string("{$name}_desc", 'local_metodden'),
                $default,
                $fields
            ));
        }
        $settings->add(new admin_setting_configcheckbox(
            'local_metodden/tasks',
            new lang_string('tasks', 'local_metodden'),
            new lang_string('tasks_desc', 'local_metodden'),
            1
        ));
    }
}
