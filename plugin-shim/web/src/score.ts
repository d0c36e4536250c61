/*
 * What the marks amount to while the sheet is filled: points of the applicable maximum.
 *
 * The same rule as the server's, which decides at submission: a stage that was absent leaves the
 * maximum, a section sums its items or takes the best of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Mark, Rubric, RubricItem, RubricSection } from './types.js';

export type Marks = ReadonlyMap<string, Pick<Mark, 'points'>>;

export interface Tally {
	points: number;
	max: number;
	marked: number;
	absent: number;
	total: number;
	missing: RubricItem[];
}

const most = (item: RubricItem): number => Math.max(...item.points, 0) * item.weight;

export function tallySection(section: RubricSection, marks: Marks): Tally {
	const got: number[] = [];
	const could: number[] = [];
	const missing: RubricItem[] = [];
	let absent = 0;
	for (const item of section.items) {
		const mark = marks.get(item.id);
		if (!mark) missing.push(item);
		else if (mark.points === null) absent++;
		else got.push(mark.points * item.weight);
		if (!mark || mark.points !== null) could.push(most(item));
	}
	const best = section.takes === 'best';
	const fold = (list: number[]) =>
		best ? Math.max(0, ...list) : list.reduce((sum, n) => sum + n, 0);
	return {
		points: fold(got),
		max: fold(could),
		marked: got.length + absent,
		absent,
		total: section.items.length,
		missing,
	};
}

export function tally(rubric: Pick<Rubric, 'sections'>, marks: Marks): Tally {
	const sum: Tally = { points: 0, max: 0, marked: 0, absent: 0, total: 0, missing: [] };
	for (const section of rubric.sections) {
		const one = tallySection(section, marks);
		sum.points += one.points;
		sum.max += one.max;
		sum.marked += one.marked;
		sum.absent += one.absent;
		sum.total += one.total;
		sum.missing.push(...one.missing);
	}
	return sum;
}

export const percentOf = (t: Pick<Tally, 'points' | 'max'>): number | null =>
	t.max > 0 ? (100 * t.points) / t.max : null;

export function levelOf(bands: Rubric['bands'], percent: number): string | undefined {
	return [...bands].sort((a, b) => b.from - a.from).find(b => percent >= b.from)?.word;
}
