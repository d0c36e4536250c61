/*
 * Seeded chance (mulberry32): the same seed plays the same year.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
export function chance(seed) {
	let a = seed >>> 0;
	const next = () => {
		a = (a + 0x6d2b79f5) >>> 0;
		let t = Math.imul(a ^ (a >>> 15), 1 | a);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
	return {
		next,
		below: n => Math.floor(next() * n),
		pick: list => list[Math.floor(next() * list.length)],
		some: (list, n) => {
			const rest = [...list];
			return Array.from(
				{ length: Math.min(n, rest.length) },
				() => rest.splice(Math.floor(next() * rest.length), 1)[0],
			);
		},
	};
}

/** A date some days on. */
export const plusDays = (date, n) =>
	new Date(Date.parse(`${date}T12:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);

/** The date itself if the department works on it, else the next that it does, or the last before (by -1). */
export function workday(date, by = 1) {
	const free =
		[0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay()) || /-01-0[1-8]$/.test(date);
	return free ? workday(plusDays(date, by), by) : date;
}
