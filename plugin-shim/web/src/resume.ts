/*
 * Sheets left unsent by an earlier page: sent when the screens start and when the network is back.
 *
 * A sheet that is open now takes care of itself and is left out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { Autosave } from './autosave.js';
import { browserSources } from './browser-sources.js';
import { me } from './session.js';
import { deviceStore } from './store.js';

export const open = new Set<string>();

export async function resume(): Promise<void> {
	const person = me();
	if (!person) return;
	for (const d of await deviceStore.unsent(person)) {
		if (open.has(d.sheet) || me() !== person) continue;
		const saver = new Autosave(
			person,
			d.visit,
			d.sheet,
			d.base,
			d,
			browserSources,
			() => undefined,
		);
		await saver.flush();
		saver.stop();
	}
}

export const unsentCount = async (): Promise<number> =>
	(await deviceStore.unsent(me()).catch(() => [])).length;
