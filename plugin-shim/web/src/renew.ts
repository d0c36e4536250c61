/*
 * A write was refused because its session is no longer that of the page: another window opened a new one,
 * or it ended and a portal opens one itself.
 *
 * True only when the session is the same person's again: nobody sends what another has written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get } from './api.js';
import { place } from './place.js';
import { session } from './session.js';
import type { Session } from './types.js';

export async function renewed(status: number): Promise<boolean> {
	const who = session.value?.person;
	try {
		if (status === 401 && !(await place.enter())) return false;
		const now = await get<Session>('/session', {}, { keepSession: true });
		if (now.person !== who) return false;
		session.value = now;
		return true;
	} catch {
		return false;
	}
}
