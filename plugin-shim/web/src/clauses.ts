/*
 * What differs between two editions of a text: clauses by their number, then words by the longest row of
 * words that both share. Pure, so it is tested without a screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { ClauseText } from './types.js';

export interface Piece {
	text: string;
	how: 'same' | 'new' | 'gone';
}
export interface ClauseRow {
	number: string;
	label: string;
	how: 'same' | 'new' | 'gone' | 'changed';
	pieces: Piece[];
}

/** Words with the space behind them. */
const words = (text: string): string[] => text.match(/\S+\s*/g) ?? [];
/** A clause has some hundred words; beyond that the table would be large and the answer of little use. */
const MOST = 1500;

/** len[i * (m + 1) + j]: how many words the rests of both, from i and from j, share in order. */
function shared(a: string[], b: string[]): Uint16Array {
	const m = b.length + 1;
	const len = new Uint16Array((a.length + 1) * m);
	for (let i = a.length - 1; i >= 0; i--)
		for (let j = b.length - 1; j >= 0; j--)
			len[i * m + j] =
				a[i]?.trim() === b[j]?.trim()
					? (len[(i + 1) * m + j + 1] ?? 0) + 1
					: Math.max(len[(i + 1) * m + j] ?? 0, len[i * m + j + 1] ?? 0);
	return len;
}

export function compareWords(was: string, now: string): Piece[] {
	if (was === now) return [{ text: now, how: 'same' }];
	const a = words(was);
	const b = words(now);
	if (a.length > MOST || b.length > MOST)
		return [
			{ text: was, how: 'gone' },
			{ text: now, how: 'new' },
		];
	const len = shared(a, b);
	const m = b.length + 1;
	const pieces: Piece[] = [];
	const put = (text: string, how: Piece['how']) => {
		const last = pieces.at(-1);
		if (last?.how === how) last.text += text;
		else pieces.push({ text, how });
	};
	let i = 0;
	let j = 0;
	while (i < a.length || j < b.length)
		if (i < a.length && j < b.length && a[i]?.trim() === b[j]?.trim()) {
			put(b[j++] as string, 'same');
			i++;
		} else if (
			i < a.length &&
			(j >= b.length || (len[(i + 1) * m + j] ?? 0) >= (len[i * m + j + 1] ?? 0))
		)
			put(a[i++] as string, 'gone');
		else put(b[j++] as string, 'new');
	return pieces;
}

/** In the order of the new edition; clauses that are gone stand where they stood. */
export function compareClauses(was: ClauseText[], now: ClauseText[]): ClauseRow[] {
	const rows: ClauseRow[] = now.map(c => {
		const old = was.find(o => o.number === c.number);
		if (!old)
			return {
				number: c.number,
				label: c.label,
				how: 'new',
				pieces: [{ text: c.body, how: 'new' }],
			};
		const how = old.body === c.body && old.label === c.label ? 'same' : 'changed';
		return { number: c.number, label: c.label, how, pieces: compareWords(old.body, c.body) };
	});
	for (const [i, o] of was.entries()) {
		if (now.some(c => c.number === o.number)) continue;
		const before = rows.findIndex(r => r.number === was[i - 1]?.number);
		rows.splice(before + 1, 0, {
			number: o.number,
			label: o.label,
			how: 'gone',
			pieces: [{ text: o.body, how: 'gone' }],
		});
	}
	return rows;
}
