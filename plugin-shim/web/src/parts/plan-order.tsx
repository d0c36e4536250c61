/*
 * The order on a version of the plan: drafted, signed, registered, then it approves the version.
 *
 * One version has one order, so what is there already is led to and not drafted a second time; the
 * approval itself is a step of the department's, after the number (clause 4.6).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { all, get, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { go } from '../router.js';
import { hasRole } from '../session.js';
import type { Id, Order, PlanVersion } from '../types.js';
import { uuid } from '../uuid.js';
import { t, word } from '../words.js';
import { ProblemNote } from './problem.js';

type Version = Pick<PlanVersion, 'id' | 'version' | 'state'>;

/** The step that a registered order opens; nothing while it is not registered. */
function Approve(props: { version: Id; order: Id; onDone: () => void }) {
	const run = useAction(async () => {
		await post(`/plan-versions/${props.version}/approve`, { order: props.order });
		props.onDone();
	});
	return (
		<>
			<button type="button" class="btn pri" disabled={run.busy} onClick={() => run.run()}>
				{t('versions.approve')}
			</button>
			<ProblemNote problem={run.problem} />
		</>
	);
}

const approves = () => hasRole('department_head', 'clerk');

function Draft({ version }: { version: Id }) {
	const run = useAction(async () => {
		const body = { id: uuid(), kind: 'order_plan', plan_version: version };
		const made = await post<Order>('/orders', body);
		go(`/orders/${made.id}`);
	});
	return (
		<>
			<button type="button" class="btn" disabled={run.busy} onClick={() => run.run()}>
				{t('versions.draft_order')}
			</button>
			<ProblemNote problem={run.problem} />
		</>
	);
}

/** Beside a version that is at the council. */
export function PlanOrder({ version, reload }: { version: Version; reload: () => void }) {
	const orders = useLoad(s => all<Order>('/orders', { kind: 'order_plan' }, s), [version.id]);
	if (!orders.data || version.state !== 'at_council') return null;
	const order = orders.data.find(o => o.plan_version === version.id);
	if (!order) return hasRole('centre_head', 'clerk') ? <Draft version={version.id} /> : null;
	return (
		<>
			<a class="btn" href={`/orders/${order.id}`}>
				{t('versions.to_order', { state: word('state.order', order.state) })}
			</a>
			{order.state === 'registered' && approves() && (
				<Approve version={version.id} order={order.id} onDone={reload} />
			)}
		</>
	);
}

/** On the order's own page: the version it is about, and the approval. */
export function OrderedPlan({ order }: { order: Order }) {
	const version = useLoad(
		signal => get<PlanVersion>(`/plan-versions/${order.plan_version}`, {}, { signal }),
		[order.plan_version],
	);
	const v = version.data;
	if (!v) return null;
	return (
		<div class="stack-s mt3">
			<p>{t(`next_year.state.${v.state}`)}</p>
			{order.state === 'registered' && v.state === 'at_council' && approves() && (
				<p>
					<Approve version={v.id} order={order.id} onDone={version.reload} />
				</p>
			)}
			<p>
				<a class="btn" href={`/plan?year=${v.school_year}&version=${v.id}`}>
					{t('order.to_plan')}
				</a>
			</p>
		</div>
	);
}
