/*
 * A modal window on the browser's own <dialog>: it keeps the focus inside, closes by Escape and
 * gives the focus back to the control that opened it, or, where that is gone, to the title (focus.ts).
 *
 * A click outside does not close it, the back button closes it instead of leaving its page, and whoever
 * wrote a text in it is asked first: what was typed must not be lost by a slip of the hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { type ComponentChildren, createContext } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { place } from '../place.js';
import { guardLeaving } from '../router.js';
import { t } from '../words.js';
import { Icon } from './icons.js';

export interface DialogProps {
	title: string;
	onClose: () => void;
	wide?: boolean;
	children: ComponentChildren;
}

/** Asks before a text that was written in the window goes; false stays. */
export const MayClose = createContext<() => boolean>(() => true);

export function Dialog({ title, onClose, wide, children }: DialogProps) {
	const box = useRef<HTMLDialogElement>(null);
	const id = useId();
	const typed = useRef(false);
	const mayClose = () => !typed.current || confirm(t('lose_typed'));
	const close = () => mayClose() && onClose();
	const latest = useRef(close);
	latest.current = close;
	useEffect(
		() =>
			guardLeaving(back => {
				if (!back) return mayClose();
				latest.current();
				return false;
			}),
		[],
	);
	useEffect(() => {
		const opener = place.tree.activeElement as HTMLElement | null;
		const element = box.current;
		element?.showModal();
		return () => {
			element?.close();
			opener?.focus?.();
		};
	}, []);
	return (
		<dialog
			ref={box}
			class={wide ? 'dialog wide' : 'dialog'}
			aria-labelledby={id}
			onCancel={e => {
				e.preventDefault();
				close();
			}}
			onInput={e => {
				if ((e.target as Element).matches('textarea')) typed.current = true;
			}}
		>
			<div class="dialog-h">
				<h2 id={id}>{title}</h2>
				<button type="button" class="btn quiet" aria-label={t('close')} onClick={close}>
					<Icon name="close" />
				</button>
			</div>
			<MayClose.Provider value={mayClose}>{children}</MayClose.Provider>
		</dialog>
	);
}
