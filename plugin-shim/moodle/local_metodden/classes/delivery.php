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
 * What the service delivers to the portal takes effect once, however often it is sent.
 *
 * The key of a delivery and its effect are written in one transaction: after a lost answer, or a stop of
 * either side, the same delivery is either wholly there or not at all, and is safely sent again.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * Deliveries of the service, remembered by their idempotency keys.
 */
final class delivery {
    /** Seconds that a key is remembered: the service gives up on a delivery long before. */
    public const REMEMBERED = 365 * DAYSECS;

    /** So many deliveries one call may bring. */
    public const MOST = 100;

    /**
     * Lets a delivery take effect unless it already has.
     *
     * @param string $kind of the delivery: evidence, rating, event, notification, competency
     * @param array $content all that was sent: key, userid and idnumber where it is about a person, ...
     * @param callable $do takes the user (null without a person), answers the id of what it made
     * @return array key; outcome done, repeated, refused or failed; id; reason and message of a refusal
     */
    public static function once(string $kind, array $content, callable $do): array {
        global $DB;
        $key = $content['key'];
        try {
            if ($key === '' || \core_text::strlen($key) > 100) {
                throw new refusal('key_bad');
            }
            $digest = hash('sha256', $kind . json_encode($content));
            if ($known = $DB->get_record('local_metodden_delivery', ['deliverykey' => $key])) {
                return self::repeated($known, $digest);
            }
            $user = array_key_exists('userid', $content) ? self::person($content['userid'], $content['idnumber']) : null;
            return self::answer($key, 'done', self::apply($kind, $key, $digest, $user, $do));
        } catch (refusal $e) {
            return self::answer($key, 'refused', 0, $e->reason, $e->getMessage());
        } catch (\Throwable $e) {
            if ($known = $DB->get_record('local_metodden_delivery', ['deliverykey' => $key])) {
                return self::answer($key, 'repeated', $known->resultid);
            }
            return self::answer($key, 'failed', 0, 'failed', $e->getMessage());
        }
    }

    /**
     * Key and effect, both or neither.
     *
     * @param string $kind
     * @param string $key
     * @param string $digest of the content
     * @param \stdClass|null $user
     * @param callable $do
     * @return int id of what was made
     */
    private static function apply(string $kind, string $key, string $digest, ?\stdClass $user, callable $do): int {
        global $DB;
        $transaction = $DB->start_delegated_transaction();
        try {
            $id = $DB->insert_record('local_metodden_delivery', [
                'deliverykey' => $key,
                'kind' => $kind,
                'digest' => $digest,
                'userid' => $user->id ?? 0,
                'resultid' => 0,
                'timecreated' => time(),
            ]);
            $result = (int) $do($user);
            $DB->set_field('local_metodden_delivery', 'resultid', $result, ['id' => $id]);
            $transaction->allow_commit();
            return $result;
        } catch (\Throwable $e) {
            $transaction->rollback($e);
        }
    }

    /**
     * A key that was seen before: the same delivery, or a mistake of the sender.
     *
     * @param \stdClass $known
     * @param string $digest of what came now
     * @return array
     */
    private static function repeated(\stdClass $known, string $digest): array {
        if (!hash_equals($known->digest, $digest)) {
            throw new refusal('key_reused', $known->deliverykey);
        }
        return self::answer($known->deliverykey, 'repeated', $known->resultid);
    }

    /**
     * The person that a delivery is for: by the portal's own id, or else by idnumber.
     *
     * @param int $userid 0 when the service doesn't know it
     * @param string $idnumber
     * @return \stdClass
     */
    private static function person(int $userid, string $idnumber): \stdClass {
        global $DB;
        $wanted = $userid ? ['id' => $userid] : ['idnumber' => $idnumber];
        $found = $userid || $idnumber !== ''
            ? $DB->get_records('user', $wanted + ['deleted' => 0, 'mnethostid' => get_config('core', 'mnet_localhost_id')]) : [];
        if (!$found || isguestuser(reset($found))) {
            throw new refusal('person_unknown', $userid ?: $idnumber);
        }
        if (count($found) > 1) {
            throw new refusal('person_ambiguous', $idnumber);
        }
        return reset($found);
    }

    /**
     * One answer.
     *
     * @param string $key
     * @param string $outcome
     * @param int $id
     * @param string $reason
     * @param string $message
     * @return array
     */
    private static function answer(string $key, string $outcome, int $id, string $reason = '', string $message = ''): array {
        return ['key' => $key, 'outcome' => $outcome, 'id' => $id, 'reason' => $reason, 'message' => $message];
    }
}
