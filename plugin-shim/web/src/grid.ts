/*
 * Where each activity stands in the grid of rooms and time. Pure: numbers in, numbers out.
 *
 * Rows are five minutes. Activities without a room get columns of their own, as many as overlap,
 * so that no activity ever hides another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Bell, Slot } from './types.js';

export interface Column {
	id: string;
	name: string;
}
export interface Place {
	slot: Slot;
	column: number;
	row: number;
	rows: number;
}
export interface Band {
	row: number;
	rows: number;
	bell: Bell;
}
/** A free place of the grid: a room during a band. */
export interface Cell {
	column: number;
	row: number;
	rows: number;
	from: string;
	to: string;
}
export interface Grid {
	columns: Column[];
	cells: Cell[];
	places: Place[];
	bands: Band[];
	rows: number;
}

const STEP = 5;

export function minutes(text: string): number {
	const time = text.length > 10 ? text.slice(11, 16) : text.slice(0, 5);
	const [h = 0, m = 0] = time.split(':').map(Number);
	return h * 60 + m;
}

/** The first free lane for each of the given spans; spans that touch don't overlap. */
export function lanes(spans: { from: number; to: number }[]): number[] {
	const free: number[] = [];
	return spans.map(s => {
		const lane = free.findIndex(until => until <= s.from);
		const at = lane < 0 ? free.length : lane;
		free[at] = s.to;
		return at;
	});
}

/** Bands where a school has no bells: whole hours, which are no lessons. */
const hours: Bell[] = Array.from({ length: 8 }, (_, i) => {
	const clock = (h: number) => `${String(h).padStart(2, '0')}:00`;
	return { profile: '', lesson: 0, starts: clock(9 + i), ends: clock(10 + i) };
});

const apart = (a: { row: number; rows: number }, b: { row: number; rows: number }): boolean =>
	a.row + a.rows <= b.row || b.row + b.rows <= a.row;

/**
 * rooms: columns that stand there without an activity too, and with them the free places. Lessons during
 * which something goes on stand whole beside it, so that their names are read.
 */
export function gridOf(given: Slot[], ringing: Bell[], noRoom: string, rooms?: Column[]): Grid {
	const bells = rooms && ringing.length === 0 ? hours : ringing;
	const list = [...given].sort((a, b) => a.starts_at.localeCompare(b.starts_at));
	const whole = bells
		.map(b => [minutes(b.starts), minutes(b.ends)] as const)
		.filter(
			([from, to]) =>
				rooms || list.some(s => minutes(s.starts_at) < to && from < minutes(s.ends_at)),
		)
		.flat();
	const times = [...whole, ...list.flatMap(s => [minutes(s.starts_at), minutes(s.ends_at)])];
	const start = Math.floor(Math.min(...times, 24 * 60) / STEP) * STEP;
	const end = Math.max(...times, start);
	const used = new Map<string, Column>();
	for (const r of rooms ?? []) used.set(r.id, { id: r.id, name: r.name });
	for (const s of list) for (const r of s.rooms) used.set(r.id, { id: r.id, name: r.name });
	const columns = [...used.values()].sort((a, b) =>
		a.name.localeCompare(b.name, 'ru', { numeric: true }),
	);
	const at = (s: Slot) => ({
		row: Math.floor((minutes(s.starts_at) - start) / STEP),
		rows: Math.max(
			1,
			Math.ceil((minutes(s.ends_at) - start) / STEP) -
				Math.floor((minutes(s.starts_at) - start) / STEP),
		),
	});
	const places: Place[] = [];
	for (const s of list)
		for (const r of s.rooms)
			places.push({ slot: s, column: columns.findIndex(c => c.id === r.id), ...at(s) });
	const homeless = list.filter(s => s.rooms.length === 0);
	const lane = lanes(homeless.map(s => ({ from: minutes(s.starts_at), to: minutes(s.ends_at) })));
	const shift = columns.length;
	for (const [i, s] of homeless.entries())
		places.push({ slot: s, column: shift + (lane[i] ?? 0), ...at(s) });
	const extra = Math.max(rooms ? 1 : 0, ...lane.map(n => n + 1));
	for (let i = 0; i < extra; i++) columns.push({ id: `none-${i}`, name: noRoom });
	const bands = bells
		.filter(b => minutes(b.starts) >= start && minutes(b.ends) <= end)
		.map(bell => ({
			bell,
			row: (minutes(bell.starts) - start) / STEP,
			rows: (minutes(bell.ends) - minutes(bell.starts)) / STEP,
		}));
	const cells = rooms
		? bands.flatMap(b =>
				columns
					.map((_, column) => ({ column, from: b.bell.starts, to: b.bell.ends, ...b }))
					.filter(c => places.every(p => p.column !== c.column || apart(p, c)))
					.map(({ bell, ...c }) => c),
			)
		: [];
	return { columns, cells, places, bands, rows: Math.max(0, Math.ceil((end - start) / STEP)) };
}
