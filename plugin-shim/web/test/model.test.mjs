/* Year matrix, programme grid, arrow keys, score, journal gaps. SPDX-License-Identifier: GPL-3.0-or-later */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { load } from './compile.mjs';

const y = await load('year.ts');
const g = await load('grid.ts');
const { gaps } = await load('journal.ts');
const { nearest } = await load('roving.ts');
const s = await load('score.ts');
const { uuid } = await load('uuid.ts');

const school = (id, last_day_on = null) => ({
	id,
	name: id,
	kind: 'school',
	closed_on: null,
	last_day_on,
});
const item = (id, organisation, starts_on, day = null) => ({
	id,
	number: 1,
	title: id,
	form: { id: 'f', name: 'день', is_day: true },
	starts_on,
	ends_on: starts_on,
	organisation: { id: organisation, name: organisation },
	responsible: { id: 'p', short: 'П' },
	direction: 'analytic',
	version: 'v',
	revision: 1,
	day,
});
const day = (id, organisation, held_on, state, late = false) => ({
	id,
	held_on,
	state,
	late,
	organisation: { id: organisation, name: organisation },
	lead: null,
	theme: null,
	plan_item: null,
	order: null,
	kind: 'day',
	revision: 1,
});

test('the matrix: days stand by their own date, items without a day by their plan', () => {
	const year = y.yearOf(
		[school('A', '2025-11-24'), school('B')],
		[
			item('i1', 'A', '2026-12-02', { id: 'd1', state: 'held', held_on: '2026-11-05' }),
			item('i2', 'B', '2027-02-03'),
		],
		[day('d1', 'A', '2026-11-05', 'held', true), day('d2', 'A', '2027-07-01', 'in_plan')],
		'2026-11-24',
	);
	assert.equal(year.days, 3);
	assert.equal(year.held, 1);
	assert.equal(year.late, 1);
	assert.equal(year.schools, 2);
	assert.deepEqual(year.months, [0, 1, 2, 3, 4, 5, 6, 7, 8, 10]);
	assert.equal(year.rows[0].school.id, 'B', 'a school never visited comes first');
	assert.equal(year.rows[1].away, 365);
	assert.equal(year.rows[1].cells[2][0].href, '/days/d1');
	assert.equal(year.rows[0].cells[5][0].state, 'planned');
});

test('filters narrow the matrix, a cancelled day is not counted', () => {
	const schools = [school('A')];
	const items = [item('i', 'A', '2026-10-01')];
	const days = [day('d', 'A', '2026-11-05', 'cancelled')];
	assert.equal(y.yearOf(schools, items, days, '2026-11-24').days, 1);
	assert.equal(y.yearOf(schools, items, days, '2026-11-24', { direction: 'expert' }).days, 0);
	assert.equal(y.yearOf(schools, items, days, '2026-11-24', { state: 'planned' }).days, 1);
});

test('months of a school year', () => {
	assert.equal(y.monthOf('2026-09-01'), 0);
	assert.equal(y.monthOf('2027-08-31'), 11);
	for (let m = 0; m < 12; m++) assert.equal(y.monthOf(y.monthDate(2026, m)), m);
});

const slot = (id, from, to, rooms = []) => ({
	id,
	starts_at: `2026-11-25T${from}:00+03:00`,
	ends_at: `2026-11-25T${to}:00+03:00`,
	rooms: rooms.map(r => ({ id: r, name: r })),
	people: [],
	classes: [],
});

test('the grid: a room is a column, five minutes are a row', () => {
	const grid = g.gridOf(
		[slot('a', '09:25', '10:10', ['каб. 21']), slot('b', '10:20', '11:05', ['каб. 3'])],
		[],
		'нет',
	);
	assert.deepEqual(
		grid.columns.map(c => c.name),
		['каб. 3', 'каб. 21'],
	);
	assert.deepEqual(
		grid.places.map(p => [p.slot.id, p.column, p.row, p.rows]),
		[
			['a', 1, 0, 9],
			['b', 0, 11, 9],
		],
	);
});

test('free places: each band of each room that nothing overlaps, and one without a room', () => {
	const bells = [
		{ profile: '', lesson: 1, starts: '09:25', ends: '10:10' },
		{ profile: '', lesson: 2, starts: '10:20', ends: '11:05' },
	];
	const rooms = [
		{ id: 'каб. 3', name: 'каб. 3' },
		{ id: 'каб. 21', name: 'каб. 21' },
	];
	const grid = g.gridOf([slot('a', '10:08', '10:24', ['каб. 21'])], bells, 'нет', rooms);
	assert.deepEqual(
		grid.cells.map(c => [grid.columns[c.column].name, c.from]),
		[
			['каб. 3', '09:25'],
			['нет', '09:25'],
			['каб. 3', '10:20'],
			['нет', '10:20'],
		],
	);
	assert.deepEqual([grid.places[0].row, grid.places[0].rows], [8, 4], 'whole rows around it');
	assert.equal(
		g.gridOf([], [], 'нет', rooms).cells.length,
		8 * 3,
		'hours where there are no bells',
	);
	assert.equal(g.gridOf([], bells, 'нет').cells.length, 0, 'a reader has none');
	assert.deepEqual(
		g
			.gridOf([slot('a', '09:40', '10:00')], bells, 'нет')
			.bands.map(b => [b.bell.lesson, b.row, b.rows]),
		[[1, 0, 9]],
		'a reader sees the lesson during which it goes on, whole, and no other',
	);
});

test('no activity ever hides another', () => {
	const time = fc.integer({ min: 96, max: 200 });
	const clock = n =>
		`${String(Math.floor(n / 12)).padStart(2, '0')}:${String((n % 12) * 5).padStart(2, '0')}`;
	fc.assert(
		fc.property(
			fc.array(fc.tuple(time, fc.integer({ min: 1, max: 20 })), { maxLength: 12 }),
			list => {
				const slots = list.map(([from, len], i) => slot(String(i), clock(from), clock(from + len)));
				const { places } = g.gridOf(slots, [], 'нет');
				for (const a of places)
					for (const b of places)
						if (a !== b && a.column === b.column)
							assert.ok(a.row + a.rows <= b.row || b.row + b.rows <= a.row);
			},
		),
	);
});

test('arrow keys go to the nearest in that direction', () => {
	const spots = [
		{ r: 0, c: 0 },
		{ r: 0, c: 5 },
		{ r: 2, c: 1 },
	];
	assert.equal(nearest(spots, spots[0], 'ArrowRight'), 1);
	assert.equal(nearest(spots, spots[0], 'ArrowDown'), 2);
	assert.equal(nearest(spots, spots[2], 'ArrowUp'), 0);
	assert.equal(nearest(spots, spots[2], 'ArrowRight'), -1);
	assert.equal(nearest(spots, spots[0], 'a'), -1);
});

const crit = (id, points, weight = 1) => ({ id, points, weight });
const rubric = {
	sections: [
		{ takes: 'sum', items: [crit('a', [0, 1, 2, 3]), crit('b', [0, 1], 2)] },
		{ takes: 'best', items: [crit('c', [0, 1, 2]), crit('d', [0, 1, 2])] },
	],
};
const marks = o => new Map(Object.entries(o).map(([k, points]) => [k, { points }]));

test('an absent stage leaves the maximum, the best of a section counts once', () => {
	const t = s.tally(rubric, marks({ a: 2, b: null, c: 1, d: 2 }));
	assert.deepEqual([t.points, t.max, t.absent, t.missing.length], [4, 5, 1, 0]);
	assert.equal(s.percentOf(t), 80);
	assert.equal(s.percentOf(s.tally(rubric, marks({ a: null, b: null, c: null, d: null }))), null);
});

test('missing marks are named, weights counted', () => {
	const t = s.tally(rubric, marks({ b: 1 }));
	assert.deepEqual(
		t.missing.map(i => i.id),
		['a', 'c', 'd'],
	);
	assert.deepEqual([t.points, t.max], [2, 7]);
	assert.equal(
		s.levelOf(
			[
				{ from: 0, word: 'x' },
				{ from: 65, word: 'y' },
			],
			65,
		),
		'y',
	);
});

test('a client-made id is a version 4 uuid with and without a secure context', () => {
	const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
	const plain = { getRandomValues: a => crypto.getRandomValues(a) };
	assert.match(uuid(), shape);
	for (let i = 0; i < 50; i++) assert.match(uuid(plain), shape);
	assert.notEqual(uuid(plain), uuid(plain));
});

test('the journal names the numbers that nobody has given, however many', () => {
	const missing = (...numbers) => gaps(numbers.map(number => ({ number })));
	assert.deepEqual(missing('3', '1', '7', '156'), ['2', '4–6', '8–155']);
	assert.deepEqual(missing('159', '159-а', '160'), []);
	assert.deepEqual(missing('б/н', '5'), []);
});
