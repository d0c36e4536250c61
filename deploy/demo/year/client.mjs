/*
 * The programming interface as a person of the demo district uses it: a session, its token against
 * forgery, a key for every POST. An answer that isn't what the script expects stops it with the
 * sentence of the refusal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { randomUUID } from 'node:crypto';

const pause = ms => new Promise(done => setTimeout(done, ms));

export class Refused extends Error {
	constructor(method, path, status, problem) {
		super(
			`${method} ${path}: ${status} ${problem.title ?? ''} ${JSON.stringify(problem.errors ?? problem.params ?? '')}`,
		);
		this.slug = String(problem.type ?? '').replace('/problems/', '');
		this.status = status;
	}
}

/** Requests of one person. `counts` adds up what was asked and what was refused on purpose. */
export class Person {
	constructor(base, row, counts) {
		const { person: id, name, roles, organisation } = row;
		Object.assign(this, { base, counts, id, name, roles, organisation });
	}

	/** The sign-in page lets in a few people a second; whoever is asked to wait waits. */
	async enter() {
		for (;;) {
			const answer = await fetch(`${this.base}/api/v1/demo/session`, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
				body: JSON.stringify({ person: this.id }),
			});
			if (answer.status === 429) await pause(400);
			else if (answer.status !== 204) throw new Error(`${this.name}: ${answer.status}`);
			else {
				this.cookie = answer.headers.getSetCookie()[0].split(';')[0];
				this.csrf = (await this.get('/session')).csrf;
				return;
			}
		}
	}

	async ask(method, path, body, revision) {
		if (!this.cookie && path !== '/session') await this.enter();
		const headers = { Cookie: this.cookie, Accept: 'application/json' };
		if (method !== 'GET') headers['X-CSRF-Token'] = this.csrf;
		if (method === 'POST') headers['Idempotency-Key'] = randomUUID();
		if (body !== undefined) headers['Content-Type'] = 'application/json';
		if (revision !== undefined) headers['If-Match'] = `"${revision}"`;
		const answer = await fetch(`${this.base}/api/v1${path}`, {
			method,
			headers,
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		this.counts.requests++;
		const text = await answer.text();
		const json = text ? JSON.parse(text) : {};
		if (!answer.ok) throw new Refused(method, path, answer.status, json);
		return json;
	}

	get = path => this.ask('GET', path);
	post = (path, body = {}) => this.ask('POST', path, body);
	put = (path, body, revision) => this.ask('PUT', path, body, revision);
	patch = (path, revision, body) => this.ask('PATCH', path, body, revision);

	/** Every row of a list. */
	async all(path) {
		const rows = [];
		for (let cursor = ''; cursor !== null; ) {
			const sep = path.includes('?') ? '&' : '?';
			const page = await this.get(`${path}${sep}limit=200${cursor && `&cursor=${cursor}`}`);
			rows.push(...page.items);
			cursor = page.next;
		}
		return rows;
	}
}

/** The deed must be refused, for this reason: a year has refusals too. */
export async function refused(slug, counts, deed) {
	try {
		await deed();
	} catch (e) {
		if (e instanceof Refused && e.slug === slug) {
			counts.refusals[slug] = (counts.refusals[slug] ?? 0) + 1;
			return;
		}
		throw e;
	}
	throw new Error(`was not refused: ${slug}`);
}
