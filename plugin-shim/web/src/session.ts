/*
 * Who is signed in. The session is asked for once at the start and again after each sign-in.
 *
 * Only what decides which control is drawn lives here; what a person may really do is decided by
 * the server, and its refusal is shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { signal } from '@preact/signals';
import type { Appointment, Session } from './types.js';

/** undefined: not asked yet; null: nobody */
export const session = signal<Session | null | undefined>(undefined);

export const hasRole = (...roles: string[]): boolean =>
	session.value?.roles.some(r => roles.includes(r)) ?? false;

export const today = (): string => session.value?.today ?? new Date().toISOString().slice(0, 10);

/** A sign-out that the server has not heard of: token or person of the session that is to end. */
const LEFT = 'metodden.left';

export const leftBehind = (): string | null => {
	try {
		return localStorage.getItem(LEFT);
	} catch {
		return null;
	}
};

export function leaveBehind(what: string | null): void {
	try {
		if (what) localStorage.setItem(LEFT, what);
		else localStorage.removeItem(LEFT);
	} catch {
		/* a browser without storage works with a network only */
	}
}

/** The schools, kindergartens and other organisations that this person heads. */
export const headed = (): Appointment['organisation'][] =>
	session.value?.appointments.flatMap(a => (a.role === 'school_head' ? [a.organisation] : [])) ??
	[];

export const me = (): string => session.value?.person ?? '';

/** Where the clock of the district hangs. */
export const zone = (): string => session.value?.district.timezone ?? 'Europe/Moscow';
