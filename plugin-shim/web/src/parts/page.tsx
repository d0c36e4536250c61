/*
 * The head of every screen: where we are, the finding as the title, one sentence more.
 *
 * After a change of address the title takes the focus, so that a screen reader starts there and
 * the keyboard goes on from the top of the new screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { isFocusLost } from '../focus.js';
import { hash, visits } from '../router.js';

let focused = 0;

export interface PageProps {
	title: string;
	/** text of the browser's tab when the title itself is a long finding */
	tab?: string;
	crumb?: ComponentChildren;
	lede?: ComponentChildren;
	tools?: ComponentChildren;
	children?: ComponentChildren;
}

export function Page({ title, tab, crumb, lede, tools, children }: PageProps) {
	const head = useRef<HTMLHeadingElement>(null);
	useEffect(() => {
		document.title = `${tab ?? title} — Методдень`;
	}, [title, tab]);
	useEffect(() => {
		/* Nobody has the focus when the head of a screen that was loading has gone with it. */
		if (visits.value > 1 && (isFocusLost() || focused !== visits.value) && !hash.value)
			head.current?.focus({ preventScroll: true });
		focused = visits.value;
	}, []);
	return (
		<>
			<div class="phead">
				{crumb && <p class="crumb">{crumb}</p>}
				<h1 ref={head} tabIndex={-1}>
					{title}
				</h1>
				{lede && <div class="lede">{lede}</div>}
				{tools && <div class="cluster mt3">{tools}</div>}
			</div>
			{children}
		</>
	);
}

export const Section = (props: {
	id: string;
	title: ComponentChildren;
	aside?: ComponentChildren;
	children: ComponentChildren;
}) => (
	<section class="sec" aria-labelledby={props.id}>
		<div class="sec-h">
			<h2 id={props.id}>{props.title}</h2>
			{props.aside}
		</div>
		{props.children}
	</section>
);
