/*
 * One order: its text, who signed it, its number. The gate of clause 4.1 is passed here.
 *
 * "Signed" is a record that the paper was signed outside; the program itself never signs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { shortDate } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { Blocks } from '../parts/blocks.js';
import { Clause } from '../parts/clause.js';
import { Dialog } from '../parts/dialog.js';
import { Input } from '../parts/field.js';
import { Form } from '../parts/form.js';
import { OrderEdit } from '../parts/order-edit.js';
import { Page, Section } from '../parts/page.js';
import { PdfLink } from '../parts/pdf.js';
import { OrderedPlan } from '../parts/plan-order.js';
import { State } from '../parts/state.js';
import { orderName } from '../parts/versions.js';
import type { Args } from '../router.js';
import { hasRole, today } from '../session.js';
import type { Order } from '../types.js';
import { fullDate, t, word } from '../words.js';

type Props = { order: Order; onOrder: (o: Order) => void };

const dayId = (o: Order): string | undefined =>
	typeof o.day === 'string' ? o.day : (o.day?.id ?? undefined);

const may = (o: Order, event: 'sign' | 'register'): boolean => {
	if (o.can) return o.can.includes(event);
	return event === 'sign'
		? o.state === 'draft' && hasRole('department_head')
		: o.state === 'signed' && hasRole('clerk', 'department_head');
};

function Sign({ order, onOrder, onClose }: Props & { onClose: () => void }) {
	const [date, setDate] = useState(today());
	const run = useAction(async () => {
		onOrder(await post<Order>(`/orders/${order.id}/sign`, { signed_on: date }));
		onClose();
	});
	return (
		<Dialog title={t('order.sign_title')} onClose={onClose}>
			<Form
				submit={t('order.sign')}
				onSubmit={() => run.run()}
				onCancel={onClose}
				busy={run.busy}
				problem={run.problem}
				shown={['signed_on']}
			>
				<p>{t('order.sign_lede')}</p>
				<Input
					label={t('order.signed_on')}
					type="date"
					value={date}
					onValue={setDate}
					required
					error={run.problem?.at('signed_on')}
				/>
			</Form>
		</Dialog>
	);
}

const registerLede: Record<string, string> = {
	order_approve: 'order.approve_lede',
	order_plan: 'order.plan_lede',
};

/** Registration opens the gate: the server moves the day on by itself. */
function Register({ order, onOrder, onClose }: Props & { onClose: () => void }) {
	const [number, setNumber] = useState('');
	const [date, setDate] = useState(today());
	const run = useAction(async () => {
		onOrder(await post<Order>(`/orders/${order.id}/register`, { number, dated: date }));
		onClose();
	});
	return (
		<Dialog title={t('order.register_title')} onClose={onClose}>
			<Form
				submit={t('order.register')}
				onSubmit={() => run.run()}
				onCancel={onClose}
				busy={run.busy}
				problem={run.problem}
				shown={['number', 'dated']}
			>
				<p>
					{t(registerLede[order.kind] ?? 'order.register_lede')} <Clause number={clauseOf(order)} />
				</p>
				<div class="pair2">
					<Input
						label={t('orders.number')}
						value={number}
						onValue={setNumber}
						required
						error={run.problem?.at('number')}
					/>
					<Input
						label={t('orders.dated')}
						type="date"
						value={date}
						onValue={setDate}
						required
						error={run.problem?.at('dated')}
					/>
				</div>
			</Form>
		</Dialog>
	);
}

const sittingReaders = [
	'methodist',
	'centre_head',
	'council_member',
	'council_secretary',
	'council_chair',
	'department_head',
	'clerk',
];
/** Which rule the order serves: holding a day, approving what came of it, or the plan. */
const clauses: Record<string, string> = { order_approve: '4.5', order_plan: '4.6b' };
const clauseOf = (o: Order): string => clauses[o.kind] ?? '4.1';

function Facts({ order }: { order: Order }) {
	const day = dayId(order);
	return (
		<>
			<dl class="kv">
				<dt>{t('orders.kind')}</dt>
				<dd>{word('order_kind', order.kind)}</dd>
				{order.number && (
					<>
						<dt>{t('orders.number')}</dt>
						<dd>{order.number}</dd>
						<dt>{t('orders.dated')}</dt>
						<dd>{order.dated && fullDate(order.dated)}</dd>
					</>
				)}
				{order.organisation && (
					<>
						<dt>{t('day.organisation')}</dt>
						<dd>{order.organisation.name}</dd>
					</>
				)}
			</dl>
			{order.signatures && order.signatures.length > 0 && (
				<ul class="rows mt3">
					{order.signatures.map(s => (
						<li key={`${s.name}${s.at}`}>
							<b>{s.person?.short ?? s.name}</b>
							{s.post && `, ${s.post}`}
							<p class="small muted">
								{t('order.recorded', { date: shortDate(s.signed_on ?? s.at ?? '') })}
							</p>
						</li>
					))}
				</ul>
			)}
			{order.sitting && hasRole(...sittingReaders) && (
				<p class="mt3">
					<a class="btn" href={`/sittings/${order.sitting}`}>
						{t('order.to_sitting')}
					</a>
				</p>
			)}
			{order.plan_version && <OrderedPlan order={order} />}
			{day && (
				<p class="mt3">
					<a class="btn" href={`/days/${day}`}>
						{t('order.to_day')}
					</a>
				</p>
			)}
		</>
	);
}

/** What the number has done; of a plan its version says it. */
const opens: Record<string, string> = {
	order_hold: 'order.gate_open',
	order_approve: 'order.approved',
};

/** Days that are not announced yet. */
const waiting = ['draft', 'in_plan', 'ordered'];

function NextWords({ order }: { order: Order }) {
	if (order.state === 'draft' && !may(order, 'sign')) return <p>{t('order.wait_sign')}</p>;
	if (order.state === 'signed' && !may(order, 'register')) return <p>{t('order.wait_register')}</p>;
	const opened = opens[order.kind];
	/* Of a day that has gone on the way is no news. */
	if (order.kind === 'order_hold' && !waiting.includes(order.day_state ?? '')) return null;
	return order.state === 'registered' && opened ? <p>{t(opened)}</p> : null;
}

function Body({ order, onOrder }: Props) {
	const [open, setOpen] = useState<'sign' | 'register' | 'edit' | undefined>();
	const close = () => setOpen(undefined);
	return (
		<Page
			title={order.number ? orderName(order) : order.title}
			tab={order.number ? orderName(order) : t('order.draft')}
			crumb={<a href="/orders">{t('nav.orders')}</a>}
			lede={
				<>
					{order.number && <p>{order.title}</p>}
					<p class="cluster">
						<b>
							<State of="order" state={order.state} />
						</b>
						<Clause number={clauseOf(order)} />
					</p>
					<NextWords order={order} />
				</>
			}
			tools={
				<>
					{may(order, 'sign') && (
						<button type="button" class="btn pri" onClick={() => setOpen('sign')}>
							{t('order.sign')}
						</button>
					)}
					{may(order, 'register') && (
						<button type="button" class="btn pri" onClick={() => setOpen('register')}>
							{t('order.register')}
						</button>
					)}
					{order.state === 'draft' && hasRole('centre_head', 'methodist', 'clerk') && (
						<button type="button" class="btn" onClick={() => setOpen('edit')}>
							{t('order.edit')}
						</button>
					)}
					<PdfLink button path={`/orders/${order.id}`} />
				</>
			}
		>
			<div class="cols side">
				<Section id="text" title={t('order.text')}>
					{order.body && order.body.length > 0 ? (
						<Blocks body={order.body} />
					) : (
						<p class="muted">{t('order.no_text')}</p>
					)}
				</Section>
				<aside>
					<Section id="facts" title={t('order.facts')}>
						<Facts order={order} />
					</Section>
					{order.tasks && order.tasks.length > 0 && (
						<Section id="tasks" title={t('order.tasks')}>
							<ul class="rows">
								{order.tasks.map(task => (
									<li key={task.body}>
										{task.body}
										{task.due_on && (
											<p class="small muted">{t('order.until', { date: fullDate(task.due_on) })}</p>
										)}
									</li>
								))}
							</ul>
						</Section>
					)}
				</aside>
			</div>
			{open === 'sign' && <Sign order={order} onOrder={onOrder} onClose={close} />}
			{open === 'register' && <Register order={order} onOrder={onOrder} onClose={close} />}
			{open === 'edit' && <OrderEdit order={order} onOrder={onOrder} onClose={close} />}
		</Page>
	);
}

export default function OrderScreen({ id }: Args) {
	const order = useLoad(signal => get<Order>(`/orders/${id}`, {}, { signal }), [id]);
	if (order.data)
		return (
			<Body
				order={order.data}
				onOrder={o => {
					order.set({ ...order.data, ...o });
					order.reload();
				}}
			/>
		);
	return (
		<Page title={t('order.draft')}>
			<Await of={order}>{() => null}</Await>
		</Page>
	);
}
