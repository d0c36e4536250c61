/*
 * Back to a live portal by the outbox, from deeds of the service's own people to what they see in the
 * portal: levels and evidence, days in calendars, notices - through an outage and lost answers, nothing
 * lost and nothing twice - and what could not be delivered, seen and sent again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Person } from '../../../deploy/demo/year/client.mjs';
import { signIn as enter, launch, open, settled } from '../../web/browser.mjs';
import { Gate } from './gate.mjs';
import {
	MOODLE,
	metodden,
	people,
	portalDo,
	portalPhp,
	SERVICE,
	signIn,
	sql,
	until,
} from './moodle.mjs';

let browser, screen, gate;
const { md_teacher: teacher, md_methodist: methodist, md_head: head } = people;
const named = p => [p.lastname, p.firstname, p.middlename].filter(Boolean).join(' ');
const person = p =>
	new Person(SERVICE, { person: p.id, name: named(p), roles: [] }, { requests: 0, refusals: {} });
const as = { teacher: person(teacher), methodist: person(methodist) };

const left = () => Number(sql(`select count(*) from outbox where state = 'ready'`));
const states = person =>
	sql(
		`select string_agg(channel || ' ' || state, ', ' order by seq) from outbox where person_id = '${person.id}' and seq > ${mark}`,
	);
let mark = 0;
/** Deliveries from now on are looked at. */
const from_now = () => {
	mark = Number(sql('select coalesce(max(seq), 0) from outbox'));
};
const delivered = () => until('the outbox is empty', () => left() === 0);

before(async () => {
	browser = await launch();
	gate = new Gate(MOODLE);
	await gate.open();
});
after(async () => {
	metodden('portal', 'service', '--line', 'off');
	await browser?.close();
	await gate?.shut();
});

/** How many notices with these words a person sees under the bell. */
async function notices(name, words) {
	const page = await signIn(browser, name);
	await page.goto('/message/output/popup/notifications.php');
	await page.waitForLoadState('networkidle');
	const seen = await page
		.locator('[data-region="notification-content-item-container"]', { hasText: words })
		.count();
	await page.context().close();
	return seen;
}

test('the administrator connects the web services on the screen, and what lies ahead is told', async () => {
	const token = portalPhp('local/metodden/cli/connect.php').split('\n').pop();
	screen = await open(browser, { baseURL: SERVICE });
	await enter(screen, named(people.md_admin));
	await screen.goto('/outbox');
	await screen.getByRole('button', { name: /^(Подключить портал|Изменить)$/ }).click();
	await screen.getByLabel('Адрес портала').fill(gate.url);
	await screen.getByLabel('Ключ веб-служб').fill(token);
	const line = screen.getByLabel('связь включена');
	if (await line.count()) await line.check();
	await screen.getByRole('button', { name: 'Сохранить' }).click();
	await screen.getByText(gate.url).waitFor();
	await until('the portal answers', () => sql('select answered_at from portal_line') !== '');
	await delivered();
	await screen.reload();
	await screen.getByText('Связь есть').waitFor();
	await settled(screen);
	assert.deepEqual(screen.faults, []);
});

test('an announced day stands in the calendars of its people', async () => {
	const [at, theme] = sql(
		`select extract(epoch from d.held_on::timestamp at time zone z.timezone)::bigint || '|' || d.theme from day d join district z using (district_id)
			where d.lead_id = '${methodist.id}' and d.state = 'announced' and d.held_on > current_date order by d.held_on limit 1`,
	).split('|');
	const page = await signIn(browser, 'md_methodist');
	await page.goto(`/calendar/view.php?view=day&time=${Number(at) + 3600}`);
	const words = await page.locator('.calendarwrapper').innerText();
	assert.ok(words.includes(theme), `${theme}: ${words}`);
	assert.match(words, /Методический день|Мероприятие/);
	await page
		.locator('.calendarwrapper a[href*="/local/metodden/view.php?target="]')
		.first()
		.waitFor();
	await page.context().close();
});

let competence;
test('a correction is told to the teacher; once he agrees, its level is his rating in the portal', async () => {
	const [id, code, framework] = sql(
		`select c.id || '|' || c.code || '|' || e.code from estimate x join run r on (r.district_id, r.id) = (x.district_id, x.run_id) and r.state = 'done'
			join competence c on (c.district_id, c.id) = (x.district_id, x.competence_id) join edition e on (e.district_id, e.id) = (c.district_id, c.edition_id)
			where x.person_id = '${teacher.id}' and x.measure = 'level' and c.code <> '' and not exists (select from correction k where k.person_id = x.person_id
				and k.competence_id = c.id and k.state not in ('closed', 'withdrawn')) order by r.as_of desc, r.created_at desc, c.code limit 1`,
	).split('|');
	competence = { id, code, framework };
	const before = await notices('md_teacher', 'Предложена коррекция');
	from_now();
	const made = await as.methodist.post('/corrections', {
		person: teacher.id,
		competence: id,
		body: 'Спрашивать каждого ученика за урок',
	});
	await as.teacher.post(`/corrections/${made.id}/agree`);
	await delivered();
	assert.match(states(teacher), /notice sent.*rating sent/);
	assert.equal(await notices('md_teacher', 'Предложена коррекция'), before + 1);
	assert.ok((await notices('md_methodist', 'Коррекция согласована')) >= 1);
	const { base, due_on } = await as.teacher.get(`/corrections/${made.id}`);
	const levels = ['Начальный', 'Базовый', 'Уверенный', 'Мастерский'];
	const page = await signIn(browser, 'md_teacher');
	await page.goto(portalDo('plan', framework, code));
	const words = await page.locator('#region-main').innerText();
	assert.ok(words.includes(levels[Math.round(base.value) - 1]), words);
	assert.match(words, /Уровень согласован в Методдне: Исходный уровень, согласован/);
	assert.match(words, new RegExp(`Уровень ${base.value.toFixed(1).replace('.', ',')} из 4`));
	await page.goto(`/calendar/view.php?view=day&time=${Date.parse(`${due_on}T12:00:00Z`) / 1000}`);
	assert.match(await page.locator('.calendarwrapper').innerText(), /Срок коррекции/);
	await page.context().close();
});

test('a visit that the teacher has answered is evidence in the portal, with the way to its sheet', async () => {
	const visit = sql(
		`select id from visit where teacher_id = '${teacher.id}' and state = 'assessed' order by held_on desc limit 1`,
	);
	from_now();
	await as.teacher.post(`/visits/${visit}/acknowledge`);
	await delivered();
	const told = sql(
		`select input ->> 'framework' || '|' || (input ->> 'competency') || '|' || (input ->> 'note') from outbox where seq > ${mark} and channel = 'evidence' and state = 'sent' order by seq limit 1`,
	).split('|');
	const page = await signIn(browser, 'md_teacher');
	await page.goto(portalDo('plan', told[0], told[1]));
	const main = page.locator('#region-main');
	assert.ok((await main.innerText()).includes(told[2]), `${told[2]}: ${await main.innerText()}`);
	await main.locator(`a[href*="target=%2Fvisits%2F${visit}"]`).first().click();
	await page.waitForURL(url => url.href.startsWith(`${SERVICE}/visits/${visit}`));
	await page.locator('h1').first().waitFor();
	await page.context().close();
});

test('a portal that is down, then answers into the void, gets everything once', async () => {
	const seen = await notices('md_teacher', 'Предложена коррекция');
	from_now();
	await gate.shut();
	for (const body of ['Опрос по цепочке', 'Итог урока за три минуты', 'Вопрос «почему?»'])
		await as.methodist.post('/corrections', {
			person: teacher.id,
			competence: competence.id,
			body,
		});
	await until('the portal is away', () => sql('select away_since from portal_line') !== '');
	await screen.goto('/outbox');
	await screen.getByText('Портал не принимает с').waitFor();
	assert.ok(left() >= 3);
	gate.deaf = true;
	const asked = gate.asked.length;
	await gate.open();
	await until('a delivery whose answer is lost', () => gate.asked.length > asked);
	gate.deaf = false;
	await delivered();
	assert.equal(states(teacher).replaceAll('notice sent', '').replaceAll(/[, ]/g, ''), '');
	assert.equal(await notices('md_teacher', 'Предложена коррекция'), seen + 3);
	await screen.reload();
	await screen.getByText('Связь есть').waitFor();
});

test('what could not be delivered is seen with its reason, and sent again when it is mended', async () => {
	from_now();
	await as.methodist.post('/corrections', {
		person: head.id,
		competence: competence.id,
		body: 'Обходы уроков по графику',
	});
	await delivered();
	assert.match(states(head), /notice dead/);
	await screen.reload();
	const row = screen.locator('tr', { hasText: 'Предложена коррекция' }).first();
	await row.waitFor();
	assert.match(await row.innerText(), /не доставлено/);
	assert.match(await row.innerText(), new RegExp(head.idnumber));
	portalDo('add', 'md_head');
	await row.getByRole('button', { name: /^Отправить заново/ }).click();
	await delivered();
	assert.match(states(head), /notice sent/);
	assert.equal(await notices('md_head', 'Предложена коррекция'), 1);
	assert.deepEqual(screen.faults, []);
});
