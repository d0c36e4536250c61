/*
 * Slips of the hand and of the line: a session that ended behind an open form, the back button and Escape in the
 * middle of a dialog, a line that broke while a form was sent, a second press. Nothing typed is lost, nothing is
 * made twice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
	ask,
	askAll,
	button,
	confirm,
	demoPeople,
	enter,
	idIn,
	launch,
	leave,
	plusDays,
	settled,
	signIn,
} from './browser.mjs';
import { newVisit } from './device.mjs';

const WORDS = 'Просим показать приёмы обратной связи на уроках математики в 7 классах';

let browser;
let person;
before(async () => {
	browser = await launch();
	person = (await demoPeople()).find(p => p.roles.includes('methodist'));
});
after(() => browser?.close());

/** The form of a request, with words in it. */
async function typed(page) {
	await page.goto('/needs');
	await settled(page);
	await button(page, 'Внести потребность').click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('textbox').last().fill(WORDS);
	return dialog;
}
const filed = async page => (await askAll(page, '/needs')).filter(n => n.body === WORDS).length;

async function choose(dialog) {
	const lists = dialog.locator('select[required]');
	for (let i = 0; i < (await lists.count()); i++) await lists.nth(i).selectOption({ index: 1 });
}

test('a session that ended leaves the form as it is; signed in beside it, the form is sent', async () => {
	const page = await enter(browser, person, '/needs');
	const before = await filed(page);
	const dialog = await typed(page);
	await choose(dialog);
	await page.context().clearCookies();
	await button(dialog, 'Подать').click();
	const alert = dialog.getByRole('alert');
	await alert.getByText('Введённое остаётся на странице').waitFor();
	const [beside] = await Promise.all([
		page.context().waitForEvent('page'),
		alert.getByRole('link', { name: 'Войти в другой вкладке' }).click(),
	]);
	await signIn(beside, person.name);
	await beside.close();
	assert.equal(await dialog.getByRole('textbox').last().inputValue(), WORDS);
	await button(dialog, 'Подать').click();
	await dialog.waitFor({ state: 'detached' });
	assert.equal(await filed(page), before + 1);
	await leave(page);
});

test('somebody else who signed in beside it does not send it', async () => {
	const page = await enter(browser, person, '/needs');
	const before = await filed(page);
	const dialog = await typed(page);
	await choose(dialog);
	const other = (await demoPeople()).find(p => p.roles.includes('centre_head'));
	const beside = await page.context().newPage();
	await signIn(beside, other.name);
	await button(dialog, 'Подать').click();
	await dialog.getByRole('alert').waitFor();
	assert.equal(await dialog.getByRole('textbox').last().inputValue(), WORDS);
	assert.equal(await filed(page), before);
	await page.context().close();
});

test('the back button closes a dialog, not its page; a text in it is asked about', async () => {
	const page = await enter(browser, person, '/');
	await page.goto('/days');
	await settled(page);
	await page.locator('.top-who summary').click();
	await page.getByRole('link', { name: 'Запросы', exact: true }).click();
	await page.waitForURL('**/needs');
	await button(page, 'Внести потребность').click();
	const dialog = page.getByRole('dialog');
	await page.goBack();
	await dialog.waitFor({ state: 'detached' });
	assert.equal(new URL(page.url()).pathname, '/needs');
	await typed(page);
	const asked = [];
	let answer = false;
	page.on('dialog', d => {
		asked.push(d.message());
		return answer ? d.accept() : d.dismiss();
	});
	const ways = [
		() => page.goBack(),
		() => page.keyboard.press('Escape'),
		() => button(dialog, 'Закрыть').click(),
		() => button(dialog, 'Отмена').click(),
	];
	for (const way of ways) {
		await way();
		assert.equal(await dialog.getByRole('textbox').last().inputValue(), WORDS);
	}
	assert.equal(asked.length, ways.length);
	assert.match(asked[0], /пропадёт/);
	answer = true;
	await button(dialog, 'Отмена').click();
	await dialog.waitFor({ state: 'detached' });
	await leave(page);
});

test('an answer that was lost: pressed again, it is made once', async () => {
	const page = await enter(browser, person, '/needs');
	const before = await filed(page);
	const dialog = await typed(page);
	await choose(dialog);
	await page.route('**/api/v1/needs', async route => {
		await route.fetch();
		await route.abort();
	});
	await button(dialog, 'Подать').click();
	await dialog.getByRole('alert').getByText('когда связь появится').waitFor();
	await page.unroute('**/api/v1/needs');
	await button(dialog, 'Подать').click();
	await dialog.waitFor({ state: 'detached' });
	assert.equal(await filed(page), before + 1);
	await leave(page);
});

test('pressed twice, it is made once', async () => {
	const page = await enter(browser, person, '/needs');
	const before = await filed(page);
	const dialog = await typed(page);
	await choose(dialog);
	await button(dialog, 'Подать').dblclick();
	await dialog.waitFor({ state: 'detached' });
	assert.equal(await filed(page), before + 1);
	await leave(page);
});

test('a sitting is cancelled, or opened before its day, only when that is said twice', async () => {
	const secretary = (await demoPeople()).find(p => p.roles.includes('council_secretary'));
	const page = await enter(browser, secretary, '/sittings');
	await confirm(page, 'Назначить заседание', async d => {
		const { today } = await ask(page, '/session');
		await d.getByLabel('Дата').fill(plusDays(today, 20));
		await d.getByLabel('Место').fill('Малый зал');
	});
	await page.waitForURL(/\/sittings\/[0-9a-f-]{36}$/);
	const id = idIn(page);
	const dialog = page.getByRole('dialog');
	await button(page, 'Отменить заседание').click();
	await button(dialog, 'Не отменять').click();
	await dialog.waitFor({ state: 'detached' });
	assert.equal((await ask(page, `/sittings/${id}`)).state, 'planned');
	await button(page, 'Другой вопрос').click();
	await dialog.getByLabel('Вопрос').fill('О плане работы');
	await button(dialog, 'Другой вопрос').click();
	await dialog.waitFor({ state: 'detached' });
	await button(page, 'Созвать').click();
	await button(page, 'Открыть заседание').click();
	await dialog.getByText('Открыть его сегодня?').waitFor();
	await button(dialog, 'Отмена').click();
	assert.equal((await ask(page, `/sittings/${id}`)).state, 'called');
	await confirm(page, 'Отменить заседание');
	await button(page, 'Отменить заседание').waitFor({ state: 'detached' });
	assert.equal((await ask(page, `/sittings/${id}`)).state, 'cancelled');
	await leave(page);
});

test('a visit is cancelled only when that is said twice', async () => {
	const page = await enter(browser, person, '/visits');
	const { id } = await newVisit(page, { ahead: 30 });
	await page.goto(`/visits/${id}`);
	await button(page, 'Отменить посещение').click();
	const dialog = page.getByRole('dialog');
	await button(dialog, 'Не отменять').click();
	await dialog.waitFor({ state: 'detached' });
	assert.equal((await ask(page, `/visits/${id}`)).state, 'planned');
	await confirm(page, 'Отменить посещение');
	await button(page, 'Отменить посещение').waitFor({ state: 'detached' });
	assert.equal((await ask(page, `/visits/${id}`)).state, 'cancelled');
	await leave(page);
});

test('on a phone the paper of the next question comes into view, without a way back to the agenda', async () => {
	const member = (await demoPeople()).find(p => p.roles.includes('council_member'));
	const page = await enter(browser, member, '/sittings', { viewport: { width: 360, height: 740 } });
	const sittings = await askAll(page, '/sittings');
	const read = await Promise.all(sittings.map(s => ask(page, `/sittings/${s.id}`)));
	const { id } = read.find(s => s.agenda.filter(q => q.document).length > 1);
	await page.goto(`/sittings/${id}?q=1`);
	await settled(page);
	await page.getByRole('link', { name: 'К вопросу 2' }).click();
	await page.waitForURL(/q=2$/);
	await page.waitForFunction(() => {
		const { top } = document.querySelector('#paper').getBoundingClientRect();
		return top >= 0 && top < innerHeight / 2;
	});
	await leave(page);
});
