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
 * The connection test in words: what each answer of the service and of the portal means.
 *
 * Nothing here asks the portal or the network for anything, so it is tested without them.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * Findings of the connection test: level (ok, warn, bad), string, what it names.
 */
final class connection {
    /** Seconds by which clocks may differ: more, and passes are refused. */
    private const SLACK = 60;

    /** Errors of curl that have words of their own. */
    private const NETWORK = [6 => 'check_noname', 7 => 'check_refused', 28 => 'check_timeout',
        35 => 'check_tls', 51 => 'check_tls', 58 => 'check_tls', 60 => 'check_tls', 77 => 'check_tls'];

    /**
     * One finding.
     *
     * @param string $level ok, warn or bad
     * @param string $name string of the plugin
     * @param mixed $a what it names
     * @return array
     */
    public static function finding(string $level, string $name, $a = null): array {
        return ['level' => $level, 'name' => $name, 'a' => $a];
    }

    /**
     * The address itself.
     *
     * @param string $url
     * @return array finding
     */
    public static function address(string $url): array {
        if ($url === '') {
            return self::finding('bad', 'check_noaddress');
        }
        $own = in_array(parse_url($url, PHP_URL_HOST), ['localhost', '127.0.0.1', '[::1]']);
        return str_starts_with($url, 'https://') || $own
            ? self::finding('ok', 'check_address', $url) : self::finding('bad', 'check_http', $url);
    }

    /**
     * The answer to GET /health.
     *
     * @param \stdClass $answer of service::ask()
     * @param string $url that was asked
     * @return array finding
     */
    public static function health(\stdClass $answer, string $url): array {
        if ($answer->errno) {
            $name = self::NETWORK[$answer->errno] ?? 'check_noanswer';
            return self::finding('bad', $name, ['url' => $url, 'error' => $answer->error]);
        }
        if ($answer->status >= 300 && $answer->status < 400) {
            $to = $answer->headers['location'] ?? '';
            return self::finding('bad', 'check_redirect', ['url' => $url, 'to' => is_array($to) ? end($to) : $to]);
        }
        if ($answer->status === 503) {
            return self::finding('bad', 'check_unavailable', $url);
        }
        $said = json_decode($answer->body);
        if ($answer->status === 200 && ($said->status ?? '') === 'ok') {
            return self::finding('ok', 'check_health', $url);
        }
        return self::finding('bad', 'check_notservice', ['url' => $url, 'status' => $answer->status]);
    }

    /**
     * The clocks, by the Date of an answer.
     *
     * @param string $date of the answer, '' when it has none
     * @param int $now of the portal
     * @return array finding
     */
    public static function clock(string $date, int $now): array {
        $theirs = strtotime($date);
        if (!$theirs) {
            return self::finding('warn', 'check_nodate');
        }
        $ahead = $now - $theirs;
        if (abs($ahead) <= self::SLACK) {
            return self::finding('ok', 'check_clock', abs($ahead));
        }
        return self::finding('bad', $ahead > 0 ? 'check_clockahead' : 'check_clockbehind', abs($ahead));
    }

    /**
     * The published keys.
     *
     * @param \stdClass $answer of service::ask() for the key set
     * @param string $kid of the key that signs, '' when there is none
     * @param string $url of the key set
     * @return array finding
     */
    public static function keys(\stdClass $answer, string $kid, string $url): array {
        if ($kid === '') {
            return self::finding('bad', 'nokey');
        }
        $keys = json_decode($answer->body)->keys ?? null;
        if ($answer->status !== 200 || !is_array($keys)) {
            return self::finding('warn', 'check_jwksaway', $url);
        }
        return in_array($kid, array_column($keys, 'kid'))
            ? self::finding('ok', 'check_jwks', $url) : self::finding('bad', 'check_jwksother', $url);
    }

    /**
     * The service's own keys, as the portal asks for them: without them links in courses can't be chosen.
     *
     * @param \stdClass $answer of service::ask() for the key set
     * @param bool $blocked of service::blocked()
     * @param string $url of the key set
     * @return array finding
     */
    public static function toolkeys(\stdClass $answer, bool $blocked, string $url): array {
        if ($blocked) {
            return self::finding('warn', 'check_toolkeysblocked', $url);
        }
        return is_array(json_decode($answer->body)->keys ?? null)
            ? self::finding('ok', 'check_toolkeys', $url) : self::finding('warn', 'check_toolkeysaway', $url);
    }

    /**
     * The answer to a pass that was sent to be looked at.
     *
     * @param \stdClass $answer of service::ask()
     * @param string $issuer
     * @param string $client
     * @return array finding
     */
    public static function portal(\stdClass $answer, string $issuer, string $client): array {
        $names = ['issuer' => $issuer, 'client' => $client];
        if ($answer->status === 204) {
            return self::finding('ok', 'check_portal', $names);
        }
        $problem = basename((string) (json_decode($answer->body)->type ?? ''));
        if ($problem === 'portal-unknown') {
            return self::finding('bad', 'check_unregistered', $names);
        }
        if ($problem === 'token-refused') {
            return self::finding('bad', 'check_passrefused', $names);
        }
        return self::finding('warn', 'check_oldservice', $answer->status);
    }
}
