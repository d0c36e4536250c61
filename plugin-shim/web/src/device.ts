/*
 * The shelf of this browser (IndexedDB): keys that can't be exported, and sealed records.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type Sealed, type Shelf, Vault } from './vault.js';

interface Schema extends DBSchema {
	keys: { key: string; value: CryptoKey };
	sealed: { key: string; value: Sealed };
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;
function database(): Promise<IDBPDatabase<Schema>> {
	opened ??= openDB<Schema>('metodden-device', 1, {
		upgrade(db) {
			db.createObjectStore('keys');
			db.createObjectStore('sealed', { keyPath: 'key' });
		},
	});
	opened.catch(() => {
		opened = undefined;
	});
	return opened;
}

const shelf: Shelf = {
	async key(person) {
		return (await database()).get('keys', person);
	},
	async keepKey(person, key) {
		const tx = (await database()).transaction('keys', 'readwrite');
		const kept = await tx.store.get(person);
		if (!kept) await tx.store.put(key, person);
		await tx.done;
		return kept ?? key;
	},
	async get(key) {
		return (await database()).get('sealed', key);
	},
	async put(record) {
		await (await database()).put('sealed', record);
	},
	async remove(key) {
		await (await database()).delete('sealed', key);
	},
	async all() {
		return (await database()).getAll('sealed');
	},
};

export const vault = new Vault(shelf);
