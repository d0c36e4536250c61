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
 * The connection test itself: asks the service and the portal, and has the answers put in words.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * Asks everything that has to work, in the order in which it stops working.
 */
final class probe {
    /**
     * All findings.
     *
     * @return array of connection's findings
     */
    public static function all(): array {
        return array_merge(self::service(), self::people(), self::exchange());
    }

    /**
     * The way to the service.
     *
     * @return array
     */
    private static function service(): array {
        global $CFG, $USER;
        $found = [connection::address(site::service())];
        if (site::service() === '') {
            return $found;
        }
        $health = service::ask(site::service() . '/health');
        $found[] = connection::health($health, site::service() . '/health');
        if ($health->status) {
            $found[] = connection::clock((string) ($health->headers['date'] ?? ''), time());
        }
        $jwks = $CFG->wwwroot . '/mod/lti/certs.php';
        $key = site::keys()::get_private_key();
        $kid = empty($key['key']) ? '' : (string) $key['kid'];
        $found[] = connection::keys(service::ask($jwks), $kid, $jwks);
        if ($health->status === 200 && $kid !== '') {
            $answer = service::ask(
                handover::check_url(site::service()),
                ['Accept: application/json'],
                'token=' . rawurlencode(site::pass($USER, '/'))
            );
            $found[] = connection::portal($answer, $CFG->wwwroot, site::client());
        }
        if ($health->status === 200) {
            $own = site::service() . '/lti/jwks';
            $found[] = connection::toolkeys(service::ask($own), service::blocked($own), $own);
        }
        if (site::mount() !== '') {
            $found[] = connection::health(service::ask(site::mount() . '/health'), site::mount() . '/health');
        }
        return $found;
    }

    /**
     * Whom the service is for.
     *
     * @return array
     */
    private static function people(): array {
        global $DB;
        [$condition, $params] = staff::sql('u.id');
        $all = $DB->count_records_sql("SELECT COUNT(*) FROM {user} u WHERE u.deleted = 0 AND $condition", $params);
        $numbered = $DB->count_records_sql(
            "SELECT COUNT(*) FROM {user} u WHERE u.deleted = 0 AND u.idnumber <> '' AND $condition",
            $params
        );
        if ($all === 0) {
            return [connection::finding('bad', 'check_nostaff')];
        }
        $level = $numbered < $all ? 'warn' : 'ok';
        return [connection::finding($level, $level === 'ok' ? 'check_staff' : 'check_nonumber', [
            'all' => $all,
            'without' => $all - $numbered,
        ])];
    }

    /**
     * The way back: web services and their user.
     *
     * @return array
     */
    private static function exchange(): array {
        global $CFG;
        if (empty($CFG->enablewebservices) || !in_array('rest', explode(',', (string) ($CFG->webserviceprotocols ?? '')))) {
            return [connection::finding('warn', 'check_webservices')];
        }
        if (!exchange::token()) {
            return [connection::finding('warn', 'check_notoken')];
        }
        $found = [connection::finding('ok', 'check_exchange')];
        if (!\core_competency\api::is_enabled()) {
            $found[] = connection::finding('warn', 'check_nocompetencies');
        }
        return $found;
    }
}
