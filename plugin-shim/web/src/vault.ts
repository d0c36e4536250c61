/*
 * What this device keeps for a person, sealed: AES-GCM under a key that no script can read out.
 *
 * A record is bound to its person and place, so one that was copied to another place does not open.
 * Nothing that waits to be sent is ever thrown away here; the rest lives 14 days. Without a secure
 * context a browser has no cipher, and then nothing is kept: what calls this has to say so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
export interface Sealed {
	key: string;
	person: string;
	/** instant of the last writing */
	saved: string;
	/** it waits to be sent */
	unsent: boolean;
	iv: Uint8Array<ArrayBuffer>;
	data: ArrayBuffer;
}
export interface Shelf {
	key(person: string): Promise<CryptoKey | undefined>;
	/** Answers the key that stays: another window may have been quicker. */
	keepKey(person: string, key: CryptoKey): Promise<CryptoKey>;
	get(key: string): Promise<Sealed | undefined>;
	put(record: Sealed): Promise<void>;
	remove(key: string): Promise<void>;
	all(): Promise<Sealed[]>;
}
export interface Named {
	person: string;
	kind: string;
	id: string;
}

export const DAYS = 14;
const DAY = 86_400_000;
const nameOf = (n: Named): string => `${n.person}:${n.kind}:${n.id}`;
const bound = (name: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(name);

export const isOld = (saved: string, now: number): boolean => now - Date.parse(saved) > DAYS * DAY;

export class Vault {
	constructor(
		private readonly shelf: Shelf,
		private readonly crypto: Crypto = globalThis.crypto,
		private readonly now: () => number = Date.now,
	) {}

	async write(name: Named, value: unknown, unsent = false): Promise<void> {
		const key = await this.keyOf(name.person);
		const iv = this.crypto.getRandomValues(new Uint8Array(12));
		const place = nameOf(name);
		const data = await this.crypto.subtle.encrypt(
			{ name: 'AES-GCM', iv, additionalData: bound(place) },
			key,
			new TextEncoder().encode(JSON.stringify(value)),
		);
		const saved = new Date(this.now()).toISOString();
		await this.shelf.put({ key: place, person: name.person, saved, unsent, iv, data });
	}

	async read<T>(name: Named): Promise<T | undefined> {
		const record = await this.shelf.get(nameOf(name));
		return record && this.open<T>(record);
	}

	async list<T>(person: string, kind: string): Promise<T[]> {
		const mine = (await this.shelf.all()).filter(r => r.key.startsWith(`${person}:${kind}:`));
		const opened = await Promise.all(mine.map(r => this.open<T>(r)));
		return opened.filter(value => value !== undefined);
	}

	remove(name: Named): Promise<void> {
		return this.shelf.remove(nameOf(name));
	}

	/** Takes away what has served its time: never what waits to be sent. */
	async sweep(): Promise<void> {
		for (const r of await this.shelf.all())
			if (!r.unsent && isOld(r.saved, this.now())) await this.shelf.remove(r.key);
	}

	private async keyOf(person: string): Promise<CryptoKey> {
		const kept = await this.shelf.key(person);
		if (kept) return kept;
		const fresh = await this.crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
			'encrypt',
			'decrypt',
		]);
		return this.shelf.keepKey(person, fresh);
	}

	/** A record that does not open under the person's key is nobody's. */
	private async open<T>(record: Sealed): Promise<T | undefined> {
		const key = await this.shelf.key(record.person);
		if (!key) return undefined;
		try {
			const plain = await this.crypto.subtle.decrypt(
				{ name: 'AES-GCM', iv: record.iv, additionalData: bound(record.key) },
				key,
				record.data,
			);
			return JSON.parse(new TextDecoder().decode(plain)) as T;
		} catch {
			return undefined;
		}
	}
}
