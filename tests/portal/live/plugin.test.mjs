/*
 * Into the service from a live portal by the plugin: connect it, enter as administrator, methodist and
 * teacher, see the tasks, and be refused as a pupil.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, launch, overflow } from '../../web/browser.mjs';
import {
	entry,
	faults,
	MOODLE,
	people,
	portalPhp,
	register,
	SERVICE,
	screens,
	signIn,
	unregister,
} from './moodle.mjs';

let browser;
before(async () => {
	browser = await launch();
	unregister();
});
after(() => browser.close());

/** The portal's own scripts complain of a page that is left while they start. */
const goto = async (page, path) => {
	await page.goto(path);
	await page.waitForLoadState('networkidle');
};
const settings = page => goto(page, '/admin/settings.php?section=local_metodden');
const save = async page => {
	await page.getByRole('button', { name: 'Сохранить изменения' }).click();
	await page.waitForLoadState('networkidle');
};
const findings = async page => {
	await goto(page, '/local/metodden/check.php');
	return page.locator('.local_metodden-findings').innerText();
};

async function setting(page, name, value) {
	await page.locator(`#id_s_local_metodden_${name}`).fill(value);
}

test('the administrator connects the portal, and is told in words what is wrong', async () => {
	const page = await signIn(browser, 'md_admin');
	assert.equal(await entry(page).count(), 0, 'nothing in the menu before the address is set');
	assert.match(await findings(page), /Адрес сервиса не задан/);
	await settings(page);
	assert.match(await page.locator('#id_s_local_metodden_cohorts').innerText(), /Школа 7/);
	await setting(page, 'baseurl', 'http://127.0.0.1:1');
	await save(page);
	assert.match(await findings(page), /никто не отвечает/);
	await settings(page);
	await setting(page, 'baseurl', `${MOODLE}/mod/lti/certs.php?`);
	await setting(page, 'proxypath', '/metodden');
	await save(page);
	assert.match(await findings(page), /отвечает не Методдень/);
	await settings(page);
	await setting(page, 'baseurl', SERVICE);
	await save(page);
	assert.match(await findings(page), /Сервис не знает этот портал/);
	await register();
	const found = await findings(page);
	assert.match(found, /принимает его пропуска/);
	assert.match(found, /Часы сходятся/);
	assert.match(found, /Ключи портала опубликованы/);
	assert.match(found, /curlsecurityblockedhosts|может забрать ключи сервиса/);
	assert.match(found, /metodden\/health/, 'the way through the portal is tested too');
	assert.match(found, /нет учётной записи|Веб-службы/);
	await page.getByRole('button', { name: 'Завести учётную запись и ключ доступа' }).click();
	await page.waitForLoadState('networkidle');
	assert.match(await page.locator('#local-metodden-token').innerText(), /^[0-9a-f]{32}$/);
	assert.match(await findings(page), /учётная запись сервиса есть/);
	assert.equal(await page.locator('.local_metodden-findings .alert-danger').count(), 0);
	assert.deepEqual(faults(page), []);
	await page.context().close();
});

for (const name of ['md_teacher', 'md_methodist', 'md_admin'])
	test(`${name} enters from the main menu, within the portal's page`, async () => {
		const page = await signIn(browser, name);
		await entry(page).click();
		const box = await screens(page);
		assert.equal(await box.locator('h1').first().innerText(), 'Что дальше?');
		assert.match(await box.locator('.menu summary').innerText(), new RegExp(people[name].lastname));
		const cookies = await page.context().cookies();
		const own = cookies.find(c => c.name === '__Host-metodden');
		assert.ok(own?.httpOnly && own.secure && own.sameSite === 'Lax');

		await box.getByRole('link', { name: 'План', exact: true }).first().click();
		await page.waitForURL('**/local/metodden/view.php/plan');
		await screens(page);
		await page.reload();
		assert.match(
			await (await screens(page)).locator('h1').first().innerText(),
			/методических дней/,
		);
		await page.goBack();
		await page.waitForURL(/view\.php$/);
		assert.deepEqual(faults(page), []);
		await page.context().close();
	});

test('a session that ended is opened anew without leaving the page', async () => {
	const page = await signIn(browser, 'md_methodist');
	await entry(page).click();
	await screens(page);
	await page.context().clearCookies({ name: '__Host-metodden' });
	const box = page.locator('#local-metodden');
	const entered = page.waitForResponse('**/metodden/portal/enter');
	await box.getByRole('link', { name: 'Дни', exact: true }).first().click();
	await entered;
	await page.waitForURL('**/view.php/days');
	await box.getByRole('heading', { level: 1, name: /Дни|методическ/ }).waitFor();
	const cookies = await page.context().cookies();
	assert.ok(cookies.some(c => c.name === '__Host-metodden'));
	assert.deepEqual(faults(page), []);
	await page.context().close();
});

test("visit forms and everything else open at the service's own address", async () => {
	const page = await signIn(browser, 'md_methodist');
	await page.goto('/local/metodden/view.php/visits');
	const box = await screens(page);
	const visit = box.locator('a[href*="enter.php?target=%2Fvisits%2F"]').first();
	await visit.click();
	await page.waitForURL(url => url.href.startsWith(`${SERVICE}/visits/`));
	await page.locator('h1').first().waitFor();
	assert.match(
		await page.locator('.menu summary').innerText(),
		new RegExp(people.md_methodist.lastname),
	);
	await page.goto(`${MOODLE}/local/metodden/view.php`);
	await screens(page);
	const [own] = await Promise.all([
		page.context().waitForEvent('page'),
		page.getByRole('link', { name: 'Открыть в отдельном окне' }).click(),
	]);
	await own.waitForURL(`${SERVICE}/`);
	await own.locator('h1').first().waitFor();
	assert.deepEqual(faults(page), []);
	await page.context().close();
});

test('«Мои задачи» stand on the dashboard and lead to where they are done', async () => {
	const page = await signIn(browser, 'md_methodist');
	await page.goto('/my/');
	const block = page.locator('.block_local_metodden_tasks');
	await block.locator('li').first().waitFor();
	assert.match(await block.innerText(), /Мои задачи/);
	const targets = await block
		.locator('li a.btn')
		.evaluateAll(all => all.map(a => new URL(a.href).searchParams.get('target')));
	assert.ok(targets.length > 0 && targets.every(t => /^\/[a-z]/.test(t)), targets.join());
	await block.getByRole('link', { name: 'Открыть Методдень' }).click();
	await screens(page);
	assert.deepEqual(faults(page), []);
	await page.context().close();
});

test("a link from outside leads through the portal's sign-in to the screen", async () => {
	const page = await signIn(browser, 'md_methodist');
	await page.context().clearCookies();
	await page.goto('/local/metodden/view.php?target=%2Fdays');
	await page.waitForLoadState('networkidle');
	await page.fill('#username', 'md_methodist');
	await page.fill('#password', people.md_methodist.password);
	await page.click('#loginbtn');
	await page.waitForURL('**/local/metodden/view.php/days');
	await screens(page);
	await page.context().close();
});

test('a pupil sees no entry and is refused', async () => {
	const page = await signIn(browser, 'md_student');
	assert.equal(await entry(page).count(), 0);
	await page.goto('/my/');
	assert.equal(await page.locator('.block_local_metodden_tasks').count(), 0);
	for (const path of ['view.php', 'enter.php', 'check.php']) {
		await page.goto(`/local/metodden/${path}`);
		assert.equal(
			await page
				.locator('#local-metodden, #local-metodden-enter, .local_metodden-findings')
				.count(),
			0,
		);
	}
	await page.context().close();
});

test('who is not on the roster of the service is told so', async () => {
	const page = await signIn(browser, 'md_stranger');
	await page.goto('/my/');
	const block = page.locator('.block_local_metodden_tasks');
	await block.getByText('Вас нет в списке сотрудников').waitFor();
	await entry(page).click();
	await page.locator('#local-metodden').getByText('Вас нет в списке сотрудников').waitFor();
	await page.context().close();
});

test('a service that is away spoils no page of the portal', async () => {
	const page = await signIn(browser, 'md_methodist');
	await page.route('**/metodden/mount.js', route => route.abort());
	await entry(page).click();
	await page.getByText('Не удалось открыть экраны внутри страницы портала.').waitFor();
	portalPhp(
		'admin/cli/cfg.php',
		'--component=local_metodden',
		'--name=baseurl',
		'--set=http://127.0.0.1:1',
	);
	try {
		await page.goto('/my/');
		await page.getByText('Методдень не ответил; ваши задачи в нём сохранены.').waitFor();
	} finally {
		portalPhp(
			'admin/cli/cfg.php',
			'--component=local_metodden',
			'--name=baseurl',
			`--set=${SERVICE}`,
		);
	}
	await page.context().close();
});

test('English readers get English pages and screens', async () => {
	const page = await signIn(browser, 'md_methodist');
	await page.goto('/local/metodden/view.php/regulation?lang=en');
	const box = await screens(page);
	assert.match(await page.locator('.primary-navigation').innerText(), /Methodological days/);
	assert.ok(await box.getByRole('link', { name: 'Materials', exact: true }).first().isVisible());
	await page.goto('/my/?lang=en');
	await page.locator('.block_local_metodden_tasks li').first().waitFor();
	assert.match(await page.locator('.block_local_metodden_tasks').innerText(), /My tasks/);
	await page.context().close();
});

test('nothing of ours is a barrier or wider than a phone', async () => {
	const page = await signIn(browser, 'md_methodist');
	await page.goto('/my/');
	await page.locator('.block_local_metodden_tasks li').first().waitFor();
	assert.deepEqual(await axe(page, '.block_local_metodden_tasks'), []);
	await entry(page).click();
	await screens(page);
	assert.deepEqual(await axe(page, '#region-main'), []);
	await page.setViewportSize({ width: 375, height: 800 });
	await screens(page);
	assert.ok((await overflow(page)) <= 0);
	await page.context().close();
});
