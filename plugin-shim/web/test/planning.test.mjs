/* Terms moved, doubts, capacity by month, entries of the calendar. SPDX-License-Identifier: GPL-3.0-or-later */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { load } from './compile.mjs';

const p = await load('planning.ts');
const y = await load('year.ts');

const free = p.calendarOf([]);
const term = (starts_on, ends_on = starts_on) => ({ starts_on, ends_on });
const month = fc
	.tuple(fc.integer({ min: 2024, max: 2030 }), fc.integer({ min: 1, max: 12 }))
	.map(([year, m]) => `${year}-${String(m).padStart(2, '0')}`);
const date = fc
	.tuple(month, fc.integer({ min: 1, max: 28 }))
	.map(([m, d]) => `${m}-${String(d).padStart(2, '0')}`);

test('a whole month stays a whole month, a date keeps its day and falls on a working one', () => {
	const whole = p.intoMonth(term('2026-10-01', '2026-10-31'), '2027-02', free);
	assert.deepEqual(whole, term('2027-02-01', '2027-02-28'));
	assert.deepEqual(p.intoMonth(term('2026-10-05'), '2026-11', free), term('2026-11-05'));
	assert.deepEqual(
		p.intoMonth(term('2026-10-07'), '2026-11', free),
		term('2026-11-09'),
		'a Saturday',
	);
	const holiday = p.calendarOf([{ date: '2026-11-04', working: false, title: 'Праздник' }]);
	assert.deepEqual(p.intoMonth(term('2026-10-04'), '2026-11', holiday), term('2026-11-05'));
	assert.deepEqual(
		p.intoMonth(term('2026-10-31'), '2027-02', free),
		term('2027-02-01'),
		'no working day is left',
	);
	fc.assert(
		fc.property(date, fc.integer({ min: 0, max: 60 }), month, (start, length, to) => {
			const was = term(start, p.plusDays(start, length));
			const now = p.intoMonth(was, to, free);
			assert.equal(now.starts_on.slice(0, 7), to);
			assert.ok(now.ends_on >= now.starts_on);
		}),
	);
});

test('onto a date: one day keeps its length, an open term becomes that day', () => {
	assert.deepEqual(
		p.ontoDate(term('2026-10-05', '2026-10-06'), '2026-12-01'),
		term('2026-12-01', '2026-12-02'),
	);
	assert.deepEqual(p.ontoDate(term('2026-10-01', '2026-10-31'), '2026-12-01'), term('2026-12-01'));
});

const capacity = {
	each: 2,
	months: [{ month: '2026-11', working: 20, most: 1, each: 1 }],
	away: [
		{ person: { id: 'a', short: 'А' }, weekday: 3, from: null, to: null },
		{ person: { id: 'b', short: 'Б' }, weekday: null, from: '2026-11-02', to: '2026-11-06' },
	],
};
const wanted = (starts_on, more = {}) => ({
	id: 'x',
	starts_on,
	ends_on: starts_on,
	school: 's',
	responsible: null,
	is_day: true,
	...more,
});
const kinds = (w, days = []) => p.doubts(w, days, capacity, free).map(d => d.kind);
const day = (id, on, more = {}) => ({ id, date: on, school: null, responsible: null, ...more });

test('what speaks against a term is named, and nothing else', () => {
	assert.deepEqual(kinds(wanted('2026-11-10')), []);
	assert.deepEqual(kinds(wanted('2026-11-14')), ['holiday']);
	assert.deepEqual(kinds(wanted('2026-11-10'), [day('o', '2026-11-17')]), ['over']);
	assert.deepEqual(kinds(wanted('2026-11-10'), [day('x', '2026-11-17')]), [], 'itself is no other');
	assert.deepEqual(kinds(wanted('2026-12-10'), [day('o', '2026-12-17')]), [], 'no limit is known');
	assert.deepEqual(kinds(wanted('2026-11-11', { responsible: 'a' })), ['away'], 'a Wednesday');
	assert.deepEqual(kinds(wanted('2026-11-05', { responsible: 'b' })), ['away']);
	const own = [
		day('o', '2026-12-10', { responsible: 'c' }),
		day('q', '2027-02-01', { responsible: 'c' }),
	];
	assert.deepEqual(kinds(wanted('2026-12-10', { responsible: 'c' }), own), ['over_person', 'busy']);
	const here = [day('o', '2026-12-17', { school: 's' })];
	assert.deepEqual(kinds(wanted('2026-12-10'), here), ['school_again']);
	assert.deepEqual(kinds(wanted('2026-11-14', { is_day: false })), ['holiday']);
	assert.deepEqual(kinds(wanted('')), []);
});

test('months over the limit and the one with most room', () => {
	const limits = p.limitsOf(capacity, false);
	assert.equal(limits[2], 1);
	assert.equal(limits[0], null);
	const s = p.strain([0, 0, 3, 1], [null, null, 1, 4]);
	assert.deepEqual(s, { over: [{ month: 2, by: 2 }], roomiest: { month: 3, left: 3 } });
});

test('the way back is made of what was moved, empty where it was empty', () => {
	const was = { ...term('2026-10-05'), direction: null, organisation: null, responsible: null };
	const row = (item, outcome) => ({ item, outcome, title: item, revision: 2, was, now: was });
	const back = p.undoOf([row('i', 'moved'), row('j', 'has_day')]);
	assert.deepEqual(back, [
		{
			item: 'i',
			revision: 2,
			...term('2026-10-05'),
			direction: null,
			organisation: null,
			responsible: null,
		},
	]);
});

const item = (id, starts_on, more = {}) => ({
	id,
	title: id,
	form: { is_day: true },
	starts_on,
	ends_on: starts_on,
	organisation: { id: 's', name: 'Ш' },
	responsible: { id: 'p' },
	direction: 'expert',
	day: null,
	...more,
});

test('filters choose items: school, person, direction, state, month of a long term too', () => {
	const all = [
		item('i', '2026-10-05'),
		item('j', '2026-11-05', { day: { id: 'd', state: 'held', held_on: '2026-12-01' } }),
		item('k', '2026-10-01', { ends_on: '2027-02-28' }),
	];
	const ids = f =>
		y
			.chosen(all, f)
			.map(i => i.id)
			.join('');
	assert.equal(ids({}), 'ijk');
	assert.equal(ids({ state: 'held' }), 'j');
	assert.equal(ids({ state: 'planned' }), 'ik');
	assert.equal(ids({ month: '2026-12' }), 'jk', 'a day by its own date, a term by all its months');
	assert.equal(ids({ month: '2026-11' }), 'k');
	assert.equal(ids({ school: 'other' }), '');
	assert.equal(ids({ lead: 'p', direction: 'expert' }), 'ijk');
	assert.equal(y.isPart({ lead: 'p' }), false);
	assert.equal(y.isPart({ month: '2026-11' }), true);
});

test('weeks of a month begin on Monday and hold each of its days once', () => {
	for (const m of ['2026-11', '2027-02', '2027-05']) {
		const days = [];
		for (let d = p.monthStart(m); d <= p.monthEnd(m); d = p.plusDays(d, 1)) days.push(d);
		const weeks = p.weeksOf(m);
		assert.deepEqual(weeks.flat().filter(Boolean), days);
		for (const week of weeks) assert.equal(week.length, 7);
		for (const d of weeks.map(w => w[0]).filter(Boolean)) assert.equal(p.weekdayOf(d), 1);
	}
	assert.equal(p.nextMonth('2026-12', 1), '2027-01');
	assert.equal(p.nextMonth('2027-01', -1), '2026-12');
	assert.equal(p.monthKey(2026, 0), '2026-09');
	assert.equal(p.monthKey(2026, 4), '2027-01');
});
