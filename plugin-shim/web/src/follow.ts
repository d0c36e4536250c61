/*
 * Something of the server's that lasts: asked for again while it does. What is under way is the server's,
 * so after a reload, and for a colleague, the same goes on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect } from 'preact/hooks';
import type { Loaded } from './load.js';

/** Asks again `ms` after each answer while `lasts` says so of the last; a lost line is tried again. */
export function useFollow<T>(of: Loaded<T>, lasts: (data: T) => boolean, ms = 700): void {
	const going = of.data !== undefined && lasts(of.data);
	useEffect(() => {
		if (!going) return;
		const timer = setTimeout(of.reload, ms);
		return () => clearTimeout(timer);
	}, [going, of.data, of.problem]);
}
