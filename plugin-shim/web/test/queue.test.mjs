/*
 * Nothing written is lost: any order of edits, lost answers, refusals and restarts ends with the
 * server holding what the person sees. The server here is a model that may fail at every call.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { load } from './compile.mjs';

const q = await load('queue.ts', 'autosave.ts', 'problem.ts');
const { Autosave, Problem } = q;

const of = { person: 'p', visit: 'v', part: 'visitor', title: 'Физика', held_on: '2026-11-25' };
const autosave = (base, draft, from, show = () => undefined) =>
	new Autosave(of, { sheet: 's', base }, draft, from, show);

const item = fc.constantFrom('a', 'b', 'c');
const edit = fc.oneof(
	fc.record({
		mark: fc.record({ item, points: fc.constantFrom(0, 1, 2, null), evidence: fc.constant(null) }),
	}),
	fc.record({ mark: fc.record({ item, clear: fc.constant(true) }) }),
	fc.record({
		text: fc.constantFrom('strengths', 'action_step'),
		value: fc.string({ maxLength: 4 }),
	}),
	fc.record({
		note: fc.record({
			id: fc.uuid(),
			item,
			at: fc.constant('2026-11-25T09:31:00+03:00'),
			body: fc.string({ minLength: 1, maxLength: 4 }),
		}),
	}),
);

test('an acknowledgement removes only what was sent', () => {
	fc.assert(
		fc.property(fc.array(edit), fc.array(edit), (before, during) => {
			const sent = before.reduce(q.put, []);
			const now = during.reduce(q.put, sent);
			const left = q.acknowledge(now, sent);
			const touched = new Set(during.map(q.keyOf));
			assert.deepEqual(new Set(left.map(c => c.key)), touched);
		}),
	);
});

test('what is seen is the last edit of each thing', () => {
	fc.assert(
		fc.property(fc.array(edit), edits => {
			const seen = q.overlay(q.blank, edits.reduce(q.put, []));
			for (const i of ['a', 'b', 'c']) {
				const last = edits.filter(e => e.mark?.item === i).at(-1)?.mark;
				const mark = seen.marks.find(m => m.item === i);
				if (!last || last.clear) assert.equal(mark, undefined);
				else assert.equal(mark.points, last.points);
			}
		}),
	);
});

/** The server: applies a call, and may lose the request, lose the answer, or fail. */
function serverOf(faults) {
	const sheet = { ...structuredClone(q.blank), revision: 1 };
	const apply = {
		marks: body => {
			for (const m of body.marks) {
				sheet.marks = sheet.marks.filter(x => x.item !== m.item);
				if (!m.clear) sheet.marks.push(m);
			}
		},
		notes: body => {
			if (!sheet.notes.some(n => n.id === body.id)) sheet.notes.push(body);
		},
		texts: body => Object.assign(sheet, body),
	};
	const call = async (deed, answer) => {
		const fault = faults.shift();
		if (fault === 'lost') throw new Problem(0, { type: '/problems/offline' });
		if (fault === 'broken') throw new Problem(503, {});
		deed();
		sheet.revision++;
		if (fault === 'unheard') throw new Problem(0, { type: '/problems/offline' });
		return answer();
	};
	const whole = () => structuredClone(sheet);
	return {
		sheet,
		wire: {
			post: (_path, body) =>
				call(
					() => apply.notes(body),
					() => body,
				),
			put: (_path, body) => call(() => apply.marks(body), whole),
			patch: (_path, revision, body) => {
				if (revision !== sheet.revision)
					return Promise.reject(new Problem(412, { current: whole() }));
				return call(() => apply.texts(body), whole);
			},
			get: async () => whole(),
		},
	};
}
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
const words = s => ({
	marks: Object.fromEntries(s.marks.map(m => [m.item, m.points])),
	notes: s.notes.map(n => n.id).sort(),
	strengths: s.strengths ?? '',
	step: s.action_step ?? '',
});
const fault = fc.constantFrom('lost', 'unheard', 'broken', 'fine', 'fine');

test('after the network is back the server has every mark, note and word', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.oneof(edit, fc.constant('flush'), fc.constant('restart')), { maxLength: 20 }),
			fc.array(fault, { maxLength: 30 }),
			async (script, planned) => {
				const faults = [...planned];
				const server = serverOf(faults);
				const store = memory();
				const from = { store, wire: server.wire, now: () => '', later: () => () => undefined };
				const begin = draft => autosave(q.written(structuredClone(server.sheet)), draft, from);
				let saver = begin({});
				const seen = [];
				for (const step of script) {
					if (step === 'flush') await saver.flush();
					else if (step === 'restart') saver = begin(store.kept.get('s') ?? {});
					else {
						await saver.change(step);
						seen.push(step);
					}
				}
				const wanted = words(q.overlay(q.blank, seen.reduce(q.put, [])));
				faults.length = 0;
				for (let i = 0; i < 5 && !(await saver.flush()); i++);
				assert.deepEqual(words(server.sheet), wanted);
				assert.equal(store.kept.size, 0);
			},
		),
		{ numRuns: 300 },
	);
});

test('a refusal keeps the change on the device and says so', async () => {
	const store = memory();
	const views = [];
	const refuse = async () => {
		throw new Problem(409, { title: 'Лист уже подписан' });
	};
	const wire = { post: refuse, put: refuse, patch: refuse, get: refuse };
	const from = { store, wire, now: () => '', later: () => () => undefined };
	const saver = autosave(q.blank, {}, from, v => views.push(v));
	await saver.change({ mark: { item: 'a', points: 2, evidence: null } });
	assert.equal(await saver.flush(), false);
	assert.equal(views.at(-1).saving, 'refused');
	assert.equal(store.kept.get('s').queue.length, 1);
});

test('a lost session keeps the queue', async () => {
	const store = memory();
	const views = [];
	const out = async () => {
		throw new Problem(401, {});
	};
	const wire = { post: out, put: out, patch: out, get: out };
	const from = { store, wire, now: () => '', later: () => () => undefined };
	const saver = autosave(q.blank, {}, from, v => views.push(v));
	await saver.change({ text: 'strengths', value: 'x' });
	await saver.flush();
	assert.equal(views.at(-1).saving, 'signed_out');
	assert.equal(store.kept.size, 1);
});

test('words changed on another device are not overwritten unseen', async () => {
	const store = memory();
	const server = serverOf([]);
	const from = { store, wire: server.wire, now: () => '', later: () => () => undefined };
	const base = q.written(structuredClone(server.sheet));
	const saver = autosave(base, {}, from);
	server.sheet.strengths = 'с другого устройства';
	server.sheet.revision++;
	await saver.change({ text: 'strengths', value: 'моё' });
	assert.equal(await saver.flush(), false);
	assert.equal(server.sheet.strengths, 'с другого устройства');
	assert.equal(saver.view().problem.status, 412);
	assert.equal(saver.view().base.strengths, base.strengths);
	await saver.mergeTexts(q.written(saver.view().problem.current), ['strengths']);
	assert.equal(server.sheet.strengths, 'моё');
	assert.equal(store.kept.size, 0);

	server.sheet.strengths = 'и снова чужое';
	server.sheet.revision++;
	await saver.change({ text: 'strengths', value: 'моё второе' });
	assert.equal(await saver.flush(), false);
	await saver.mergeTexts(q.written(saver.view().problem.current), []);
	assert.equal(server.sheet.strengths, 'и снова чужое');
	assert.equal(saver.view().sheet.strengths, 'и снова чужое');
	assert.equal(store.kept.size, 0);
});
