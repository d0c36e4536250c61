/* Dates, numbers and no-break spaces as people read them. SPDX-License-Identifier: GPL-3.0-or-later */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './compile.mjs';

const f = await load('format.ts');
const S = '\u00a0';

test('dates are written out, never broken between number and word', () => {
	assert.equal(f.fullDate('2026-11-25', 'ru'), `25${S}ноября 2026${S}г.`);
	assert.equal(f.dayMonth('2026-11-05', 'ru'), `5${S}ноября`);
	assert.equal(f.fullDate('2026-11-25', 'en').replace(/\s/g, ' '), '25 November 2026');
	assert.equal(f.weekday('2026-11-25', 'ru'), 'среда');
	assert.equal(f.shortDate('2026-11-16T23:30:00+03:00'), '16.11.2026');
});

test('an instant shows the clock of the district, whatever the device thinks', () => {
	assert.equal(f.clock('2026-11-25T09:25:00+03:00'), '9:25');
	assert.equal(f.clock('2026-11-25T23:40:00-11:00'), '23:40');
	assert.equal(f.span('2026-11-25T09:25:00+03:00', '2026-11-25T10:10:00+03:00'), '9:25–10:10');
});

test('an instant for the server carries the offset of the district on that date', () => {
	assert.equal(f.instant('2026-11-25', '10:20', 'Europe/Moscow'), '2026-11-25T10:20:00+03:00');
	assert.equal(f.instant('2026-11-25', '10:20', 'Asia/Kolkata'), '2026-11-25T10:20:00+05:30');
	assert.equal(f.instant('2026-07-01', '10:20', 'Europe/Berlin'), '2026-07-01T10:20:00+02:00');
	assert.equal(f.instant('2026-11-25', '10:20', 'UTC'), '2026-11-25T10:20:00+00:00');
});

test('numbers have a decimal comma and thousands apart', () => {
	assert.equal(f.percent(66.666, 'ru'), `66,7${S}%`);
	assert.equal(f.number(1243, 'ru'), `1${S}243`);
	assert.equal(f.percent(66.666, 'en'), '66.7%');
});

test('days between dates, across months and daylight saving', () => {
	assert.equal(f.daysBetween('2026-11-24', '2026-11-25'), 1);
	assert.equal(f.daysBetween('2026-11-25', '2026-11-24'), -1);
	assert.equal(f.daysBetween('2026-03-01', '2026-11-01'), 245);
	assert.equal(f.schoolYear(2026), '2026/27');
	assert.equal(f.schoolYear(1999), '1999/00');
});

test('prepositions, number signs and initials hold to their word', () => {
	assert.equal(f.typeset('в 2 из 24 школ'), `в${S}2${S}из${S}24${S}школ`);
	assert.equal(f.typeset('Ветлугина И. П.'), `Ветлугина${S}И.${S}П.`);
	assert.equal(f.typeset('приказ № 214, п. 4.1'), `приказ №${S}214, п.${S}4.1`);
	assert.equal(f.typeset('день — и ночь'), `день${S}— и${S}ночь`);
});
