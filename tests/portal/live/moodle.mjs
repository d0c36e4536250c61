/*
 * The live portal for tests: its people, its login form, its web services, the screens within its page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { open } from '../../web/browser.mjs';
import { pause } from '../service.mjs';

const work = process.env.WORK;
export const MOODLE = process.env.MOODLE_URL;
export const SERVICE = process.env.SERVICE_URL;
export const people = Object.fromEntries(
	JSON.parse(readFileSync(`${work}/people.json`, 'utf8')).map(p => [p.name, p]),
);

const run = (command, words, options = {}) =>
	execFileSync(`${work}/${command}`, words, { encoding: 'utf8', ...options }).trim();

/** What the service's administrator does; `url`: the service's own address, where it isn't the one people come by. */
export const metodden = (...words) => run('service', ['metodden', ...words]);
export const metoddenAt = (url, ...words) =>
	run('service', ['metodden', ...words], { env: { ...process.env, METODDEN_URL: url } });
/** What he complains of: the words of a command that fails. */
export function refused(...words) {
	const { status, stdout, stderr } = spawnSync(`${work}/service`, ['metodden', ...words], {
		encoding: 'utf8',
	});
	assert.notEqual(status, 0, stdout);
	return stderr;
}
export const sql = text => run('service', ['sql', text]);
export const stopWorker = () => run('service', ['stop_one', 'worker']);
export const startWorker = () => run('service', ['start_application'], { stdio: 'ignore' });

/** The plugin's portal is made known to the service, and forgotten again. */
export async function register() {
	const keys = `${work}/keys.json`;
	writeFileSync(keys, await (await fetch(`${MOODLE}/mod/lti/certs.php`)).text(), { mode: 0o644 });
	return metodden('portal', 'add', MOODLE, keys, '--client', 'local_metodden');
}
export const unregister = () =>
	sql(
		`update portal set enabled = false, issuer = issuer || '#' || id where issuer = '${MOODLE}' and kind = 'plugin'`,
	);

/** The portal's web services are connected at that address, with a new key. */
export function connect(url, ...more) {
	const key = `${work}/key`;
	const token = portalPhp('local/metodden/cli/connect.php').split('\n').pop();
	writeFileSync(key, `${token}\n`, { mode: 0o644 });
	return metodden('portal', 'service', url, '--key', key, '--line', 'on', ...more);
}
/** Waits for something that others do. */
export async function until(what, ready, seconds = 90) {
	for (let i = 0; i < seconds * 2; i++) {
		if (await ready()) return;
		await pause(500);
	}
	assert.fail(`in vain: ${what}`);
}

export const portalPhp = (...words) => run('portal-php', words);
/** A deed of people.php: plan, course, ... */
export const portalDo = (...words) =>
	run('portal-php', [`${work}/people.php`, process.env.MOODLE_ROOT, ...words], {
		input: readFileSync(`${work}/people.json`),
	});

/** A fresh browser of that person, signed in on the portal. */
export async function signIn(browser, name, options) {
	const page = await open(browser, options);
	page.setDefaultTimeout(30_000);
	await page.goto('/login/index.php');
	await page.waitForLoadState('networkidle');
	await page.fill('#username', name);
	await page.fill('#password', people[name].password);
	await page.click('#loginbtn');
	await page.waitForURL(url => !url.pathname.startsWith('/login'));
	await page.waitForLoadState('networkidle');
	return page;
}

/** The entry in the main menu. */
export const entry = page =>
	page.locator('.primary-navigation').getByText('Методдень', { exact: true });

/** The screens within the portal's page, once they are drawn. */
export async function screens(page) {
	const box = page.locator('#local-metodden');
	await box.locator('h1').first().waitFor();
	await page.waitForLoadState('networkidle');
	return box;
}

/** Fields of a form as PHP reads them: a[0][b]=c. */
function fields(value, name, into = new URLSearchParams()) {
	if (value && typeof value === 'object')
		for (const [k, v] of Object.entries(value)) fields(v, name ? `${name}[${k}]` : k, into);
	else into.set(name, typeof value === 'boolean' ? Number(value) : value);
	return into;
}

/** A call of a web service with a token, as the service makes it. */
export async function call(token, name, args) {
	const answer = await fetch(`${MOODLE}/webservice/rest/server.php`, {
		method: 'POST',
		body: fields({ wstoken: token, wsfunction: name, moodlewsrestformat: 'json', ...args }),
	});
	return answer.json();
}

/** What a page complained of. The portal's own formulas come from a CDN, which a closed network doesn't reach. */
export const faults = page => page.faults.filter(f => !/^Failed to load.*\/mathjax@/.test(f));
