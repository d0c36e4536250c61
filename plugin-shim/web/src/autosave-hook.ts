/*
 * Ties an open sheet to its autosave: reads the draft of this device, listens to the network.
 *
 * Leaving the screen sends at once; hiding the page too, because a phone may never show it again. A
 * page whose device keeps nothing asks before it is closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useState } from 'preact/hooks';
import { Autosave, type View } from './autosave.js';
import { sourcesOf } from './browser-sources.js';
import { written } from './queue.js';
import { open } from './resume.js';
import { me } from './session.js';
import { deviceStore, type Of } from './store.js';
import type { Sheet } from './types.js';

export interface Open {
	saver: Autosave;
	view: View;
}

export function useAutosave(sheet: Sheet, of: Omit<Of, 'person'>): Open | undefined {
	const [saver, setSaver] = useState<Autosave | undefined>();
	const [view, setView] = useState<View | undefined>();
	useEffect(() => {
		const person = me();
		let made: Autosave | undefined;
		let left = false;
		open.add(sheet.id);
		const flush = () => void made?.flush();
		const hidden = () => document.visibilityState === 'hidden' && flush();
		deviceStore
			.read(person, sheet.id)
			.catch(() => undefined)
			.then(draft => {
				if (left) return;
				made = new Autosave(
					{ ...of, person },
					{ sheet: sheet.id, base: written(sheet) },
					draft ?? {},
					sourcesOf(person),
					v => !left && setView(v),
				);
				setView(made.view());
				setSaver(made);
			});
		const unload = (e: BeforeUnloadEvent) => {
			const now = made?.view();
			if (now && now.waiting > 0 && !now.onDevice) e.preventDefault();
		};
		addEventListener('online', flush);
		addEventListener('beforeunload', unload);
		document.addEventListener('visibilitychange', hidden);
		return () => {
			left = true;
			removeEventListener('online', flush);
			removeEventListener('beforeunload', unload);
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
