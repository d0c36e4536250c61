/*
 * The queue as a file, and the ways a sending ends: refused in part, signed without an answer, begun on
 * two devices.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './compile.mjs';

const q = await load('queue.ts', 'send.ts', 'autosave.ts', 'problem.ts', 'unsent-file.ts');
const { Autosave, Problem } = q;

const id = n => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const of = {
	person: 'p',
	visit: id(1),
	part: 'visitor',
	title: 'Физика, 8 «Б»',
	held_on: '2026-11-25',
};
const mark = (item, points = 2) => ({ mark: { item, points, evidence: null } });
const note = n => ({ note: { id: id(n), item: 'a', at: '2026-11-25T09:31:00+03:00', body: 'x' } });
const queue = (...bodies) => bodies.reduce(q.put, []);
const lost = () => new Problem(0, { type: '/problems/offline' });
const refused = (status, slug, params = {}) =>
	new Problem(status, { type: `/problems/${slug}`, params });

function memory() {
	const kept = new Map();
	return {
		kept,
		read: async (_p, s) => kept.get(s),
		write: async d => void kept.set(d.sheet, structuredClone(d)),
		remove: async (_p, s) => void kept.delete(s),
		unsent: async () => [...kept.values()],
	};
}
const sheet = (more = {}) => ({ ...structuredClone(q.blank), revision: 1, ...more });
function saver(store, wire, bodies, name = 's') {
	const from = { store, wire, now: () => '', later: () => () => undefined };
	const draft = { queue: queue(...bodies), base: q.blank };
	return new Autosave(of, { sheet: name, base: q.blank }, draft, from, () => undefined);
}

test('a file goes out and comes in again, for its writer alone', () => {
	const draft = {
		...of,
		sheet: id(2),
		base: q.blank,
		queue: queue(mark('a'), note(3)),
		saved: 'x',
	};
	const text = q.toFile('p', [draft], '2026-11-25T10:00:00Z');
	assert.deepEqual(q.fromFile(text, 'p'), [draft]);
	assert.throws(() => q.fromFile(text, 'other'), { slug: 'file_person' });
	for (const bad of ['', '{}', 'null', '[]', text.replace('metodden-unsent-1', 'x')])
		assert.throws(() => q.fromFile(bad, 'p'), { slug: 'file_format' });
	const foreign = text.replace('"key": "mark:a"', '"key": "mark:b"');
	assert.throws(() => q.fromFile(foreign, 'p'), { slug: 'file_format' });
});

test('a file does not put back what the device has written since', () => {
	const there = { ...of, sheet: 's', queue: queue(mark('a', 1), mark('b', 1)) };
	const here = { ...of, sheet: 's', queue: queue(mark('a', 3)) };
	const both = q.merged(here, there);
	assert.deepEqual(
		both.queue.map(c => [c.body.mark.item, c.body.mark.points]),
		[
			['a', 3],
			['b', 1],
		],
	);
	assert.equal(new Set(both.queue.map(c => c.seq)).size, 2);
	assert.equal(q.merged(undefined, there), there);
});

test('one refused mark holds up neither the others nor notes and words, only the signature', async () => {
	const store = memory();
	const calls = [];
	const wire = {
		put: async (_p, { marks }) => {
			if (marks.some(m => m.item === 'bad')) throw refused(422, 'points-not-in-rubric');
			calls.push(...marks.map(m => m.item));
			return sheet();
		},
		post: async (path, body) => {
			calls.push(path.split('/').at(-1));
			return body;
		},
		patch: async () => sheet(),
		get: async () => sheet(),
	};
	const one = saver(store, wire, [
		mark('a'),
		mark('bad'),
		mark('b'),
		note(4),
		{ text: 'strengths', value: 'x' },
		{ submit: true },
	]);
	assert.equal(await one.flush(), false);
	assert.deepEqual(calls, ['a', 'b', 'notes']);
	assert.equal(one.view().saving, 'refused');
	assert.deepEqual(
		store.kept.get('s').queue.map(c => c.key),
		['mark:bad', 'submit'],
	);
});

test('a signature whose answer was lost is not given twice', async () => {
	const store = memory();
	let submitted = 0;
	let answers = false;
	const wire = {
		post: async () => {
			if (submitted === 0) submitted++;
			else throw refused(409, 'no-step');
			if (!answers) throw lost();
		},
		get: async () => sheet({ state: 'submitted' }),
	};
	const one = saver(store, wire, [{ submit: true }]);
	assert.equal(await one.flush(), false);
	assert.equal(one.view().saving, 'offline');
	assert.equal(await one.takeBack(), false, 'it may be there already');
	answers = true;
	assert.equal(await one.flush(), true);
	assert.equal(submitted, 1);
	assert.equal(store.kept.size, 0);
});

test('a signature that was not sent is taken back', async () => {
	const store = memory();
	const wire = { put: async () => Promise.reject(lost()) };
	const one = saver(store, wire, [mark('a'), { submit: true }]);
	await one.flush();
	assert.equal(await one.takeBack(), true);
	assert.deepEqual(
		store.kept.get('s').queue.map(c => c.key),
		['mark:a'],
	);
});

test('a sheet begun on two devices goes into the one that is there', async () => {
	const store = memory();
	const put = [];
	const start = { id: 's', visit: id(1), part: 'visitor', starts_at: null, begun_at: 'x' };
	const theirs = sheet({ strengths: 'с другого', revision: 5 });
	const wire = {
		post: async () => Promise.reject(refused(409, 'sheet-exists', { sheet: 'there' })),
		put: async (path, { marks }) => {
			put.push(path, ...marks.map(m => m.item));
			return theirs;
		},
		patch: async (_p, revision) => {
			if (revision !== 5) throw new Problem(412, { current: theirs });
			throw new Error('other words are overwritten unseen');
		},
		get: async () => theirs,
	};
	const one = saver(store, wire, [{ start }, mark('a'), { text: 'strengths', value: 'моё' }]);
	assert.equal(await one.flush(), false);
	assert.deepEqual(put, ['/sheets/there/marks', 'a']);
	assert.equal(one.view().problem.status, 412);
	assert.deepEqual([...store.kept.keys()], ['there']);
});

test('words that another device changed are not overwritten after a mark was sent first', async () => {
	const store = memory();
	const there = sheet({ strengths: 'с другого', revision: 7 });
	const wire = {
		put: async () => there,
		patch: async (_p, revision) => {
			if (revision !== 7) throw new Problem(412, { current: there });
			throw new Error('other words are overwritten unseen');
		},
		get: async () => there,
	};
	const one = saver(store, wire, [mark('a'), { text: 'strengths', value: 'моё' }]);
	await one.flush();
	assert.equal(one.view().problem.status, 412);
});
