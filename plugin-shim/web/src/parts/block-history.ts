/*
 * What may be done to the blocks of a text as a whole: added, replaced, moved, removed, pasted, and the last
 * removal or pasting taken back.
 *
 * Each block keeps a number of its own, so that what has the focus stays the same control when its
 * neighbours move.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useRef, useState } from 'preact/hooks';
import type { Block } from '../types.js';
import { t } from '../words.js';

interface Undoable {
	words: string;
	/** the block before which it happened */
	at: number;
	/** this many blocks are replaced by those that stood there before */
	count: number;
	before: Block[];
}

/** Of several blocks, seen before they are read: what is one paragraph the browser pastes itself. */
const ofBlocks = (html: string, text: string): boolean =>
	/<(table|li)\b|(<(p|div|h\d)\b.*){2}/is.test(html) || /\n.*\S|\t/.test(text.trim());
const takesPaste = ['heading', 'para', 'point'];

export function useBlocks(body: Block[], onBody: (body: Block[]) => void) {
	const numbers = useRef<{ last: number; of: number[] }>({ last: 0, of: [] });
	const [undo, setUndo] = useState<Undoable | undefined>();
	const latest = useRef(body);
	latest.current = body;
	const n = numbers.current;
	while (n.of.length < body.length) n.of.push(++n.last);
	const replace = (at: number, count: number, by: Block[]) => {
		n.of.splice(at, count, ...by.map(() => ++n.last));
		const now = latest.current;
		onBody([...now.slice(0, at), ...by, ...now.slice(at + count)]);
	};
	const paste = async (i: number, e: ClipboardEvent) => {
		const html = e.clipboardData?.getData('text/html') ?? '';
		const text = e.clipboardData?.getData('text/plain') ?? '';
		if (!takesPaste.includes(body[i]?.b ?? '') || !ofBlocks(html, text)) return;
		e.preventDefault();
		const { blocksOf } = await import('../paste.js');
		const blocks = blocksOf(html, text);
		const here = latest.current[i] as Block;
		const before = String(here.text ?? '').trim() ? [] : [here];
		const at = i + 1 - before.length;
		replace(at, before.length, blocks);
		const words = t('block.pasted', { count: blocks.length });
		setUndo({ words, at, count: blocks.length, before });
	};
	return {
		numbers: n.of,
		undo,
		paste,
		set: (i: number, block: Block) => onBody(body.map((b, k) => (k === i ? block : b))),
		add: (at: number, block: Block) => {
			setUndo(undefined);
			replace(at, 0, [block]);
		},
		remove: (i: number) => {
			const words = t('block.removed', { number: i + 1 });
			setUndo({ words, at: i, count: 0, before: [body[i] as Block] });
			replace(i, 1, []);
		},
		move: (i: number, by: number) => {
			const to = i + by;
			const next = [...body];
			[next[i], next[to]] = [next[to] as Block, next[i] as Block];
			[n.of[i], n.of[to]] = [n.of[to] as number, n.of[i] as number];
			setUndo(undefined);
			onBody(next);
		},
		takeBack: () => {
			if (undo) replace(undo.at, undo.count, undo.before);
			setUndo(undefined);
		},
		forget: () => setUndo(undefined),
	};
}
