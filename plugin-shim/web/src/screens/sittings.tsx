/*
 * Sittings of the council in a school year: what is ahead, what is closed and has its minutes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all } from '../api.js';
import { schoolYear } from '../format.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Select } from '../parts/field.js';
import { Page } from '../parts/page.js';
import { NewSitting } from '../parts/sitting-form.js';
import { StateGlyph } from '../parts/state.js';
import { query, setQuery } from '../router.js';
import { hasRole, session } from '../session.js';
import type { SittingRow } from '../types.js';
import { fullDate, t, word } from '../words.js';

const Table = ({ sittings }: { sittings: SittingRow[] }) => (
	<table class="plain tstack">
		<thead>
			<tr>
				<th scope="col">{t('sittings.when')}</th>
				<th scope="col">{t('sittings.state')}</th>
				<th scope="col">{t('sittings.agenda')}</th>
				<th scope="col">{t('sittings.minutes')}</th>
				<th scope="col">{t('sittings.place')}</th>
			</tr>
		</thead>
		<tbody>
			{sittings.map(s => (
				<tr key={s.id}>
					<th scope="row">
						<a href={`/sittings/${s.id}`}>{fullDate(s.held_on)}</a>
						<span class="small muted block">{word('sitting_kind', s.kind)}</span>
					</th>
					<td class="nowrap">
						<span class="st">
							<StateGlyph state={s.state} />
							<span>{word('sitting_state', s.state)}</span>
						</span>
					</td>
					<td>{t('sittings.questions', { count: s.questions })}</td>
					<td class={s.minutes ? '' : 'dash'}>
						{s.minutes
							? [
									s.number && t('order.no', { number: s.number }),
									word('minutes_state', s.minutes.state),
								]
									.filter(Boolean)
									.join(', ')
							: '—'}
					</td>
					<td class={s.place ? '' : 'dash'}>{s.place ?? '—'}</td>
				</tr>
			))}
		</tbody>
	</table>
);

export default function Sittings() {
	const now = session.value?.school_year ?? 0;
	const year = Number(query.value.get('year') ?? now);
	const [adding, setAdding] = useState(false);
	const sittings = useLoad(signal => all<SittingRow>('/sittings', { year }, signal), [year]);
	const ahead = sittings.data?.filter(s => !['closed', 'cancelled'].includes(s.state)).length;
	return (
		<Page
			title={sittings.data ? t('sittings.finding', { count: ahead ?? 0 }) : t('nav.sittings')}
			tab={t('nav.sittings')}
			crumb={t('sittings.crumb', { year: schoolYear(year) })}
			tools={
				hasRole('council_secretary', 'council_chair') && (
					<button type="button" class="btn pri" onClick={() => setAdding(true)}>
						{t('sittings.add')}
					</button>
				)
			}
		>
			<search class="filters">
				<Select
					label={t('plan.year')}
					value={String(year)}
					onValue={v => setQuery({ year: v })}
					choices={[now, now - 1, now - 2, now - 3].map(y => ({
						value: String(y),
						label: schoolYear(y),
					}))}
				/>
			</search>
			<div class="mt5">
				<Await of={sittings}>
					{list =>
						list.length > 0 ? <Table sittings={list} /> : <Empty words={t('sittings.empty')} />
					}
				</Await>
			</div>
			{adding && <NewSitting onClose={() => setAdding(false)} />}
		</Page>
	);
}
