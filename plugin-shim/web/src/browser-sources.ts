/*
 * The real device behind autosave: the sealed store, the API, the clock, timers.
 *
 * A queue is its writer's. Before anything is sent the session must be that person's: one remembered
 * from before is asked for anew, and one that another window changed is noticed by its refused token.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get, request, within } from './api.js';
import type { Sources } from './autosave.js';
import { asProblem, Problem } from './problem.js';
import { session } from './session.js';
import { deviceStore } from './store.js';
import type { Session } from './types.js';

/** What got no answer in time is sent again under the same ids. */
const held = () => ({ keepSession: true, signal: within(30_000) });

async function sessionOf(person: string, again = false): Promise<void> {
	if (again || session.value?.kept) {
		const now = await get<Session>('/session', {}, held());
		session.value = now;
	}
	if (session.value?.person !== person) throw new Problem(401, {});
}

async function asPerson<T>(person: string, ask: () => Promise<T>): Promise<T> {
	await sessionOf(person);
	try {
		return await ask();
	} catch (e) {
		if (asProblem(e).slug !== 'csrf') throw e;
		await sessionOf(person, true);
		return ask();
	}
}

export const sourcesOf = (person: string): Sources => ({
	store: deviceStore,
	wire: {
		post: (path, body, key) =>
			asPerson(person, () => request('POST', path, body, { key, ...held() })),
		put: (path, body) => asPerson(person, () => request('PUT', path, body, held())),
		patch: (path, revision, body) =>
			asPerson(person, () => request('PATCH', path, body, { revision, ...held() })),
		get: path => asPerson(person, () => request('GET', path, undefined, held())),
	},
	now: clockNow,
	later,
});

export function clockNow(): string {
	const d = new Date();
	return `${d.getHours()}:${String(d.getMinutes()).padStart(2, '0')}`;
}

export function later(deed: () => void, ms: number): () => void {
	const id = setTimeout(deed, ms);
	return () => clearTimeout(id);
}
