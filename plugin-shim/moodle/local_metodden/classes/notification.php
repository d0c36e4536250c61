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
 * Reminders of the service among the portal's own notifications; each person chooses there how they come.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * Notifications to one person.
 */
final class notification {
    /**
     * Sends one.
     *
     * @param \stdClass $user
     * @param array $item subject, text, target
     * @return int id of the notification
     */
    public static function send(\stdClass $user, array $item): int {
        if ($user->suspended) {
            throw new refusal('person_suspended', $user->idnumber);
        }
        $link = site::link($item['target'] === '' ? '/' : $item['target']);
        $message = new \core\message\message();
        $message->component = 'local_metodden';
        $message->name = 'nextstep';
        $message->userfrom = \core_user::get_noreply_user();
        $message->userto = $user;
        $message->subject = $item['subject'];
        $message->fullmessage = $item['text'] . "\n\n" . $link->out(false);
        $message->fullmessageformat = FORMAT_PLAIN;
        $message->fullmessagehtml = \html_writer::tag('p', nl2br(s($item['text']))) .
            \html_writer::tag('p', \html_writer::link($link, get_string('open', 'local_metodden')));
        $message->smallmessage = $item['subject'];
        $message->notification = 1;
        $message->contexturl = $link->out(false);
        $message->contexturlname = get_string('open', 'local_metodden');
        $id = message_send($message);
        if (!$id) {
            throw new refusal('not_sent');
        }
        return (int) $id;
    }
}
