/*
 * Three versions of one thing: what was there, what this person made of it, what somebody else did.
 *
 * Where only one side changed something there is nothing to ask. A list (the blocks of a text) is laid side
 * by side along what all three still have in common, so two people may work on two paragraphs of one paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/** A stretch of a list: settled, or changed by both in different ways. */
export type Part<T> = { settled: T[] } | { was: T[]; mine: T[]; theirs: T[] };

/** In whatever order the properties stand: the database keeps another one than a form. */
const ordered = (_: string, value: unknown): unknown =>
	value && typeof value === 'object' && !Array.isArray(value)
		? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
		: value;
export const same = (a: unknown, b: unknown): boolean =>
	JSON.stringify(a, ordered) === JSON.stringify(b, ordered);

/** Which element of b each element of a is, along a longest common row. */
function matches<T>(a: readonly T[], b: readonly T[]): Map<number, number> {
	const width = b.length + 1;
	const longest = new Uint32Array((a.length + 1) * width);
	for (let i = a.length - 1; i >= 0; i--)
		for (let k = b.length - 1; k >= 0; k--)
			longest[i * width + k] = same(a[i], b[k])
				? 1 + (longest[(i + 1) * width + k + 1] as number)
				: Math.max(longest[(i + 1) * width + k] as number, longest[i * width + k + 1] as number);
	const found = new Map<number, number>();
	for (let i = 0, k = 0; i < a.length && k < b.length; )
		if (same(a[i], b[k])) found.set(i++, k++);
		else if ((longest[(i + 1) * width + k] as number) >= (longest[i * width + k + 1] as number))
			i++;
		else k++;
	return found;
}

/** Neighbours that were only reworded are asked about one by one. */
function settle<T>(was: T[], mine: T[], theirs: T[]): Part<T>[] {
	if (same(mine, theirs) || same(theirs, was)) return [{ settled: mine }];
	if (same(mine, was)) return [{ settled: theirs }];
	if (was.length < 2 || mine.length !== was.length || theirs.length !== was.length)
		return [{ was, mine, theirs }];
	return was.flatMap((w, i) => settle([w], mine.slice(i, i + 1), theirs.slice(i, i + 1)));
}

export function mergeList<T>(was: T[], mine: T[], theirs: T[]): Part<T>[] {
	const inMine = matches(was, mine);
	const inTheirs = matches(was, theirs);
	const parts: Part<T>[] = [];
	let [o, a, b] = [0, 0, 0];
	const upTo = (i: number, k: number, n: number) => {
		if (i > o || k > a || n > b)
			parts.push(...settle(was.slice(o, i), mine.slice(a, k), theirs.slice(b, n)));
	};
	was.forEach((element, i) => {
		const [k, n] = [inMine.get(i), inTheirs.get(i)];
		if (k === undefined || n === undefined) return;
		upTo(i, k, n);
		parts.push({ settled: [element] });
		[o, a, b] = [i + 1, k + 1, n + 1];
	});
	upTo(was.length, mine.length, theirs.length);
	return parts;
}

/** What a form sends and what the server answers of the same thing, in one shape. */
export function plainOf(value: unknown): unknown {
	if (value === null || value === undefined) return '';
	if (Array.isArray(value)) return value.map(plainOf);
	if (typeof value !== 'object') return String(value);
	const named = value as Record<'id' | 'person' | 'organisation' | 'involvement', unknown>;
	const which = named.id ?? named.person ?? named.organisation ?? JSON.stringify(value);
	return named.involvement === undefined
		? plainOf(which)
		: `${plainOf(which)} ${named.involvement}`;
}
