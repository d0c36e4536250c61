/*
 * What lies on the device can't be read from it, opens for its person and place alone, and goes after
 * 14 days unless it waits to be sent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { test } from 'node:test';
import { load } from './compile.mjs';

const { Vault, DAYS } = await load('vault.ts');

function shelf() {
	const keys = new Map();
	const records = new Map();
	return {
		keys,
		records,
		key: async person => keys.get(person),
		keepKey: async (person, key) => {
			if (!keys.has(person)) keys.set(person, key);
			return keys.get(person);
		},
		get: async key => records.get(key),
		put: async record => void records.set(record.key, record),
		remove: async key => void records.delete(key),
		all: async () => [...records.values()],
	};
}
const draft = (person, id = 's') => ({ person, kind: 'draft', id });
const words = { queue: ['обратная связь'], person: 'a' };

test('what was written is read again, and lies there unreadable', async () => {
	const on = shelf();
	const vault = new Vault(on, webcrypto);
	await vault.write(draft('a'), words);
	assert.deepEqual(await vault.read(draft('a')), words);
	const [record] = on.records.values();
	const bytes = Buffer.from(record.data).toString('utf8') + JSON.stringify(record);
	assert.ok(!/обратная|queue/.test(bytes));
});

test('the key can not be read out of the browser', async () => {
	const on = shelf();
	await new Vault(on, webcrypto).write(draft('a'), words);
	const key = on.keys.get('a');
	assert.equal(key.extractable, false);
	await assert.rejects(webcrypto.subtle.exportKey('raw', key));
});

test('no two writings look alike', async () => {
	const on = shelf();
	const vault = new Vault(on, webcrypto);
	const seen = new Set();
	for (let i = 0; i < 50; i++) {
		await vault.write(draft('a'), words);
		const [record] = on.records.values();
		seen.add(Buffer.from(record.iv).toString('hex'));
	}
	assert.equal(seen.size, 50);
});

test('another person does not read it, even from the own place', async () => {
	const on = shelf();
	const vault = new Vault(on, webcrypto);
	await vault.write(draft('a'), words);
	await vault.write(draft('b'), { queue: [] });
	assert.equal(await vault.read(draft('b', 'other')), undefined);
	const mine = on.records.get('a:draft:s');
	on.records.set('b:draft:s', { ...mine, key: 'b:draft:s', person: 'b' });
	assert.equal(await vault.read(draft('b')), undefined);
	assert.deepEqual(await vault.list('b', 'draft'), []);
	assert.deepEqual(await vault.list('a', 'draft'), [words]);
});

test('a record does not open in another place or when it was changed', async () => {
	const on = shelf();
	const vault = new Vault(on, webcrypto);
	await vault.write(draft('a'), words);
	const record = on.records.get('a:draft:s');
	on.records.set('a:draft:t', { ...record, key: 'a:draft:t' });
	assert.equal(await vault.read(draft('a', 't')), undefined);
	const data = record.data.slice(0);
	new Uint8Array(data)[3] ^= 1;
	on.records.set('a:draft:s', { ...record, data });
	assert.equal(await vault.read(draft('a')), undefined);
});

test('two windows that begin at once write under one key', async () => {
	const on = shelf();
	const both = [new Vault(on, webcrypto), new Vault(on, webcrypto)];
	await Promise.all(both.map((v, i) => v.write(draft('a', `s${i}`), { i })));
	assert.deepEqual((await both[0].list('a', 'draft')).map(d => d.i).sort(), [0, 1]);
});

test('after 14 days all goes but what waits to be sent', async () => {
	const on = shelf();
	let now = Date.parse('2026-11-25T09:00:00Z');
	const vault = new Vault(on, webcrypto, () => now);
	await vault.write(draft('a', 'sent'), words);
	await vault.write(draft('a', 'waits'), words, true);
	now += DAYS * 86_400_000;
	await vault.sweep();
	assert.equal(on.records.size, 2);
	now += 1;
	await vault.sweep();
	assert.deepEqual([...on.records.keys()], ['a:draft:waits']);
});

test('without a cipher nothing is kept, and the writer hears of it', async () => {
	const on = shelf();
	const vault = new Vault(on, { getRandomValues: a => webcrypto.getRandomValues(a) });
	await assert.rejects(vault.write(draft('a'), words));
	assert.equal(on.records.size, 0);
});
