/*
 * History of the plan: who changed what and when, version by version, newest first.
 *
 * Asked for when it is opened. What one person did with many items within a minute is one line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { list } from '../api.js';
import { clock, shortDate } from '../format.js';
import { useLoad } from '../load.js';
import type { PlanEvent } from '../types.js';
import { t, word } from '../words.js';
import { Await, Empty } from './await.js';
import { columnWords } from './plan-diff.js';

function what(e: PlanEvent): string {
	const [first] = e.items;
	if (e.entity === 'plan_version') {
		const state = first?.change.state;
		const to = Array.isArray(state) ? state[1] : undefined;
		return e.event === 'insert'
			? t('history.version_made')
			: to
				? t('history.version_to', { state: word('state.plan', String(to)) })
				: t('history.version_changed');
	}
	return t(`history.${e.entity}_${e.event}`, { count: e.count });
}

const changed = (change: Record<string, unknown>) => columnWords(Object.keys(change));

const Line = ({ of }: { of: PlanEvent }) => (
	<li>
		<p>
			{what(of)}
			{of.entity !== 'plan_version' && ': '}
			{of.entity !== 'plan_version' &&
				of.items
					.map(i =>
						[i.title, changed(i.change) && `(${changed(i.change)})`].filter(Boolean).join(' '),
					)
					.filter(Boolean)
					.join('; ')}
			{of.count > of.items.length &&
				` ${t('home.and_more', { count: of.count - of.items.length })}`}
		</p>
		<p class="small muted">
			{shortDate(of.at)} {clock(of.at)} · {t('versions.number', { version: of.version })}
			{of.person && ` · ${of.person.short}`}
		</p>
	</li>
);

function Lines({ plan }: { plan: string }) {
	const events = useLoad(s => list<PlanEvent>(`/plans/${plan}/history`, {}, s), [plan]);
	return (
		<Await of={events}>
			{all =>
				all.length > 0 ? (
					<ul class="rows">
						{all.map(e => (
							<Line key={`${e.at}${e.entity}${e.event}${e.version}`} of={e} />
						))}
					</ul>
				) : (
					<Empty words={t('history.empty')} />
				)
			}
		</Await>
	);
}

export function PlanHistory({ plan }: { plan: string }) {
	const [open, setOpen] = useState(false);
	return (
		<details class="mt3" id="history" onToggle={e => setOpen(e.currentTarget.open)}>
			<summary>{t('history.title')}</summary>
			{open && <Lines plan={plan} />}
		</details>
	);
}
