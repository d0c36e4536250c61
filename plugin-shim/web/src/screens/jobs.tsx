/*
 * Jobs: what works in the background, how far it is, how it ended, in words; to stop one, to try it again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get, post } from '../api.js';
import { useFollow } from '../follow.js';
import { useAction, useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Select } from '../parts/field.js';
import { JobBar } from '../parts/job-bar.js';
import { moment } from '../parts/moment.js';
import { Page } from '../parts/page.js';
import { Pages } from '../parts/pages.js';
import { ProblemNote } from '../parts/problem.js';
import { query, setQuery } from '../router.js';
import type { JobLine, List } from '../types.js';
import { t, word } from '../words.js';

const kinds = [
	'import',
	'growth',
	'plan_scenario',
	'staff',
	'roster',
	'portal_keys',
	'portal_register',
	'audit_verify',
];
const lasts = (list: List<JobLine>): boolean => list.items.some(j => !j.ended);

function ended(j: JobLine): string {
	if (j.state === 'cancelled') return t('jobs.cancelled');
	if (j.state === 'dead') return j.error ?? t('jobs.failed');
	return j.error ?? t('jobs.done');
}

function Row({ of: j, onChange }: { of: JobLine; onChange: () => void }) {
	const retry = useAction(async () => {
		await post(`/jobs/${j.id}/retry`);
		onChange();
	});
	const bad = j.state === 'dead' || Boolean(j.error);
	return (
		<tr>
			<th scope="row">
				{word('jobs.kind', j.kind)}
				{j.import && (
					<>
						{' '}
						<a href={`/imports/${j.import}`}>{j.file ?? ''}</a>
					</>
				)}
				{j.dry_run && <span class="muted"> ({t('jobs.dry_run')})</span>}
			</th>
			<td>
				{moment(j.at)}
				<p class="small muted">{j.by?.short ?? t('jobs.by_itself')}</p>
			</td>
			<td>
				{j.ended ? (
					<>
						<p class={bad ? 'late' : ''}>{ended(j)}</p>
						{j.ended_at && <p class="small muted">{moment(j.ended_at)}</p>}
					</>
				) : (
					<JobBar of={j} onChange={onChange} />
				)}
				{!j.ended && j.error && <p class="small late">{j.error}</p>}
				{j.retriable && j.steerable && (
					<button type="button" class="btn quiet" disabled={retry.busy} onClick={() => retry.run()}>
						{t('jobs.retry')}
						<span class="vh"> {word('jobs.kind', j.kind)}</span>
					</button>
				)}
				<ProblemNote problem={retry.problem} />
			</td>
		</tr>
	);
}

const Table = (props: { items: JobLine[]; onChange: () => void }) => (
	<table class="plain tstack">
		<thead>
			<tr>
				<th scope="col">{t('jobs.what')}</th>
				<th scope="col">{t('jobs.asked')}</th>
				<th scope="col">{t('jobs.state')}</th>
			</tr>
		</thead>
		<tbody>
			{props.items.map(j => (
				<Row key={j.id} of={j} onChange={props.onChange} />
			))}
		</tbody>
	</table>
);

export default function Jobs() {
	const kind = query.value.get('kind') ?? '';
	const state = query.value.get('state') ?? '';
	const ask = (cursor?: string, signal?: AbortSignal) =>
		get<List<JobLine>>('/jobs', { kind, state, cursor }, { signal });
	const first = useLoad(signal => ask(undefined, signal), [kind, state]);
	useFollow(first, lasts, 1500);
	return (
		<Page title={t('jobs.title')} lede={<p>{t('jobs.lede')}</p>}>
			<search class="filters">
				<Select
					label={t('jobs.what')}
					value={kind}
					onValue={v => setQuery({ kind: v })}
					empty={t('jobs.all')}
					choices={kinds.map(k => ({ value: k, label: t(`jobs.kind.${k}`) }))}
				/>
				<Select
					label={t('jobs.state')}
					value={state}
					onValue={v => setQuery({ state: v })}
					empty={t('jobs.all')}
					choices={['active', 'failed', 'done'].map(s => ({
						value: s,
						label: t(`jobs.states.${s}`),
					}))}
				/>
			</search>
			<Await of={first}>
				{page =>
					page.items.length > 0 ? (
						<Pages first={page} more={c => ask(c)}>
							{items => <Table items={items} onChange={first.reload} />}
						</Pages>
					) : (
						<Empty words={t('jobs.none')} />
					)
				}
			</Await>
		</Page>
	);
}
