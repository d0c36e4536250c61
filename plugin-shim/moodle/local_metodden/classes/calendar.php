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
 * Days and lesson visits of a person in his own calendar on the portal.
 *
 * An event is known by the service's own name for it, so a day that moved moves in the calendar, and one
 * that was called off disappears.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * Personal calendar events.
 */
final class calendar {
    /**
     * Makes, changes or removes an event.
     *
     * @param \stdClass $user whose calendar
     * @param array $item uid, name, description, timestart, duration (seconds), location, target, cancelled
     * @return int id of the event; 0 after a cancellation
     */
    public static function save(\stdClass $user, array $item): int {
        global $CFG, $DB;
        require_once($CFG->dirroot . '/calendar/lib.php');
        $uuid = 'metodden-' . $item['uid'];
        if ($item['uid'] === '' || strlen($uuid) > 255) {
            throw new refusal('uid_bad');
        }
        $known = $DB->get_record('event', ['uuid' => $uuid, 'userid' => $user->id, 'component' => 'local_metodden']);
        if ($item['cancelled']) {
            if ($known) {
                (new \calendar_event($known))->delete();
            }
            return 0;
        }
        $data = (object) [
            'name' => $item['name'],
            'description' => self::description($item),
            'format' => FORMAT_HTML,
            'timestart' => $item['timestart'],
            'timesort' => $item['timestart'],
            'timeduration' => $item['duration'],
            'location' => $item['location'],
        ];
        if ($known) {
            (new \calendar_event($known))->update($data, false);
            return (int) $known->id;
        }
        $event = \calendar_event::create((object) ((array) $data + [
            'eventtype' => 'user',
            'userid' => $user->id,
            'courseid' => 0,
            'groupid' => 0,
            'modulename' => '',
            'instance' => 0,
            'visible' => 1,
            'component' => 'local_metodden',
            'uuid' => $uuid,
        ]), false);
        return (int) $event->id;
    }

    /**
     * Words of the event, with a link to its page.
     *
     * @param array $item
     * @return string HTML
     */
    private static function description(array $item): string {
        $text = \html_writer::tag('p', nl2br(s($item['description'])));
        if ($item['target'] === '') {
            return $text;
        }
        $link = \html_writer::link(site::link($item['target']), get_string('open', 'local_metodden'));
        return $text . \html_writer::tag('p', $link);
    }
}
