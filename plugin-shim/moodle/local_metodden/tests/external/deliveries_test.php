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
 * Deliveries of the service: what each makes on the portal, that it makes it once, and what is refused.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden\external;

use core_competency\user_competency;

/**
 * Tests of the web services that take deliveries.
 *
 * @covers \local_metodden\delivery
 * @covers \local_metodden\external\deliveries
 * @covers \local_metodden\competence
 * @covers \local_metodden\framework
 * @covers \local_metodden\calendar
 * @covers \local_metodden\notification
 */
final class deliveries_test extends \advanced_testcase {
    /** @var \stdClass whom deliveries are about */
    private \stdClass $person;

    /** @var \core_competency\competency with a scale of four values, the third is enough */
    private \core_competency\competency $competency;

    /**
     * A person, and a competency of the service's framework.
     */
    protected function setUp(): void {
        parent::setUp();
        $this->resetAfterTest();
        $this->preventResetByRollback();
        $this->setAdminUser();
        $this->person = $this->getDataGenerator()->create_user(['idnumber' => 'p-1']);
    }

    /**
     * Makes the service's framework on the portal.
     *
     * @param string $key
     * @param string $name of its one competency
     * @return array outcome
     */
    private function framework(string $key = 'f1', string $name = 'Feedback'): array {
        $answer = save_frameworks::execute([[
            'key' => $key,
            'framework' => 'metodden-544n',
            'name' => 'Professional standard',
            'levels' => ['low', 'middle', 'good', 'high'],
            'proficient' => 3,
            'competencies' => [
                ['code' => 'A', 'parent' => '', 'name' => 'Teaching'],
                ['code' => 'A1', 'parent' => 'A', 'name' => $name],
            ],
        ]]);
        $this->competency = \core_competency\competency::get_record(['idnumber' => 'A1']);
        return self::outcome($answer, save_frameworks::class);
    }

    /**
     * The one outcome of an answer, which fits its description.
     *
     * @param array $answer
     * @param string $class
     * @return array
     */
    private static function outcome(array $answer, string $class): array {
        $clean = \core_external\external_api::clean_returnvalue($class::execute_returns(), $answer);
        self::assertCount(1, $clean['results']);
        return $clean['results'][0];
    }

    /**
     * A rating.
     *
     * @param string $key
     * @param array $with
     * @return array
     */
    private static function rating(string $key, array $with = []): array {
        return $with + ['key' => $key, 'idnumber' => 'p-1', 'framework' => 'metodden-544n', 'competency' => 'A1',
            'grade' => 3, 'title' => 'Growth of 2026', 'note' => 'Agreed on 3 November', 'target' => '/growth/people/1'];
    }

    /**
     * A calendar event.
     *
     * @param string $key
     * @param array $with
     * @return array
     */
    private static function event(string $key, array $with = []): array {
        return $with + ['key' => $key, 'idnumber' => 'p-1', 'uid' => 'visit-1', 'name' => 'Lesson visit',
            'timestart' => 1800000000, 'duration' => 2700, 'target' => '/visits/1'];
    }

    /**
     * A framework is made with its scale and competencies, and named anew, never twice.
     */
    public function test_a_framework_is_made_once_and_renamed(): void {
        global $DB;
        $this->assertSame('done', $this->framework()['outcome']);
        $this->assertSame('repeated', $this->framework()['outcome']);
        $this->assertSame(2, $DB->count_records('competency'));
        $this->assertSame(1, $DB->count_records('competency_framework'));
        $scale = $this->competency->get_scale()->load_items();
        $this->assertSame(['low', 'middle', 'good', 'high'], array_values(array_map('trim', $scale)));

        $this->assertSame('done', $this->framework('f2', 'Feedback to pupils')['outcome']);
        $this->assertSame('Feedback to pupils', $this->competency->get('shortname'));
        $this->assertSame(2, $DB->count_records('competency'));
    }

    /**
     * A framework that can't be leaves nothing behind.
     */
    public function test_a_wrong_framework_leaves_nothing(): void {
        global $DB;
        $answer = self::outcome(save_frameworks::execute([[
            'key' => 'f1',
            'framework' => 'x',
            'name' => 'X',
            'levels' => ['low', 'high'],
            'proficient' => 2,
            'competencies' => [['code' => 'A1', 'parent' => 'A', 'name' => 'Y']],
        ]]), save_frameworks::class);
        $this->assertSame(['refused', 'parent_unknown'], [$answer['outcome'], $answer['reason']]);
        $this->assertSame(0, $DB->count_records('competency_framework'));
        $this->assertSame(0, $DB->count_records('local_metodden_delivery'));
    }

    /**
     * A rating is set once, with a link back; the same key changes nothing a second time.
     */
    public function test_a_rating_takes_effect_once(): void {
        global $DB;
        $this->framework();
        $first = self::outcome(set_ratings::execute([self::rating('r1')]), set_ratings::class);
        $this->assertSame('done', $first['outcome']);
        $rated = user_competency::get_record(['userid' => $this->person->id, 'competencyid' => $this->competency->get('id')]);
        $this->assertEquals([3, true], [$rated->get('grade'), (bool) $rated->get('proficiency')]);
        $evidence = $DB->get_record('competency_evidence', ['id' => $first['id']]);
        $this->assertStringContainsString('/local/metodden/view.php?target=', $evidence->url);
        $this->assertSame('Agreed on 3 November', $evidence->note);

        $again = self::outcome(set_ratings::execute([self::rating('r1')]), set_ratings::class);
        $this->assertSame(['repeated', $first['id']], [$again['outcome'], $again['id']]);
        $this->assertSame(1, $DB->count_records('competency_evidence'));
    }

    /**
     * Evidence leaves the rating as it is.
     */
    public function test_evidence_rates_nobody(): void {
        $this->framework();
        $evidence = array_diff_key(self::rating('e1'), ['grade' => 0]);
        $this->assertSame('done', self::outcome(add_evidence::execute([$evidence]), add_evidence::class)['outcome']);
        $seen = user_competency::get_record(['userid' => $this->person->id, 'competencyid' => $this->competency->get('id')]);
        $this->assertNull($seen->get('grade'));
    }

    /**
     * What can't be accepted is refused by a word, and the rest of the call goes on.
     */
    public function test_one_refusal_holds_up_no_other(): void {
        global $DB;
        $this->framework();
        $this->getDataGenerator()->create_user(['idnumber' => 'twice']);
        $this->getDataGenerator()->create_user(['idnumber' => 'twice']);
        $results = set_ratings::execute([
            self::rating('r1', ['idnumber' => 'nobody']),
            self::rating('r2', ['idnumber' => '']),
            self::rating('r3', ['idnumber' => 'twice']),
            self::rating('r4', ['competency' => 'Z9']),
            self::rating('r5', ['grade' => 5]),
            self::rating('r6', ['grade' => 0]),
            self::rating(''),
            self::rating('r7', ['target' => '/' . str_repeat('x', 250)]),
            self::rating('r8'),
            self::rating('r8', ['grade' => 4]),
        ])['results'];
        $this->assertSame(
            ['person_unknown', 'person_unknown', 'person_ambiguous', 'competency_unknown', 'grade_out_of_range',
                'grade_out_of_range', 'key_bad', 'target_long', '', 'key_reused'],
            array_column($results, 'reason')
        );
        $this->assertSame('done', $results[8]['outcome']);
        foreach (array_diff_key($results, [8 => 0]) as $result) {
            $this->assertSame('refused', $result['outcome']);
            $this->assertStringNotContainsString('[[', $result['message']);
        }
        $this->assertSame(1, $DB->count_records('competency_evidence'));
        $this->assertSame(['framework', 'rating'], $DB->get_fieldset_sql('SELECT kind FROM {local_metodden_delivery} ORDER BY id'));
    }

    /**
     * The portal's id comes before the idnumber.
     */
    public function test_a_person_is_found_by_the_id_of_the_portal(): void {
        $this->framework();
        $rating = self::rating('r1', ['userid' => $this->person->id, 'idnumber' => 'renamed']);
        $this->assertSame('done', set_ratings::execute([$rating])['results'][0]['outcome']);
    }

    /**
     * An event is made once, moves with its day, and goes when it is called off.
     */
    public function test_an_event_moves_and_goes(): void {
        global $DB;
        $first = self::outcome(save_events::execute([self::event('c1')]), save_events::class);
        $event = $DB->get_record('event', ['id' => $first['id']]);
        $this->assertEquals([$this->person->id, 'user', 1800000000], [$event->userid, $event->eventtype, $event->timestart]);
        $this->assertStringContainsString('view.php?target=', $event->description);
        $this->assertSame('repeated', save_events::execute([self::event('c1')])['results'][0]['outcome']);

        $moved = self::event('c2', ['timestart' => 1800086400, 'description' => 'Room <7>']);
        $this->assertEquals($first['id'], save_events::execute([$moved])['results'][0]['id']);
        $event = $DB->get_record('event', ['id' => $first['id']]);
        $this->assertEquals(1800086400, $event->timestart);
        $this->assertStringContainsString('Room &lt;7&gt;', $event->description);
        $this->assertSame(1, $DB->count_records('event', ['component' => 'local_metodden']));

        save_events::execute([self::event('c3', ['cancelled' => true])]);
        $this->assertSame(0, $DB->count_records('event', ['component' => 'local_metodden']));
        $this->assertSame('done', save_events::execute([self::event('c4', ['cancelled' => true])])['results'][0]['outcome']);
    }

    /**
     * Two people may have an event of the same name.
     */
    public function test_an_event_is_of_one_person(): void {
        global $DB;
        $this->getDataGenerator()->create_user(['idnumber' => 'p-2']);
        save_events::execute([self::event('c1'), self::event('c2', ['idnumber' => 'p-2'])]);
        save_events::execute([self::event('c3', ['cancelled' => true])]);
        $this->assertSame(1, $DB->count_records('event', ['component' => 'local_metodden']));
    }

    /**
     * A notification comes once, from the plugin's own provider.
     */
    public function test_a_notification_comes_once(): void {
        $sink = $this->redirectMessages();
        $sent = ['key' => 'n1', 'idnumber' => 'p-1', 'subject' => 'Acknowledge the visit',
            'text' => "By Friday\n<b>", 'target' => '/visits/1'];
        $this->assertSame('done', self::outcome(send_notifications::execute([$sent]), send_notifications::class)['outcome']);
        $this->assertSame('repeated', send_notifications::execute([$sent])['results'][0]['outcome']);
        $messages = $sink->get_messages_by_component('local_metodden');
        $this->assertCount(1, $messages);
        $message = reset($messages);
        $this->assertEquals([$this->person->id, 'nextstep'], [$message->useridto, $message->eventtype]);
        $this->assertStringContainsString('&lt;b&gt;', $message->fullmessagehtml);
        $this->assertStringContainsString('view.php?target=', $message->contexturl);
    }

    /**
     * Closed accounts get no notifications.
     */
    public function test_a_suspended_person_gets_none(): void {
        global $DB;
        $DB->set_field('user', 'suspended', 1, ['id' => $this->person->id]);
        $answer = send_notifications::execute([['key' => 'n1', 'idnumber' => 'p-1', 'subject' => 'x', 'text' => 'y']]);
        $this->assertSame('person_suspended', $answer['results'][0]['reason']);
    }

    /**
     * Deliveries are for the service's own account alone.
     */
    public function test_deliveries_ask_for_their_capability(): void {
        $this->setUser($this->person);
        $this->expectException(\required_capability_exception::class);
        save_events::execute([self::event('c1')]);
    }

    /**
     * A call holds a hundred deliveries at most.
     */
    public function test_a_call_is_not_endless(): void {
        $this->expectException(\invalid_parameter_exception::class);
        save_events::execute(array_fill(0, 101, self::event('c1')));
    }

    /**
     * A delivery that breaks leaves neither key nor effect, and works when it is sent again.
     */
    public function test_a_break_leaves_nothing(): void {
        global $DB;
        $content = ['key' => 'k1', 'userid' => (int) $this->person->id, 'idnumber' => ''];
        $broken = \local_metodden\delivery::once('event', $content, function ($user) use ($DB) {
            $DB->set_field('user', 'city', 'Nowhere', ['id' => $user->id]);
            throw new \dml_exception('dbconnectionfailed');
        });
        $this->assertSame('failed', $broken['outcome']);
        $this->assertNotSame('Nowhere', $DB->get_field('user', 'city', ['id' => $this->person->id]));
        $this->assertSame('done', \local_metodden\delivery::once('event', $content, fn() => 7)['outcome']);
        $this->assertSame(7, (int) $DB->get_field('local_metodden_delivery', 'resultid', ['deliverykey' => 'k1']));
    }
}
