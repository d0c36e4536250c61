/*
 * What was done on a screen, each deed with its way back; Ctrl+Z undoes the newest, as the button does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useState } from 'preact/hooks';
import { type Action, useAction } from '../load.js';

interface Done {
	words: string;
	back: () => Promise<unknown>;
}
export interface History {
	last: Done | undefined;
	undo: Action<[]>;
	done: (words: string, back: Done['back']) => void;
	close: () => void;
}

/** reload: shows the screen as it is after a deed, and after its undoing. */
export function useHistory(reload: () => void): History {
	const [deeds, setDeeds] = useState<Done[]>([]);
	const undo = useAction(async () => {
		await deeds.at(-1)?.back();
		setDeeds(list => list.slice(0, -1));
		reload();
	});
	const last = deeds.at(-1);
	const done = (words: string, back: Done['back']) => {
		setDeeds(list => [...list, { words, back }]);
		reload();
	};
	useEffect(() => {
		const onKey = (e: KeyboardEvent) => {
			const typing = (e.target as Element | null)?.closest?.('input, textarea, select, dialog');
			if (!last || typing || e.code !== 'KeyZ' || !(e.ctrlKey || e.metaKey) || e.shiftKey) return;
			e.preventDefault();
			undo.run();
		};
		addEventListener('keydown', onKey);
		return () => removeEventListener('keydown', onKey);
	});
	return { last, undo, done, close: () => setDeeds([]) };
}
