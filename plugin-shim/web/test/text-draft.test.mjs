/*
 * A long text while it is written: saved after a pause from the revision that was seen, kept on the
 * device until the server has it, never sent over somebody else's version without a person's word.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './compile.mjs';

const { TextDraft, Problem } = await load('text-draft.ts', 'problem.ts');

/** A server with one text, a device with one copy, and a clock that runs when told to. */
function world(copy) {
	const w = {
		copy,
		server: { revision: 1, title: 'Было' },
		fails: undefined,
		sent: [],
		timers: [],
		saved: [],
	};
	const means = {
		shelf: {
			read: () => w.copy,
			write: c => {
				w.copy = structuredClone(c);
				return !w.full;
			},
			remove: () => {
				w.copy = undefined;
			},
		},
		send: async (revision, body) => {
			w.sent.push({ revision, body });
			await w.gate;
			if (w.fails) throw w.fails;
			if (revision !== w.server.revision)
				throw new Problem(412, { type: '/problems/changed', current: w.server });
			w.server = { ...w.server, ...body, revision: revision + 1 };
			return w.server;
		},
		now: () => '14:05',
		later: deed => {
			w.timers.push(deed);
			return () => {
				w.timers = w.timers.filter(d => d !== deed);
			};
		},
	};
	w.draft = new TextDraft({ ...w.server }, means, (_view, saved) => saved && w.saved.push(saved));
	return w;
}

test('a pause sends once, from the revision seen, and nothing stays on the device', async () => {
	const w = world();
	w.draft.change({ title: 'С' });
	w.draft.change({ title: 'Стало' });
	assert.equal(w.draft.view().keeping, 'waiting');
	assert.equal(w.timers.length, 1);
	assert.deepEqual(w.copy, { revision: 1, body: { title: 'Стало' }, was: { title: 'Было' } });
	assert.equal(await w.draft.flush(), true);
	assert.deepEqual(w.sent, [{ revision: 1, body: { title: 'Стало' } }]);
	assert.equal(w.draft.view().keeping, 'saved');
	assert.equal(w.draft.view().at, '14:05');
	assert.equal(w.copy, undefined);
	w.draft.change({ title: 'Дальше' });
	await w.draft.flush();
	assert.equal(w.sent[1].revision, 2);
	assert.equal(w.saved.length, 2);
});

test('what is typed while sending is sent next', async () => {
	const w = world();
	let open;
	w.gate = new Promise(done => {
		open = done;
	});
	w.draft.change({ title: 'Раз' });
	const first = w.draft.flush();
	w.draft.change({ title: 'Два' });
	open();
	assert.equal(await first, false);
	assert.deepEqual(w.copy, { revision: 2, body: { title: 'Два' }, was: { title: 'Раз' } });
	assert.equal(await w.draft.flush(), true);
	assert.equal(w.server.title, 'Два');
});

test('without a network the text stays on the device and is tried again', async () => {
	const w = world();
	w.fails = new Problem(0, { type: '/problems/offline' });
	w.draft.change({ title: 'Стало' });
	assert.equal(await w.draft.flush(), false);
	assert.equal(w.draft.view().keeping, 'unsent');
	assert.equal(w.draft.unsent, true);
	assert.deepEqual(w.copy.body, { title: 'Стало' });
	assert.equal(w.timers.length, 1);
	const next = world(w.copy); /* the page was closed and opened again */
	assert.equal(next.draft.view().keeping, 'waiting');
	assert.equal(await next.draft.flush(), true);
	assert.equal(next.server.title, 'Стало');
});

test('a refusal is not repeated by itself', async () => {
	const w = world();
	w.fails = new Problem(422, { type: '/problems/invalid' });
	w.draft.change({ title: '' });
	await w.draft.flush();
	assert.equal(w.timers.length, 0);
	assert.equal(w.draft.view().problem.status, 422);
	assert.deepEqual(w.copy.body, { title: '' });
});

test('another version is overwritten by a person only', async () => {
	const w = world();
	w.server = { revision: 5, title: 'Чужое' };
	w.draft.change({ title: 'Моё' });
	await w.draft.flush();
	assert.equal(w.draft.view().clash.current.title, 'Чужое');
	assert.equal(w.draft.view().clash.seen.title, 'Было');
	assert.deepEqual(w.copy.was, { title: 'Было' });
	w.draft.change({ title: 'Моё!' });
	assert.equal(await w.draft.flush(), false);
	assert.equal(w.timers.length, 0);
	assert.equal(w.server.title, 'Чужое');
	assert.deepEqual(w.copy.body, { title: 'Моё!' });
	assert.equal(await w.draft.takeMerged({ title: 'Моё!' }), true);
	assert.equal(w.server.title, 'Моё!');
});

test('the other version may be taken', async () => {
	const w = world();
	w.server = { revision: 5, title: 'Чужое' };
	w.draft.change({ title: 'Моё' });
	await w.draft.flush();
	w.draft.drop();
	assert.equal(w.copy, undefined);
	assert.equal(w.draft.unsent, false);
});

test('a device that keeps nothing is told of', async () => {
	const w = world();
	w.full = true;
	w.fails = new Problem(0, { type: '/problems/offline' });
	w.draft.change({ title: 'Стало' });
	await w.draft.flush();
	assert.equal(w.draft.view().onDevice, false);
});

test('a text that the server took while its page was being closed is no clash with itself', async () => {
	const blocks = [{ b: 'para', text: 'Стало' }];
	const w = world({ revision: 1, body: { title: 'Стало', body: blocks } });
	w.server = { revision: 2, title: 'Стало', body: [{ text: 'Стало', b: 'para' }], state: 'draft' };
	assert.equal(await w.draft.flush(), true);
	assert.equal(w.draft.view().keeping, 'saved');
	assert.equal(w.draft.view().clash, undefined);
	assert.equal(w.copy, undefined);
	w.draft.change({ title: 'Ещё' });
	await w.draft.flush();
	assert.equal(w.server.revision, 3);
});

test('one block more on the server is a clash', async () => {
	const w = world({ revision: 1, body: { body: [{ b: 'para', text: 'Моё' }] } });
	w.server = {
		revision: 2,
		title: 'Было',
		body: [
			{ b: 'para', text: 'Моё' },
			{ b: 'para', text: 'Чужое' },
		],
	};
	assert.equal(await w.draft.flush(), false);
	assert.notEqual(w.draft.view().clash, undefined);
});
