/*
 * Where the screens stand: a site of their own, or one page of a portal.
 *
 * On a page of a portal every screen's path follows the page's, the server is reached under a path
 * of the portal, and the screens live in a shadow tree, where the portal's styles don't reach them.
 * Set once, before anything is drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
export interface Place {
	/** what stands before every screen's path */
	page: string;
	/** what stands before every address of the server */
	service: string;
	/** where elements are looked for, and clicks heard */
	tree: Document | ShadowRoot;
	/** what carries the language of the words */
	root: HTMLElement;
	/** opens the session anew; false when there is no way but the sign-in screen */
	enter: () => Promise<boolean>;
	/** what leaves the page for the site of our own: visit forms keep unsent marks there, and only there */
	away: (path: string) => string | null;
}

export const place: Place = {
	page: '',
	service: '',
	tree: globalThis.document,
	root: globalThis.document?.documentElement,
	enter: async () => false,
	away: () => null,
};

const served = /^\/(api|problems|check)\//;

/** The address in this place of a path as the screens write it. */
export function href(path: string): string {
	if (!/^\/(?!\/)/.test(path)) return path;
	if (served.test(path)) return place.service + path;
	return place.away(path) ?? place.page + path;
}

/** The screen's path of an address in this place; null when the address isn't one of ours. */
export function screenPath(pathname: string): string | null {
	if (!pathname.startsWith(place.page)) return null;
	const path = pathname.slice(place.page.length) || '/';
	return path.startsWith('/') && !served.test(path) ? path : null;
}
