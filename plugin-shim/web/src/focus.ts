/*
 * Whoever works by keyboard keeps his place: a button that was disabled while its deed ran gets the focus
 * back, and where a deed took its button away the title of the page or of the open dialog gets it.
 *
 * Browsers drop the focus to the body in both cases without a word. A pointer put on the page says that
 * its owner looks elsewhere: then nothing is given back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { place } from './place.js';

export function isFocusLost(): boolean {
	const now = place.tree.activeElement;
	return !now || now === document.body;
}

export function keepFocus(root: Element): void {
	let last: HTMLElement | undefined;
	root.addEventListener('focusin', e => {
		last = e.target as HTMLElement;
	});
	root.addEventListener('pointerdown', () => {
		last = undefined;
	});
	const giveBack = () => {
		if (!last || !isFocusLost()) return;
		const to = last.isConnected
			? last
			: (root.querySelector<HTMLElement>('dialog[open] button') ??
				root.querySelector<HTMLElement>('h1[tabindex]'));
		to?.focus({ preventScroll: true });
	};
	new MutationObserver(giveBack).observe(root, {
		childList: true,
		subtree: true,
		attributeFilter: ['disabled'],
	});
}
