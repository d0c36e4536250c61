/*
 * Every screen at three widths, light and dark: axe finds nothing, nothing scrolls sideways, no
 * script fails, the policy refuses nothing, targets are large enough for a finger. SCREENS names a folder
 * that pictures of them are left in: by role and address, ids left out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, BASE, demoPeople, launch, open, overflow, settled, signIn } from './browser.mjs';

let browser;
let people;
before(async () => {
	browser = await launch();
	people = await demoPeople();
});
after(() => browser?.close());

const looks = [
	{ width: 360, height: 780, colorScheme: 'light', hasTouch: true, isMobile: true },
	{ width: 360, height: 780, colorScheme: 'dark', hasTouch: true, isMobile: true },
	{ width: 768, height: 1024, colorScheme: 'light', hasTouch: true },
	{ width: 1280, height: 900, colorScheme: 'light' },
	{ width: 1280, height: 900, colorScheme: 'dark' },
];
const lists = [
	'/',
	'/plan',
	'/days',
	'/orders',
	'/visits',
	'/sittings',
	'/control',
	'/materials',
	'/practices',
	'/growth',
	'/growth/method',
	'/growth/effects',
	'/growth/agreement',
	'/next-year',
	'/needs',
	'/corrections',
	'/regulation',
	'/settings',
	'/nowhere',
];

/** A picture for people to look at; the pages of one thing are named by what they show. */
async function picture(page, role, address) {
	if (!process.env.SCREENS) return;
	const name = address.replace(/[?].*/, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'one');
	const file = `${role}${name.replace(/\/$/, '/home').replaceAll('/', '-')}-${page.viewportSize().width}`;
	await page.screenshot({ path: `${process.env.SCREENS}/${file}.png`, fullPage: true });
}

const first = (page, path, test = () => true) =>
	page
		.evaluate(async ({ p }) => (await (await fetch(`/api/v1${p}`)).json()).items, { p: path })
		.then(items => items.find(test));

/** Screens of one thing, found by the API as this person sees it. */
async function things(page) {
	const day = await first(page, '/days?limit=50', d => d.state !== 'draft');
	const slotted = await first(page, '/visits?limit=50', v => v.day);
	const order = await first(page, '/orders?limit=5');
	const visit = await first(page, '/visits?limit=50', v => v.percent !== null);
	const sitting = await first(page, '/sittings?limit=5');
	const material = await first(page, '/materials?limit=5');
	const practice = await first(page, '/practices?limit=5');
	const correction = await first(page, '/corrections?limit=5');
	const item = await first(page, '/plan-items?limit=50', i => i.form?.is_day);
	const seen = await page.evaluate(
		async () => (await (await fetch('/api/v1/growth/schools')).json()).items,
	);
	const school = seen.find(s => s.cells.length > 0)?.school;
	return [
		school && `/growth/schools/${school.id}`,
		visit && `/growth/people/${visit.teacher.id}`,
		day && `/days/${day.id}`,
		slotted && `/days/${slotted.day}/programme`,
		order && `/orders/${order.id}`,
		visit && `/visits/${visit.id}`,
		sitting && `/sittings/${sitting.id}`,
		material && `/materials/${material.id}`,
		practice && `/practices/${practice.id}`,
		correction && `/corrections/${correction.id}`,
		item && `/plan/items/${item.id}?version=${item.version}`,
	].filter(Boolean);
}

/** Controls smaller than 24 px (WCAG 2.5.8) that are not links inside a sentence. A box in a label is as large as the label. */
const small = page =>
	page.evaluate(() =>
		[...document.querySelectorAll('button, select, input:not([type=radio]), summary, a.btn')]
			.filter(e => e.checkVisibility() && !e.closest('.vh, .skip'))
			.map(e => [e.className || e.tagName, (e.closest('label') ?? e).getBoundingClientRect()])
			.filter(([, r]) => r.height > 0 && r.height < 24)
			.map(([name]) => name),
	);

async function check(page, address) {
	await page.goto(address);
	await settled(page);
	const found = { axe: await axe(page), overflow: await overflow(page), small: await small(page) };
	assert.deepEqual(found, { axe: [], overflow: 0, small: [] }, address);
	assert.deepEqual(page.faults, [], address);
	if (page.light) await picture(page, 'methodist', address);
}

for (const { width, height, colorScheme, ...rest } of looks)
	test(`screens at ${width} px, ${colorScheme}`, async () => {
		const page = await open(browser, { viewport: { width, height }, colorScheme, ...rest });
		page.light = colorScheme === 'light';
		await check(page, '/sign-in');
		await signIn(page, people.find(p => p.roles.includes('methodist')).name);
		for (const address of [...lists, ...(await things(page))]) await check(page, address);
		await page.context().close();
	});

test('everybody sees the screens that his own menu offers', async () => {
	const roles = [
		'centre_head',
		'department_head',
		'clerk',
		'council_chair',
		'school_head',
		'teacher',
		'admin',
	];
	for (const role of roles) {
		const person = people.find(p => p.roles.includes(role));
		if (!person) continue;
		const page = await open(browser);
		await signIn(page, person.name);
		const sections = await page
			.locator('nav a')
			.evaluateAll(links => [...new Set(links.map(a => a.pathname))]);
		assert.ok(sections.length > 2, `${role} has ${sections}`);
		for (const address of sections) {
			await page.goto(address);
			await settled(page);
			assert.equal(await page.locator('.band.bad').count(), 0, `${role} ${address}`);
			await picture(page, role, address);
		}
		assert.deepEqual(page.faults, []);
		await page.context().close();
	}
});

test('the language changes everywhere and is remembered', async () => {
	const page = await open(browser);
	await page.goto('/sign-in');
	await page.getByRole('button', { name: 'English' }).click();
	await page.getByRole('heading', { name: 'Sign in' }).waitFor();
	await page.reload();
	await page.getByRole('heading', { name: 'Sign in' }).waitFor();
	assert.equal(await page.locator('html').getAttribute('lang'), 'en');
	assert.deepEqual(await axe(page), []);
	await page.context().close();
});

test('without a session one is led to sign-in and back to the same page', async () => {
	const page = await open(browser);
	await page.goto('/days?state=held');
	await page.waitForURL(/\/sign-in\?to=/);
	const person = people.find(p => p.roles.includes('methodist'));
	await page.getByRole('searchbox').fill(person.name);
	await page.getByRole('button', { name: person.name }).first().click();
	await page.waitForURL(`${BASE}/days?state=held`);
	await page.context().close();
});

test('the keyboard alone: skip link, menu, matrix, dialog', async () => {
	const page = await open(browser);
	await signIn(page, people.find(p => p.roles.includes('methodist')).name, '/plan');
	await page.goto('/plan');
	await page.locator('.mx').waitFor();
	await page.keyboard.press('Tab');
	assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
	await page.locator('.menu summary').focus();
	await page.keyboard.press('Enter');
	await page.locator('.menu[open]').waitFor();
	await page.keyboard.press('Escape');
	assert.equal(await page.locator('.menu[open]').count(), 0);
	const cells = page.locator('.mx a.d');
	if ((await cells.count()) > 1) {
		await page.locator('.mx a.d[tabindex="0"]').focus();
		await page.keyboard.press('ArrowDown');
		const stops = await page.locator('.mx a.d[tabindex="0"]').count();
		assert.equal(stops, 1);
		assert.equal(await page.evaluate(() => document.activeElement.classList.contains('d')), true);
	}
	await page.context().close();
});

test('a screen that cannot be loaded says so and can be tried again', async () => {
	const page = await open(browser);
	await signIn(page, people.find(p => p.roles.includes('methodist')).name);
	let broken = true;
	await page.route('**/api/v1/days?**', route =>
		broken
			? route.fulfill({
					status: 503,
					contentType: 'application/problem+json',
					body: '{"type":"/problems/unavailable","title":"Сервис временно недоступен","status":503,"request_id":"abc-1"}',
				})
			: route.continue(),
	);
	await page.goto('/days');
	await page.getByText('abc-1').waitFor();
	assert.deepEqual(await axe(page), []);
	broken = false;
	await page.getByRole('button', { name: 'Повторить' }).click();
	await page.locator('.band.bad').waitFor({ state: 'detached' });
	await page.context().close();
});
