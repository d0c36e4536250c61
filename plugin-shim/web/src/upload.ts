/*
 * A file on its way to the server, with how much of it is there. fetch() doesn't tell that, so this is
 * the one place with XMLHttpRequest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { ROOT } from './api.js';
import { place } from './place.js';
import { offline, Problem } from './problem.js';
import { session } from './session.js';
import { lang } from './words.js';

/** What the server takes; larger files are the command line's. */
export const FILE_MOST = 64 << 20;

function answer(x: XMLHttpRequest): unknown {
	try {
		return JSON.parse(x.responseText);
	} catch {
		return {};
	}
}

export function upload<T>(path: string, file: File, onShare: (share: number) => void): Promise<T> {
	return new Promise((done, fail) => {
		const x = new XMLHttpRequest();
		x.open('PUT', place.service + ROOT + path);
		x.setRequestHeader('Content-Type', 'application/octet-stream');
		x.setRequestHeader('Accept-Language', lang.value);
		x.setRequestHeader('X-CSRF-Token', session.value?.csrf ?? '');
		x.upload.onprogress = e => e.lengthComputable && onShare(e.loaded / e.total);
		x.onerror = () => fail(offline());
		x.onload = () => {
			if (x.status === 401) session.value = null;
			if (x.status >= 200 && x.status < 300) done(answer(x) as T);
			else
				fail(new Problem(x.status, answer(x) as object, x.getResponseHeader('X-Request-Id') ?? ''));
		};
		x.send(file);
	});
}
