/*
 * The service worker of the site of our own: screens open without a network.
 *
 * It keeps files of the build and nothing that the server answers about people. A page is asked for
 * from the server first, and taken from here only when no answer comes; files with a hash in their
 * name are taken from here. What stands in a portal's page or in a frame is never served by it.
 * A new version waits until the last page of the old one is closed: both have their own files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
declare const VERSION: string;
declare const SHELL: string[];

interface Lasting extends Event {
	waitUntil(deed: Promise<unknown>): void;
}
interface Asking extends Lasting {
	request: Request;
	respondWith(answer: Promise<Response>): void;
}
const scope = globalThis as unknown as {
	addEventListener(name: 'install' | 'activate', hear: (e: Lasting) => void): void;
	addEventListener(name: 'fetch', hear: (e: Asking) => void): void;
	clients: { claim(): Promise<void> };
};

const NAME = `shell ${VERSION}`;
const PAGE = '/';
/** A line that hangs is no better than none. */
const PATIENCE = 4000;
const served = /^\/(api|portal|lti|problems|check|health)(\/|$)/;

/** A file of an earlier version under the same name is the same file. */
async function fill(): Promise<void> {
	const cache = await caches.open(NAME);
	await cache.add(new Request(PAGE, { cache: 'reload' }));
	for (const path of SHELL) {
		const known = await caches.match(path, { ignoreVary: true });
		if (known) await cache.put(path, known);
		else await cache.add(path);
	}
}

async function dropOld(): Promise<void> {
	const names = await caches.keys();
	await Promise.all(
		names.filter(n => n.startsWith('shell ') && n !== NAME).map(n => caches.delete(n)),
	);
	await scope.clients.claim();
}

async function file(request: Request): Promise<Response> {
	const cache = await caches.open(NAME);
	const known = await cache.match(request, { ignoreVary: true });
	if (known) return known;
	const answer = await fetch(request);
	if (answer.ok) await cache.put(request, answer.clone());
	return answer;
}

const late = (): Promise<never> =>
	new Promise((_, fail) => setTimeout(() => fail(new Error('late')), PATIENCE));

async function page(request: Request): Promise<Response> {
	const known = await (await caches.open(NAME)).match(PAGE, { ignoreVary: true });
	if (!known) return fetch(request);
	try {
		const answer = await Promise.race([fetch(request), late()]);
		return answer.status >= 502 && answer.status <= 504 ? known : answer;
	} catch {
		return known;
	}
}

scope.addEventListener('install', e => e.waitUntil(fill()));
scope.addEventListener('activate', e => e.waitUntil(dropOld()));
scope.addEventListener('fetch', e => {
	const { request } = e;
	const { origin, pathname } = new URL(request.url);
	if (request.method !== 'GET' || origin !== location.origin) return;
	if (pathname.startsWith('/assets/')) e.respondWith(file(request));
	else if (
		request.mode === 'navigate' &&
		request.destination === 'document' &&
		!served.test(pathname)
	)
		e.respondWith(page(request));
});
