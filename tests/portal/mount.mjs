/*
 * The screens inside a page of the portal, through its own web server: the plugin's page as it stands
 * (script and template of view.php) on a small platform, with passes signed as the plugin signs them; the
 * samples of nginx on both sides; the built screens in a browser, cookies of third parties kept and blocked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, beforeEach, test } from 'node:test';
import { Platform, sign } from './platform.mjs';
import { freePort, Service, screens } from './service.mjs';
import { BLOCKED, closeAll, newPage, prepare, sample, site } from './sites.mjs';

const PORTAL = 'portal.district.test';
const OWN = 'metodden.other.test';
const VIEW = '/local/metodden/view.php';
const ENTER = '/local/metodden/enter.php';
const CLIENT = 'local_metodden';
const VISIT = 'd1000000-0000-4000-8000-00000000a001';
let service, platform, portal, own, passes, person;

const plugin = name =>
	readFileSync(new URL(`../../plugin-shim/moodle/local_metodden/${name}`, import.meta.url), 'utf8');

/** What the plugin says in a pass (classes/handover.php). */
function pass(target) {
	passes++;
	const now = Math.floor(Date.now() / 1000);
	return sign(
		{
			iss: platform.issuer,
			client_id: CLIENT,
			aud: 'metodden',
			...person,
			target,
			iat: now,
			exp: now + 60,
			jti: randomUUID(),
		},
		platform.keys[0],
	);
}

/** view.php: its script with the portal's loader and calls around it, its template with the words' names. */
function view() {
	const place = { page: VIEW, service: '/metodden', enter: `${ENTER}?target=`, lang: 'ru' };
	const script = plugin('view.php')
		.match(/js_amd_inline\(\s*"([\s\S]*?)"\s*\);/)[1]
		.replace(/" \. json_encode\(\$place.*?\) \. "/, JSON.stringify(place));
	assert.ok(script.includes(VIEW), 'the script names its place');
	const template = plugin('templates/view.mustache')
		.replaceAll(/\{\{![\s\S]*?\}\}\n/g, '')
		.replaceAll(/\{\{#str\}\} (\w+), \w+ \{\{\/str\}\}/g, '$1')
		.replaceAll('{{enter}}', `${ENTER}?target=%2F`)
		.replaceAll('{{visits}}', `${ENTER}?target=%2Fvisits`);
	return `<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Portal</title>
		<link rel="icon" href="data:,"><style>h1, a { color: rgb(1, 2, 3) }</style></head><body>${template}<script>
		const Ajax = { call: ([{ methodname }]) => [fetch('/ajax/' + methodname, { method: 'POST' }).then(a => a.json())] };
		const require = (names, ready) => ready(Ajax);
		${script}</script></body></html>`;
}

const enter = target =>
	`<!DOCTYPE html><html><head><title>Portal</title></head><body><form method="post" action="https://${OWN}:${own}/portal/enter">
	<input type="hidden" name="token" value="${pass(target)}"></form><script>document.forms[0].submit()</script></body></html>`;

function pages(url) {
	if (url.pathname === VIEW || url.pathname.startsWith(`${VIEW}/`)) return view();
	if (url.pathname === ENTER) return enter(url.searchParams.get('target'));
	if (url.pathname === '/ajax/local_metodden_get_pass') return JSON.stringify({ pass: pass('/') });
	return null;
}

function front(s) {
	prepare(s.dir, screens);
	const location = sample('portal-location.conf').replace(
		'proxy_pass https://metodden.example.org/',
		`proxy_pass https://127.0.0.1:${own}/`,
	);
	assert.ok(location.includes(own));
	return `types { text/html html; text/css css; text/javascript js; font/woff2 woff2; }
		limit_req_zone $binary_remote_addr zone=metodden_sign_in:1m rate=50r/s;
		upstream metodden { server unix:${s.dir}/app.sock; }
		${site(s.dir, portal, PORTAL, `${location} location / { proxy_pass http://127.0.0.1:${platform.port}; }`)}
		${site(s.dir, own, OWN, `set $metodden_frames "'self'"; include ${s.dir}/service.conf;`)}
		server { listen 127.0.0.1:${s.port}; location / { include ${s.dir}/fastcgi.conf; } }`;
}

before(async () => {
	[portal, own] = [await freePort(), await freePort()];
	platform = await new Platform().start('127.0.0.1', `https://${PORTAL}:${portal}`);
	platform.pages = pages;
	service = new Service();
	await service.start({
		worker: false,
		front,
		settings: { METODDEN_URL: `https://${OWN}:${own}` },
	});
	const keys = `${service.dir}/portal.json`;
	writeFileSync(keys, JSON.stringify(platform.jwks()));
	const words = ['portal', 'add', platform.issuer, keys, '--client', CLIENT];
	service.metodden(...words, '--district', 'd1000000-0000-4000-8000-000000000000');
	service.sql(`set session_replication_role = replica;
		insert into visit (district_id, id, organisation_id, teacher_id, rubric_id, held_on, state)
		select p.district_id, '${VISIT}', o.id, p.id, e.id, current_date - 1, 'closed' from person p
		join edition e on e.district_id = p.district_id and e.code = 'levels'
		join organisation o on o.idnumber = 'school_1' where p.idnumber = 'teacher'`);
});
beforeEach(() => {
	[passes, person] = [0, { sub: '3', idnumber: 'methodist' }];
});
after(async () => {
	await closeAll();
	await service?.stop();
	await platform?.stop();
});

const at = (path = '') => platform.issuer + VIEW + path;
const box = page => page.locator('#local-metodden');
const shown = (page, heading) => box(page).locator('h1').filter({ hasText: heading }).waitFor();
const cookies = async (page, address) =>
	(await page.context().cookies(address)).map(c => `${c.name} ${c.sameSite} ${c.secure}`);
/** Being told that there is no session yet is the way in, and the browser notes each answer that is no success. */
const faults = page => page.said.filter(text => !/401.*\/metodden\/api\/v1\/session$/.test(text));

for (const [how, ...flags] of [['kept'], ['blocked', BLOCKED]])
	test(`the portal's page holds the screens in a session of our own, cookies of third parties ${how}`, async () => {
		const page = await newPage(...flags);
		await page.goto(at());
		await shown(page, 'Что дальше?');
		assert.equal(passes, 1);
		assert.match(await box(page).locator('.menu summary').innerText(), /Ветлугина/);
		assert.equal(await page.locator('#local-metodden-opening').count(), 0);
		assert.equal(await page.locator('#local-metodden-away').isHidden(), true);
		assert.deepEqual(await cookies(page, platform.issuer), ['__Host-metodden Lax true']);

		const colour = await box(page)
			.locator('h1')
			.evaluate(h => getComputedStyle(h).color);
		assert.notEqual(colour, 'rgb(1, 2, 3)', "the portal's styles stay outside");

		await box(page).getByRole('link', { name: 'План', exact: true }).first().click();
		await page.waitForURL(at('/plan'));
		await shown(page, /организаций$/);
		await page.reload();
		await shown(page, /организаций$/);
		assert.equal(passes, 1, 'a session that stands needs no new pass');
		await page.goBack();
		await page.waitForURL(at());
		await shown(page, 'Что дальше?');
		assert.deepEqual(faults(page), []);
	});

test('a visit leaves for the address of our own, and the person is handed over on the way', async () => {
	const page = await newPage(BLOCKED);
	await page.goto(at('/visits'));
	await shown(page, 'Посещения');
	const link = box(page).locator(
		`a[href="${ENTER}?target=${encodeURIComponent(`/visits/${VISIT}`)}"]`,
	);
	await link.first().click();
	await page.waitForURL(`https://${OWN}:${own}/visits/${VISIT}`);
	await page.locator('h1').first().waitFor();
	assert.match(await page.locator('.menu summary').innerText(), /Ветлугина/);
	assert.equal(passes, 2);
	assert.deepEqual(await cookies(page, `https://${OWN}:${own}`), ['__Host-metodden Lax true']);
	assert.deepEqual(faults(page), []);
});

test('a session that ended is opened anew without leaving the page', async () => {
	const page = await newPage(BLOCKED);
	await page.goto(at());
	await shown(page, 'Что дальше?');
	await page.context().clearCookies();
	const entered = page.waitForResponse('**/metodden/portal/enter');
	await box(page).getByRole('link', { name: 'Дни', exact: true }).first().click();
	await entered;
	await page.waitForURL(at('/days'));
	await shown(page, /впереди нет$/);
	assert.equal(passes, 2);
	assert.deepEqual(await cookies(page, platform.issuer), ['__Host-metodden Lax true']);
});

test('who is not on the roster is told so in place', async () => {
	person = { sub: '4', idnumber: 'nobody-at-all' };
	const page = await newPage(BLOCKED);
	await page.goto(at());
	await box(page).getByText('Вас нет в списке сотрудников').waitFor();
	assert.deepEqual(await cookies(page, platform.issuer), []);
});

test('screens that cannot be fetched leave the page with the way to their own address', async () => {
	const page = await newPage(BLOCKED);
	await page.route('**/metodden/mount.js', route => route.abort());
	await page.goto(at());
	await page.locator('#local-metodden-away').getByText('mountaway').waitFor();
	await page.locator('#local-metodden-away a').click();
	await page.waitForURL(`https://${OWN}:${own}/`);
	await page.locator('h1').filter({ hasText: 'Что дальше?' }).waitFor();
});
