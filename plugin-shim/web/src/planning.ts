/*
 * Moving items of the plan: where a term goes, and what speaks against it.
 *
 * Pure: dates in, dates out. A whole month stays a whole month, a date keeps its day as far as the
 * month has it and goes to the next working day when the calendar says that nobody works.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { daysBetween } from './format.js';
import type { CalendarDay, Capacity, Move, Moved, PlanItem } from './types.js';
import { monthOf } from './year.js';

export interface Term {
	starts_on: string;
	ends_on: string;
}

const iso = (d: Date): string => d.toISOString().slice(0, 10);
const at = (date: string): Date => new Date(`${date}T12:00:00Z`);
export const plusDays = (date: string, n: number): string =>
	iso(new Date(at(date).getTime() + n * 86_400_000));
/** Monday is 1. */
export const weekdayOf = (date: string): number => at(date).getUTCDay() || 7;
export const monthStart = (month: string): string => `${month}-01`;
export const monthEnd = (month: string): string => {
	const [y = 0, m = 1] = month.split('-').map(Number);
	return iso(new Date(Date.UTC(y, m, 0, 12)));
};
/** YYYY-MM of a month of the school year, 0 = September. */
export const monthKey = (year: number, month: number): string => {
	const m = ((month + 8) % 12) + 1;
	return `${m >= 9 ? year : year + 1}-${String(m).padStart(2, '0')}`;
};
export const nextMonth = (month: string, by: number): string =>
	plusDays(monthStart(month), by > 0 ? 31 : -1).slice(0, 7);

export type Calendar = Map<string, CalendarDay>;
export const calendarOf = (days: CalendarDay[]): Calendar => new Map(days.map(d => [d.date, d]));
export const isWorking = (date: string, calendar: Calendar): boolean =>
	calendar.get(date)?.working ?? weekdayOf(date) < 6;

/** The first working day from a date on; after a month of holidays the date itself. */
export function workingFrom(date: string, calendar: Calendar): string {
	for (let n = 0; n < 31; n++) {
		const d = plusDays(date, n);
		if (isWorking(d, calendar)) return d;
	}
	return date;
}

const isWholeMonth = (t: Term): boolean =>
	t.starts_on.endsWith('-01') && t.ends_on === monthEnd(t.starts_on.slice(0, 7));

/** The same term in another month of the calendar (YYYY-MM). */
export function intoMonth(t: Term, month: string, calendar: Calendar): Term {
	if (isWholeMonth(t)) return { starts_on: monthStart(month), ends_on: monthEnd(month) };
	const last = monthEnd(month);
	const wanted = `${month}-${t.starts_on.slice(8)}`;
	const start = workingFrom(wanted > last ? last : wanted, calendar);
	const within = start > last ? workingFrom(monthStart(month), calendar) : start;
	return { starts_on: within, ends_on: plusDays(within, daysBetween(t.starts_on, t.ends_on)) };
}

/** A term without a date of its own (longer than three days) becomes one day; others keep their length. */
export const ontoDate = (t: Term, date: string): Term => ({
	starts_on: date,
	ends_on: isOpen(t) ? date : plusDays(date, daysBetween(t.starts_on, t.ends_on)),
});
export const isOpen = (t: Term): boolean => daysBetween(t.starts_on, t.ends_on) > 2;

/** A day was made of it, or the term is unknown: then it isn't moved here. */
export const isMovable = (i: PlanItem): boolean => !i.day && Boolean(i.starts_on && i.ends_on);
export const termOf = (i: PlanItem): Term => ({
	starts_on: i.starts_on ?? '',
	ends_on: i.ends_on ?? i.starts_on ?? '',
});

/** The way back of what was moved. */
export const undoOf = (moved: Moved[]): Move[] =>
	moved.flatMap(m =>
		m.outcome === 'moved' && m.was && m.revision !== null
			? [
					{
						item: m.item,
						revision: m.revision,
						starts_on: m.was.starts_on,
						ends_on: m.was.ends_on,
						organisation: m.was.organisation?.id ?? null,
						responsible: m.was.responsible?.id ?? null,
						direction: m.was.direction,
					},
				]
			: [],
	);

export interface Planned {
	id: string;
	date: string;
	school: string | null;
	responsible: string | null;
}
/** Days as they are planned: their date, school and who is responsible. */
export const plannedOf = (items: PlanItem[]): Planned[] =>
	items
		.filter(i => i.form?.is_day && (i.day || i.starts_on))
		.map(i => ({
			id: i.id,
			date: i.day?.held_on ?? i.starts_on ?? '',
			school: i.organisation?.id ?? null,
			responsible: i.responsible?.id ?? null,
		}));

export interface Wanted extends Term {
	id: string | null;
	school: string | null;
	responsible: string | null;
	is_day: boolean;
}
export type Doubt =
	| { kind: 'holiday'; title: string }
	| { kind: 'over'; month: string; planned: number; most: number }
	| { kind: 'over_person'; planned: number; most: number }
	| { kind: 'away' }
	| { kind: 'busy' }
	| { kind: 'school_again' };

const isAway = (w: Wanted, capacity: Capacity): boolean =>
	capacity.away.some(
		a =>
			a.person.id === w.responsible &&
			(a.weekday === weekdayOf(w.starts_on) ||
				(a.from !== null && a.to !== null && a.from <= w.ends_on && a.to >= w.starts_on)),
	);

function loads(w: Wanted, others: Planned[], capacity: Capacity): Doubt[] {
	const month = w.starts_on.slice(0, 7);
	const most = capacity.months.find(m => m.month === month)?.most ?? null;
	const planned = others.filter(o => o.date.slice(0, 7) === month).length + 1;
	const out: Doubt[] = [];
	if (most !== null && planned > most) out.push({ kind: 'over', month, planned, most });
	if (w.responsible) {
		const own = others.filter(o => o.responsible === w.responsible).length + 1;
		if (own > capacity.each) out.push({ kind: 'over_person', planned: own, most: capacity.each });
	}
	return out;
}

/** What speaks against a term, while it is being typed. Nothing of it forbids. */
export function doubts(
	w: Wanted,
	days: Planned[],
	capacity: Capacity,
	calendar: Calendar,
): Doubt[] {
	if (!/^\d{4}-\d\d-\d\d$/.test(w.starts_on)) return [];
	const others = days.filter(d => d.id !== w.id);
	const exact = !isOpen(w);
	const out: Doubt[] = [];
	if (exact && !isWorking(w.starts_on, calendar))
		out.push({ kind: 'holiday', title: calendar.get(w.starts_on)?.title ?? '' });
	if (w.is_day) out.push(...loads(w, others, capacity));
	if (w.responsible && exact && isAway(w, capacity)) out.push({ kind: 'away' });
	if (w.responsible && exact)
		if (others.some(o => o.responsible === w.responsible && o.date === w.starts_on))
			out.push({ kind: 'busy' });
	if (w.is_day && w.school)
		if (others.some(o => o.school === w.school && o.date.slice(0, 7) === w.starts_on.slice(0, 7)))
			out.push({ kind: 'school_again' });
	return out;
}

/** Months that hold more than the methodists can do, and the one with most room left. */
export function strain(
	perMonth: number[],
	limits: (number | null)[],
): { over: { month: number; by: number }[]; roomiest: { month: number; left: number } | null } {
	const over: { month: number; by: number }[] = [];
	let roomiest: { month: number; left: number } | null = null;
	for (const [month, most] of limits.entries()) {
		if (most === null) continue;
		const left = most - (perMonth[month] ?? 0);
		if (left < 0) over.push({ month, by: -left });
		if (left > (roomiest?.left ?? 0)) roomiest = { month, left };
	}
	return { over, roomiest };
}

/** Limits by month of the school year, 0 = September: of the centre, or of one methodist. */
export function limitsOf(capacity: Capacity | undefined, one: boolean): (number | null)[] {
	const limits: (number | null)[] = Array.from({ length: 12 }, () => null);
	for (const m of capacity?.months ?? []) limits[monthOf(`${m.month}-01`)] = one ? m.each : m.most;
	return limits;
}

/** Weeks of the month, Monday first; null is a day of another month. */
export function weeksOf(month: string): (string | null)[][] {
	const first = monthStart(month);
	const last = Number(monthEnd(month).slice(8));
	const before = weekdayOf(first) - 1;
	const cells = Array.from({ length: Math.ceil((before + last) / 7) * 7 }, (_, i) => {
		const n = i - before;
		return n >= 0 && n < last ? plusDays(first, n) : null;
	});
	return Array.from({ length: cells.length / 7 }, (_, w) => cells.slice(w * 7, w * 7 + 7));
}
