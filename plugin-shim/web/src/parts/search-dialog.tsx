/*
 * The search over everything: a combobox (ARIA: the focus stays in the field, arrows choose, Enter opens,
 * Escape closes). What is sought goes in the body of the request: names belong in no address.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { post } from '../api.js';
import { asProblem, type Problem } from '../problem.js';
import { go } from '../router.js';
import type { Hit, List } from '../types.js';
import { t } from '../words.js';
import { Dialog } from './dialog.js';
import { ProblemNote } from './problem.js';

const WAIT_MS = 150;
/** One figure is the number of a school; one letter is nobody's name. */
const isEnough = (q: string): boolean => q.length > 1 || /\d/.test(q);

/** The page of what was found; null where this person has none to open. */
export function hitHref(h: Hit): string | null {
	switch (h.kind) {
		case 'person':
			if (h.growth) return `/growth/people/${h.id}`;
			return h.school && `/days?school=${h.school}`;
		case 'school':
			return h.growth ? `/growth/schools/${h.id}` : `/days?school=${h.id}`;
		default:
			return `/${h.kind}s/${h.id}`;
	}
}

interface Found {
	q: string;
	items: Hit[];
}

/** What was found of the words that were typed last; an answer to older words is thrown away. */
function useFound(q: string): { found: Found | undefined; problem: Problem | undefined } {
	const [found, setFound] = useState<Found | undefined>();
	const [problem, setProblem] = useState<Problem | undefined>();
	useEffect(() => {
		setProblem(undefined);
		if (!isEnough(q)) {
			setFound(undefined);
			return;
		}
		const stop = new AbortController();
		const timer = setTimeout(() => {
			post<List<Hit>>('/search', { q }, { key: null, signal: stop.signal })
				.then(r => setFound({ q, items: r.items }))
				.catch(e => !stop.signal.aborted && setProblem(asProblem(e)));
		}, WAIT_MS);
		return () => {
			clearTimeout(timer);
			stop.abort();
		};
	}, [q]);
	return { found, problem };
}

const groups = (items: Hit[]): [Hit['kind'], Hit[]][] => {
	const of = new Map<Hit['kind'], Hit[]>();
	for (const h of items) of.set(h.kind, [...(of.get(h.kind) ?? []), h]);
	return [...of];
};

const Option = (props: { of: Hit; id: string; chosen: boolean; onOpen: () => void }) => {
	const element = useRef<HTMLDivElement>(null);
	useEffect(() => {
		if (props.chosen) element.current?.scrollIntoView({ block: 'nearest' });
	}, [props.chosen]);
	return (
		/* The keyboard works in the field, as the pattern of a combobox says. */
		// biome-ignore lint/a11y/useKeyWithClickEvents: see above
		// biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
		<div
			role="option"
			id={props.id}
			ref={element}
			aria-selected={props.chosen}
			aria-disabled={hitHref(props.of) ? undefined : 'true'}
			class="hit"
			onClick={props.onOpen}
		>
			<b>{props.of.title}</b>
			{props.of.detail && <span class="small muted">{props.of.detail}</span>}
		</div>
	);
};

export default function SearchDialog({ onClose }: { onClose: () => void }) {
	const id = useId();
	const field = useRef<HTMLInputElement>(null);
	const [text, setText] = useState('');
	const [at, setAt] = useState(0);
	const q = text.trim().replace(/\s+/g, ' ');
	const { found, problem } = useFound(q);
	const items = found?.items ?? [];
	useEffect(() => field.current?.focus(), []);
	useEffect(() => setAt(0), [found]);
	const open = (h: Hit | undefined) => {
		const href = h && hitHref(h);
		if (!href) return;
		onClose();
		go(href);
	};
	const onKeyDown = (e: KeyboardEvent) => {
		const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
		if (step && items.length > 0) {
			e.preventDefault();
			setAt((at + step + items.length) % items.length);
		} else if (e.key === 'Enter') {
			e.preventDefault();
			if (found?.q === q) open(items[at]);
		}
	};
	const option = (h: Hit): string => `${id}-${h.id}`;
	return (
		<Dialog title={t('search.title')} onClose={onClose}>
			<label class="fld">
				<span class="lbl">{t('search.label')}</span>
				<span class="hint">{t('search.hint')}</span>
				<input
					ref={field}
					class="inp"
					type="text"
					role="combobox"
					autocomplete="off"
					aria-autocomplete="list"
					aria-expanded={items.length > 0}
					aria-controls={`${id}-list`}
					aria-activedescendant={items[at] ? option(items[at]) : undefined}
					value={text}
					onInput={e => setText(e.currentTarget.value)}
					onKeyDown={onKeyDown}
				/>
			</label>
			<ProblemNote problem={problem} />
			<p class="small muted mt3" role="status">
				{found?.q === q && isEnough(q)
					? items.length > 0
						? t('search.found', { count: items.length })
						: t('search.nothing')
					: ''}
			</p>
			<div role="listbox" id={`${id}-list`} class="hits" aria-label={t('search.results')}>
				{groups(items).map(([kind, hits]) => (
					/* biome-ignore lint/a11y/useSemanticElements: a listbox has groups by role */
					<div role="group" key={kind} aria-labelledby={`${id}-${kind}`}>
						<div class="lbl" id={`${id}-${kind}`} role="presentation">
							{t(`search.kind.${kind}`)}
						</div>
						{hits.map(h => (
							<Option
								key={h.id}
								of={h}
								id={option(h)}
								chosen={items[at] === h}
								onOpen={() => open(h)}
							/>
						))}
					</div>
				))}
			</div>
		</Dialog>
	);
}
