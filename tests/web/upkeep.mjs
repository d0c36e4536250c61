/*
 * What keeps the district going: a file is checked, mended and loaded; a portal is connected and tested;
 * anybody is found by the keyboard alone; each screen has its help; the school year changes twice without
 * harm.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import {
	addresses,
	ask,
	axe,
	button,
	clean,
	demoPeople,
	enter,
	launch,
	leave,
	plain,
	section,
	send,
	settled,
	short,
	write,
} from './browser.mjs';

let browser;
let people;
const who = role => people.find(p => p.roles.includes(role));
before(async () => {
	browser = await launch();
	people = await demoPeople();
});
after(() => browser?.close());

const csv = (name, ...rows) => ({
	name,
	mimeType: 'text/csv',
	buffer: Buffer.from(['школа;запись;название;мест', ...rows, ''].join('\n')),
});

test('a file is checked, mended, loaded, and stands in the history', async () => {
	const page = await enter(browser, who('admin'), '/imports');
	const [school] = (await ask(page, '/organisations?kind=school')).items;
	const rooms = async () =>
		(await ask(page, `/rooms?organisation=${school.id}`)).items.map(r => r.name);
	const room = `каб. ${Date.now() % 100000}`;
	await page.getByLabel('Что загружается').selectOption('school');
	await button(page, 'Отправить и проверить').click();
	await page.getByText('Выберите файл').waitFor();
	await page
		.locator('input[type=file]')
		.setInputFiles(csv('кабинеты.csv', `${school.name};кабинет;${room};30`, 'Нигде;кабинет;1;2'));
	await button(page, 'Отправить и проверить').click();
	await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
	await page.getByText('1 ошибка, не загружено ничего').first().waitFor();
	await page.getByText('организации «Нигде» нет в районе').waitFor();
	assert.equal(await button(page, 'Загрузить').isDisabled(), true);
	assert.ok(!(await rooms()).includes(room));
	await clean(page, 'import-bad');
	const report = await page.evaluate(
		async href => (await fetch(href)).text(),
		await page.getByRole('link', { name: /Отчёт таблицей/ }).getAttribute('href'),
	);
	assert.match(report, /;3;"школа";"организации «Нигде» нет в районе"/);

	await page
		.locator('input[type=file]')
		.setInputFiles(csv('кабинеты.csv', `${school.name};кабинет;${room};30`));
	await button(page, 'Отправить и проверить').click();
	await page.getByText('добавится 1, изменится 0').waitFor();
	await page.reload(); /* the address holds it */
	await page.getByText('добавится 1, изменится 0').waitFor();
	assert.ok(!(await rooms()).includes(room));
	await button(page, 'Загрузить').click();
	await section(page, 'load').getByText('добавлено 1, изменено 0').waitFor();
	assert.ok((await rooms()).includes(room));
	await clean(page, 'import-done');
	await page.goto('/imports');
	await page
		.getByRole('row', { name: /кабинеты\.csv/ })
		.first()
		.getByText('добавлено 1')
		.waitFor();
	await clean(page, 'imports');
	await page.goto('/jobs?kind=import');
	const row = page.getByRole('row', { name: /файл/ }).first();
	await row.getByText('Выполнено').waitFor();
	assert.match(plain(await row.textContent()), new RegExp(short(who('admin').name)));
	await clean(page, 'jobs');
	await leave(page);
});

test("a school head comes from home to his own school's timetable, and loads no other school's", async () => {
	const head = people.find(p => p.roles.length === 1 && p.roles[0] === 'school_head');
	const page = await enter(browser, head, '/');
	const own = (await ask(page, '/session')).appointments[0].organisation;
	const other = (await ask(page, '/organisations?hosts=1')).items.find(o => o.id !== own.id);
	const rooms = async () =>
		(await ask(page, `/rooms?organisation=${own.id}`)).items.map(r => r.name);
	await page.locator('details.menu > summary').click();
	await page.getByRole('link', { name: 'Загрузки' }).click();
	await page.waitForURL(/\/imports$/);
	await page.goto('/imports?kind=timetable');
	const kind = page.getByLabel('Что загружается');
	await page.getByText(`«Школа» в файле — «${own.name}»`).waitFor();
	assert.deepEqual((await kind.locator('option').allTextContents()).map(plain), [
		'кабинеты, звонки и классы',
		'недельное расписание',
	]);
	assert.equal(await kind.inputValue(), 'timetable');
	await clean(page, 'imports-school-head');

	const room = `каб. ${Date.now() % 100000}`;
	await kind.selectOption('school');
	await page
		.locator('input[type=file]')
		.setInputFiles(
			csv('кабинеты.csv', `${own.name};кабинет;${room};30`, `${other.name};кабинет;1;2`),
		);
	await button(page, 'Отправить и проверить').click();
	await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
	const wrong = page.getByRole('row', { name: /строка 3/ });
	await wrong.getByText(`«${other.name}» - не ваша организация`).waitFor();
	assert.equal(await button(page, 'Загрузить').isDisabled(), true);
	assert.ok(!(await rooms()).includes(room));
	await page
		.locator('input[type=file]')
		.setInputFiles(csv('кабинеты.csv', `${own.name};кабинет;${room};30`));
	await button(page, 'Отправить и проверить').click();
	await page.getByText('добавится 1, изменится 0').waitFor();
	await button(page, 'Загрузить').click();
	await section(page, 'load').getByText('добавлено 1, изменено 0').waitFor();
	assert.ok((await rooms()).includes(room));

	assert.equal(
		(await send(page, 'POST', '/imports', { kind: 'roster', name: 'люди.zip' })).slug,
		'import-kind-is-anothers',
	);
	await leave(page);
});

test('a host is led from the page of his day to his timetable; a guest is not', async () => {
	const page = await enter(browser, who('centre_head'), '/');
	const { items } = await ask(page, '/days');
	await leave(page);
	const heads = people.filter(p => p.roles.length === 1 && p.roles[0] === 'school_head');
	const link = 'Расписание школы';
	const host = await enter(browser, heads[0], '/');
	const own = (await ask(host, '/session')).appointments.map(a => a.organisation.id);
	const mine = (await ask(host, `/days?organisation=${own[0]}`)).items[0];
	await host.goto(`/days/${mine.id}`);
	await host.getByRole('link', { name: link }).click();
	await host.waitForURL(/\/imports\?kind=timetable$/);
	await host.goto(`/days/${items.find(d => !own.includes(d.organisation.id)).id}`);
	await section(host, 'papers').getByRole('link', { name: 'Программа дня' }).waitFor();
	assert.equal(await host.getByRole('link', { name: link }).count(), 0);
	await leave(host);
});

test('a period that ends before it begins is said at its date, and is no empty list', async () => {
	const words = 'дата «по» раньше даты «с»';
	for (const [role, path] of [
		['methodist', '/visits'],
		['admin', '/admin/audit'],
	]) {
		const page = await enter(browser, who(role), `${path}?from=2026-11-10&to=2026-11-09`);
		const to = page.getByLabel('По', { exact: true });
		await page.locator('.fld .err', { hasText: words }).waitFor();
		assert.equal(await to.getAttribute('aria-invalid'), 'true', path);
		assert.equal(await page.locator('.band.empty').count(), 0, path);
		await clean(page, `period${path.replaceAll('/', '-')}`);
		await to.fill('2026-11-10');
		await page.locator('.fld .err').waitFor({ state: 'detached' });
		await page.getByRole('alert').waitFor({ state: 'detached' });
		await leave(page);
	}
});

test('a methodist is offered visits and the plan, and no more', async () => {
	const page = await enter(browser, who('methodist'), '/imports');
	const kinds = await page.getByLabel('Что загружается').locator('option').allTextContents();
	assert.deepEqual(kinds, ['план года', 'посещения прошлых лет']);
	await leave(page);
});

test('a portal is invited, entered by hand, and tested', async () => {
	const portal = createServer((_, response) => {
		response.setHeader('Content-Type', 'application/json');
		response.end(JSON.stringify({ keys: [{ kty: 'RSA', kid: 'a', n: 'AQAB', e: 'AQAB' }] }));
	});
	await new Promise(done => portal.listen(0, '127.0.0.1', done));
	const issuer = `http://127.0.0.1:${portal.address().port}`;
	const page = await enter(browser, who('admin'), '/portals');
	await button(page, 'Создать приглашение').click();
	await page.getByText(/\/lti\/register\?invitation=[0-9a-f]{64}/).waitFor();
	await clean(page, 'portals');
	await button(page, 'Внести номера').click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Адрес портала (обязательно)').fill(`${issuer}/`);
	await dialog.getByLabel(/^Client ID/).fill('client-1');
	await dialog.getByLabel(/^Deployment ID/).fill('7');
	await button(dialog, 'Сохранить').click();
	await dialog.getByText('без косой черты в конце').last().waitFor();
	await dialog.getByLabel('Адрес портала (обязательно)').fill(issuer);
	await button(dialog, 'Сохранить').click();
	await dialog.waitFor({ state: 'detached' });
	const row = page.getByRole('listitem').filter({ hasText: issuer });
	await row.getByText(/Отвечает:/).waitFor({ timeout: 30_000 });
	portal.close();
	portal.closeAllConnections();
	await row.getByRole('button', { name: /^Проверить связь/ }).click();
	await row.getByText('портал не ответил').waitFor({ timeout: 30_000 });
	await row.getByRole('button', { name: /^Выключить/ }).click();
	await row.getByText('Выключен: с него не войти').waitFor();
	await clean(page, 'portals-one');
	await leave(page);
});

test('anybody is found by the keyboard alone, and no name gets into an address', async () => {
	const page = await enter(browser, who('methodist'), '/settings');
	const teacher = people.find(p => p.roles.length === 1 && p.roles[0] === 'teacher');
	const family = teacher.name.split(' ')[0];
	const asked = addresses(page);
	await page.keyboard.press('Control+k');
	const field = page.getByRole('dialog').getByRole('combobox');
	await field.waitFor();
	await page.keyboard.type(teacher.name.toLowerCase());
	await page.getByRole('option').first().waitFor();
	assert.equal(await field.getAttribute('aria-expanded'), 'true');
	assert.deepEqual(
		asked.filter(url => url.includes(family.toLowerCase())),
		[],
	);
	const chosen = () => field.getAttribute('aria-activedescendant');
	assert.equal(
		await page.locator(`[id="${await chosen()}"]`).getAttribute('aria-selected'),
		'true',
	);
	await clean(page, 'search');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/growth\/people\//);
	await settled(page);
	assert.ok(asked.some(url => url.includes('/growth/people/')));
	assert.deepEqual(
		asked.filter(url => url.includes(family.toLowerCase())),
		[],
	);

	await page.keyboard.press('/');
	await field.waitFor();
	await page.keyboard.type('школа');
	await page.getByRole('option').nth(1).waitFor();
	const first = await chosen();
	await page.keyboard.press('ArrowDown');
	assert.notEqual(await chosen(), first);
	await page.keyboard.press('ArrowUp');
	assert.equal(await chosen(), first);
	await field.fill('йцукенгшщз');
	await page.getByText('Ничего не нашлось').waitFor();
	await page.keyboard.press('Escape');
	await field.waitFor({ state: 'detached' });
	await leave(page);
});

test('a registered order is found by its number', async () => {
	const page = await enter(browser, who('centre_head'), '/settings');
	const order = (await ask(page, '/orders?limit=50')).items.find(o => o.number);
	await page.keyboard.press('Control+k');
	await page.getByRole('dialog').getByRole('combobox').fill(order.number);
	await page.locator(`[role=option][id$="${order.id}"]`).click();
	await page.waitForURL(`**/orders/${order.id}`);
	await page.locator('main').getByText(order.number).first().waitFor();
	await leave(page);
});

test('the slash is a slash where somebody writes', async () => {
	const page = await enter(browser, who('methodist'), '/practices');
	const field = page.getByRole('searchbox').or(page.getByRole('textbox')).first();
	await field.focus();
	await page.keyboard.type('a/b');
	assert.equal(await field.inputValue(), 'a/b');
	assert.equal(await page.getByRole('dialog').count(), 0);
	await leave(page);
});

test('each screen tells what it is for', async () => {
	const page = await enter(browser, who('centre_head'), '/');
	for (const [address, words] of [
		['/', 'Здесь собраны ваши дела'],
		['/plan', 'Строка — школа, столбец — месяц'],
		['/next-year', 'Предложения к плану с причиной'],
		['/imports', 'Выберите вид файла'],
	]) {
		await page.goto(address);
		await settled(page);
		const help = page.getByRole('button', { name: 'Справка по этой странице' });
		await help.click();
		const dialog = page.getByRole('dialog');
		await dialog.getByText(words).waitFor();
		assert.deepEqual(await axe(page), []);
		await page.keyboard.press('Escape');
		await dialog.waitFor({ state: 'detached' });
		assert.equal(await help.evaluate(e => e === document.activeElement), true);
	}
	await leave(page);
});

test('the school year changes, and a second time nothing does', async () => {
	const page = await enter(browser, who('centre_head'), '/school-year');
	const classes = section(page, 'classes');
	await button(classes, 'Показать, какие классы появятся').click();
	await classes.getByText(/Появ[ия]тся\s\d+\sкласс|Все классы нового года уже есть/).waitFor();
	const make = classes.getByRole('button', { name: /^Завести/ });
	if (await make.count()) await make.click();
	await classes.getByText('сделано', { exact: true }).waitFor();
	await button(classes, 'Показать, какие классы появятся').click();
	await classes.getByText('Все классы нового года уже есть').waitFor();
	const calendar = section(page, 'calendar');
	await button(calendar, 'Добавить дни').click();
	const dialog = page.getByRole('dialog');
	const year = new URL(page.url()).searchParams.get('year');
	const begins = Number((await page.locator('h1').textContent()).match(/\d{4}/)[0]);
	assert.equal(year, null);
	await dialog.getByLabel('Название (обязательно)').fill('Осенние каникулы');
	await dialog.getByLabel('С (обязательно)').fill(`${begins}-10-26`);
	await dialog.getByLabel('По', { exact: true }).fill(`${begins}-10-30`);
	await button(dialog, 'Сохранить').click();
	await dialog.waitFor({ state: 'detached' });
	await calendar.getByText('Показать дни').click();
	await calendar.getByText(/26\sоктября .* — 30\sоктября .*: Осенние каникулы/).waitFor();
	await calendar.getByRole('button', { name: /^Отметить сделанным/ }).click();
	await calendar.getByText(/^Отмечено/).waitFor();
	await calendar.getByText('сделано', { exact: true }).waitFor();
	await clean(page, 'school-year');
	await calendar.getByRole('button', { name: /^Снять отметку/ }).click();
	await calendar.getByText('есть; отметьте, если верно').waitFor();
	await leave(page);
});

test('days taken out of the calendar come back by «Отменить»', async () => {
	const page = await enter(browser, who('centre_head'), '/school-year');
	const begins = Number((await page.locator('h1').textContent()).match(/\d{4}/)[0]);
	const span = { from: `${begins + 1}-02-17`, to: `${begins + 1}-02-18` };
	const title = `Карантин ${Date.now() % 100000}`;
	const days = async () => (await ask(page, `/calendar?from=${span.from}&to=${span.to}`)).items;
	const before = await days();
	await write(page, 'PUT', '/calendar', { ...span, working: false, title });
	await page.reload();
	const calendar = section(page, 'calendar');
	await calendar.getByText('Показать дни').click();
	const row = calendar.getByRole('listitem').filter({ hasText: title });
	await row.getByRole('button', { name: /^Удалить/ }).click();
	const note = calendar.locator('.band.info');
	await note.getByText(title).waitFor();
	assert.equal((await days()).filter(d => d.title === title).length, 0);
	await button(note, 'Отменить').click();
	await note.waitFor({ state: 'detached' });
	await row.waitFor();
	assert.equal((await days()).filter(d => d.title === title).length, 2);
	await row.getByRole('button', { name: /^Удалить/ }).click();
	await note.waitFor();
	for (const d of before)
		await write(page, 'PUT', '/calendar', {
			from: d.date,
			to: d.date,
			working: d.working,
			title: d.title,
		});
	await leave(page);
});

test('settings say once that they are defaults, and mark what the district decided', async () => {
	const page = await enter(browser, who('centre_head'), '/settings');
	const text = plain(await page.locator('main').textContent());
	assert.equal(text.match(/по умолчанию/g).length, 1, text);
	const { items } = await ask(page, '/settings');
	const marked = await page
		.locator('tbody tr td:nth-child(3)')
		.evaluateAll(all => all.filter(td => td.textContent).length);
	const own = items.filter(s => s.own || /^п\./.test(s.source ?? ''));
	assert.equal(marked, own.length);
	assert.ok(marked < items.length);
	await page.goto('/school-year');
	await section(page, 'people').getByText('Список людей последний раз загружен').waitFor();
	await leave(page);
});
