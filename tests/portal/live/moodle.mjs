/*
 * The live portal for tests: its people, its login form, its web services, the screens within its page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { open } from '../../web/browser.mjs';

const work = process.env.WORK;
export const MOODLE = process.env.MOODLE_URL;
export const SERVICE = process.env.SERVICE_URL;
export const people = Object.fromEntries(
	JSON.parse(readFileSync(`${work}/people.json`, 'utf8')).map(p => [p.name, p]),
);

const run = (...command) =>
	execFileSync(`${work}/${command[0]}`, command.slice(1), { encoding: 'utf8' });
export const register = () => run('register');
export const unregister = () => run('unregister');
export const portalPhp = (...words) => run('portal-php', ...words);
export const portalPlan = () =>
	execFileSync(`${work}/portal-php`, [`${work}/people.php`, process.env.MOODLE_ROOT, 'plan'], {
		encoding: 'utf8',
		input: readFileSync(`${work}/people.json`),
	}).trim();

/** A fresh browser of that person, signed in on the portal. */
export async function signIn(browser, name) {
	const page = await open(browser);
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
