/*
 * Drafts of visit sheets on this device, sealed. One record per sheet and person.
 *
 * A record holds ids, marks and words of the visitor and what lesson it was, never a name of a pupil
 * or a teacher. Another person at the same device neither sees nor sends it: every reading names the
 * person, and opens under that person's key.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { signal } from '@preact/signals';
import { vault } from './device.js';
import type { Pending } from './send.js';

/** Whose sheet it is, and of which lesson, in words that name no person. */
export interface Of {
	person: string;
	visit: string;
	part: 'visitor' | 'self';
	/** Физика, 8 «Б» */
	title: string;
	held_on: string;
}
export interface Draft extends Of, Pending {
	/** instant of the last writing to the device */
	saved: string;
}
export interface Store {
	read(person: string, sheet: string): Promise<Draft | undefined>;
	write(draft: Draft): Promise<void>;
	remove(person: string, sheet: string): Promise<void>;
	unsent(person: string): Promise<Draft[]>;
}

/** grows with each change of what the device holds, so that a list of it is read anew */
export const changes = signal(0);

const named = (person: string, sheet: string) => ({ person, kind: 'draft', id: sheet });

export const deviceStore: Store = {
	read(person, sheet) {
		return vault.read<Draft>(named(person, sheet));
	},
	async write(draft) {
		await vault.write(named(draft.person, draft.sheet), draft, draft.queue.length > 0);
		changes.value++;
	},
	async remove(person, sheet) {
		await vault.remove(named(person, sheet));
		changes.value++;
	},
	async unsent(person) {
		const mine = await vault.list<Draft>(person, 'draft');
		return mine
			.filter(d => d.queue.length > 0)
			.sort((a, b) => a.held_on.localeCompare(b.held_on) || a.saved.localeCompare(b.saved));
	},
};

/** The sheet of a visit that was begun on this device, which the server may not know yet. */
export const draftOf = async (person: string, visit: string): Promise<Draft | undefined> =>
	(await deviceStore.unsent(person)).find(d => d.visit === visit);
