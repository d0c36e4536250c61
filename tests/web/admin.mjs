/*
 * The administrator at his screens: a role is given for two weeks and ended, whoever has left is closed
 * after it was said what hangs on him, a dictionary is kept, a rubric copied, changed and published, the
 * audit searched and checked, a person's data shown and erased. Another role comes to none of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
	addresses,
	ask,
	axe,
	button,
	clean,
	demoPeople,
	enter,
	idIn,
	launch,
	leave,
	plain,
	plusDays,
	refusal,
	section,
	send,
	settled,
	write,
} from './browser.mjs';

let browser;
let people;
const stamp = Date.now().toString(36);
const family = `Проверкин${String.fromCharCode(1072 + (Date.now() % 30))}`;
const who = role => people.find(p => p.roles.includes(role));
const administrator = (to, options) => enter(browser, who('admin'), to, options);

before(async () => {
	browser = await launch();
	people = await demoPeople();
});
after(() => browser?.close());

test('the first page leads to each part, and each part opens', async () => {
	const page = await administrator('/admin');
	await clean(page, 'admin');
	const parts = await page
		.locator('section[aria-labelledby=parts] a')
		.evaluateAll(list => list.map(a => a.pathname));
	assert.ok(parts.length >= 9, String(parts));
	for (const path of parts) {
		await page.goto(path);
		await settled(page);
		assert.equal(await page.locator('.band.bad').count(), 0, path);
		/* a word that the books lack is shown as its key */
		const bare = /\b(capability|audit|admin|people|dictionary|edition|request)\.\w+/g;
		assert.deepEqual(plain(await page.locator('main').textContent()).match(bare) ?? [], [], path);
		if (path.startsWith('/admin/')) await clean(page, path.slice(1).replaceAll('/', '-'));
	}
	await leave(page);
});

test('a person is added, acts for two weeks, is mended, closed and taken back', async () => {
	const page = await administrator('/admin/people');
	const today = (await ask(page, '/session')).today;
	await button(page, 'Добавить человека').click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Фамилия').fill(family);
	await dialog.getByLabel('Имя', { exact: false }).first().fill('Пётр');
	await dialog.getByLabel('Табельный номер').fill(`hand-${stamp}`);
	await button(dialog, 'Сохранить').click();
	await page.waitForURL(/\/admin\/people\/[0-9a-f-]{36}$/);
	await page.getByText('Ролей ещё не было').waitFor();

	await button(page, 'Дать роль').click();
	await dialog.getByLabel('Роль').selectOption('methodist');
	await dialog.getByLabel('Организация').selectOption({ index: 1 });
	await dialog.getByLabel('Исполняет обязанности').check();
	await dialog.getByLabel('По, последний день').fill(plusDays(today, -1));
	await button(dialog, 'Сохранить').click();
	await dialog.getByText('окончание раньше начала').waitFor();
	await dialog.getByLabel('По, последний день').fill(plusDays(today, 14));
	if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/role-form.png` });
	await button(dialog, 'Сохранить').click();
	await dialog.waitFor({ state: 'detached' });
	const roles = section(page, 'roles');
	await roles.getByText('и. о.').waitFor();
	assert.match(plain(await roles.textContent()), /методист.*вручную/s);

	const skills = section(page, 'skills');
	await skills.getByText('Это по умолчанию, не из Положения.').waitFor();
	await skills.getByRole('checkbox').first().check();
	await button(skills, 'Сохранить').click();
	await skills.getByText('Сохранено').waitFor();
	const marks = (await ask(page, `/cards/${idIn(page)}/skills`)).items.filter(s => s.marked);
	assert.equal(marks.length, 1);
	/* another card of the same person, open elsewhere */
	const now = await ask(page, `/cards/${idIn(page)}/skills`);
	const both = now.items.slice(0, 2).map(s => s.id);
	await write(page, 'PUT', `/cards/${idIn(page)}/skills`, { competences: both }, now.revision);
	await skills.getByRole('checkbox').first().uncheck();
	await button(skills, 'Сохранить').click();
	await skills.getByText(`Сейчас отмечено: ${now.items[0].name}, ${now.items[1].name}.`).waitFor();
	if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/skills-now.png` });
	await button(skills, 'Сохранить').click();
	await skills.getByText('Это по умолчанию, не из Положения.').waitFor();

	await button(page, 'Исправить данные').click();
	await dialog.getByLabel('Отчество').fill('Петрович');
	await button(dialog, 'Сохранить').click();
	await dialog.waitFor({ state: 'detached' });
	await page.getByText('списком не меняется').waitFor();
	await clean(page, 'admin-person');

	await button(page, 'Закрыть выбывшего').click();
	await dialog.getByText('Ничего незаконченного').waitFor();
	await button(dialog, 'Закрыть выбывшего').click();
	await dialog.waitFor({ state: 'detached' });
	await button(page, 'Вернуть').waitFor();
	const card = await ask(page, `/cards/${idIn(page)}`);
	assert.equal(card.posts[0].ends_on, today);
	await button(page, 'Вернуть').click();
	await button(page, 'Закрыть выбывшего').waitFor();
	await leave(page);
});

test('what would be left is said before a leader is closed; nobody gives himself a role', async () => {
	const page = await administrator('/admin/people?role=department_head');
	await page.locator('section[aria-labelledby=list] li a').first().click();
	await section(page, 'ties').getByText('Других с ролью').waitFor();
	await page.goto(`/admin/people/${who('admin').person}`);
	await settled(page);
	assert.equal(await button(page, 'Дать роль').count(), 0);
	const [centre] = (await ask(page, '/organisations?kind=centre')).items;
	const refused = await send(page, 'POST', '/appointments', {
		person: who('admin').person,
		organisation: centre.id,
		role: 'methodist',
	});
	assert.equal(refused.slug, 'role-to-oneself');
	await leave(page);
});

test('an entry of a dictionary is added, renamed, moved, retired and deleted', async () => {
	const page = await administrator('/admin/dictionaries');
	const dialog = page.getByRole('dialog');
	const name = `Астрономия ${stamp}`;
	await button(page, 'Добавить').click();
	await dialog.getByLabel('Название').fill(name);
	await button(dialog, 'Сохранить').click();
	await dialog.waitFor({ state: 'detached' });
	await button(page, `Изменить ${name}`).click();
	await dialog.getByLabel('Название').fill(`${name} и космос`);
	await button(dialog, 'Сохранить').click();
	await page.getByText(`раньше: ${name}`).waitFor();
	await page.getByRole('button', { name: `Выше: ${name}` }).click();
	await page.getByRole('button', { name: `Ниже: ${name}` }).waitFor();
	await button(page, `Снять ${name} и космос`).click();
	await button(page, `Вернуть ${name} и космос`).waitFor();
	const offered = (await ask(page, '/subjects')).items.map(s => s.name);
	assert.ok(!offered.includes(`${name} и космос`));
	await button(page, `Удалить ${name} и космос`).click();
	await page.getByText(`раньше: ${name}`).waitFor({ state: 'detached' });
	await page.goto('/admin/dictionaries?of=forms');
	await settled(page);
	await clean(page, 'admin-forms');
	const [school] = (await ask(page, '/organisations?kind=school')).items;
	for (const of of ['rooms', 'classes']) {
		await page.goto(`/admin/dictionaries?of=${of}&organisation=${school.id}`);
		await clean(page, `admin-${of}`);
	}
	await leave(page);
});

test('a rubric is copied, changed in the form and published from a date', async () => {
	const page = await administrator('/admin/rubrics');
	const dialog = page.getByRole('dialog');
	await button(page, 'Загрузить из файла').click();
	await dialog.getByLabel('Файл карты').setInputFiles({
		name: 'rubric.json',
		mimeType: 'application/json',
		buffer: Buffer.from('{"code": "x", "title": "Карта"}'),
	});
	await button(dialog, 'Проверить').click();
	assert.match(await refusal(dialog), /В карте не всё на месте:.*sections/);
	await button(dialog, 'Отмена').click();

	await page
		.locator('section[aria-labelledby=list] li')
		.filter({ hasText: 'опубликована' })
		.first()
		.getByRole('link')
		.click();
	await button(page, 'Новая редакция на её основе').click();
	await button(page, 'Опубликовать').waitFor();
	await clean(page, 'admin-rubric');
	await button(page, 'Изменить').click();
	const item = page.getByRole('group', { name: 'Пункт 1.1' });
	await item.getByLabel('Что оценивается').fill(`Цель урока ясна ученикам ${stamp}`);
	await clean(page, 'admin-rubric-edit');
	await item.getByLabel('Уровни').fill('что-то не то');
	await button(page, 'Сохранить').click();
	assert.match(await refusal(page), /1\.1: points/);
	await item
		.getByLabel('Уровни')
		.fill('0: нет\n1: частично - цель называет учитель\n2: да - цель называют ученики');
	await button(page, 'Сохранить').click();
	await page.getByText(`Цель урока ясна ученикам ${stamp}`).waitFor();
	await page.getByText('2: да — цель называют ученики').waitFor();
	const id = idIn(page);
	const { today } = await ask(page, '/session');
	await button(page, 'Опубликовать').click();
	/* behind the versions that are to begin later already: of another run of this test */
	const begins = (await ask(page, '/rubrics')).items.map(r => r.in_force_from ?? today);
	await dialog.getByLabel('Действует с').fill(plusDays([today, ...begins].sort().at(-1), 30));
	await button(dialog, 'Опубликовать').click();
	await dialog.waitFor({ state: 'detached' });
	assert.equal((await ask(page, `/rubrics/${id}`)).state, 'published');
	assert.equal((await send(page, 'DELETE', `/rubrics/${id}`)).slug, 'frozen');
	await leave(page);
});

test('a new edition of the regulation is prepared and compared; the centre submits it', async () => {
	const page = await administrator('/admin/regulation');
	await page
		.getByRole('button', { name: /^Новая редакция/ })
		.first()
		.click();
	await page
		.getByRole('button', { name: /^Изменить/ })
		.first()
		.click();
	const first = page.getByLabel('Текст').first();
	await first.fill(`${await first.inputValue()} Дополнено ${stamp}.`);
	await button(page, 'Сохранить').click();
	await page.locator('ins').filter({ hasText: stamp }).first().waitFor();
	await clean(page, 'admin-regulation-diff');
	assert.equal(await page.getByRole('button', { name: /^Представить/ }).count(), 0);
	await leave(page);
	const head = await enter(browser, who('centre_head'), '/admin/regulation');
	await head
		.getByRole('button', { name: /^Представить/ })
		.first()
		.click();
	await head
		.getByRole('button', { name: /^Подготовить приказ/ })
		.first()
		.click();
	await head.getByText('приказ ещё не зарегистрирован').first().waitFor();
	await leave(head);
});

test('a framework is opened, told by its rubrics, and another is brought in by a file', async () => {
	const page = await administrator('/admin/frameworks');
	const frameworks = (await ask(page, '/frameworks')).items;
	assert.ok(frameworks.length > 1);
	const which = page.getByLabel('Рамка', { exact: true });
	for (const f of frameworks) {
		await which.selectOption(f.id);
		await page.getByRole('heading', { name: f.title }).waitFor();
		await settled(page);
		assert.equal(new URL(page.url()).searchParams.get('id'), f.id);
		const { competences } = await ask(page, `/frameworks/${f.id}`);
		const shown = await section(page, 'competences').locator('.rows > li').allTextContents();
		const named = competences.filter(c => c.code);
		assert.equal(shown.length, named.length, f.code);
		for (const [i, c] of named.entries()) assert.ok(plain(shown[i]).includes(c.name), c.name);
		await clean(page, `admin-framework-${f.code}`);
	}
	const told = frameworks.find(f => f.code === 'deficits');
	await which.selectOption(told.id);
	await page.reload();
	await page.getByRole('heading', { name: told.title }).waitFor();
	const rubric = section(page, 'competences').locator('.rows > li a').first();
	const title = plain(await rubric.textContent()).split(', редакция')[0];
	await rubric.click();
	await page.waitForURL(/\/admin\/rubrics\/[0-9a-f-]{36}$/);
	await page.getByRole('heading', { level: 1, name: title }).waitFor();
	await page.goBack();
	await page.getByRole('link', { name: 'Загрузить выгрузку портала' }).click();
	const kind = page.getByLabel('Что загружается');
	await kind.waitFor();
	assert.equal(await kind.inputValue(), 'framework');
	await page.locator('input[type=file]').setInputFiles({
		name: 'рамка.csv',
		mimeType: 'text/csv',
		buffer: Buffer.from('Parent ID number,ID number\n,x\n'),
	});
	await button(page, 'Отправить и проверить').click();
	await page.getByText('в строке полей: 2, а нужно 14').waitFor();
	assert.equal((await ask(page, '/frameworks')).items.length, frameworks.length);
	await leave(page);
});

test('what is held is shown, noted, and erased only after the person has left', async () => {
	const page = await administrator('/admin/people?state=all');
	await page.getByLabel('Имя, табельный номер или почта').fill(family);
	await page
		.getByRole('link', { name: new RegExp(family) })
		.first()
		.click();
	await page.getByRole('link', { name: 'Обращение о данных' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Что просит человек').fill('Что вы обо мне храните?');
	await button(dialog, 'Записать').click();
	await page.waitForURL(/\/admin\/requests\/[0-9a-f-]{36}$/);
	await button(page, 'Показать, что хранится').click();
	await page.getByText('Скачать файлом').waitFor();
	await clean(page, 'admin-request-data');
	await button(page, 'Ответить и закрыть').click();
	await dialog.getByLabel('Ответ', { exact: false }).last().fill('Выписка выдана на руки.');
	await button(dialog, 'Закрыть обращение').click();
	await dialog.waitFor({ state: 'detached' });
	await page.getByText('Выписка выдана на руки.').waitFor();

	const { person } = await ask(page, `/personal-requests/${idIn(page)}`);
	await page.goto(`/admin/requests?person=${person.id}`);
	await dialog.getByLabel('О чём просят').selectOption('erasure');
	await dialog.getByLabel('Что просит человек').fill('Сотрите мои данные');
	await button(dialog, 'Записать').click();
	await page.getByText('Человек ещё работает').waitFor();
	assert.equal(await button(page, 'Стереть данные').count(), 0);
	const id = idIn(page);
	assert.equal(
		(await send(page, 'POST', `/personal-requests/${id}/erase`, {})).slug,
		'person-still-works',
	);
	await page.goto(`/admin/people/${person.id}`);
	await button(page, 'Закрыть выбывшего').click();
	await button(dialog, 'Закрыть выбывшего').click();
	await dialog.waitFor({ state: 'detached' });
	await page.goto(`/admin/requests/${id}`);
	await section(page, 'effects').getByText('Останется, и почему').waitFor();
	await clean(page, 'admin-request-erase');
	await button(page, 'Стереть данные').click();
	await button(dialog, 'Стереть данные').click();
	await section(page, 'outcome').waitFor();
	assert.equal(await page.getByText(family).count(), 0);
	await page.goto('/admin/requests');
	await clean(page, 'admin-requests-journal');
	await leave(page);
});

test('other roles come to none of it', async () => {
	for (const role of ['methodist', 'teacher', 'clerk']) {
		const page = await enter(browser, who(role), '/');
		assert.equal(await page.locator('a[href="/admin"]').count(), 0, role);
		for (const path of ['/cards', '/audit', '/personal-requests', '/access', '/admin'])
			assert.equal((await ask(page, path)).status, 403, `${role} ${path}`);
		await page.goto('/admin/people');
		await page.getByText('У вашей роли нет этого права').waitFor();
		await leave(page);
	}
	const head = await enter(browser, who('centre_head'), '/admin');
	const parts = await head
		.locator('section[aria-labelledby=parts] a')
		.evaluateAll(list => list.map(a => a.pathname));
	assert.ok(parts.includes('/admin/rubrics') && !parts.includes('/admin/people'), String(parts));
	assert.equal((await ask(head, '/audit')).status, 403);
	await leave(head);
});

test('people are looked for by name, and no name gets into an address', async () => {
	const page = await administrator('/admin/people');
	const asked = addresses(page);
	const teacher = people.find(p => p.roles.includes('teacher'));
	const [surname] = teacher.name.split(' ');
	const listed = section(page, 'list').getByRole('link');
	await page.getByLabel('Имя, табельный номер или почта').fill(teacher.name);
	await listed.filter({ hasText: teacher.name }).first().waitFor();
	await listed.nth(1).waitFor({ state: 'detached' });
	await page.getByLabel('Роль').selectOption('clerk');
	await page.getByText('Никого не нашлось').waitFor();
	assert.match(page.url(), /role=clerk/);
	await page.getByLabel('Роль').selectOption('');
	await listed.filter({ hasText: teacher.name }).first().waitFor();

	await page.goto('/admin/audit');
	await page.getByLabel('Найти человека').first().fill(surname);
	await page.locator('option', { hasText: teacher.name }).first().waitFor({ state: 'attached' });
	assert.ok(asked.length > 4, String(asked));
	assert.deepEqual(
		asked.filter(url => url.includes(surname.toLowerCase())),
		[],
	);
	await leave(page);
});

test('a removed entry of a dictionary comes back under its own id, where it stood', async () => {
	const page = await administrator('/admin/dictionaries');
	const dialog = page.getByRole('dialog');
	const name = `Риторика ${stamp}`;
	await button(page, 'Добавить').click();
	await dialog.getByLabel('Название').fill(name);
	await button(dialog, 'Сохранить').click();
	await dialog.waitFor({ state: 'detached' });
	const entries = async () =>
		(await ask(page, '/dictionaries/subjects')).items.map(e => `${e.id} ${e.name}`);
	await page.getByRole('button', { name: `Выше: ${name}` }).click();
	await page.getByRole('button', { name: `Ниже: ${name}` }).waitFor();
	const before = await entries();
	await button(page, `Удалить ${name}`).click();
	const note = page.locator('.band.info');
	await note.getByText(`Удалено: ${name}`).waitFor();
	assert.equal((await entries()).length, before.length - 1);
	assert.deepEqual(await axe(page), []);
	await button(note, 'Отменить').click();
	await note.waitFor({ state: 'detached' });
	await button(page, `Удалить ${name}`).waitFor();
	assert.deepEqual(await entries(), before);
	await button(page, `Удалить ${name}`).click();
	await button(note, 'Закрыть').click();
	await note.waitFor({ state: 'detached' });
	assert.equal((await entries()).length, before.length - 1);
	await leave(page);
});
