/*
 * Ties an open text to its keeper: the copy lies in this browser under the person and the path.
 *
 * Hiding the page and coming back to it (from a sign-in, say) send at once; leaving it with a text that the server has not taken asks first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useState } from 'preact/hooks';
import { patch } from './api.js';
import { clockNow, later } from './browser-sources.js';
import { guardLeaving } from './router.js';
import { me } from './session.js';
import { type Copy, type Kept, type Shelf, TextDraft } from './text-draft.js';
import { t } from './words.js';

/** A browser may refuse to store (private window, full): then the line says so. */
export function shelf(key: string): Shelf {
	return {
		read() {
			try {
				return JSON.parse(localStorage.getItem(key) ?? 'null') as Copy | undefined;
			} catch {
				return undefined;
			}
		},
		write(copy) {
			try {
				localStorage.setItem(key, JSON.stringify(copy));
				return true;
			} catch {
				return false;
			}
		},
		remove() {
			try {
				localStorage.removeItem(key);
			} catch {
				/* nothing was stored either */
			}
		},
	};
}

const keyOf = (path: string): string => `text:${me()}:${path}`;

/** What this device still holds of a text, to open it with. */
export const heldText = (path: string): Copy | undefined => shelf(keyOf(path)).read() ?? undefined;

export function useTextDraft<T extends { revision: number }>(
	path: string,
	seen: T,
	onSaved: (saved: T) => void,
): { draft: TextDraft<T>; kept: Kept<T> } {
	const [draft] = useState(
		() =>
			new TextDraft<T>(
				seen,
				{
					shelf: shelf(keyOf(path)),
					send: (from, body) => patch<T>(path, from, body),
					now: clockNow,
					later,
				},
				(view, saved) => {
					setKept(view);
					if (saved) onSaved(saved);
				},
			),
	);
	const [kept, setKept] = useState(draft.view());
	useEffect(() => {
		const flush = () => void draft.flush();
		const unload = (e: BeforeUnloadEvent) => draft.unsent && e.preventDefault();
		const free = guardLeaving(() => !draft.unsent || confirm(t('text_draft.leave')));
		addEventListener('online', flush);
		addEventListener('beforeunload', unload);
		document.addEventListener('visibilitychange', flush);
		return () => {
			free();
			removeEventListener('online', flush);
			removeEventListener('beforeunload', unload);
			document.removeEventListener('visibilitychange', flush);
			draft.stop();
		};
	}, [draft]);
	return { draft, kept };
}
