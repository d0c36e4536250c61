/*
 * Minutes of a closed sitting: drafted, edited, recorded as signed; then the order of approval.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { shortDate } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { go } from '../router.js';
import { hasRole } from '../session.js';
import type { Minutes, Order, Sitting } from '../types.js';
import { uuid } from '../uuid.js';
import { t, word } from '../words.js';
import { Await } from './await.js';
import { Blocks } from './blocks.js';
import { Clause } from './clause.js';
import { OrderEdit } from './order-edit.js';
import { Section } from './page.js';
import { PdfLink } from './pdf.js';
import { PlanOrder } from './plan-order.js';
import { ProblemNote } from './problem.js';

const approvable = (s: Sitting): boolean =>
	s.minutes?.state === 'signed' &&
	hasRole('centre_head', 'methodist', 'clerk') &&
	s.agenda.some(
		q =>
			q.document?.state === 'considered' ||
			(!q.document && !q.plan_version && q.decision === 'accepted'),
	);

/** Versions of the plan that the council accepted: each waits for an order of its own (clause 4.6). */
const acceptedPlans = (s: Sitting) =>
	s.minutes?.state === 'signed' && hasRole('centre_head', 'clerk', 'department_head')
		? s.agenda.flatMap(q => (q.plan_version && q.decision === 'accepted' ? [q.plan_version] : []))
		: [];

function Approval({ sitting, reload }: { sitting: Sitting; reload: () => void }) {
	const run = useAction(async () => {
		const made = await post<Order>('/orders', {
			id: uuid(),
			kind: 'order_approve',
			sitting: sitting.id,
		});
		go(`/orders/${made.id}`);
	});
	return (
		<div class="stack-s mt3">
			{sitting.orders.map(o => (
				<p key={o.id}>
					<a href={`/orders/${o.id}`}>
						{t('minutes.to_order', { state: word('state.order', o.state ?? '') })}
					</a>
				</p>
			))}
			{approvable(sitting) && !sitting.orders.some(o => o.state !== 'registered') && (
				<p>
					<button type="button" class="btn pri" disabled={run.busy} onClick={() => run.run()}>
						{t('minutes.order')}
					</button>
				</p>
			)}
			{acceptedPlans(sitting).map(v => (
				<p class="cluster" key={v.id}>
					<PlanOrder version={v} reload={reload} />
				</p>
			))}
			<ProblemNote problem={run.problem} />
		</div>
	);
}

function Text(p: { minutes: Minutes; onMinutes: () => void }) {
	const { minutes } = p;
	const [editing, setEditing] = useState(false);
	const sign = useAction(async () => {
		await post(`/minutes/${minutes.id}/sign`);
		p.onMinutes();
	});
	const may = minutes.state === 'draft' && hasRole('council_secretary', 'council_chair');
	return (
		<>
			{minutes.state === 'draft' && (
				<p class="note warn">
					{t('minutes.unsigned')} <Clause number="4.5" />
				</p>
			)}
			{minutes.signatures.map(s => (
				<p class="small muted" key={s.person?.id}>
					{t('minutes.signed', {
						date: shortDate(s.signed_on ?? ''),
						name: s.person?.short ?? '',
					})}
				</p>
			))}
			{may && (
				<p class="cluster mt3">
					<button type="button" class="btn pri" disabled={sign.busy} onClick={() => sign.run()}>
						{t('minutes.sign')}
					</button>
					<button type="button" class="btn" onClick={() => setEditing(true)}>
						{t('minutes.edit')}
					</button>
				</p>
			)}
			<ProblemNote problem={sign.problem} />
			<p class="mt3 cluster between">
				<b>{minutes.title}</b>
				<PdfLink path={`/documents/${minutes.id}`} />
			</p>
			<Blocks body={minutes.body} />
			{editing && (
				<OrderEdit
					path="/minutes"
					order={minutes}
					onOrder={p.onMinutes}
					onClose={() => setEditing(false)}
				/>
			)}
		</>
	);
}

export function MinutesPane({ sitting, reload }: { sitting: Sitting; reload: () => void }) {
	const id = sitting.minutes?.id;
	const signed = sitting.minutes?.state === 'signed';
	const reads = !hasRole('clerk') || hasRole('centre_head', 'department_head', 'methodist');
	const minutes = useLoad(
		async signal => (id && reads ? get<Minutes>(`/minutes/${id}`, {}, { signal }) : null),
		[id, sitting.minutes?.state],
	);
	const draft = useAction(async () => {
		await post(`/sittings/${sitting.id}/minutes`, { id: uuid() });
		reload();
	});
	const again = () => {
		minutes.reload();
		reload();
	};
	return (
		<Section id="minutes" title={t('minutes.title')}>
			<Approval sitting={sitting} reload={reload} />
			{!id && hasRole('council_secretary', 'council_chair') && (
				<div class="stack-s">
					<p>{t('minutes.draft_lede')}</p>
					<p>
						<button type="button" class="btn pri" disabled={draft.busy} onClick={() => draft.run()}>
							{t('minutes.draft')}
						</button>
					</p>
					<ProblemNote problem={draft.problem} />
				</div>
			)}
			{id && !reads && (
				<p class={signed ? 'muted' : 'note warn'}>
					{t(signed ? 'minutes.hidden' : 'minutes.unsigned')}
				</p>
			)}
			<Await of={minutes}>{m => m && <Text minutes={m} onMinutes={again} />}</Await>
		</Section>
	);
}
