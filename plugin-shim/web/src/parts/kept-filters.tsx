/*
 * Filters that a person keeps under a name, for one screen each. The year is no part of them.
 *
 * An address holds ids and words, never a name of anybody; the server takes nothing else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { del, list, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { go, query, setQuery } from '../router.js';
import type { SavedFilter } from '../types.js';
import { t } from '../words.js';
import { Dialog } from './dialog.js';
import { Input, Select } from './field.js';
import { Form } from './form.js';
import { ProblemNote } from './problem.js';

interface Screen {
	/** its word on the server and its address */
	screen: 'plan' | 'days' | 'visits';
	/** of the address's query, in this order; `view` alone narrows nothing */
	names: string[];
}

const keptQuery = (names: string[]): string => {
	const kept = new URLSearchParams();
	for (const name of names) {
		const value = query.value.get(name);
		if (value) kept.set(name, value);
	}
	return kept.toString();
};

function Keep(props: Screen & { onClose: () => void; onKept: () => void }) {
	const [name, setName] = useState('');
	const keep = useAction(async () => {
		await post('/saved-filters', { screen: props.screen, name, query: keptQuery(props.names) });
		props.onKept();
	});
	return (
		<Dialog title={t('filter.keep_title')} onClose={props.onClose}>
			<Form
				submit={t('filter.keep')}
				onSubmit={() => keep.run()}
				onCancel={props.onClose}
				busy={keep.busy}
				problem={keep.problem}
				shown={['name']}
			>
				<Input
					label={t('filter.name')}
					hint={t('filter.hint')}
					value={name}
					onValue={setName}
					required
					error={keep.problem?.at('name')}
				/>
			</Form>
		</Dialog>
	);
}

export function Kept({ screen, names }: Screen) {
	const [turn, setTurn] = useState(0);
	const [naming, setNaming] = useState(false);
	const kept = useLoad(s => list<SavedFilter>('/saved-filters', { screen }, s), [turn]);
	const forget = useAction(async (f: SavedFilter) => {
		await del(`/saved-filters/${f.id}`);
		setTurn(turn + 1);
	});
	const year = query.value.get('year');
	const address = (f?: SavedFilter) => {
		const asked = [year && `year=${year}`, f?.query].filter(Boolean).join('&');
		return asked ? `/${screen}?${asked}` : `/${screen}`;
	};
	const now = keptQuery(names);
	const narrowed = names.some(k => k !== 'view' && query.value.get(k));
	const chosen = kept.data?.find(f => f.query === now);
	return (
		<div class="kept cluster">
			{(kept.data?.length ?? 0) > 0 && (
				<Select
					label={t('filter.kept')}
					value={chosen?.id ?? ''}
					onValue={id => go(address(kept.data?.find(x => x.id === id)))}
					choices={(kept.data ?? []).map(f => ({ value: f.id, label: f.name }))}
					empty={t('filter.none')}
				/>
			)}
			{narrowed && !chosen && (
				<button type="button" class="btn" onClick={() => setNaming(true)}>
					{t('filter.keep_now')}
				</button>
			)}
			{narrowed && (
				<button
					type="button"
					class="btn quiet"
					onClick={() =>
						setQuery(Object.fromEntries(names.flatMap(k => (k === 'view' ? [] : [[k, null]]))))
					}
				>
					{t('filter.reset')}
				</button>
			)}
			{chosen && (
				<button type="button" class="btn quiet" onClick={() => forget.run(chosen)}>
					{t('filter.forget')}
					<span class="vh"> {chosen.name}</span>
				</button>
			)}
			<ProblemNote problem={forget.problem} />
			{naming && (
				<Keep
					screen={screen}
					names={names}
					onClose={() => setNaming(false)}
					onKept={() => {
						setNaming(false);
						setTurn(turn + 1);
					}}
				/>
			)}
		</div>
	);
}
