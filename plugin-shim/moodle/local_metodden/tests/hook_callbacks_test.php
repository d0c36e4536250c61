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
 * What the service adds to the portal's pages: an entry in the main menu and a block on the dashboard, for staff.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * Tests of the hooks.
 *
 * @covers \local_metodden\hook_callbacks
 */
final class hook_callbacks_test extends \advanced_testcase {
    /**
     * The entry stands in the main menu of staff once the service's address is set, and in nobody else's.
     */
    public function test_the_entry_is_for_staff(): void {
        $this->resetAfterTest();
        $course = $this->getDataGenerator()->create_course();
        $teacher = $this->getDataGenerator()->create_and_enrol($course, 'editingteacher');
        $student = $this->getDataGenerator()->create_and_enrol($course, 'student');

        $this->setUser($teacher);
        $this->assertFalse(self::entry());
        set_config('baseurl', 'https://metodden.example.org', 'local_metodden');
        $this->assertStringEndsWith('/local/metodden/view.php', self::entry()->action->out(false));
        $this->setUser($student);
        $this->assertFalse(self::entry());
        $this->setUser(null);
        $this->assertFalse(self::entry());
    }

    /**
     * The tasks stand on the dashboard of staff alone, and may be turned off.
     */
    public function test_the_tasks_stand_on_the_dashboard(): void {
        $this->resetAfterTest();
        $course = $this->getDataGenerator()->create_course();
        $this->setUser($this->getDataGenerator()->create_and_enrol($course, 'editingteacher'));
        set_config('baseurl', 'https://metodden.example.org', 'local_metodden');
        set_config('tasks', 1, 'local_metodden');

        $this->assertSame(0, self::blocks('course-view'));
        $this->assertSame(1, self::blocks('my-index'));
        set_config('tasks', 0, 'local_metodden');
        $this->assertSame(0, self::blocks('my-index'));
        set_config('tasks', 1, 'local_metodden');
        set_config('baseurl', '', 'local_metodden');
        $this->assertSame(0, self::blocks('my-index'));
        set_config('baseurl', 'https://metodden.example.org', 'local_metodden');
        $this->setUser($this->getDataGenerator()->create_and_enrol($course, 'student'));
        $this->assertSame(0, self::blocks('my-index'));
    }

    /**
     * The entry of a main menu that is just made.
     *
     * @return \navigation_node|bool false when there is none
     */
    private static function entry() {
        global $PAGE;
        $PAGE = new \moodle_page();
        $PAGE->set_url('/');
        $view = new \core\navigation\views\primary($PAGE);
        hook_callbacks::primary_extend(new \core\hook\navigation\primary_extend($view));
        return $view->find('local_metodden', \navigation_node::TYPE_CUSTOM);
    }

    /**
     * How many blocks of tasks a page of that type gets.
     *
     * @param string $type
     * @return int
     */
    private static function blocks(string $type): int {
        global $PAGE;
        $PAGE = new \moodle_page();
        $PAGE->set_context(\core\context\system::instance());
        $PAGE->set_url('/');
        $PAGE->set_pagetype($type);
        $PAGE->set_pagelayout('mydashboard');
        $PAGE->blocks->add_region('content', false);
        $PAGE->blocks->load_blocks();
        hook_callbacks::before_http_headers(new \core\hook\output\before_http_headers($PAGE->get_renderer('core')));
        $blocks = $PAGE->blocks->get_content_for_region('content', $PAGE->get_renderer('core'));
        return count(array_filter($blocks, fn($b) => str_contains($b->attributes['class'] ?? '', 'local_metodden_tasks')));
    }
}
