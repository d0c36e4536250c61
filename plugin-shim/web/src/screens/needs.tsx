/*
 * Needs and requests: whom the centre helps and with what; who filed a need may take it back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, post } from '../api.js';
import { shortDate } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Clause } from '../parts/clause.js';
import { Select } from '../parts/field.js';
import { NeedForm } from '../parts/need-form.js';
import { Page, Section } from '../parts/page.js';
import { ProblemNote } from '../parts/problem.js';
import { State } from '../parts/state.js';
import { query, setQuery } from '../router.js';
import { hasRole } from '../session.js';
import type { Need } from '../types.js';
import { t, word } from '../words.js';

const centre = () => hasRole('methodist', 'centre_head');

function deeds(n: Need): string[] {
	if (n.state === 'open')
		return [...(centre() ? ['plan', 'meet'] : []), ...(n.own || centre() ? ['withdraw'] : [])];
	if (n.state === 'planned') return centre() ? ['meet', 'reopen'] : [];
	return n.state === 'withdrawn'
		? n.own || centre()
			? ['reopen']
			: []
		: centre()
			? ['reopen']
			: [];
}

function Row({ need: n, reload }: { need: Need; reload: () => void }) {
	const step = useAction(async (event: string) => {
		await post(`/needs/${n.id}/${event}`);
		reload();
	});
	return (
		<li>
			<p class="cluster between">
				<b>
					{n.person ? `${n.person.short}, ${n.organisation.name}` : n.organisation.name}:{' '}
					{n.competence.name}
				</b>
				<State of="need" state={n.state} />
			</p>
			<p>{n.body}</p>
			<p class="small muted">
				{[word('need_source', n.source), n.subject?.name, n.by?.short, shortDate(n.filed_on)]
					.filter(Boolean)
					.join(' · ')}
			</p>
			<p class="cluster">
				{deeds(n).map(event => (
					<button
						key={event}
						type="button"
						class="btn quiet"
						disabled={step.busy}
						onClick={() => step.run(event)}
					>
						{t(`need.deed.${event}`)}
						<span class="vh"> {n.body.slice(0, 60)}</span>
					</button>
				))}
			</p>
			<ProblemNote problem={step.problem} />
		</li>
	);
}

export default function Needs() {
	const state = query.value.get('state') ?? 'open';
	const [adding, setAdding] = useState(false);
	const needs = useLoad(
		signal => all<Need>('/needs', { state: state === 'all' ? '' : state }, signal),
		[state],
	);
	const may = hasRole('methodist', 'centre_head', 'school_head', 'teacher');
	return (
		<Page
			title={
				needs.data ? t(`need.finding_${state}`, { count: needs.data.length }) : t('need.title')
			}
			tab={t('need.title')}
			crumb={<Clause number="2" />}
			lede={<p>{t('need.lede')}</p>}
			tools={
				may && (
					<button type="button" class="btn pri" onClick={() => setAdding(true)}>
						{t(centre() ? 'need.add' : 'need.ask')}
					</button>
				)
			}
		>
			<search class="filters">
				<Select
					label={t('need.state')}
					value={state}
					onValue={v => setQuery({ state: v })}
					choices={['open', 'planned', 'met', 'withdrawn', 'all'].map(s => ({
						value: s,
						label: s === 'all' ? t('need.any_state') : word('state.need', s),
					}))}
				/>
			</search>
			<Section id="list" title={t('need.title')}>
				<Await of={needs}>
					{rows =>
						rows.length > 0 ? (
							<ul class="rows">
								{rows.map(n => (
									<Row key={n.id} need={n} reload={needs.reload} />
								))}
							</ul>
						) : (
							<Empty words={t('need.empty')} />
						)
					}
				</Await>
			</Section>
			{adding && (
				<NeedForm
					onClose={() => setAdding(false)}
					onSaved={() => {
						setAdding(false);
						needs.reload();
					}}
				/>
			)}
		</Page>
	);
}
