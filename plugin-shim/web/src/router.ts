/*
 * Addresses. One table says which screen an address shows; filters live in the query of the
 * address, so that a screen can be sent to a colleague, reloaded and left by the back button.
 *
 * matchPath() and relative helpers are pure and tested; only start() and go() touch the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { batch, signal } from '@preact/signals';
import { href as inPlace, place, screenPath } from './place.js';

export type Args = Record<string, string>;

export const path = signal('/');
export const query = signal(new URLSearchParams());
export const hash = signal('');
/** grows with every change of the path; the page title takes the focus when it does */
export const visits = signal(0);

export function matchPath(pattern: string, actual: string): Args | null {
	const want = pattern.split('/').filter(Boolean);
	const have = actual.split('/').filter(Boolean);
	if (want.length !== have.length) return null;
	const args: Args = {};
	for (const [i, part] of want.entries()) {
		const value = have[i] as string;
		if (part.startsWith(':')) args[part.slice(1)] = decodeURIComponent(value);
		else if (part !== value) return null;
	}
	return args;
}

export function pick<T>(table: readonly (readonly [string, T, ...unknown[]])[], actual: string) {
	for (const [pattern, value] of table) {
		const args = matchPath(pattern, actual);
		if (args) return { value, args };
	}
	return null;
}

let shownAddress = '/';
type Guard = (back: boolean) => boolean;
let guards: Guard[] = [];

/** Asked before another page is shown, by the back button or a link; false stays. Answers how to take the question away. */
export function guardLeaving(may: Guard): () => void {
	guards = [may, ...guards];
	return () => {
		guards = guards.filter(g => g !== may);
	};
}
const mayLeave = (back: boolean): boolean => guards.every(may => may(back));

function read(): void {
	batch(() => {
		const now = screenPath(location.pathname) ?? '/';
		if (path.value !== now) visits.value++;
		path.value = now;
		shownAddress = location.href;
		query.value = new URLSearchParams(location.search);
		hash.value = decodeURIComponent(location.hash.slice(1));
	});
}

export function go(href: string, how: 'push' | 'replace' = 'push'): void {
	const to = inPlace(href);
	if (place.away(href)) {
		location.assign(to);
		return;
	}
	if (how === 'push') history.pushState(null, '', to);
	else history.replaceState(null, '', to);
	const before = path.value;
	read();
	if (path.value !== before && !hash.value) scrollTo(0, 0);
}

/** Changes filters in the address without a new entry in the history. */
export function setQuery(change: Record<string, string | null>): void {
	const next = new URLSearchParams(query.value);
	for (const [k, v] of Object.entries(change)) {
		if (v) next.set(k, v);
		else next.delete(k);
	}
	const text = next.toString();
	go(text ? `${path.value}?${text}` : path.value, 'replace');
}

/** Where to return after sign-in; only an address of our own is accepted. */
export function returnTo(q: URLSearchParams): string {
	const to = q.get('to') ?? '/';
	return /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in') ? to : '/';
}

function onClick(e: MouseEvent): void {
	if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey)
		return;
	const a = (e.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null;
	if (!a || a.target || a.hasAttribute('download') || a.origin !== location.origin) return;
	const to = screenPath(a.pathname);
	if (to === null || (a.pathname === location.pathname && a.hash)) return;
	e.preventDefault();
	if (a.pathname !== location.pathname && !mayLeave(false)) return;
	go(to + a.search + a.hash);
}

export function startRouter(): void {
	addEventListener('popstate', () => {
		const there = location.href;
		const same = (screenPath(location.pathname) ?? '/') === path.value;
		if (same || mayLeave(true)) return read();
		history.pushState(null, '', shownAddress);
		if (there === location.href) read();
	});
	addEventListener('hashchange', read);
	place.tree.addEventListener('click', onClick as EventListener);
	read();
}
