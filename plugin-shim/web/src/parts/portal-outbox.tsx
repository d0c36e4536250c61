/*
 * Deliveries to the portal: what was not delivered comes first, with the reason, and is sent again
 * from here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import type { Delivery, List, PortalService } from '../types.js';
import { t, word } from '../words.js';
import { Await, Empty } from './await.js';
import { Select } from './field.js';
import { moment } from './moment.js';
import { Pages } from './pages.js';
import { ProblemNote } from './problem.js';

const ask = (state: string, cursor?: string, signal?: AbortSignal) =>
	get<List<Delivery>>('/outbox', { state: state === 'all' ? '' : state, cursor }, { signal });

function When({ of: d }: { of: Delivery }) {
	if (d.state === 'sent') return <>{t('portal.sent_at', { at: moment(d.ended_at ?? d.at) })}</>;
	if (d.state === 'dead') return <>{t('portal.dead_after', { count: d.attempts })}</>;
	return (
		<>{d.next_try_at ? t('portal.next_at', { at: moment(d.next_try_at) }) : t('portal.waits')}</>
	);
}

function Row({ of, onRetried }: { of: Delivery; onRetried: () => void }) {
	const [d, setD] = useState(of);
	const retry = useAction(async () => {
		setD(await post<Delivery>(`/outbox/${d.id}/retry`));
		onRetried();
	});
	return (
		<tr>
			<th scope="row">
				{d.title || word('portal.channel', d.channel)}
				{d.cancelled && <span class="muted"> ({t('portal.cancelled')})</span>}
				<p class="small muted">
					{[word('portal.channel', d.channel), d.person?.short, moment(d.at)]
						.filter(Boolean)
						.join(' · ')}
				</p>
			</th>
			<td>
				<p>
					<When of={d} />
				</p>
				{d.error && <p class={d.state === 'dead' ? 'small late' : 'small'}>{d.error}</p>}
				{d.superseded && <p class="small muted">{t('portal.superseded')}</p>}
			</td>
			<td>
				{d.state === 'dead' && !d.superseded && (
					<button type="button" class="btn quiet" disabled={retry.busy} onClick={() => retry.run()}>
						{t('portal.retry')}
						<span class="vh"> {d.title}</span>
					</button>
				)}
				<ProblemNote problem={retry.problem} />
			</td>
		</tr>
	);
}

const Table = (props: { items: Delivery[]; onRetried: () => void }) => (
	<table class="plain tstack">
		<thead>
			<tr>
				<th scope="col">{t('portal.delivery')}</th>
				<th scope="col">{t('portal.state')}</th>
				<th scope="col">{t('actions')}</th>
			</tr>
		</thead>
		<tbody>
			{props.items.map(d => (
				<Row key={d.id} of={d} onRetried={props.onRetried} />
			))}
		</tbody>
	</table>
);

export function PortalOutbox(props: { service: PortalService; onChange: () => void }) {
	const counts = props.service;
	const [state, setState] = useState(counts.dead > 0 ? 'dead' : 'all');
	const list = useLoad(signal => ask(state, undefined, signal), [state]);
	const all = useAction(async () => {
		await post('/outbox/retry');
		props.onChange();
		list.reload();
	});
	return (
		<>
			<p>{t('portal.counts', { ready: counts.ready, sent: counts.sent, dead: counts.dead })}</p>
			<search class="filters mt3">
				<Select
					label={t('portal.state')}
					value={state}
					onValue={setState}
					choices={['dead', 'ready', 'sent', 'all'].map(s => ({
						value: s,
						label: t(`portal.states.${s}`),
					}))}
				/>
				{counts.dead > 0 && (
					<button type="button" class="btn" disabled={all.busy} onClick={() => all.run()}>
						{t('portal.retry_all')}
					</button>
				)}
			</search>
			<ProblemNote problem={all.problem} />
			<Await of={list}>
				{first =>
					first.items.length > 0 ? (
						<Pages first={first} more={c => ask(state, c)}>
							{items => <Table items={items} onRetried={props.onChange} />}
						</Pages>
					) : (
						<Empty words={t('portal.nothing')} />
					)
				}
			</Await>
		</>
	);
}
