/*
 * The year matrix as plain data: schools by months, and the sentence it amounts to.
 *
 * Pure: the screen only draws what stands here. A month that nobody uses is left out in summer,
 * September to May are always there. A day off the plan is shown too, it is the more important.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { daysBetween } from './format.js';
import type { DayRow, Organisation, PlanItem } from './types.js';

export interface Cell {
	date: string;
	state: string;
	late: boolean;
	href: string;
	title: string;
	/** an item of which no day was made yet */
	item?: PlanItem;
}
export interface Row {
	school: Organisation;
	/** days since the last methodological day; null: there was none */
	away: number | null;
	/** cells by month, 0 = September */
	cells: Cell[][];
	count: number;
}
export interface Year {
	months: number[];
	rows: Row[];
	days: number;
	held: number;
	late: number;
	schools: number;
	perMonth: number[];
	states: [string, number][];
}
export interface Filter {
	school?: string;
	lead?: string;
	direction?: string;
	/** YYYY-MM */
	month?: string;
	state?: string;
	order?: string;
}
/** The filters in use narrow what is shown, beyond one methodist's own days. */
export const isPart = (f: Filter): boolean =>
	Boolean(f.school || f.direction || f.month || f.state);

const HELD = new Set(['held', 'analysed', 'at_council', 'considered', 'approved', 'closed']);

/** 0 = September … 11 = August */
export const monthOf = (date: string): number => (Number(date.slice(5, 7)) + 3) % 12;
/** A date inside the month, for its name. */
export const monthDate = (year: number, month: number): string => {
	const m = ((month + 8) % 12) + 1;
	return `${m >= 9 ? year : year + 1}-${String(m).padStart(2, '0')}-15`;
};

const ofDay = (d: DayRow): Cell => ({
	date: d.held_on,
	state: d.state,
	late: d.late,
	href: `/days/${d.id}`,
	title: d.theme ?? d.plan_item?.title ?? '',
});

function ofItem(item: PlanItem, days: Map<string, DayRow>): Cell | null {
	if (item.day) {
		const d = days.get(item.day.id);
		return d
			? ofDay(d)
			: {
					...item.day,
					date: item.day.held_on,
					late: false,
					href: `/days/${item.day.id}`,
					title: item.title,
				};
	}
	if (!item.starts_on) return null;
	const href = `/plan/items/${item.id}?version=${item.version}`;
	return { date: item.starts_on, state: 'planned', late: false, href, title: item.title, item };
}

const inMonth = (date: string | null | undefined, f: Filter): boolean =>
	!f.month || date?.slice(0, 7) === f.month;
const passes = (item: PlanItem, f: Filter): boolean =>
	(!f.school || item.organisation?.id === f.school) &&
	(!f.lead || item.responsible?.id === f.lead) &&
	(!f.direction || item.direction === f.direction);

/** Items that pass all filters, by the date of their day if there is one. */
export const chosen = (items: PlanItem[], f: Filter): PlanItem[] =>
	items.filter(
		i =>
			passes(i, f) &&
			(!f.state || (i.day?.state ?? 'planned') === f.state) &&
			(inMonth(i.day?.held_on ?? i.starts_on, f) ||
				(!i.day &&
					Boolean(f.month && i.starts_on && i.ends_on) &&
					(i.starts_on ?? '') <= `${f.month}-31` &&
					(i.ends_on ?? '') >= `${f.month}-01`)),
	);

/** A day that no item of this version is about has its leader, but no direction. */
const offPlan = (d: DayRow, f: Filter): boolean =>
	!f.direction &&
	(!f.school || d.organisation.id === f.school) &&
	(!f.lead || d.lead?.id === f.lead);

function gather(items: PlanItem[], days: DayRow[], filter: Filter): Map<string, Cell[]> {
	const byId = new Map(days.map(d => [d.id, d]));
	const bySchool = new Map<string, Cell[]>();
	const add = (school: string, cell: Cell | null) => {
		if (!cell || (filter.state && cell.state !== filter.state) || !inMonth(cell.date, filter))
			return;
		bySchool.set(school, [...(bySchool.get(school) ?? []), cell]);
	};
	const seen = new Set<string>();
	for (const item of items) {
		if (item.day) seen.add(item.day.id);
		if (item.form?.is_day && item.organisation && passes(item, filter))
			add(item.organisation.id, ofItem(item, byId));
	}
	for (const d of days) if (!seen.has(d.id) && offPlan(d, filter)) add(d.organisation.id, ofDay(d));
	return bySchool;
}

function row(school: Organisation, cells: Cell[], today: string): Row {
	const byMonth: Cell[][] = Array.from({ length: 12 }, () => []);
	for (const c of cells.sort((a, b) => a.date.localeCompare(b.date)))
		byMonth[monthOf(c.date)]?.push(c);
	const away = school.last_day_on ? Math.max(0, daysBetween(school.last_day_on, today)) : null;
	const count = cells.filter(c => c.state !== 'cancelled').length;
	return { school, away, cells: byMonth, count };
}

export function yearOf(
	schools: Organisation[],
	items: PlanItem[],
	days: DayRow[],
	today: string,
	filter: Filter = {},
): Year {
	const bySchool = gather(items, days, filter);
	const rows = schools
		.filter(s => (!s.closed_on || bySchool.has(s.id)) && (!filter.school || s.id === filter.school))
		.map(s => row(s, bySchool.get(s.id) ?? [], today));
	const longest = (r: Row) => r.away ?? Number.POSITIVE_INFINITY;
	rows.sort((a, b) =>
		filter.order === 'name' || longest(a) === longest(b)
			? a.school.name.localeCompare(b.school.name, 'ru', { numeric: true })
			: longest(b) - longest(a),
	);
	const cells = rows.flatMap(r => r.cells.flat()).filter(c => c.state !== 'cancelled');
	const perMonth = Array.from(
		{ length: 12 },
		(_, m) => cells.filter(c => monthOf(c.date) === m).length,
	);
	const states = new Map<string, number>();
	for (const c of cells) states.set(c.state, (states.get(c.state) ?? 0) + 1);
	return {
		months: perMonth.flatMap((n, m) => (m < 9 || n > 0 ? [m] : [])),
		rows,
		days: cells.length,
		held: cells.filter(c => HELD.has(c.state)).length,
		late: cells.filter(c => c.late).length,
		schools: rows.filter(r => r.count > 0).length,
		perMonth,
		states: [...states],
	};
}
