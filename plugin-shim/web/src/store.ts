/*
 * Drafts of visit sheets on this device (IndexedDB). One record per sheet and person.
 *
 * A record holds ids, marks and words of the visitor, never a name of a pupil or a teacher. Another
 * person at the same device neither sees nor sends it: every reading names the person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Change, Written } from './queue.js';

export interface Draft {
	key: string;
	person: string;
	sheet: string;
	visit: string;
	base: Written;
	queue: Change[];
	tried?: Record<string, string[]>;
	/** instant of the last writing to the device */
	saved: string;
}
export interface Store {
	read(person: string, sheet: string): Promise<Draft | undefined>;
	write(draft: Draft): Promise<void>;
	remove(person: string, sheet: string): Promise<void>;
	unsent(person: string): Promise<Draft[]>;
}

interface Schema extends DBSchema {
	drafts: { key: string; value: Draft; indexes: { person: string } };
}

export const draftKey = (person: string, sheet: string): string => `${person}:${sheet}`;

let opened: Promise<IDBPDatabase<Schema>> | undefined;
function database(): Promise<IDBPDatabase<Schema>> {
	opened ??= openDB<Schema>('metodden', 1, {
		upgrade(db) {
			db.createObjectStore('drafts', { keyPath: 'key' }).createIndex('person', 'person');
		},
	});
	opened.catch(() => {
		opened = undefined;
	});
	return opened;
}

export const deviceStore: Store = {
	async read(person, sheet) {
		return (await database()).get('drafts', draftKey(person, sheet));
	},
	async write(draft) {
		await (await database()).put('drafts', draft);
	},
	async remove(person, sheet) {
		await (await database()).delete('drafts', draftKey(person, sheet));
	},
	async unsent(person) {
		const mine = await (await database()).getAllFromIndex('drafts', 'person', person);
		return mine.filter(d => d.queue.length > 0);
	},
};
