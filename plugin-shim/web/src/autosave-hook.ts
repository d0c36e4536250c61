/*
 * Ties an open sheet to its autosave: reads the draft of this device, listens to the network.
 *
 * Leaving the screen sends at once; hiding the page too, because a phone may never show it again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useState } from 'preact/hooks';
import { Autosave, type View } from './autosave.js';
import { browserSources } from './browser-sources.js';
import { written } from './queue.js';
import { open } from './resume.js';
import { me } from './session.js';
import { deviceStore } from './store.js';
import type { Sheet } from './types.js';

export interface Open {
	saver: Autosave;
	view: View;
}

export function useAutosave(sheet: Sheet): Open | undefined {
	const [saver, setSaver] = useState<Autosave | undefined>();
	const [view, setView] = useState<View | undefined>();
	useEffect(() => {
		let made: Autosave | undefined;
		let left = false;
		open.add(sheet.id);
		const flush = () => void made?.flush();
		const hidden = () => document.visibilityState === 'hidden' && flush();
		deviceStore
			.read(me(), sheet.id)
			.catch(() => undefined)
			.then(draft => {
				if (left) return;
				made = new Autosave(
					me(),
					sheet.visit,
					sheet.id,
					written(sheet),
					draft ?? {},
					browserSources,
					v => !left && setView(v),
				);
				setView(made.view());
				setSaver(made);
			});
		addEventListener('online', flush);
		document.addEventListener('visibilitychange', hidden);
		return () => {
			left = true;
			removeEventListener('online', flush);
			document.removeEventListener('visibilitychange', hidden);
			made?.stop();
			void made?.flush().finally(() => {
				made?.stop();
				open.delete(sheet.id);
			});
		};
	}, [sheet.id]);
	return saver && view ? { saver, view } : undefined;
}
