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
 * The pass that hands a person over to the service: what it says, for how long, and what comes back.
 *
 * Nothing here asks the portal for anything, so it is tested without one.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * Claims of the pass (RFC 7519), and the address that takes it.
 */
final class handover {
    /** Seconds that a pass lives; the service takes no longer one. */
    public const LIFE = 60;

    /** What a pass is for: the service refuses one that was made for somebody else. */
    public const AUDIENCE = 'metodden';

    /**
     * The claims of a pass for one person.
     *
     * @param string $issuer address of the portal, as registered at the service
     * @param string $clientid name of this portal at the service
     * @param \stdClass $user id, idnumber
     * @param string $target path inside the service; anything else becomes '/'
     * @param int $now seconds since 1970
     * @param string $jti a word that was never used before
     * @return array claims by name
     */
    public static function claims(
        string $issuer,
        string $clientid,
        \stdClass $user,
        string $target,
        int $now,
        string $jti
    ): array {
        return [
            'iss' => rtrim($issuer, '/'),
            'client_id' => $clientid,
            'aud' => self::AUDIENCE,
            'sub' => (string) $user->id,
            'idnumber' => (string) ($user->idnumber ?? ''),
            'target' => self::safe_target($target),
            'iat' => $now,
            'exp' => $now + self::LIFE,
            'jti' => $jti,
        ];
    }

    /**
     * A path of the service, so that no link can send anybody to another site.
     *
     * @param string $target
     * @return string
     */
    public static function safe_target(string $target): string {
        return preg_match('~^/(?![/\\\\])[^\s\\\\]*$~D', $target) ? $target : '/';
    }

    /**
     * Where the pass is posted to.
     *
     * @param string $baseurl address of the service
     * @return string
     */
    public static function enter_url(string $baseurl): string {
        return rtrim($baseurl, '/') . '/portal/enter';
    }

    /**
     * Where a pass is looked at without being used up.
     *
     * @param string $baseurl address of the service
     * @return string
     */
    public static function check_url(string $baseurl): string {
        return rtrim($baseurl, '/') . '/portal/check';
    }

    /**
     * The session's cookie of an answer, ready to be sent back.
     *
     * @param string|array $setcookie one header, or several
     * @return string|bool 'name=value', or false when there is none
     */
    public static function cookie(string|array $setcookie): string|bool {
        foreach ((array) $setcookie as $line) {
            if (preg_match('~^\s*(__Host-metodden=[^;\s]+)~', $line, $found)) {
                return $found[1];
            }
        }
        return false;
    }
}
