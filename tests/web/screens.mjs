/*
 * Every screen at three widths, light and dark: axe finds nothing, nothing scrolls sideways, no
 * script fails, the policy refuses nothing, targets are large enough for a finger.
 *
 * LOOKS=all takes every look below, without it only the two that differ most. Where LOOKS=pictures, the
 * folder SCREENS gets a picture of every screen at both ends of the widths: by role and address, ids left out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import {
	axe,
	BASE,
	demoPeople,
	launch,
	open,
	overflow,
	plain,
	send,
	settled,
	signIn,
} from './browser.mjs';

let browser;
let people;
before(async () => {
	browser = await launch();
	people = await demoPeople();
});
after(() => browser?.close());

const phone = { width: 360, height: 780, hasTouch: true, isMobile: true };
const tablet = { width: 768, height: 1024, hasTouch: true };
const desk = { width: 1280, height: 900 };
const wide = { width: 1920, height: 1080 };
const looks = [
	{ ...phone, colorScheme: 'light', when: 'quick all pictures' },
	{ ...phone, colorScheme: 'dark', when: 'all' },
	{ ...tablet, colorScheme: 'light', when: 'all' },
	{ ...tablet, colorScheme: 'dark', when: 'all' },
	{ ...desk, colorScheme: 'light', when: 'all pictures' },
	{ ...desk, colorScheme: 'dark', when: 'quick all' },
	{ ...wide, colorScheme: 'light', when: 'all' },
	{ ...desk, colorScheme: 'light', when: 'all', language: 'English' },
];
const wanted = process.env.LOOKS ?? 'quick';
const lists = [
	'/',
	'/plan',
	'/days',
	'/orders',
	'/visits',
	'/unsent',
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
	'/imports',
	'/jobs',
	'/regulation',
	'/settings',
	'/nowhere',
];
/** A picture for people to look at; the pages of one thing are named by what they show. */
async function picture(page, role, address) {
	if (!process.env.SCREENS) return;
	const name = address
		.replace(/[?](?:of=(\w+)|role=(\w+))?.*/, (_, of, as) => (of || as ? `/${of ?? as}` : ''))
		.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'one');
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
	const slot = day && (await first(page, `/slots?day=${day.id}`));
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
		day && `/days/${day.id}/programme`,
		day && `/days/${day.id}/attendance`,
		slot && `/attend/${slot.id}/0000000000000000`,
		order && `/orders/${order.id}`,
		visit && `/visits/${visit.id}`,
		sitting && `/sittings/${sitting.id}`,
		material && `/materials/${material.id}`,
		practice && `/practices/${practice.id}`,
		correction && `/corrections/${correction.id}`,
		item && `/plan/items/${item.id}?version=${item.version}`,
	].filter(Boolean);
}

/** What the demo has none of: made once, found by the next look. */
async function some(page, path, body) {
	const mine = () => first(page, `${path}?limit=5`);
	const found = await mine();
	if (!found) await send(page, 'POST', path, body);
	return found ?? mine();
}

/** What a methodist has no door to, with one thing of each kind. */
async function administration(page) {
	const rubric = await first(page, '/rubrics');
	const person = await first(page, '/cards?limit=5');
	const methodist = await first(page, '/cards?role=methodist&limit=5');
	const school = await first(page, '/organisations?kind=school');
	const sent = await some(page, '/imports', { kind: 'school', name: 'school.csv' });
	const request = await some(page, '/personal-requests', {
		person: person.id,
		kind: 'access',
		body: 'Что обо мне хранится?',
	});
	return [
		'/outbox',
		'/imports',
		`/imports/${sent.id}`,
		'/jobs',
		'/portals',
		'/school-year',
		'/admin',
		'/admin/people',
		`/admin/people/${person.id}`,
		`/admin/people/${methodist.id}`,
		'/admin/access',
		'/admin/access?role=methodist',
		'/admin/dictionaries',
		'/admin/dictionaries?of=directions',
		`/admin/dictionaries?of=rooms&organisation=${school.id}`,
		'/admin/rubrics',
		`/admin/rubrics/${rubric.id}`,
		'/admin/frameworks',
		'/admin/regulation',
		'/admin/audit',
		'/admin/requests',
		`/admin/requests/${request.id}`,
	];
}
const others = { admin: administration };

/**
 * Controls too small to be hit: 44 px under a finger, else 24 px (WCAG 2.5.8). Links inside a sentence are as
 * high as its line; a box in a label is as large as the label.
 */
const small = page =>
	page.evaluate(() => {
		const least = matchMedia('(pointer: coarse)').matches ? 44 : 24;
		return [
			...document.querySelectorAll(
				'button, select, input:not([type=radio]), summary, a.btn, nav a',
			),
		]
			.filter(e => e.checkVisibility() && !e.closest('.vh, .skip, p, svg, .crumb'))
			.map(e => [e, (e.closest('label') ?? e).getBoundingClientRect()])
			.filter(([, r]) => r.height > 0 && r.height < least - 0.5)
			.map(
				([e, r]) =>
					`${e.tagName} ${e.className} ${Math.round(r.height)} ${e.textContent.slice(0, 20)}`,
			);
	});

/** These quote papers and rubrics, where a number with a point is a clause or a criterion. */
const quoting =
	/^\/(regulation|admin|visits\/|materials\/|practices\/|orders\/|sittings\/|outbox|portals|imports)/;

/** Russian for people: no dates of machines, no decimal points but in dates and clauses. */
async function wording(page) {
	if ((await page.locator('html').getAttribute('lang')) !== 'ru') return [];
	const words = (await page.locator('main').allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');
	const date = /(?<!\d)(0?[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])(\.\d{2,4})?(?!\.?\d)/g;
	const rest = words.replace(date, '').replace(/(пп?|абз)\. ?[\d., –-]+/g, '');
	return [...(words.match(/\d{4}-\d\d-\d\d/g) ?? []), ...(rest.match(/\S*\d\.\d\S*/g) ?? [])];
}

const visited = new Set();
async function check(page, address, role = 'methodist') {
	await page.goto(address);
	await settled(page).catch(e => assert.fail(`${address}: ${e.message}`));
	visited.add(new URL(address, BASE).pathname);
	const found = {
		axe: await axe(page),
		overflow: await overflow(page),
		small: await small(page),
		wording: quoting.test(address) ? [] : await wording(page),
	};
	assert.deepEqual(found, { axe: [], overflow: 0, small: [], wording: [] }, address);
	assert.deepEqual(page.faults, [], address);
	await picture(page, role, address);
}

const withRole = role => people.find(p => p.roles.includes(role));
for (const { width, height, when, language, ...rest } of looks.filter(l => l.when.includes(wanted)))
	test(`screens at ${width} px, ${rest.colorScheme}${language ? `, ${language}` : ''}`, async () => {
		const look = { viewport: { width, height }, ...rest };
		const fresh = async () => {
			const page = await open(browser, look);
			if (language) await page.addInitScript(() => localStorage.setItem('metodden.lang', 'en'));
			return page;
		};
		const page = await fresh();
		await check(page, '/sign-in');
		assert.equal(await page.locator('html').getAttribute('lang'), language ? 'en' : 'ru');
		await signIn(page, withRole('methodist').name);
		for (const address of [...lists, ...(await things(page))]) await check(page, address);
		await page.context().close();
		for (const [role, screensOf] of Object.entries(others)) {
			const other = await fresh();
			await signIn(other, withRole(role).name);
			for (const address of await screensOf(other)) await check(other, address, role);
			await other.context().close();
		}
	});

/** The table that a screen is found in by its address: the first pattern that fits. */
function screenTable() {
	const file = new URL('../../plugin-shim/web/src/app.tsx', import.meta.url);
	const rows = readFileSync(file, 'utf8').matchAll(/\[\s*'(\/[^']*)',\s*\(\) => import\(/g);
	return [...rows].map(([, path]) => ({
		path,
		fits: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`),
	}));
}

test('no screen is left out', () => {
	const table = screenTable();
	assert.ok(table.length > 30, 'the table of screens was read');
	const seen = new Set([...visited].map(a => table.find(row => row.fits.test(a))?.path));
	const left = table.map(row => row.path).filter(path => !seen.has(path));
	assert.deepEqual(left, [], 'nobody looked at these: they belong into the lists above');
});

test('what the console complains of is seen', async () => {
	const page = await open(browser);
	await page.goto('/sign-in');
	await page.evaluate(() => {
		console.error('a planted complaint');
		setTimeout(() => {
			throw new Error('a planted error');
		});
		const image = document.body.appendChild(new Image());
		image.src = 'https://foreign.example/x.png';
		return new Promise(done => setTimeout(done, 500));
	});
	const seen = page.faults.join('\n');
	for (const words of [/planted complaint/, /planted error/, /Content Security Policy/])
		assert.match(seen, words);
	await page.context().close();
});

test('everybody sees the screens that his own menu offers', async () => {
	const roles = [
		'centre_head',
		'department_head',
		'clerk',
		'council_chair',
		'council_secretary',
		'school_head',
		'teacher',
		'admin',
	];
	/* Their screens hold what no methodist's has: own deeds, own words. */
	const looked = ['teacher', 'council_secretary', 'clerk', 'school_head'];
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
			if (wanted === 'all' && looked.includes(role))
				assert.deepEqual(await axe(page), [], `${role} ${address}`);
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

test('over http under a name of its own sign-in says beforehand that the browser will not keep it', {
	skip: BASE.startsWith('https:') && 'this server speaks TLS',
}, async () => {
	const elsewhere = await launch('--host-resolver-rules=MAP district.test 127.0.0.1');
	try {
		const page = await open(elsewhere, {
			baseURL: BASE.replace(/127\.0\.0\.1|localhost/, 'district.test'),
		});
		await page.goto('/sign-in');
		const note = page.getByRole('note');
		await note.getByText('без шифрования (http)').waitFor();
		assert.match(plain(await note.textContent()), /Браузер не сохранит вход.*TLS=1.*https/s);
		assert.deepEqual(await axe(page), []);
		const person = people.find(p => p.roles.includes('methodist'));
		await page.getByRole('searchbox').fill(person.name);
		await page.getByRole('button', { name: person.name }).first().click();
		await page.getByRole('alert').first().waitFor();
		assert.deepEqual(await page.context().cookies(), [], 'as the note says, the cookie is lost');
		assert.ok(page.url().includes('/sign-in'));
		assert.ok(await note.isVisible());
		await page.getByRole('button', { name: 'English' }).click();
		await note.getByText('will neither keep the sign-in').waitFor();
		assert.deepEqual(page.faults, []);
		await page.goto(`${BASE}/sign-in`);
		await page.getByRole('searchbox').waitFor();
		assert.equal(await note.count(), 0, 'this machine itself is trusted');
	} finally {
		await elsewhere.close();
	}
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
	await page.getByText('Всё, что сохранено раньше, на месте.').waitFor();
	assert.deepEqual(await axe(page), []);
	broken = false;
	await page.getByRole('button', { name: 'Повторить' }).click();
	await page.locator('.band.bad').waitFor({ state: 'detached' });
	await page.context().close();
});

test('a screen that comes late shows its outline after 300 ms and not before; an empty list teaches', async () => {
	const page = await open(browser);
	await signIn(page, withRole('methodist').name);
	let go;
	const late = new Promise(done => {
		go = done;
	});
	await page.route('**/api/v1/visits?**', async route => {
		await late;
		await route.continue();
	});
	/* Each frame's outline, by the page's own clock. */
	await page.addInitScript(() => {
		globalThis.outline = [];
		const look = now => {
			const e = document.querySelector('.skeleton');
			if (e) globalThis.outline.push([now, getComputedStyle(e).visibility]);
			requestAnimationFrame(look);
		};
		requestAnimationFrame(look);
	});
	await page.goto('/visits?day=00000000-0000-4000-8000-000000000000');
	await page.waitForFunction(() => globalThis.outline.some(([, seen]) => seen === 'visible'));
	const seen = await page.evaluate(() => globalThis.outline);
	assert.equal(seen[0][1], 'hidden');
	const last = seen.findLast(([, v]) => v === 'hidden');
	const first = seen.find(([at, v]) => v === 'visible' && at > last[0]);
	assert.ok(first[0] > seen[0][0] + 250, `${first[0] - seen[0][0]} ms`);
	go();
	await page.getByText('Посещений по этому отбору нет.').waitFor();
	await page.getByText('Посещение появляется из урока в программе дня.').waitFor();
	await page.context().close();
});

test("the portal's colours come in: its own tokens before Bootstrap's, its theme before the system's", async () => {
	const page = await open(browser, { colorScheme: 'light' });
	await page.goto('/sign-in');
	await settled(page);
	const set = (name, value) =>
		page.evaluate(([n, v]) => document.documentElement.style.setProperty(n, v), [name, value]);
	/* A button made anew has no colour to change from. */
	const look = () =>
		page.evaluate(() => {
			const made = document.querySelector('h1').appendChild(document.createElement('button'));
			made.className = 'btn pri';
			const colour = getComputedStyle(made).backgroundColor;
			made.remove();
			return [colour, getComputedStyle(document.body).backgroundColor];
		});
	const [own, light] = await look();
	assert.equal(own, 'rgb(15, 108, 191)');
	await set('--bs-primary', '#123456');
	assert.equal((await look())[0], 'rgb(18, 52, 86)');
	await set('--mds-primary', '#654321');
	assert.equal((await look())[0], 'rgb(101, 67, 33)');
	await page.evaluate(() => {
		document.documentElement.dataset.bsTheme = 'dark';
	});
	const [, dark] = await look();
	assert.equal(light, 'rgb(255, 255, 255)');
	assert.equal(dark, 'rgb(20, 24, 28)');
	/* what was there before changes its colour in a moment */
	await page.evaluate(() => Promise.all(document.getAnimations().map(a => a.finished)));
	assert.deepEqual(await axe(page), []);
	await page.context().close();
});
