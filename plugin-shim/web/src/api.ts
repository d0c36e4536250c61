/*
 * The one way to the server.
 *
 * Every write carries the session's token against forgery, every POST a key by which the server
 * knows a repetition; so a POST that got no answer is sent once more under the same key. A PATCH
 * names the revision it was made from, and 412 brings the present state: nothing is overwritten
 * unseen. A 401 to a question ends the session here and leads to sign-in, unless the caller keeps a queue;
 * to a write it only refuses, for a form with somebody's words stands behind it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { place } from './place.js';
import { asProblem, offline, Problem } from './problem.js';
import { session } from './session.js';
import type { List } from './types.js';
import { uuid } from './uuid.js';
import { lang } from './words.js';

export interface Options {
	signal?: AbortSignal;
	revision?: number;
	/** a queue decides itself what a lost session means */
	keepSession?: boolean;
	/** null: a POST that only asks; the server keeps nothing of it to repeat */
	key?: string | null;
}
export type Query = Record<string, string | number | boolean | null | undefined>;

/** A line that hangs is no better than none; a browser too old to tell the time waits. */
export const within = (ms: number): AbortSignal | undefined => AbortSignal.timeout?.(ms);

export const ROOT = '/api/v1';
const api = (path: string): string => place.service + ROOT + path;

export function withQuery(path: string, query: Query): string {
	const q = new URLSearchParams();
	for (const [k, v] of Object.entries(query))
		if (v !== undefined && v !== null && v !== '') q.set(k, String(v));
	const text = q.toString();
	return text ? `${path}?${text}` : path;
}

function headers(method: string, body: unknown, o: Options): Headers {
	const h = new Headers({ Accept: 'application/json', 'Accept-Language': lang.value });
	if (method === 'GET') return h;
	if (body !== undefined) h.set('Content-Type', 'application/json');
	if (session.value) h.set('X-CSRF-Token', session.value.csrf);
	if (method === 'POST' && o.key !== null) h.set('Idempotency-Key', o.key ?? uuid());
	if (o.revision !== undefined) h.set('If-Match', `"${o.revision}"`);
	return h;
}

/* Made by early.ts when that came first, else here: then it finds its work done. */
const page = globalThis as { earlyAnswers?: Map<string, Promise<Response>> };
page.earlyAnswers ??= new Map();
const answers = page.earlyAnswers;

/** ms after the page was opened in which an answer that nobody has taken yet is fresh enough */
const FRESH = 20_000;

/** An answer that was asked for before the application came: taken once, and only until something is written. */
async function early(path: string): Promise<Response | undefined> {
	if (performance.now() > FRESH) answers.clear();
	const asked = place.service === '' ? answers.get(path) : undefined;
	answers.delete(path);
	const answer = await asked?.catch(() => undefined);
	return answer?.ok || path === '/session' ? answer : undefined;
}

async function once(method: string, path: string, body: unknown, o: Options, h: Headers) {
	if (method !== 'GET') answers.clear();
	const ready = await early(path);
	if (ready) return ready;
	try {
		return await fetch(api(path), {
			method,
			headers: h,
			body: body === undefined ? undefined : JSON.stringify(body),
			credentials: 'same-origin',
			signal: o.signal,
		});
	} catch (e) {
		if (o.signal?.aborted && o.signal.reason?.name !== 'TimeoutError') throw e;
		throw offline();
	}
}

async function refusal(answer: Response): Promise<Problem> {
	const requestId = answer.headers.get('X-Request-Id') ?? '';
	try {
		return new Problem(answer.status, await answer.json(), requestId);
	} catch {
		return new Problem(answer.status, {}, requestId);
	}
}

/** The write that got no answer last: pressed once more, it goes under the same key, for it may have arrived. */
let unanswered: { what: string; key: string } | undefined;

async function write<T>(method: string, path: string, body: unknown, o: Options): Promise<T> {
	const what = `${method} ${path} ${JSON.stringify(body)}`;
	const key = unanswered?.what === what ? unanswered.key : uuid();
	const same = { keepSession: true, key, ...o };
	unanswered = undefined;
	try {
		return await send<T>(method, path, body, same);
	} catch (e) {
		const { status, slug, away } = asProblem(e);
		if (away) unanswered = { what, key };
		if (status !== 401 && slug !== 'csrf') throw e;
		if (!(await (await import('./renew.js')).renewed(status))) throw e;
		return send<T>(method, path, body, same);
	}
}

export const request = <T>(method: string, path: string, body?: unknown, o: Options = {}) =>
	method === 'GET' || o.keepSession
		? send<T>(method, path, body, o)
		: write<T>(method, path, body, o);

async function send<T>(method: string, path: string, body?: unknown, o: Options = {}): Promise<T> {
	const h = headers(method, body, o);
	let answer: Response;
	try {
		answer = await once(method, path, body, o, h);
	} catch (e) {
		if (method !== 'POST' || !asProblem(e).offline || !navigator.onLine) throw e;
		answer = await once(method, path, body, o, h);
	}
	if (answer.status === 401 && !o.keepSession) session.value = null;
	if (!answer.ok) throw await refusal(answer);
	if (answer.status === 204) return undefined as T;
	const text = await answer.text();
	return (text ? JSON.parse(text) : undefined) as T;
}

export const get = <T>(path: string, query: Query = {}, o?: Options): Promise<T> =>
	request<T>('GET', withQuery(path, query), undefined, o);
export const post = <T>(path: string, body: unknown = {}, o?: Options): Promise<T> =>
	request<T>('POST', path, body, o);
export const put = <T>(path: string, body: unknown, o?: Options): Promise<T> =>
	request<T>('PUT', path, body, o);
export const patch = <T>(path: string, revision: number, body: unknown): Promise<T> =>
	request<T>('PATCH', path, body, { revision });
export const del = (path: string, o?: Options): Promise<void> =>
	request<void>('DELETE', path, undefined, o);

/** A list that comes whole: rooms of a school, slots of a day. */
export async function list<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T[]> {
	return (await get<List<T>>(path, query, { signal })).items;
}

/** A list with all its pages in one, and what its first page says beside the items. */
export async function whole<L extends List<unknown>>(
	path: string,
	query: Query = {},
	o: Options = {},
): Promise<L> {
	const page = (cursor: string | null) => get<L>(path, { limit: 200, ...query, cursor }, o);
	const first = await page(null);
	while (first.next) {
		const { items, next } = await page(first.next);
		first.items.push(...items);
		first.next = next;
	}
	return first;
}

/** All items of a list. A screen that draws a whole year has to have the whole year. */
export const all = async <T>(
	path: string,
	query: Query = {},
	signal?: AbortSignal,
	o: Options = {},
): Promise<T[]> => (await whole<List<T>>(path, query, { ...o, signal })).items;
