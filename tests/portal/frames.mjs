/*
 * LTI in a browser: the portal and the service as sites with TLS of their own, in frames and windows, with
 * cookies of third parties blocked and with none at all in frames. The screens are a page that names whose
 * session it sees.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { CLAIM, Platform } from './platform.mjs';
import { freePort, Service } from './service.mjs';
import { BLOCKED, closeAll, newPage, prepare, site } from './sites.mjs';

const PORTAL = 'portal.district.test';
/* same: a subdomain of the portal's site; cross: another site; bare: the same, but no cookie of a frame arrives */
const hosts = {
	same: 'metodden.district.test',
	cross: 'metodden.other.test',
	bare: 'bare.other.test',
};
let service, platform, tls;

const at = (host, path = '') => `https://${host}:${tls}${path}`;

function front(s) {
	mkdirSync(`${s.dir}/web/assets`, { recursive: true });
	writeFileSync(
		`${s.dir}/web/index.html`,
		'<!doctype html><meta charset="utf-8"><div id="who"></div><script src="/assets/who.js"></script>',
	);
	writeFileSync(
		`${s.dir}/web/assets/who.js`,
		`fetch('/api/v1/session').then(r => r.json()).then(s => { document.getElementById('who').textContent = location.pathname + ' ' + (s.person ?? s.status); });`,
	);
	prepare(s.dir, `${s.dir}/web`);
	const server = (name, body) => site(s.dir, tls, name, body);
	const frames = `set $metodden_frames "'self' https://${PORTAL}:${tls}"; include ${s.dir}/service.conf;`;
	return `types { text/html html; text/javascript js; }
		limit_req_zone $binary_remote_addr zone=metodden_sign_in:1m rate=50r/s;
		upstream metodden { server unix:${s.dir}/app.sock; }
		map $http_sec_fetch_dest $kept { default $http_cookie; iframe ""; }
		${server(PORTAL, `location / { proxy_pass http://127.0.0.1:${platform.port}; }`)}
		${server(hosts.same, frames)} ${server(hosts.cross, frames)}
		${server(hosts.bare, `location ^~ /lti/ { fastcgi_param HTTP_COOKIE $kept; include ${s.dir}/fastcgi.conf; } ${frames}`)}
		server { listen 127.0.0.1:${s.port}; location / { include ${s.dir}/fastcgi.conf; } }`;
}

before(async () => {
	tls = await freePort();
	platform = await new Platform().start('127.0.0.1', at(PORTAL));
	service = new Service();
	await service.start({ worker: false, front, settings: { METODDEN_URL: '' } });
	writeFileSync(`${service.dir}/portal.json`, JSON.stringify(platform.jwks()));
	const more = ['--keys', `${service.dir}/portal.json`];
	for (const [client, host] of Object.entries(hosts))
		service.register(platform, client, { site: at(host), page: '/days', more });
	platform.people.set('3', { [`${CLAIM}lis`]: { person_sourcedid: 'methodist' } });
});
after(async () => {
	await closeAll();
	await service?.stop();
	await platform?.stop();
});

/** Refused policies; a frame whose cookies are kept from it rightly complains of other things. */
const faults = page => page.said.filter(text => /Content Security Policy/.test(text));
const course = (client, more = '') =>
	at(
		PORTAL,
		`/course/view.php?client=${client}&login=${encodeURIComponent(at(hosts[client] ?? hosts.same, '/lti/login'))}${more}`,
	);
const methodist = () => service.sql("select id from person where idnumber = 'methodist'");
const seen = async frame => frame.locator('#who').filter({ hasText: /\S/ }).textContent();

for (const [name, client, ...flags] of [
	['on the same site', 'same'],
	['on the same site, cookies of third parties blocked', 'same', BLOCKED],
	['on another site', 'cross'],
	['on another site, cookies of third parties blocked', 'cross', BLOCKED],
])
	test(`a frame ${name} shows the screens in the person's session`, async () => {
		const page = await newPage(...flags);
		await page.goto(course(client));
		assert.equal(await seen(page.frameLocator('#tool')), `/days ${methodist()}`);
		assert.deepEqual(faults(page), []);
	});

test('a window of its own shows them as well', async () => {
	const page = await newPage(BLOCKED);
	await page.goto(course('cross').replace('/course/view.php', '/mod/lti/launch.php'));
	await page.waitForURL(at(hosts.cross, '/days'));
	assert.equal(await seen(page), `/days ${methodist()}`);
	const [cookie] = (await page.context().cookies(at(hosts.cross))).filter(
		c => c.name === '__Host-metodden',
	);
	assert.deepEqual([cookie.sameSite, cookie.httpOnly, cookie.secure], ['Lax', true, true]);
});

test('a frame without cookies offers a window, and that one gets in', async () => {
	const page = await newPage();
	await page.goto(course('bare'));
	const button = page.frameLocator('#tool').getByRole('link', { name: 'Открыть в новом окне' });
	const [popup] = await Promise.all([page.context().waitForEvent('page'), button.click()]);
	assert.equal(await seen(popup), `/days ${methodist()}`);
	assert.deepEqual(faults(page), []);
});

test('what is wrong is said inside the frame', async () => {
	platform.clients.set('unknown', { ...platform.clients.get('same') });
	const page = await newPage();
	await page.goto(course('unknown'));
	await page.frameLocator('#tool').getByText('Этот портал у нас не зарегистрирован').waitFor();
	assert.deepEqual(faults(page), []);
});

test('a deep link is chosen in the frame and goes back to the portal', async () => {
	const page = await newPage(BLOCKED);
	await page.goto(course('cross', '&deep=1'));
	const frame = page.frameLocator('#tool');
	await frame.getByLabel('Методические дни района').check();
	await frame.getByRole('button', { name: 'Вставить ссылку в курс' }).click();
	await frame.getByText('done').waitFor();
	assert.equal(
		platform.chosen[0]['https://purl.imsglobal.org/spec/lti-dl/claim/content_items'][0].url,
		at(hosts.cross, '/days'),
	);
	assert.deepEqual(faults(page), []);
});
