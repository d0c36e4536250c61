/*
 * The bank of practices: what was found in lessons and may be taken up; one's own cards on their way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, get } from '../api.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Input, Select } from '../parts/field.js';
import { Page } from '../parts/page.js';
import { Pages } from '../parts/pages.js';
import { PracticeStart } from '../parts/practice-start.js';
import { State } from '../parts/state.js';
import { query, setQuery } from '../router.js';
import { hasRole } from '../session.js';
import type { List, Organisation, PracticeRow, Ref } from '../types.js';
import { t, word } from '../words.js';

const states = ['noticed', 'described', 'council', 'published', 'adopted', 'archived'];

const Rows = ({ items }: { items: PracticeRow[] }) => (
	<ul class="rows">
		{items.map(p => (
			<li key={p.id}>
				<p>
					<a href={`/practices/${p.id}`}>
						<b>{p.title}</b>
					</a>
				</p>
				<p class="small muted">
					{[
						p.authors.map(a => a.short).join(', '),
						p.organisation.name,
						p.subject?.name,
						p.competence?.name,
					]
						.filter(Boolean)
						.join(' · ')}
				</p>
				<p class="cluster small">
					<State of="practice" state={p.state} />
					{p.adopted > 0 && <span>{t('practices.adopted', { count: p.adopted })}</span>}
				</p>
			</li>
		))}
	</ul>
);

interface Lists {
	schools: Organisation[];
	subjects: Ref[];
}

function Filters({ lists }: { lists: Lists }) {
	const q = query.value;
	const [words, setWords] = useState(q.get('q') ?? '');
	return (
		<search>
			<form
				class="filters"
				onSubmit={e => {
					e.preventDefault();
					setQuery({ q: words });
				}}
			>
				<Input label={t('practices.search')} type="search" value={words} onValue={setWords} />
				<button type="submit" class="btn">
					{t('practices.find')}
				</button>
				<Select
					label={t('day.state')}
					value={q.get('state') ?? ''}
					onValue={v => setQuery({ state: v })}
					choices={states.map(s => ({ value: s, label: word('state.practice', s) }))}
					empty={t('plan.any_state')}
				/>
				<Select
					label={t('practices.subject')}
					value={q.get('subject') ?? ''}
					onValue={v => setQuery({ subject: v })}
					choices={lists.subjects.map(s => ({ value: s.id, label: s.name }))}
					empty={t('practices.any_subject')}
				/>
				<Select
					label={t('day.organisation')}
					value={q.get('school') ?? ''}
					onValue={v => setQuery({ school: v })}
					choices={lists.schools.map(s => ({ value: s.id, label: s.name }))}
					empty={t('all_schools')}
				/>
			</form>
		</search>
	);
}

export default function Practices() {
	const q = query.value;
	const filter = Object.fromEntries(
		['state', 'subject', 'school', 'competence', 'q', 'mine'].map(k => [k, q.get(k)]),
	);
	const [telling, setTelling] = useState(false);
	const ask = (cursor: string | null, signal?: AbortSignal) =>
		get<List<PracticeRow>>('/practices', { ...filter, cursor }, { signal });
	const lists = useLoad(async signal => {
		const [schools, subjects] = await Promise.all([
			all<Organisation>('/organisations', { hosts: 1 }, signal),
			get<List<Ref>>('/subjects', {}, { signal }),
		]);
		return { schools, subjects: subjects.items };
	}, []);
	const page = useLoad(signal => ask(null, signal), [JSON.stringify(filter)]);
	const tells = hasRole('teacher', 'school_head') && !hasRole('methodist', 'centre_head');
	return (
		<Page
			title={t('practices.bank')}
			lede={<p>{t('practices.lede')}</p>}
			tools={
				tells && (
					<button type="button" class="btn pri" onClick={() => setTelling(true)}>
						{t('practices.tell')}
					</button>
				)
			}
		>
			<Filters lists={lists.data ?? { schools: [], subjects: [] }} />
			<div class="mt5">
				<Await of={page}>
					{data =>
						data.items.length > 0 ? (
							<Pages first={data} more={c => ask(c)}>
								{items => <Rows items={items} />}
							</Pages>
						) : (
							<Empty words={t('practices.empty')} />
						)
					}
				</Await>
			</div>
			{telling && (
				<PracticeStart
					title={t('practices.tell_title')}
					lede={t('practices.tell_lede')}
					submit={t('practices.tell')}
					onClose={() => setTelling(false)}
				/>
			)}
		</Page>
	);
}
