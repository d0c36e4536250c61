/*
 * What all pictures of growth are drawn with: the width that the page really gives, ticks, labels that
 * don't lie on each other.
 *
 * A picture is drawn anew at its width, never scaled: text stays 12 px on a phone and on paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Extent } from '../growth.js';

/** The width that the element really has; 0 before it stands on the page. */
export function useWidth(): [{ current: HTMLDivElement | null }, number] {
	const box = useRef<HTMLDivElement>(null);
	const [width, setWidth] = useState(0);
	useEffect(() => {
		const look = () => setWidth(Math.floor(box.current?.clientWidth ?? 0));
		const watch = new ResizeObserver(look);
		if (box.current) watch.observe(box.current);
		look();
		return () => watch.disconnect();
	}, []);
	return [box, width];
}

/** From values to pixels: `from` lies at `start`, `to` at `end`; beyond them it goes on. */
export const linear =
	(e: Extent, start: number, end: number) =>
	(v: number): number =>
		start + ((v - e.from) / (e.to - e.from)) * (end - start);

/** Round values inside the extent, about `wanted` of them. */
export function ticks(e: Extent, wanted = 5): number[] {
	const rough = (e.to - e.from) / wanted;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = ([1, 2, 5, 10].find(m => m * power >= rough * 0.99) ?? 10) * power;
	const out = [];
	for (let i = Math.ceil(e.from / step - 1e-9); i * step <= e.to + 1e-9; i++)
		out.push(i * step || 0);
	return out;
}

/** Where labels stand so that each is `height` away from the next, as near to their points as can be. */
export function dodge(wanted: number[], heights: number[], from: number, to: number): number[] {
	const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
	const out = [...wanted];
	let edge = from;
	for (const i of order) {
		out[i] = Math.max(wanted[i] ?? 0, edge);
		edge = (out[i] ?? 0) + (heights[i] ?? 0);
	}
	edge = to;
	for (const i of order.reverse()) {
		out[i] = Math.min(out[i] ?? 0, edge - (heights[i] ?? 0));
		edge = out[i] ?? 0;
	}
	return out;
}

const LETTER = 6.6;
/** Lines of at most `width` pixels; a word that is longer stands alone. */
export function wrap(text: string, width: number): string[] {
	const lines: string[] = [];
	for (const piece of text.split(' ')) {
		const last = lines[lines.length - 1];
		if (last !== undefined && (last.length + 1 + piece.length) * LETTER <= width)
			lines[lines.length - 1] = `${last} ${piece}`;
		else lines.push(piece);
	}
	return lines;
}
