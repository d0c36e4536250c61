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
 * Where the service shows within the portal: the entry in the main menu, and the tasks on the dashboard.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

use core\hook\navigation\primary_extend;
use core\hook\output\before_http_headers;

/**
 * Callbacks of the portal's hooks.
 */
final class hook_callbacks {
    /**
     * Adds the entry for staff, once the address of the service is set.
     *
     * @param primary_extend $hook
     */
    public static function primary_extend(primary_extend $hook): void {
        if (site::service() === '' || !staff::has_me()) {
            return;
        }
        $hook->get_primaryview()->add(
            get_string('pluginname', 'local_metodden'),
            new \core\url('/local/metodden/view.php'),
            \navigation_node::TYPE_CUSTOM,
            null,
            'local_metodden'
        );
    }

    /**
     * Puts «Мои задачи» on the dashboard as a block of the portal's own look. It is filled by the
     * browser afterwards: a slow service delays nobody's dashboard.
     *
     * @param before_http_headers $hook
     */
    public static function before_http_headers(before_http_headers $hook): void {
        global $PAGE;
        if (during_initial_install() || $PAGE->pagetype !== 'my-index' || !get_config('local_metodden', 'tasks')) {
            return;
        }
        if (site::service() === '' || !staff::has_me()) {
            return;
        }
        $block = new \block_contents(['class' => 'block block_local_metodden_tasks', 'data-block' => 'local_metodden_tasks']);
        $block->title = get_string('mytasks', 'local_metodden');
        $block->content = \html_writer::div(
            get_string('mytasksloading', 'local_metodden'),
            '',
            ['id' => 'local-metodden-tasks', 'aria-live' => 'polite']
        );
        $PAGE->blocks->add_fake_block($block, 'content');
        $PAGE->requires->js_amd_inline(
            "require(['core/fragment', 'core/templates'], function(Fragment, Templates) {
                Fragment.loadFragment('local_metodden', 'tasks', " . \core\context\system::instance()->id . ", {})
                    .then(function(html, js) {
                        return Templates.replaceNodeContents('#local-metodden-tasks', html, js);
                    }).catch(function() {
                        document.getElementById('local-metodden-tasks').textContent = " .
                            json_encode(get_string('mytasksaway', 'local_metodden')) . ";
                    });
            });"
        );
    }
}
