/* The numbering of points is the paper's own. SPDX-License-Identifier: GPL-3.0-or-later */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './compile.mjs';

const { gathered } = await load('parts/blocks.tsx');
const point = text => ({ b: 'point', text });

test('points are numbered together, on over a list and anew after words', () => {
	const list = { b: 'list', items: ['в'] };
	const para = { b: 'para', text: 'д' };
	assert.deepEqual(gathered([point('а'), point('б'), list, point('г'), para, point('е')]), [
		{ b: 'points', start: 1, items: ['а', 'б'] },
		list,
		{ b: 'points', start: 3, items: ['г'] },
		para,
		{ b: 'points', start: 1, items: ['е'] },
	]);
});

test('a block that nobody knows stays where it is', () => {
	const odd = { b: 'quote', text: 'Так' };
	assert.deepEqual(gathered([point('а'), odd, point('б')]), [
		{ b: 'points', start: 1, items: ['а'] },
		odd,
		{ b: 'points', start: 2, items: ['б'] },
	]);
});
