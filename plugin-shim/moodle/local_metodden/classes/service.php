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
 * Calls from the portal's server to the service: for the connection test, and for a person's next steps.
 *
 * The service's address is the administrator's own choice and often a private one, so the portal's
 * list of blocked hosts isn't asked.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * HTTP to the service.
 */
final class service {
    /** Seconds that a page of the portal waits for the service at most. */
    private const PATIENCE = 3;

    /**
     * One call; never throws.
     *
     * @param string $url
     * @param array $headers lines like 'Accept: application/json'
     * @param string|null $form body of a POST, or null for a GET
     * @return \stdClass status (0: no answer), errno and error of curl, headers by small name, body
     */
    public static function ask(string $url, array $headers = [], ?string $form = null): \stdClass {
        global $CFG;
        require_once($CFG->libdir . '/filelib.php');
        $curl = new \curl(['ignoresecurity' => true]);
        $curl->setHeader($headers);
        $options = [
            'CURLOPT_CONNECTTIMEOUT' => self::PATIENCE,
            'CURLOPT_TIMEOUT' => self::PATIENCE,
            'CURLOPT_FOLLOWLOCATION' => 0,
        ];
        $body = $form === null ? $curl->get($url, [], $options) : $curl->post($url, $form, $options);
        $errno = (int) $curl->get_errno();
        return (object) [
            'status' => $errno ? 0 : (int) ($curl->get_info()['http_code'] ?? 0),
            'errno' => $errno,
            'error' => $errno ? (string) $curl->error : '',
            'headers' => array_change_key_case((array) $curl->getResponse()),
            'body' => $errno ? '' : (string) $body,
        ];
    }

    /**
     * Whether the portal's list of blocked hosts keeps the portal itself from asking, as it asks for a tool's keys.
     *
     * @param string $url
     * @return bool
     */
    public static function blocked(string $url): bool {
        return (new \core\files\curl_security_helper())->url_is_blocked($url);
    }

    /**
     * What the service answers to one person. Its session is kept on the portal's side for as long as
     * the person's own, so one entry serves many pages.
     *
     * @param \stdClass $user who asks
     * @param string $path of the interface, for example '/next-steps'
     * @return \stdClass as ask() answers, data being the decoded body
     */
    public static function ask_as(\stdClass $user, string $path): \stdClass {
        $cache = \core_cache\cache::make('local_metodden', 'entry');
        $answer = null;
        for ($try = 0; $try < 2; $try++) {
            $cookie = $try === 0 ? $cache->get('cookie') : false;
            if (!$cookie) {
                $answer = self::enter($user, $cookie);
                if (!$cookie) {
                    break;
                }
                $cache->set('cookie', $cookie);
            }
            $answer = self::ask(site::service() . '/api/v1' . $path, [
                'Cookie: ' . $cookie,
                'Accept: application/json',
                'Accept-Language: ' . (str_starts_with(current_language(), 'ru') ? 'ru' : 'en'),
            ]);
            if ($answer->status !== 401) {
                break;
            }
        }
        $answer->data = json_decode($answer->body);
        return $answer;
    }

    /**
     * Hands the person over on the portal's side.
     *
     * @param \stdClass $user
     * @param string|bool|null $cookie gets the session of the service, or false
     * @return \stdClass as ask() answers
     */
    private static function enter(\stdClass $user, &$cookie): \stdClass {
        $answer = self::ask(
            handover::enter_url(site::service()),
            [],
            'token=' . rawurlencode(site::pass($user, '/'))
        );
        $cookie = $answer->status === 303 ? handover::cookie($answer->headers['set-cookie'] ?? '') : false;
        return $answer;
    }
}
