/*
 * A modal window on the browser's own <dialog>: it keeps the focus inside, closes by Escape and
 * gives the focus back to the control that opened it, or, where that is gone, to the title (focus.ts).
 *
 * A click outside does not close it: what was typed must not be lost by a slip of the hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { place } from '../place.js';
import { t } from '../words.js';
import { Icon } from './icons.js';

export interface DialogProps {
	title: string;
	onClose: () => void;
	wide?: boolean;
	children: ComponentChildren;
}

export function Dialog({ title, onClose, wide, children }: DialogProps) {
	const box = useRef<HTMLDialogElement>(null);
	const id = useId();
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
				onClose();
			}}
		>
			<div class="dialog-h">
				<h2 id={id}>{title}</h2>
				<button type="button" class="btn quiet" aria-label={t('close')} onClick={onClose}>
					<Icon name="close" />
				</button>
			</div>
			{children}
		</dialog>
	);
}
