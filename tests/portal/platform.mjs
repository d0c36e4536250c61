/*
 * A small platform of LTI 1.3 that answers as Moodle 4.5.6 did (tests/fixtures/lti/moodle.json): keys,
 * login initiation, authorisation, launches, tokens, Names and Roles, deep linking, dynamic registration.
 * It verifies what the tool sends as strictly as the standard asks, not as loosely as Moodle does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import {
	createPrivateKey,
	createPublicKey,
	createSign,
	createVerify,
	generateKeyPairSync,
	randomUUID,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

export const moodle = JSON.parse(
	readFileSync(new URL('../fixtures/lti/moodle.json', import.meta.url), 'utf8'),
);
export const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/';
const TOOL = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
/* Whose launches were captured, by their numbers on that site; others launch as the teacher did. */
const CAPTURED = { 2: moodle.admin, 4: moodle.student };
const b64 = v => Buffer.from(typeof v === 'string' ? v : JSON.stringify(v)).toString('base64url');
const decoded = part => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));

function newKey() {
	const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const kid = randomUUID().replaceAll('-', '').slice(0, 20);
	const { n, e } = createPublicKey(privateKey).export({ format: 'jwk' });
	return { kid, privateKey, jwk: { kty: 'RSA', alg: 'RS256', use: 'sig', kid, n, e } };
}

/** Signs claims as the platform would; `header` and `key` make it wrong on purpose. */
export function sign(claims, key, header = {}) {
	const head = b64({ typ: 'JWT', alg: 'RS256', kid: key.kid, ...header });
	const text = `${head}.${b64(claims)}`;
	return `${text}.${createSign('RSA-SHA256')
		.update(text)
		.sign(createPrivateKey(key.privateKey.export({ type: 'pkcs8', format: 'pem' })))
		.toString('base64url')}`;
}

/** A token of the tool, verified by its published keys; throws where it is wrong. */
export async function verified(token, jwksUri) {
	const [head, body, signature] = token.split('.');
	const { kid, alg } = decoded(head);
	const { keys } = await (await fetch(jwksUri)).json();
	const key = keys.find(k => k.kid === kid);
	if (alg !== 'RS256' || !key) throw new Error(`kid ${kid}, alg ${alg}`);
	const good = createVerify('RSA-SHA256')
		.update(`${head}.${body}`)
		.verify(createPublicKey({ key, format: 'jwk' }), signature, 'base64url');
	const claims = decoded(body);
	if (!good || claims.exp * 1000 < Date.now()) throw new Error('signature or time');
	return { ...claims, kid };
}

const page = (title, body) =>
	`<!DOCTYPE html><html><head><title>${title}</title></head><body>${body}</body></html>`;
const escaped = s =>
	String(s).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
const form = (action, fields, target = '') =>
	`<form id="f" method="post" action="${escaped(action)}" ${target}>${Object.entries(fields)
		.map(([k, v]) => `<input type="hidden" name="${k}" value="${escaped(v)}">`)
		.join('')}</form>`;
const SUBMIT = '<script>document.getElementById("f").submit()</script>';

const readBody = request =>
	new Promise(done => {
		let text = '';
		request.on('data', d => (text += d));
		request.on('end', () => done(text));
	});

export class Platform {
	keys = [newKey()];
	clients = new Map(); // client_id: { redirects, jwks, deployment }
	people = new Map(); // login_hint: claims that differ
	launches = new Map(); // launchid, of one use
	tokens = new Map();
	members = moodle.members.members.map(m => ({ ...m }));
	pageSize = 2;
	asked = []; // method and path of each question
	chosen = []; // deep links that came back
	refuses = null; // how tokens are refused: a name of moodle.token_errors
	pages = () => null; // what a test has the site serve besides, by its address: text of a page or JSON
	change = claims => claims; // a test makes a message wrong here
	signed = token => token;

	async start(host = '127.0.0.1', base = null) {
		this.server = createServer((request, answer) =>
			this.serve(request, answer).catch(e => this.send(answer, 500, 'text/plain', String(e))),
		);
		await new Promise(done => this.server.listen(0, host, done));
		this.port = this.server.address().port;
		this.issuer = base ?? `http://${host}:${this.port}`;
		return this;
	}
	stop() {
		this.server.closeAllConnections();
		return new Promise(done => this.server.close(done));
	}
	at = path => this.issuer + path;
	jwks = () => ({ keys: this.keys.map(k => k.jwk) });
	rotate() {
		this.keys = [newKey()];
	}

	/** What the platform's page posts to the tool to begin a login. */
	initiation(client, { person = '3', deep = false, target } = {}) {
		const launchid = `ltilaunch_${randomUUID()}`;
		this.launches.set(launchid, { person, deep, target, client });
		const hint = deep ? { launchid } : { cmid: 2, launchid };
		return {
			...(deep ? moodle.login_deep : moodle.login),
			iss: this.issuer,
			target_link_uri: target ?? this.clients.get(client).target,
			login_hint: person,
			lti_message_hint: JSON.stringify(hint),
			client_id: client,
			lti_deployment_id: this.clients.get(client).deployment,
		};
	}

	claims(launch, query) {
		const captured = launch.deep ? moodle.deep : (CAPTURED[launch.person] ?? moodle.teacher);
		const text = JSON.stringify(captured).replaceAll('http://127.0.0.1:8085', this.issuer);
		const now = Math.floor(Date.now() / 1000);
		const client = this.clients.get(launch.client);
		return this.change({
			...JSON.parse(text),
			...(this.people.get(launch.person) ?? {}),
			sub: launch.person,
			nonce: query.get('nonce'),
			iat: now,
			exp: now + 60,
			iss: this.issuer,
			aud: launch.client,
			[`${CLAIM}deployment_id`]: client.deployment,
			[`${CLAIM}target_link_uri`]: launch.target ?? client.target,
		});
	}

	/** auth.php: GET, as Moodle takes it. Errors that don't reach the tool are its 404. */
	authorise(query) {
		const client = this.clients.get(query.get('client_id'));
		const redirect = query.get('redirect_uri');
		const { launchid } = JSON.parse(query.get('lti_message_hint') ?? '{}');
		const launch = this.launches.get(launchid);
		this.launches.delete(launchid);
		if (!client?.redirects.includes(redirect) || !launch) return [404, page('Error', 'invalid')];
		for (const [k, v] of Object.entries({
			scope: 'openid',
			response_type: 'id_token',
			response_mode: 'form_post',
			prompt: 'none',
		}))
			if (query.get(k) !== v)
				return [
					200,
					page(
						'',
						form(redirect, { error: 'invalid_request', state: query.get('state') }) + SUBMIT,
					),
				];
		if (query.get('login_hint') !== launch.person)
			return [
				200,
				page(
					'',
					form(redirect, {
						error: 'access_denied',
						error_description: 'another user',
						state: query.get('state'),
					}) + SUBMIT,
				),
			];
		const token = this.signed(sign(this.claims(launch, query), this.keys[0]), launch);
		return [200, page('', form(redirect, { id_token: token, state: query.get('state') }) + SUBMIT)];
	}

	async token(text) {
		if (this.refuses) {
			const { status, body } = moodle.token_errors[this.refuses];
			return [status, typeof body === 'string' ? body : JSON.stringify(body)];
		}
		const q = new URLSearchParams(text);
		const claims = decoded(q.get('client_assertion').split('.')[1]);
		const client = this.clients.get(claims.sub);
		if (!client || q.get('grant_type') !== 'client_credentials')
			return [400, '{"error":"invalid_client"}'];
		const said = await verified(q.get('client_assertion'), client.jwks);
		if (said.iss !== said.sub || said.aud !== this.at('/mod/lti/token.php') || !said.jti)
			return [400, '{"error":"invalid_client"}'];
		const token = randomUUID();
		this.tokens.set(token, q.get('scope'));
		this.signers = [...(this.signers ?? []), said.kid];
		return [moodle.token.status, JSON.stringify({ ...moodle.token.body, access_token: token })];
	}

	memberships(request, query, answer) {
		const scope =
			this.tokens.get((request.headers.authorization ?? '').replace('Bearer ', '')) ?? '';
		if (!scope.includes('lti-nrps')) return this.send(answer, 401, 'application/json', '{}');
		const from = Number(query.get('from') ?? 0);
		const path = '/mod/lti/services.php/CourseSection/2/bindings/1/memberships';
		if (from + this.pageSize < this.members.length)
			answer.setHeader(
				'Link',
				`<${this.elsewhere ?? this.issuer}${path}?limit=${this.pageSize}&from=${from + this.pageSize}>; rel="next"`,
			);
		const type = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json; charset=utf-8';
		this.send(
			answer,
			200,
			type,
			JSON.stringify({
				...moodle.members,
				members: this.members.slice(from, from + this.pageSize),
			}),
		);
	}

	/** The address that the administrator's page opens for an invitation. */
	registrationUrl(url, scope = 'reg', client = randomUUID().slice(0, 15)) {
		const now = Math.floor(Date.now() / 1000);
		this.registration = sign({ sub: client, scope, iat: now, exp: now + 3600 }, this.keys[0]);
		const u = new URL(url);
		u.searchParams.set('openid_configuration', this.at('/mod/lti/openid-configuration.php'));
		u.searchParams.set('registration_token', this.registration);
		return u.href;
	}

	register(request, text) {
		if (request.headers.authorization !== `Bearer ${this.registration}`) return [401, '{}'];
		const asked = JSON.parse(text);
		const { sub, scope } = decoded(this.registration.split('.')[1]);
		const domain = new URL(asked[TOOL].target_link_uri).host;
		const whole =
			asked.response_types.includes('id_token') &&
			asked.initiate_login_uri &&
			asked.client_name &&
			asked.jwks_uri;
		if (
			!whole ||
			asked.token_endpoint_auth_method !== 'private_key_jwt' ||
			asked[TOOL].domain !== domain
		)
			return [400, '{}'];
		if (scope === 'reg-update' && !this.clients.has(sub)) return [400, '{}'];
		const deployment = this.clients.get(sub)?.deployment ?? String(10 + this.clients.size);
		this.clients.set(sub, {
			redirects: asked.redirect_uris,
			jwks: asked.jwks_uri,
			deployment,
			target: asked[TOOL].target_link_uri,
		});
		const given = {
			...asked,
			client_id: sub,
			[TOOL]: {
				...asked[TOOL],
				version: '1.3.0',
				...(this.withoutDeployment ? {} : { deployment_id: deployment }),
			},
		};
		return [200, JSON.stringify(given)];
	}

	send(answer, status, type, body) {
		answer.writeHead(status, { 'Content-Type': type });
		answer.end(body);
	}

	async serve(request, answer) {
		const url = new URL(request.url, this.issuer);
		const text = await readBody(request);
		this.asked.push(`${request.method} ${url.pathname}`);
		const json = 'application/json; charset=utf-8';
		const html = 'text/html; charset=utf-8';
		switch (url.pathname) {
			case '/mod/lti/certs.php':
				return this.send(answer, 200, json, JSON.stringify(this.jwks()));
			case '/mod/lti/auth.php':
				return this.send(answer, ...(([s, b]) => [s, html, b])(this.authorise(url.searchParams)));
			case '/mod/lti/token.php':
				return this.send(answer, ...(([s, b]) => [s, html, b])(await this.token(text)));
			case '/mod/lti/openid-configuration.php':
				return this.send(
					answer,
					200,
					json,
					JSON.stringify(this.configuration ?? moodle.configuration).replaceAll(
						'http://127.0.0.1:8085',
						this.issuer,
					),
				);
			case '/mod/lti/openid-registration.php':
				return this.send(answer, ...(([s, b]) => [s, json, b])(this.register(request, text)));
			case '/mod/lti/services.php/CourseSection/2/bindings/1/memberships':
				return this.memberships(request, url.searchParams, answer);
			case '/mod/lti/contentitem_return.php':
				this.chosen.push(
					await verified(new URLSearchParams(text).get('JWT'), [...this.clients.values()][0].jwks),
				);
				return this.send(answer, 200, html, page('Course', 'done'));
			case '/mod/lti/launch.php': {
				const q = url.searchParams;
				const fields = this.initiation(q.get('client'), {
					person: q.get('person') ?? '3',
					deep: q.has('deep'),
					target: q.get('target') ?? undefined,
				});
				return this.send(answer, 200, html, page('', form(q.get('login'), fields) + SUBMIT));
			}
			case '/course/view.php':
				return this.send(
					answer,
					200,
					html,
					page(
						'Course',
						`<iframe id="tool" width="900" height="600" src="/mod/lti/launch.php?${escaped(url.searchParams)}"></iframe>`,
					),
				);
			default: {
				const own = this.pages(url);
				return this.send(answer, own === null ? 404 : 200, html, own ?? page('Error', 'not found'));
			}
		}
	}
}
