/*
 * Two editors of one text: what only one of them changed is settled, the same place changed by both is asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { load } from './compile.mjs';

const { mergeList, plainOf } = await load('merge.ts');
const merged = parts => parts.flatMap(p => p.settled ?? p.mine);
const clashes = parts => parts.filter(p => !p.settled);

test('paragraphs of two people stand side by side', () => {
	const was = ['a', 'b', 'c', 'd'];
	const parts = mergeList(was, ['a', 'B', 'c', 'd', 'e'], ['a', 'b', 'c', 'D']);
	assert.deepEqual(clashes(parts), [{ was: ['d'], mine: ['d', 'e'], theirs: ['D'] }]);
	const apart = mergeList(was, ['A', 'b', 'c', 'd'], ['a', 'b', 'd']);
	assert.deepEqual([merged(apart), clashes(apart)], [['A', 'b', 'd'], []]);
});

test('the same paragraph changed by both is asked, changed alike it is not', () => {
	const parts = mergeList(['a', 'b'], ['a', 'mine'], ['a', 'theirs']);
	assert.deepEqual(clashes(parts), [{ was: ['b'], mine: ['mine'], theirs: ['theirs'] }]);
	assert.deepEqual(clashes(mergeList(['a', 'b'], ['a', 'x'], ['a', 'x'])), []);
	assert.equal(clashes(mergeList([], ['x'], ['y'])).length, 1);
	const neighbours = mergeList(['a', 'b', 'c'], ['A', 'B', 'c'], ['a', 'X', 'C']);
	assert.deepEqual(clashes(neighbours), [{ was: ['b'], mine: ['B'], theirs: ['X'] }]);
	assert.deepEqual(merged(neighbours), ['A', 'B', 'C']);
});

const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 8 });
test('whoever changes alone has his way; nothing of the own text is lost', () => {
	fc.assert(
		fc.property(text, text, text, (was, mine, theirs) => {
			assert.deepEqual(merged(mergeList(was, mine, was)), mine);
			assert.deepEqual(merged(mergeList(was, was, theirs)), theirs);
			assert.deepEqual(merged(mergeList(was, mine, mine)), mine);
			const parts = mergeList(was, mine, theirs);
			const whole = side => parts.flatMap(p => p.settled ?? p[side]);
			for (const block of mine.filter(b => !was.includes(b)))
				assert.ok(whole('mine').includes(block));
			for (const block of theirs.filter(b => !was.includes(b)))
				assert.ok(whole('theirs').includes(block));
		}),
	);
});

test('a form and the server say one thing in two shapes', () => {
	assert.deepEqual(plainOf({ id: 'x', name: 'Школа' }), plainOf('x'));
	assert.deepEqual(plainOf([{ person: 'p' }]), plainOf([{ id: 'p', short: 'А. Б.' }]));
	assert.equal(plainOf(null), plainOf(''));
	assert.equal(plainOf(12), plainOf('12'));
	assert.notDeepEqual(
		plainOf([{ person: 'p', involvement: 'leads' }]),
		plainOf([{ id: 'p', involvement: 'attends' }]),
	);
});
