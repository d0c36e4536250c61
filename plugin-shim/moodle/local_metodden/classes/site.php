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
 * What the settings say of the service, and the passes that this portal signs for it.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * The service as this portal knows it.
 */
final class site {
    /** Name of this portal at the service unless the settings say another. */
    public const CLIENT = 'local_metodden';

    /**
     * The service's own address without a slash at its end; '' before it is set.
     *
     * @return string
     */
    public static function service(): string {
        return rtrim((string) get_config('local_metodden', 'baseurl'), '/');
    }

    /**
     * Where the portal's own web server passes the service on; '' when it doesn't.
     *
     * @return string an address within the portal
     */
    public static function mount(): string {
        global $CFG;
        $path = trim((string) get_config('local_metodden', 'proxypath'), '/');
        return $path === '' ? '' : $CFG->wwwroot . '/' . $path;
    }

    /**
     * Name of this portal at the service.
     *
     * @return string
     */
    public static function client(): string {
        return (string) get_config('local_metodden', 'clientid') ?: self::CLIENT;
    }

    /**
     * A page of the service as a link within the portal: it hands the person over on the way.
     *
     * @param string $target path inside the service
     * @return \core\url
     */
    public static function link(string $target): \core\url {
        return new \core\url('/local/metodden/view.php', ['target' => handover::safe_target($target)]);
    }

    /**
     * A pass for one person, signed by the site's own LTI key, so that one published key set serves both.
     *
     * @param \stdClass $user id, idnumber
     * @param string $target path inside the service
     * @return string JWT, RS256
     */
    public static function pass(\stdClass $user, string $target): string {
        global $CFG;
        $key = self::keys()::get_private_key();
        if (empty($key['key'])) {
            throw new \moodle_exception('nokey', 'local_metodden');
        }
        $claims = handover::claims(
            $CFG->wwwroot,
            self::client(),
            $user,
            $target,
            time(),
            \core\uuid::generate()
        );
        return \Firebase\JWT\JWT::encode($claims, $key['key'], 'RS256', $key['kid']);
    }

    /**
     * What keeps the site's own LTI key: mod_lti, up to Moodle 5.2 at least. Once LTI is a part of the core, its old
     * place complains, but /mod/lti/certs.php goes on to publish the keys.
     *
     * @return string name of a class with get_private_key() and get_jwks()
     */
    public static function keys(): string {
        $core = '\\core_ltix\\local\\ltiopenid\\jwks_helper';
        return class_exists($core) ? $core : \mod_lti\local\ltiopenid\jwks_helper::class;
    }
}
