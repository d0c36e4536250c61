/*
 * Arrow keys inside a grid of links: one stop for Tab, arrows walk rows and columns.
 *
 * Works on whatever is marked data-r and data-c, so an empty cell is skipped and the nearest one in
 * the wanted direction takes the focus.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
const step: Record<string, [number, number]> = {
	ArrowUp: [-1, 0],
	ArrowDown: [1, 0],
	ArrowLeft: [0, -1],
	ArrowRight: [0, 1],
};

export interface Spot {
	r: number;
	c: number;
}

/** Index of the spot to go to, or -1. Along the direction first, then the least sideways. */
export function nearest(spots: Spot[], from: Spot, key: string): number {
	const by = step[key];
	if (!by) return -1;
	let best = -1;
	let least = Number.POSITIVE_INFINITY;
	for (const [i, s] of spots.entries()) {
		const along = (s.r - from.r) * by[0] + (s.c - from.c) * by[1];
		const aside = Math.abs((s.r - from.r) * by[1]) + Math.abs((s.c - from.c) * by[0]);
		if (along <= 0 || (by[0] === 0 && aside > 0)) continue;
		const far = along * 100 + aside;
		if (far < least) {
			least = far;
			best = i;
		}
	}
	return best;
}

export function onGridKey(e: KeyboardEvent): void {
	const grid = e.currentTarget as HTMLElement;
	const here = (e.target as HTMLElement).closest<HTMLElement>('[data-r]');
	if (!here || !(e.key in step)) return;
	const all = [...grid.querySelectorAll<HTMLElement>('[data-r]')];
	const spots = all.map(el => ({ r: Number(el.dataset.r), c: Number(el.dataset.c) }));
	const i = nearest(spots, spots[all.indexOf(here)] ?? { r: 0, c: 0 }, e.key);
	const to = all[i];
	if (!to) return;
	e.preventDefault();
	for (const el of all) el.tabIndex = el === to ? 0 : -1;
	to.focus();
}
