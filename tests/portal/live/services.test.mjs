/*
 * Back to a live portal by the plugin's web services: the roster is read, and what is delivered is seen by
 * the person in the portal, once, however often it is sent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { launch } from '../../web/browser.mjs';
import { call, people, portalDo, portalPhp, signIn } from './moodle.mjs';

let browser;
let token;
const teacher = people.md_teacher;
const key = randomUUID();
const at = Math.floor(Date.now() / 1000) + 2 * 86400;

before(async () => {
	browser = await launch();
	token = portalPhp('local/metodden/cli/connect.php').trim().split('\n').pop();
});
after(() => browser.close());

/** Sent twice: done, then repeated, with the same id. */
async function deliver(name, delivery) {
	const args = { deliveries: [{ key: `${name}-${key}`, ...delivery }] };
	const first = (await call(token, `local_metodden_${name}`, args)).results?.[0];
	assert.equal(first?.outcome, 'done', JSON.stringify(first));
	const again = (await call(token, `local_metodden_${name}`, args)).results[0];
	assert.deepEqual([again.outcome, again.id], ['repeated', first.id]);
	return first.id;
}

test('the roster holds staff with school and post, page by page, and then only what changed', async () => {
	const seen = [];
	let after = 0;
	let asof = 0;
	do {
		const page = await call(token, 'local_metodden_get_roster', { since: 0, after, limit: 2 });
		assert.ok(page.people, JSON.stringify(page));
		asof ||= page.asof;
		seen.push(...page.people);
		after = page.next;
	} while (after);
	const found = seen.find(p => p.idnumber === teacher.idnumber);
	assert.deepEqual(
		[found.lastname, found.middlename, found.school, found.post, found.gone],
		[teacher.lastname, teacher.middlename, 'Школа 7', teacher.post, false],
	);
	assert.ok(found.cohorts.some(c => c.name === 'Школа 7'));
	assert.ok(!seen.some(p => p.lastname === 'Ученик'), 'pupils stay on the portal');
	const later = await call(token, 'local_metodden_get_roster', {
		since: asof + 1,
		after: 0,
		limit: 100,
	});
	assert.deepEqual(later.people, []);
});

test("an agreed level is seen in the portal's competencies, with a link back", async () => {
	await deliver('save_frameworks', {
		framework: 'live-544n',
		name: 'Профессиональный стандарт',
		levels: ['начальный', 'базовый', 'уверенный', 'высокий'],
		proficient: 3,
		competencies: [{ code: 'live-A1', parent: '', name: 'Обратная связь ученикам' }],
	});
	const of = { idnumber: teacher.idnumber, framework: 'live-544n', competency: 'live-A1' };
	await deliver('add_evidence', {
		...of,
		title: 'урок 12 ноября',
		note: 'По листу посещения',
		target: '/visits',
	});
	await deliver('set_ratings', { ...of, grade: 3, title: 'рост за 2026 год', target: '/growth' });
	const page = await signIn(browser, 'md_teacher');
	await page.goto(portalDo('plan', 'live-544n', 'live-A1'));
	const words = await page.locator('#region-main').innerText();
	assert.match(words, /уверенный/);
	assert.match(words, /Уровень согласован в Методдне: рост за 2026 год/);
	assert.match(words, /Методдень: урок 12 ноября/);
	assert.equal(words.split('рост за 2026 год').length, 2, 'once');
	assert.ok(
		(await page.locator('#region-main a[href*="/local/metodden/view.php?target="]').count()) >= 2,
	);
	await page.context().close();
});

test("a visit is seen in the person's calendar, moves, and goes", async () => {
	const event = {
		idnumber: teacher.idnumber,
		uid: `visit-${key}`,
		name: 'Посещение урока: физика, 8 «А»',
		description: 'Кабинет 12',
		timestart: at,
		duration: 2700,
		target: '/visits',
	};
	const id = await deliver('save_events', event);
	const page = await signIn(browser, 'md_teacher');
	const day = time => `/calendar/view.php?view=day&time=${time}`;
	await page.goto(day(at));
	assert.match(await page.locator('.calendarwrapper').innerText(), /Посещение урока: физика/);
	assert.equal(await page.locator('.calendarwrapper a[href*="view.php?target="]').count(), 1);
	const send = async more =>
		(await call(token, 'local_metodden_save_events', { deliveries: [{ ...event, ...more }] }))
			.results[0];
	assert.equal((await send({ key: `m-${key}`, timestart: at + 2 * 86400 })).id, id);
	await page.goto(day(at));
	assert.doesNotMatch(await page.locator('.calendarwrapper').innerText(), /физика/);
	await page.goto(day(at + 2 * 86400));
	assert.match(await page.locator('.calendarwrapper').innerText(), /физика/);
	assert.equal((await send({ key: `c-${key}`, cancelled: true })).outcome, 'done');
	await page.reload();
	assert.doesNotMatch(await page.locator('.calendarwrapper').innerText(), /физика/);
	await page.context().close();
});

test('a delivery that comes eight times at once takes effect once', async () => {
	const delivery = {
		key: `p-${key}`,
		idnumber: teacher.idnumber,
		uid: `parallel-${key}`,
		name: 'Педсовет',
		timestart: at,
	};
	const answers = await Promise.all(
		Array.from({ length: 8 }, () =>
			call(token, 'local_metodden_save_events', { deliveries: [delivery] }),
		),
	);
	const outcomes = answers.map(a => a.results[0].outcome).sort();
	assert.deepEqual(outcomes, ['done', ...Array(7).fill('repeated')]);
	assert.equal(new Set(answers.map(a => a.results[0].id)).size, 1);
});

test('a reminder is seen under the bell, once, and leads to its screen', async () => {
	await deliver('send_notifications', {
		idnumber: teacher.idnumber,
		subject: `Ознакомьтесь с листом ${key}`,
		text: 'До пятницы.',
		target: '/visits',
	});
	const page = await signIn(browser, 'md_teacher');
	await page.goto('/message/output/popup/notifications.php');
	const notes = page.locator('[data-region="notification-content-item-container"]', {
		hasText: key,
	});
	await notes.first().waitFor();
	assert.equal(await notes.count(), 1);
	await page.context().close();
});

test("what can't be accepted is refused by a word, and a foreign token by the portal", async () => {
	const { results } = await call(token, 'local_metodden_save_events', {
		deliveries: [{ key: `x-${key}`, idnumber: 'nobody-here', uid: 'x', name: 'x', timestart: at }],
	});
	assert.deepEqual([results[0].outcome, results[0].reason], ['refused', 'person_unknown']);
	assert.equal(
		(await call('0'.repeat(32), 'local_metodden_get_roster', {})).errorcode,
		'invalidtoken',
	);
	assert.equal(
		(await call(token, 'core_user_get_users', { criteria: [] })).errorcode,
		'accessexception',
	);
});

test('the nightly task runs', () => {
	const said = portalPhp(
		'admin/cli/scheduled_task.php',
		'--execute=\\local_metodden\\task\\nightly',
	);
	assert.match(said, /Roster: \d+ changed/);
});
