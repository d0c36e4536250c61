/*
 * The real device behind autosave: IndexedDB, the API, the clock, timers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { request } from './api.js';
import type { Sources } from './autosave.js';
import { deviceStore } from './store.js';

const keepSession = true;

export const browserSources: Sources = {
	store: deviceStore,
	wire: {
		post: (path, body, key) => request('POST', path, body, { key, keepSession }),
		put: (path, body) => request('PUT', path, body, { keepSession }),
		patch: (path, revision, body) => request('PATCH', path, body, { revision, keepSession }),
		get: path => request('GET', path, undefined, { keepSession }),
	},
	now: () => {
		const d = new Date();
		return `${d.getHours()}:${String(d.getMinutes()).padStart(2, '0')}`;
	},
	later: (deed, ms) => {
		const id = setTimeout(deed, ms);
		return () => clearTimeout(id);
	},
};
