/*
 * Texts that editions are compared and written by: clauses word by word, levels as lines and back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './compile.mjs';

const { compareClauses, compareWords } = await load('clauses.ts');
const { levelLines, readLevels } = await load('levels.ts');
const { inForce } = await load('parts/slot-lists.ts');
const clause = (number, body) => ({ number, label: `п. ${number}`, body });
const said = pieces => pieces.map(p => [p.how, p.text.trim()]);

test('words that differ are told from those that stay', () => {
	assert.deepEqual(said(compareWords('один два три', 'один два три')), [['same', 'один два три']]);
	assert.deepEqual(said(compareWords('срок три дня', 'срок пять рабочих дней')), [
		['same', 'срок'],
		['gone', 'три дня'],
		['new', 'пять рабочих дней'],
	]);
	assert.deepEqual(said(compareWords('', 'всё ново')), [['new', 'всё ново']]);
	const both = compareWords('а б в г', 'а в г д');
	assert.equal(
		both
			.filter(p => p.how !== 'gone')
			.map(p => p.text)
			.join('')
			.replace(/\s+/g, ' ')
			.trim(),
		'а в г д',
	);
});

test('a text beyond all measure is shown whole, as gone and new', () => {
	const long = 'слово '.repeat(1600);
	assert.deepEqual(
		compareWords(long, `${long}ещё`).map(p => p.how),
		['gone', 'new'],
	);
});

test('clauses are new, gone, changed, the same; what is gone stands where it stood', () => {
	const rows = compareClauses(
		[clause('1.1', 'а'), clause('1.2', 'б'), clause('1.3', 'в')],
		[clause('1.1', 'а'), clause('1.3', 'г'), clause('1.4', 'д')],
	);
	assert.deepEqual(
		rows.map(r => [r.number, r.how]),
		[
			['1.1', 'same'],
			['1.2', 'gone'],
			['1.3', 'changed'],
			['1.4', 'new'],
		],
	);
	assert.equal(
		compareClauses([clause('1', 'а')], [{ ...clause('1', 'а'), label: 'п. I' }])[0].how,
		'changed',
	);
});

test('levels become lines and come back', () => {
	const item = {
		body: 'x',
		looks: 'scale',
		points: [0, 0.5, 2],
		labels: ['нет', 'частично', 'да'],
		descriptors: ['', 'цель - у учителя — и это видно', 'цель у учеников'],
	};
	const { points, labels, descriptors } = item;
	assert.deepEqual(readLevels(levelLines(item)), { points, labels, descriptors });
	assert.deepEqual(readLevels('0:\n\n1:'), { points: [0, 1], labels: [], descriptors: [] });
	assert.deepEqual(readLevels('0,5: да').points, [0.5]);
	assert.deepEqual(readLevels('1: да - дефис вместо тире').descriptors, ['дефис вместо тире']);
	assert.ok(Number.isNaN(readLevels('что-то').points[0]));
});

test('a lesson is judged by what is published and in force on its day, and is no leader', () => {
	const of = (id, state, in_force_from, in_force_to = null, whose = 'teacher') => ({
		id,
		state,
		in_force_from,
		in_force_to,
		for: whose,
	});
	const all = [
		of('draft', 'draft', null),
		of('old', 'published', '2020-09-01', '2026-11-30'),
		of('new', 'published', '2026-12-01'),
		of('leaders', 'published', '2020-09-01', null, 'leader'),
	];
	const on = date => inForce(all, date).map(r => r.id);
	assert.deepEqual(on('2026-11-30'), ['old']);
	assert.deepEqual(on('2026-12-01'), ['new']);
	assert.deepEqual(on('2019-01-01'), []);
});
