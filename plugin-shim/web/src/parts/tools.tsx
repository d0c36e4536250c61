/*
 * What every screen has at hand: the search (/ or Ctrl+K) and the help of this screen. Both are fetched
 * when they are first wanted.
 *
 * Keys are told by their place on the keyboard as well, for under a Russian layout they write other letters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { place } from '../place.js';
import { moreWords, t } from '../words.js';
import { Icon } from './icons.js';

type Tool = ComponentType<{ onClose: () => void }>;
const tools = {
	search: () => import('./search-dialog.js'),
	help: () => import('./help-dialog.js'),
};
type Name = keyof typeof tools;

const writes = (e: KeyboardEvent): boolean => {
	const at = e.composedPath()[0] as HTMLElement;
	return /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || at.isContentEditable;
};
const wantsSearch = (e: KeyboardEvent): boolean => {
	if (e.ctrlKey || e.metaKey) return !e.altKey && !e.shiftKey && e.code === 'KeyK';
	return !e.altKey && !e.shiftKey && (e.key === '/' || e.code === 'Slash') && !writes(e);
};

export function Tools() {
	const [name, setName] = useState<Name | undefined>();
	const [open, setOpen] = useState<{ name: Name; tool: Tool } | undefined>();
	useEffect(() => {
		const onKey = (e: KeyboardEvent) => {
			if (!wantsSearch(e) || place.tree.querySelector('dialog[open]')) return;
			e.preventDefault();
			setName('search');
		};
		addEventListener('keydown', onKey);
		return () => removeEventListener('keydown', onKey);
	}, []);
	useEffect(() => {
		setOpen(undefined);
		if (!name) return;
		Promise.all([tools[name](), moreWords('rest')])
			.then(([m]) => setOpen({ name, tool: m.default }))
			.catch(() => setName(undefined));
	}, [name]);
	const Shown = open?.tool;
	return (
		<div class="top-tools">
			<button
				type="button"
				class="btn quiet"
				aria-label={t('search_tool')}
				aria-keyshortcuts="/ Control+K"
				onClick={() => setName('search')}
			>
				<Icon name="search" />
			</button>
			<button
				type="button"
				class="btn quiet"
				aria-label={t('help_tool')}
				onClick={() => setName('help')}
			>
				?
			</button>
			{Shown && <Shown onClose={() => setName(undefined)} />}
		</div>
	);
}
