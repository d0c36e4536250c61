/*
 * Who works at this device when the server can't be asked: whoever signed in last and did not sign
 * out, for 14 days. A session that ran out is no sign-out: a form goes on being filled. Kept sealed;
 * beside it lies only the id that says whose key opens it.
 *
 * A person who comes in takes the place of the one before: what was fetched ahead for that one goes,
 * what that one has not sent stays sealed under the own key.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { vault } from './device.js';
import type { Session } from './types.js';
import { isOld } from './vault.js';

const POINTER = 'metodden.person';
const who = (person: string) => ({ person, kind: 'who', id: '' });

function pointer(): string | null {
	try {
		return localStorage.getItem(POINTER);
	} catch {
		return null;
	}
}

function point(person: string | null): void {
	try {
		if (person) localStorage.setItem(POINTER, person);
		else localStorage.removeItem(POINTER);
	} catch {
		/* without storage there is nobody to remember */
	}
}

export async function remember(session: Session): Promise<void> {
	const before = pointer();
	if (before && before !== session.person) await forget();
	/* No full name and no token lie on the device. */
	const kept: Session = {
		...session,
		name: session.short,
		csrf: '',
		kept: new Date().toISOString(),
	};
	await vault.write(who(session.person), kept);
	point(session.person);
	await vault.sweep();
	void navigator.storage?.persist?.();
}

/** The date on the wall of the district: the device may have been without a network since yesterday. */
const dateIn = (timezone: string): string =>
	new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(new Date());

export async function recall(): Promise<Session | undefined> {
	const person = pointer();
	const kept = person ? await vault.read<Session>(who(person)) : undefined;
	if (!kept?.kept || isOld(kept.kept, Date.now())) return undefined;
	return { ...kept, today: dateIn(kept.district.timezone) };
}

export async function forget(): Promise<void> {
	const person = pointer();
	point(null);
	if (!person) return;
	await vault.remove(who(person));
	await vault.remove({ person, kind: 'ahead', id: '' });
}
