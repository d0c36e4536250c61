/*
 * The samples for nginx in deploy/nginx as they stand, with addresses and paths of the test put in: each
 * placement serves, says who may frame it, and the portal's proxy passes on our cookies and no other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { freePort, Service } from './service.mjs';

const sample = name => readFileSync(new URL(`../../deploy/nginx/${name}`, import.meta.url), 'utf8');
const session = `d1000000-0000-4000-8000-000000000000.${'a'.repeat(64)}`;
const mark = 'b'.repeat(64);
let service, behind, behindPort, port, heard;

/** A sample with the test's own addresses; a name of it that is missing would go unnoticed otherwise. */
function filled(name, replace) {
	let text = sample(name);
	for (const [from, to] of Object.entries(replace)) {
		assert.ok(text.includes(from), `${name} has no ${from}`);
		text = text.replaceAll(from, to);
	}
	return text;
}

before(async () => {
	behind = createServer((request, answer) => {
		heard = request.headers;
		answer.writeHead(303, {
			Location: '/days',
			'Set-Cookie': `__Host-metodden=${session}; Path=/; Secure`,
		});
		answer.end();
	});
	await new Promise(done => behind.listen(0, '127.0.0.1', done));
	behindPort = behind.address().port;
	port = { subdomain: await freePort(), cross: await freePort(), portal: await freePort() };
	service = new Service();
	await service.start({
		worker: false,
		front: s => {
			mkdirSync(`${s.dir}/web`);
			writeFileSync(`${s.dir}/web/index.html`, '<!doctype html>screens');
			writeFileSync(`${s.dir}/web/sw.js`, '"worker"');
			writeFileSync(
				`${s.dir}/service.conf`,
				filled('service.conf', {
					'/usr/share/metodden/web': `${s.dir}/web`,
					'/etc/nginx/metodden/fastcgi.conf': `${s.dir}/fastcgi.conf`,
				}),
			);
			const tls = {
				'ssl_certificate /etc/ssl/metodden.crt;': '',
				'ssl_certificate_key /etc/ssl/metodden.key;': '',
				'/etc/nginx/metodden/service.conf;\n}': `${s.dir}/service.conf;\n}`,
				'/run/metodden': s.dir,
			};
			return `${filled('subdomain.conf', { ...tls, '443 ssl': `127.0.0.1:${port.subdomain}` })}
				${filled('cross-site.conf', { ...tls, '443 ssl': `127.0.0.1:${port.cross}`, 'limit_req_zone $binary_remote_addr zone=metodden_sign_in:1m rate=5r/s;': '', [`upstream metodden { server unix:/run/metodden/app.sock; }`.replace('/run/metodden', s.dir)]: '' })}
				server { listen 127.0.0.1:${port.portal}; ${filled('portal-location.conf', { 'https://metodden.example.org/': `http://127.0.0.1:${behindPort}/` })} }
				server { listen 127.0.0.1:${s.port}; location / { include ${s.dir}/fastcgi.conf; } }`;
		},
	});
});
after(async () => {
	await service?.stop();
	behind?.close();
});

for (const [name, frames] of [
	['subdomain', "'self' https://portal.district.example"],
	['cross', "'self' https://portal.example"],
])
	test(`${name}: screens, interface and LTI are served, and the portal may frame them`, async () => {
		const at = path => fetch(`http://127.0.0.1:${port[name]}${path}`, { redirect: 'manual' });
		const screen = await at('/days/1');
		assert.equal(await screen.text(), '<!doctype html>screens');
		assert.ok(screen.headers.get('content-security-policy').endsWith(`frame-ancestors ${frames}`));
		const worker = await at('/sw.js');
		assert.equal(await worker.text(), '"worker"');
		assert.match(worker.headers.get('content-type'), /^text\/javascript/);
		assert.equal(worker.headers.get('cache-control'), 'no-cache');
		assert.match(worker.headers.get('content-security-policy'), /connect-src 'self'/);
		assert.equal((await at('/api/v1/health')).status, 200);
		assert.equal((await (await at('/lti/jwks')).json()).keys.length, 2);
		assert.equal((await at('/lti/login?iss=https://x.example&login_hint=1')).status, 403);
		assert.equal((await at('/portal/enter')).status, 405);
	});

test('sign-in is held to a pace', async () => {
	const many = await Promise.all(
		Array.from({ length: 60 }, () => fetch(`http://127.0.0.1:${port.subdomain}/lti/login`)),
	);
	assert.ok(
		many.some(a => a.status === 429),
		'sixty at once are all let through',
	);
});

test("the portal's proxy passes on our cookies and no other", async () => {
	const through = async cookie => {
		heard = undefined;
		const a = await fetch(`http://127.0.0.1:${port.portal}/metodden/api/v1/session`, {
			redirect: 'manual',
			headers: { Cookie: cookie, Authorization: 'Bearer portal' },
		});
		assert.equal(heard.authorization, undefined);
		assert.equal(new URL(a.headers.get('location'), 'http://portal').pathname, '/metodden/days');
		return heard.cookie;
	};
	assert.equal(await through(`MoodleSession=secret; MOODLEID1_=x`), undefined);
	assert.equal(
		await through(`MoodleSession=secret; __Host-metodden=${session}`),
		`__Host-metodden=${session}`,
	);
	assert.equal(
		await through(`__Host-metodden=${session};MoodleSession=secret`),
		`__Host-metodden=${session}`,
	);
	assert.equal(
		await through(`__Host-metodden-lti=${mark}; MoodleSession=secret; __Host-metodden=${session}`),
		`__Host-metodden=${session}`,
	);
	assert.equal(await through(`a=__Host-metodden=${session}; MoodleSession=x`), undefined);
	assert.doesNotMatch(await through(`__Host-metodden=${session}, MoodleSession=secret`), /secret/);
});
