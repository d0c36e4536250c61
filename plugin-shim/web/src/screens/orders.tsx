/*
 * Orders in work and the registration journal of a year, with the gaps of its numbers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { all } from '../api.js';
import { shortDate } from '../format.js';
import { gaps } from '../journal.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Select } from '../parts/field.js';
import { Page, Section } from '../parts/page.js';
import { State } from '../parts/state.js';
import { query, setQuery } from '../router.js';
import { today } from '../session.js';
import type { Order, RegistryRow } from '../types.js';
import { t, word } from '../words.js';

const InWork = ({ orders }: { orders: Order[] }) => (
	<ul class="rows">
		{orders.map(o => (
			<li key={o.id} class="cluster between">
				<span>
					<a href={`/orders/${o.id}`}>{o.title}</a>
					<span class="small muted block">
						{[word('order_kind', o.kind), o.organisation?.name].filter(Boolean).join(', ')}
					</span>
				</span>
				<State of="order" state={o.state} />
			</li>
		))}
	</ul>
);

function Journal({ rows }: { rows: RegistryRow[] }) {
	const missing = gaps(rows);
	return (
		<>
			{missing.length > 0 && (
				<p class="note warn">{t('orders.gaps', { numbers: missing.join(', ') })}</p>
			)}
			<table class="plain tstack">
				<thead>
					<tr>
						<th scope="col">{t('orders.number')}</th>
						<th scope="col">{t('orders.dated')}</th>
						<th scope="col">{t('orders.title')}</th>
						<th scope="col">{t('orders.kind')}</th>
					</tr>
				</thead>
				<tbody>
					{rows.map(r => (
						<tr key={r.id}>
							<th scope="row">
								<a href={`/orders/${r.id}`}>{t('order.no', { number: r.number })}</a>
							</th>
							<td class="nowrap">{shortDate(r.dated)}</td>
							<td>{r.title}</td>
							<td>{word('order_kind', r.kind)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</>
	);
}

export default function Orders() {
	const thisYear = Number(today().slice(0, 4));
	const year = Number(query.value.get('year') ?? thisYear);
	const orders = useLoad(async signal => {
		const [drafts, signed] = await Promise.all([
			all<Order>('/orders', { state: 'draft' }, signal),
			all<Order>('/orders', { state: 'signed' }, signal),
		]);
		return [...signed, ...drafts];
	}, []);
	const journal = useLoad(
		async signal => (await all<RegistryRow>('/registry', { year }, signal)).reverse(),
		[year],
	);
	const open = orders.data?.length;
	return (
		<Page
			title={open === undefined ? t('nav.orders') : t('orders.finding', { count: open })}
			tab={t('nav.orders')}
		>
			<Section id="work" title={t('orders.work')}>
				<Await of={orders}>
					{list =>
						list.length > 0 ? (
							<InWork orders={list} />
						) : (
							<Empty words={t('orders.empty')}>
								<a class="btn" href="/days">
									{t('orders.to_days')}
								</a>
							</Empty>
						)
					}
				</Await>
			</Section>
			<Section
				id="journal"
				title={t('orders.journal')}
				aside={
					<Select
						class="narrow"
						label={t('orders.year')}
						value={String(year)}
						onValue={v => setQuery({ year: v })}
						choices={[thisYear, thisYear - 1, thisYear - 2, thisYear - 3].map(y => ({
							value: String(y),
							label: String(y),
						}))}
					/>
				}
			>
				<Await of={journal}>
					{list =>
						list.length > 0 ? (
							<Journal rows={list} />
						) : (
							<Empty words={t('orders.journal_empty', { year })} />
						)
					}
				</Await>
			</Section>
		</Page>
	);
}
