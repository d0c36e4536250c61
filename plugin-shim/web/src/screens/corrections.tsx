/*
 * Corrections of people's work: what was agreed, where it stands, what the new measure says.
 *
 * A correction is proposed with a baseline and belongs to the person: nobody agrees for him, and
 * somebody else says what came of it (clause 4.6).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all } from '../api.js';
import { shortDate } from '../format.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Clause } from '../parts/clause.js';
import { CorrectionForm } from '../parts/correction-form.js';
import { Select } from '../parts/field.js';
import { Page, Section } from '../parts/page.js';
import { State } from '../parts/state.js';
import { query, setQuery } from '../router.js';
import { hasRole } from '../session.js';
import type { Correction } from '../types.js';
import { t, word } from '../words.js';

const states = ['proposed', 'agreed', 'in_work', 'checked', 'closed', 'withdrawn'];

const Row = ({ correction: c }: { correction: Correction }) => (
	<li class="cluster between">
		<span>
			<a href={`/corrections/${c.id}`}>
				{c.person.short}: {c.competence.name}
			</a>
			<span class="small muted block">
				{[c.organisation.name, c.due_on && t('correction.due', { date: shortDate(c.due_on) })]
					.filter(Boolean)
					.join(', ')}
			</span>
		</span>
		<span class="cluster">
			{c.verdict && <b>{word('verdict', c.verdict)}</b>}
			<State of="correction" state={c.state} />
		</span>
	</li>
);

export default function Corrections() {
	const state = query.value.get('state') ?? '';
	const person = query.value.get('person') ?? '';
	const [adding, setAdding] = useState(Boolean(person && query.value.get('new')));
	const list = useLoad(
		signal => all<Correction>('/corrections', { state, person }, signal),
		[state, person],
	);
	const may = hasRole('methodist', 'centre_head');
	return (
		<Page
			title={
				list.data ? t('correction.finding', { count: list.data.length }) : t('correction.title')
			}
			tab={t('correction.title')}
			crumb={<Clause number="4.6a" />}
			lede={<p>{t('correction.lede')}</p>}
			tools={
				may && (
					<button type="button" class="btn pri" onClick={() => setAdding(true)}>
						{t('correction.add')}
					</button>
				)
			}
		>
			<search class="filters">
				<Select
					label={t('correction.state')}
					value={state}
					onValue={v => setQuery({ state: v })}
					choices={states.map(s => ({ value: s, label: word('state.correction', s) }))}
					empty={t('correction.any_state')}
				/>
			</search>
			<Section id="list" title={t('correction.title')}>
				<Await of={list}>
					{rows =>
						rows.length > 0 ? (
							<ul class="rows">
								{rows.map(c => (
									<Row key={c.id} correction={c} />
								))}
							</ul>
						) : (
							<Empty words={t(may ? 'correction.empty' : 'correction.empty_own')} />
						)
					}
				</Await>
			</Section>
			{adding && (
				<CorrectionForm
					person={person}
					onClose={() => setAdding(false)}
					onSaved={() => {
						setAdding(false);
						list.reload();
					}}
				/>
			)}
		</Page>
	);
}
