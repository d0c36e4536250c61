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
export interface Grid {
	columns: Column[];
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

export function gridOf(slots: Slot[], bells: Bell[], noRoom: string): Grid {
	const list = [...slots].sort((a, b) => a.starts_at.localeCompare(b.starts_at));
	const times = list.flatMap(s => [minutes(s.starts_at), minutes(s.ends_at)]);
	const start = Math.floor(Math.min(...times, 24 * 60) / STEP) * STEP;
	const end = Math.max(...times, start);
	const rooms = new Map<string, Column>();
	for (const s of list) for (const r of s.rooms) rooms.set(r.id, { id: r.id, name: r.name });
	const columns = [...rooms.values()].sort((a, b) =>
		a.name.localeCompare(b.name, 'ru', { numeric: true }),
	);
	const at = (s: Slot) => ({
		row: (minutes(s.starts_at) - start) / STEP,
		rows: Math.max(1, (minutes(s.ends_at) - minutes(s.starts_at)) / STEP),
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
	const extra = lane.length ? Math.max(...lane) + 1 : 0;
	for (let i = 0; i < extra; i++) columns.push({ id: `none-${i}`, name: noRoom });
	const bands = bells
		.filter(b => minutes(b.starts) >= start && minutes(b.ends) <= end)
		.map(bell => ({
			bell,
			row: (minutes(bell.starts) - start) / STEP,
			rows: (minutes(bell.ends) - minutes(bell.starts)) / STEP,
		}));
	return { columns, places, bands, rows: Math.max(0, (end - start) / STEP) };
}
