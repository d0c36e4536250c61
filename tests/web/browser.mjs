/*
 * A browser for tests: Debian's chromium, headless, a profile of its own, no background traffic.
 *
 * The server's address comes from BASE_URL. Libraries are taken from the screens' own folder, so
 * the tests need no second installation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../plugin-shim/web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const BASE = (process.env.BASE_URL ?? 'http://127.0.0.1:8080').replace(/\/$/, '');
/** The demo serves TLS with a certificate of its own when asked to. */
const ignoreHTTPSErrors = BASE.startsWith('https:');

export const launch = (...more) =>
	chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: [
			'--headless',
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			/* A service worker asks past the context that is told to. */
			...(ignoreHTTPSErrors ? ['--ignore-certificate-errors'] : []),
			...more,
		],
	});

/*
 * Whatever the console calls an error is a finding: a refused policy, a thrown error, a missing file. Answers
 * of the interface that are no success are not: the screen itself tells the person of them.
 */
const isFault = m =>
	m.type() === 'error' &&
	!(/^Failed to load resource/.test(m.text()) && /\/api\/v1\//.test(m.location().url));

/** A page that reports what a person would never see: script errors and refused policies. */
export async function open(browser, options = {}) {
	const context = await browser.newContext({
		baseURL: BASE,
		locale: 'ru-RU',
		viewport: { width: 1280, height: 900 },
		ignoreHTTPSErrors,
		...options,
	});
	const page = await context.newPage();
	page.setDefaultTimeout(15_000);
	page.faults = [];
	page.on('pageerror', e => page.faults.push(String(e)));
	page.on('console', m => {
		if (isFault(m)) page.faults.push(`${m.text()} ${m.location().url}`);
	});
	return page;
}

/** People of the demonstration, by role and by a test on the row. */
export async function demoPeople() {
	const answer = await fetch(`${BASE}/api/v1/demo/persons`);
	return (await answer.json()).items;
}

/** Signs in as a person does: finds the name, presses it. */
export async function signIn(page, name, to = '/') {
	await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
	await page.getByRole('searchbox').fill(name);
	await page.getByRole('button', { name }).first().click();
	await page.waitForURL(url => !url.pathname.startsWith('/sign-in'));
	await settled(page);
}

/** The screen has its title and nothing is loading. */
export async function settled(page) {
	await page.locator('h1').first().waitFor();
	await page.waitForLoadState('networkidle');
	await page.locator('.skeleton').first().waitFor({ state: 'detached' });
}

/** Findings of axe as short lines; none is what a test wants. The policy forbids injected scripts, evaluate is not one. */
export async function axe(page, within = 'html') {
	await page.evaluate(axeSource);
	const result = await page.evaluate(
		where =>
			globalThis.axe.run(document.querySelector(where), {
				runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
			}),
		within,
	);
	return result.violations.map(
		v =>
			`${v.id}: ${v.nodes
				.map(n => n.target.join(' '))
				.slice(0, 3)
				.join(' | ')}`,
	);
}

/** Pixels by which the page is wider than the window. */
export const overflow = page =>
	page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** A fresh browser of that person, standing at the address. */
export async function enter(browser, person, to = '/', options = {}) {
	const page = await open(browser, options);
	await signIn(page, person.name, to);
	await settled(page);
	return page;
}

/** The person goes home; whatever the page complained of on the way is a finding. */
export async function leave(page) {
	assert.deepEqual(page.faults, []);
	await page.context().close();
}

export const button = (where, name) => where.getByRole('button', { name, exact: true });
export const plain = text => text.replace(/\u00a0/g, ' ');
export const short = name => {
	const [family, given, patronymic] = name.split(' ');
	return `${family} ${given[0]}.${patronymic ? ` ${patronymic[0]}.` : ''}`;
};
export const plusDays = (date, n) =>
	new Date(Date.parse(`${date}T12:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);

/** What the interface answers this person: only to find what to click on, and to be sure afterwards. */
export const ask = (page, path) =>
	page.evaluate(async p => {
		const answer = await fetch(`/api/v1${p}`);
		return { status: answer.status, ...(await answer.json()) };
	}, path);
export async function askAll(page, path) {
	const items = [];
	let cursor = '';
	do {
		const answer = await ask(page, path + (cursor && `&cursor=${encodeURIComponent(cursor)}`));
		items.push(...answer.items);
		cursor = answer.next;
	} while (cursor);
	return items;
}

/** A write past the screens: its status and what it answers. */
export const tried = (page, method, path, body, revision) =>
	page.evaluate(
		async ([verb, p, json, from]) => {
			const { csrf } = await (await fetch('/api/v1/session')).json();
			const answer = await fetch(`/api/v1${p}`, {
				method: verb,
				headers: {
					'Content-Type': 'application/json',
					'X-CSRF-Token': csrf,
					...(verb === 'POST' && { 'Idempotency-Key': crypto.randomUUID() }),
					...(from && { 'If-Match': `"${from}"` }),
				},
				...(json && { body: JSON.stringify(json) }),
			});
			const text = await answer.text();
			return { status: answer.status, ...(text && JSON.parse(text)) };
		},
		[method, path, body, revision],
	);

/** One that has to succeed. */
export async function write(page, method, path, body = {}, revision = undefined) {
	const got = await tried(page, method, path, body, revision);
	assert.ok(got.status < 300, `${method} ${path}: ${JSON.stringify(got)}`);
	return got;
}

/** One that no screen offers: to see it refused. */
export async function send(page, method, path, body) {
	const { status, type, title } = await tried(page, method, path, body, method === 'PATCH' && 1);
	return { status, slug: String(type).replace('/problems/', ''), title };
}

/** The page sees the answer changed: a state that the demonstration's district isn't in. */
export const changed = (page, path, change) =>
	page.route(
		url => url.pathname === `/api/v1${path}`,
		async route => {
			const answer = await route.fetch();
			const json = await answer.json();
			change(json);
			await route.fulfill({ response: answer, json });
		},
	);

/** Marks every criterion of an open sheet; the last lines get their words. */
export async function fillSheet(page) {
	const items = page.locator('fieldset.item');
	for (let i = 0; i < (await items.count()); i++)
		await items.nth(i).locator('.seg label').nth(1).click();
	await page.getByLabel('Сильные стороны').fill('Понятия верны, примеры уместны.');
	await page
		.getByLabel('Один шаг до следующего посещения')
		.fill('После ответа ученика спрашивать «почему?» не меньше трёх раз за урок');
}

/** The id in the address of one thing's page. */
/** Every address from here on, in small letters: what is asked for, and what the page calls itself without asking. */
export function addresses(page) {
	const seen = [];
	const see = url => seen.push(decodeURIComponent(url).toLowerCase());
	page.on('request', r => see(r.url()));
	page.on('framenavigated', f => see(f.url()));
	return seen;
}

export const idIn = page => new URL(page.url()).pathname.split('/').at(-1);
export const section = (page, id) => page.locator(`section[aria-labelledby=${id}]`);
/** What the page answers to a refused deed. */
export const refusal = async where => plain(await where.getByRole('alert').first().textContent());

/** Presses a button that asks once more in a dialog, and waits for the dialog to go. */
export async function confirm(page, name, fill = async () => {}) {
	await button(page, name).click();
	const dialog = page.getByRole('dialog');
	await fill(dialog);
	await button(dialog, name).click();
	await dialog.waitFor({ state: 'detached' });
}

/** Nothing for axe and nothing wider than the page, on a phone and at a desk; SHOTS names a folder for pictures. */
export async function clean(page, name) {
	await settled(page);
	for (const width of [360, 1280]) {
		await page.setViewportSize({ width, height: width === 360 ? 780 : 900 });
		await settled(page);
		if (process.env.SHOTS)
			await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true });
		assert.deepEqual(
			{ axe: await axe(page), wide: await overflow(page) },
			{ axe: [], wide: 0 },
			name,
		);
	}
}
