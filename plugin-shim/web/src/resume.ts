/*
 * Sheets left unsent by an earlier page: sent when the screens start and when the network is back.
 *
 * A sheet that is open now takes care of itself and is left out. Tells what the server said of each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { Autosave, type View } from './autosave.js';
import { sourcesOf } from './browser-sources.js';
import { me } from './session.js';
import { deviceStore } from './store.js';

export const open = new Set<string>();

export async function resume(): Promise<Map<string, View>> {
	const person = me();
	const said = new Map<string, View>();
	if (!person) return said;
	for (const d of await deviceStore.unsent(person)) {
		if (open.has(d.sheet) || me() !== person) continue;
		const saver = new Autosave(d, d, d, sourcesOf(person), () => undefined);
		await saver.flush();
		saver.stop();
		said.set(d.sheet, saver.view());
	}
	return said;
}

export const unsentCount = async (): Promise<number> =>
	(await deviceStore.unsent(me()).catch(() => [])).length;
