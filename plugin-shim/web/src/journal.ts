/*
 * The registration journal (журнал регистрации приказов): which numbers of a year nobody has given.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { RegistryRow } from './types.js';

const pairs = (of: number[]): [number, number][] =>
	of.slice(1).map((next, i) => [of[i] ?? next, next]);

/** Runs of numbers missing between the least and the greatest: 25–27, 30; letters (159-а) do not make a gap. */
export function gaps(rows: Pick<RegistryRow, 'number'>[]): string[] {
	const used = rows.map(r => Number.parseInt(r.number, 10)).filter(Number.isFinite);
	const runs: string[] = [];
	for (const [n, next] of pairs([...new Set(used)].sort((a, b) => a - b)))
		if (next > n + 1) runs.push(next === n + 2 ? `${n + 1}` : `${n + 1}–${next - 1}`);
	return runs;
}
