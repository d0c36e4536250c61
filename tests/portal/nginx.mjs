/*
 * The samples for nginx in deploy/nginx as they stand, with addresses and paths of the test put in: each
 * placement serves, says who may frame it, no cookie but ours gets to the application, and signing in is held to
 * a pace for each browser, through the portal's proxy too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request as ask, createServer } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { after, before, test } from 'node:test';
import { freePort, Service } from './service.mjs';

const sample = name => readFileSync(new URL(`../../deploy/nginx/${name}`, import.meta.url), 'utf8');
const session = `d1000000-0000-4000-8000-000000000000.${'a'.repeat(64)}`;
const mark = 'b'.repeat(64);
const PORTAL = '127.0.0.9'; // the portal's server, as the samples' 192.0.2.10
let service, behind, behindPort, port, heard, application, params;

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
	application = createSocket(listen);
	port = { subdomain: await freePort(), cross: await freePort(), portal: await freePort() };
	port.proxy = await freePort();
	port.told = await freePort();
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
				'192.0.2.10': PORTAL,
			};
			const portal = (at, to) =>
				`server { listen 127.0.0.1:${at}; proxy_bind ${PORTAL}; ${filled('portal-location.conf', { 'https://metodden.example.org/': `http://127.0.0.1:${to}/` })} }`;
			writeFileSync(
				`${s.dir}/told.conf`,
				filled('fastcgi.conf', {
					'fastcgi_pass metodden;': `fastcgi_pass unix:${s.dir}/told.sock;`,
				}),
			);
			application.listen(`${s.dir}/told.sock`);
			return `${filled('subdomain.conf', { ...tls, '443 ssl': `127.0.0.1:${port.subdomain}` })}
				${filled('cross-site.conf', { ...tls, '443 ssl': `127.0.0.1:${port.cross}`, [`map $remote_addr $metodden_client { default $binary_remote_addr; ${PORTAL} ""; }`]: '', 'limit_req_zone $metodden_client zone=metodden_sign_in:1m rate=5r/s;': '', [`upstream metodden { server unix:/run/metodden/app.sock; }`.replace('/run/metodden', s.dir)]: '' })}
				${portal(port.portal, behindPort)} ${portal(port.proxy, port.subdomain)}
				server { listen 127.0.0.1:${port.told}; location / { include ${s.dir}/told.conf; } }
				server { listen 127.0.0.1:${s.port}; location / { include ${s.dir}/fastcgi.conf; } }`;
		},
	});
});
after(async () => {
	await service?.stop();
	behind?.close();
	application?.close();
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

/** How many of so many passes at once, from one address, are held back. */
async function heldBack(many, from, at, headers = () => ({})) {
	const path = at === port.proxy ? '/metodden/portal/enter' : '/portal/enter';
	const one = i =>
		new Promise((done, failed) =>
			ask(
				{
					host: '127.0.0.1',
					port: at,
					path,
					method: 'POST',
					localAddress: from,
					agent: false,
					headers: headers(i),
				},
				a => a.resume().on('end', () => done(a.statusCode)),
			)
				.on('error', failed)
				.end('token=x'),
		);
	const all = await Promise.all(Array.from({ length: many }, (_, i) => one(i)));
	assert.ok(all.every(s => s === 429 || (s >= 400 && s < 500)));
	return all.filter(s => s === 429).length;
}
const forged = i => ({ 'X-Forwarded-For': `198.51.100.${i}`, 'X-Real-IP': `198.51.100.${i}` });

test('sign-in is held to a pace, whatever address a browser names', async () => {
	assert.ok((await heldBack(60, '127.0.0.21', port.subdomain)) > 20);
	assert.ok((await heldBack(60, '127.0.0.22', port.subdomain, forged)) > 20);
});

test("through the portal's proxy each browser has a pace of its own", async () => {
	for (const browser of ['127.0.0.31', '127.0.0.32', '127.0.0.33', '127.0.0.34'])
		assert.equal(await heldBack(15, browser, port.proxy), 0);
	assert.ok((await heldBack(60, '127.0.0.35', port.proxy, forged)) > 20);
});

test("the portal's own server asks for all its people at once", async () => {
	assert.equal(await heldBack(100, PORTAL, port.subdomain), 0);
	assert.equal(await heldBack(100, PORTAL, port.cross), 0);
});

/** An application that answers nothing and keeps what it was told: the parameters of FastCGI as they came. */
function listen(socket) {
	let all = Buffer.alloc(0);
	socket.on('data', d => {
		all = Buffer.concat([all, d]);
		params = all.toString('latin1');
		for (let at = 0; at + 8 <= all.length; at += 8 + all.readUInt16BE(at + 4) + all[at + 6])
			if (all[at + 1] === 5 && all.readUInt16BE(at + 4) === 0) return answered(socket);
	});
}
function answered(socket) {
	const text = 'Status: 204\r\n\r\n';
	const head = (type, n) => Buffer.from([1, type, 0, 1, 0, n, 0, 0]);
	socket.end(
		Buffer.concat([
			head(6, text.length),
			Buffer.from(text),
			head(6, 0),
			head(3, 8),
			Buffer.alloc(8),
		]),
	);
}

test("of a site's cookies our two reach the application and the portal's session never", async () => {
	const told = async cookie => {
		params = '';
		const a = await fetch(`http://127.0.0.1:${port.told}/api/v1/session`, {
			headers: { Cookie: cookie },
		});
		assert.equal(a.status, 204);
		assert.match(params, /HTTP_COOKIE/);
		assert.doesNotMatch(params, /secret|Moodle/);
		return params;
	};
	const both = [`__Host-metodden=${session}`, `__Host-metodden-lti=${mark}`];
	for (const cookies of [both, both.toReversed()]) {
		const said = await told(
			`MoodleSession=secret; ${cookies.join('; MOODLEID1_=secret;')}; MoodleSession=secret`,
		);
		for (const cookie of both) assert.ok(said.includes(cookie));
	}
	assert.ok((await told(`a=1;${both[1]}`)).includes(both[1]));
	assert.doesNotMatch(
		await told(`MoodleSession=secret; x__Host-metodden=${session}`),
		new RegExp(session),
	);
});

test("the portal's proxy passes on our cookies and no other", async () => {
	const through = async cookie => {
		heard = undefined;
		const a = await fetch(`http://127.0.0.1:${port.portal}/metodden/api/v1/session`, {
			redirect: 'manual',
			headers: {
				Cookie: cookie,
				Authorization: 'Bearer portal',
				'X-Forwarded-For': '198.51.100.1',
			},
		});
		assert.equal(heard.authorization, undefined);
		assert.equal(heard['x-forwarded-for'], '127.0.0.1');
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
