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
import { signIn as enter, launch, open, plain, settled } from '../../web/browser.mjs';
import { Gate } from './gate.mjs';
import {
	faults,
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
	for (const id of made) await as.methodist.post(`/corrections/${id}/withdraw`).catch(() => {});
	metodden('portal', 'service', '--line', 'off');
	await browser?.close();
	await gate?.shut();
});

/** A person sees so many notices with these words under the bell, and no more. */
async function sees(name, words, wanted) {
	const page = await signIn(browser, name);
	await page.goto('/message/output/popup/notifications.php');
	const seen = page.locator('[data-region="notification-content-item-container"]', {
		hasText: words,
	});
	await seen.nth(wanted - 1).waitFor();
	await page.waitForLoadState('networkidle');
	assert.equal(await seen.count(), wanted, words);
	await page.context().close();
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
	assert.deepEqual(faults(screen), []);
});

let day;
test('a day that is announced stands in the calendars of its people', async () => {
	const [id, state, at, theme] = sql(
		`select concat_ws('|', d.id, d.state, extract(epoch from d.held_on::timestamp at time zone z.timezone)::bigint, d.theme) from day d join district z using (district_id)
			where d.lead_id = '${methodist.id}' and d.state in ('ordered', 'announced') and d.held_on > current_date order by d.held_on limit 1`,
	).split('|');
	day = { theme, at: Number(at) + 3600 };
	if (state === 'ordered') await as.methodist.post(`/days/${id}/announce`);
	await delivered();
	const page = await signIn(browser, 'md_methodist');
	await page.goto(`/calendar/view.php?view=day&time=${day.at}`);
	const words = await page.locator('.calendarwrapper').innerText();
	assert.ok(words.includes(theme), `${theme}: ${words}`);
	assert.match(words, /Методический день|Мероприятие/);
	const link = page.locator(`.calendarwrapper a[href*="target=%2Fdays%2F${id}"]`);
	await link.first().click();
	await page.waitForURL(`**/local/metodden/view.php/days/${id}`);
	await page.context().close();
});

/** Competences of the teacher that no correction is under way for, those with a known level first. */
const competences = () =>
	sql(
		`select c.id || '|' || c.code || '|' || e.code from competence c join edition e on (e.district_id, e.id) = (c.district_id, c.edition_id)
			left join lateral (select x.value from estimate x join run r on (r.district_id, r.id) = (x.district_id, x.run_id) and r.state = 'done'
				where x.district_id = c.district_id and x.competence_id = c.id and x.person_id = '${teacher.id}' and x.measure = 'level' limit 1) l on true
			where c.code <> '' and e.id in (select k.edition_id from score s join competence k on (k.district_id, k.id) = (s.district_id, s.competence_id) where s.teacher_id = '${teacher.id}')
				and not exists (select from correction k where k.person_id = '${teacher.id}' and k.competence_id = c.id and k.state not in ('closed', 'withdrawn'))
			order by l.value is null, c.code`,
	)
		.split('\n')
		.map(line => line.split('|'));
const made = [];
/** The methodist proposes a correction of the teacher's work; its id. */
async function propose(competence, body) {
	const { id } = await as.methodist.post('/corrections', { person: teacher.id, competence, body });
	made.push(id);
	return id;
}

test('a correction is told to the teacher; once he agrees, its level is his rating in the portal', async () => {
	const [[competence, code, framework]] = competences();
	from_now();
	const id = await propose(competence, 'Спрашивать каждого ученика за урок');
	await as.teacher.post(`/corrections/${id}/agree`);
	await delivered();
	assert.match(states(teacher), /notice sent.*rating sent/);
	await sees('md_teacher', 'Предложена коррекция', made.length);
	await sees('md_methodist', 'Коррекция согласована', 1);
	const { base, due_on } = await as.teacher.get(`/corrections/${id}`);
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

/** The visitor of a lesson fills his sheet in, all marks but the best. */
async function assessed(slot) {
	const visitor = new Person(
		SERVICE,
		{ person: slot.visitor, name: 'visitor', roles: [] },
		{ requests: 0, refusals: {} },
	);
	const { items } = await visitor.get('/rubrics');
	const rubric = await visitor.get(`/rubrics/${items.find(r => r.code === 'by-stage').id}`);
	const visit = await visitor.post('/visits', {
		slot: slot.id,
		rubric: rubric.id,
		topic: 'Плотность',
	});
	const sheet = await visitor.post('/sheets', { visit: visit.id, part: 'visitor' });
	const marks = rubric.sections.flatMap(of =>
		of.items.map(item => ({ item: item.id, points: item.points.at(-2), evidence: '' })),
	);
	const filled = await visitor.put(`/sheets/${sheet.id}/marks`, { marks });
	await visitor.patch(`/sheets/${sheet.id}`, filled.revision ?? sheet.revision, {
		strengths: 'Понятия верны',
		difficulties: 'Мало обратной связи',
		action_step: 'Спрашивать «почему?»',
	});
	await visitor.post(`/sheets/${sheet.id}/submit`);
	if ((await visitor.get(`/visits/${visit.id}`)).state !== 'assessed')
		await visitor.post(`/visits/${visit.id}/assess`);
	return visit.id;
}

test('a visit that the teacher has answered is evidence in the portal, with the way to its sheet', async () => {
	const [id, visitor] = sql(
		`select s.id || '|' || w.person_id from booking b join slot s on (s.district_id, s.id) = (b.district_id, b.slot_id)
			join day d on (d.district_id, d.id) = (s.district_id, s.day_id) join booking w on (w.district_id, w.slot_id) = (s.district_id, s.id) and w.involvement = 'visits' and w.state = 'booked'
			where b.person_id = '${teacher.id}' and b.involvement = 'shows' and b.state = 'booked' and d.state = 'held'
				and not exists (select from visit v where (v.district_id, v.slot_id) = (s.district_id, s.id)) order by s.during limit 1`,
	).split('|');
	from_now();
	const visit = await assessed({ id, visitor });
	await as.teacher.post(`/visits/${visit}/acknowledge`);
	await delivered();
	const told = sql(
		`select input ->> 'framework' || '|' || (input ->> 'competency') || '|' || (input ->> 'note') from outbox where seq > ${mark} and channel = 'evidence' and state = 'sent' order by seq limit 1`,
	).split('|');
	const page = await signIn(browser, 'md_teacher');
	await page.goto(portalDo('plan', told[0], told[1]));
	const main = page.locator('#region-main');
	assert.ok((await main.innerText()).includes(told[2]), `${told[2]}: ${await main.innerText()}`);
	const link = main.locator(`a[href*="target=%2Fvisits%2F${visit}"]`).first();
	await page.goto(await link.getAttribute('href'));
	await page.waitForURL(url => url.href.startsWith(`${SERVICE}/visits/${visit}`));
	await page.locator('h1').first().waitFor();
	await page.context().close();
});

test('a portal that is down, then answers into the void, gets everything once', async () => {
	from_now();
	await gate.shut();
	for (const [id] of competences().slice(0, 3)) await propose(id, 'Опрос по цепочке');
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
	await sees('md_teacher', 'Предложена коррекция', made.length);
	await screen.reload();
	await screen.getByText('Связь есть').waitFor();
});

test('what could not be delivered is seen with its reason, and sent again when it is mended', async () => {
	await screen.reload();
	const row = screen.locator('tr', { hasText: day.theme }).filter({ hasText: 'календарь' }).first();
	await row.waitFor();
	const words = plain(await row.innerText());
	assert.match(words, /не доставлено/);
	assert.match(words, new RegExp(`На портале нет сотрудника «${head.idnumber}»`));
	portalDo('add', 'md_head');
	await screen.getByRole('button', { name: 'Отправить заново всё недоставленное' }).click();
	await delivered();
	assert.match(
		sql(`select string_agg(distinct state, ',') from outbox where person_id = '${head.id}'`),
		/^sent$/,
	);
	const page = await signIn(browser, 'md_head');
	await page.goto(`/calendar/view.php?view=day&time=${day.at}`);
	assert.ok((await page.locator('.calendarwrapper').innerText()).includes(day.theme));
	await page.context().close();
	assert.deepEqual(faults(screen), []);
});
