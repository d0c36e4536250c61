/*
 * What can be done with a day now: one blue button for the present step, quiet ones aside.
 *
 * Which deeds are open is the server's word (`can`); why one is closed is its word too (`blocked`).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { go } from '../router.js';
import { today } from '../session.js';
import type { Day, Order, PlanItem } from '../types.js';
import { uuid } from '../uuid.js';
import { t, word } from '../words.js';
import { Await, Empty } from './await.js';
import { Clause } from './clause.js';
import { Dialog } from './dialog.js';
import { Input, Select, TextArea } from './field.js';
import { Form } from './form.js';
import { ProblemNote } from './problem.js';
import { orderName } from './versions.js';

export interface DeedProps {
	day: Day;
	onDay: (day: Day) => void;
}
const verb = (day: Day, event: string, body: unknown = {}) =>
	post<Day>(`/days/${day.id}/${event}`, body);

function IntoPlan({ day, onDay }: DeedProps) {
	const [item, setItem] = useState('');
	const year = Number(day.held_on.slice(0, 4)) - (day.held_on.slice(5, 7) < '09' ? 1 : 0);
	const items = useLoad(
		s => all<PlanItem>('/plan-items', { year, organisation: day.organisation.id }, s),
		[],
	);
	const put = useAction(async () => onDay(await verb(day, 'plan', { plan_item: item })));
	return (
		<Await of={items}>
			{list => {
				const free = list.filter(i => i.form?.is_day && !i.day);
				if (free.length === 0)
					return (
						<Empty words={t('day.no_items')}>
							<a class="btn" href="/plan">
								{t('home.to.plan')}
							</a>
						</Empty>
					);
				return (
					<div class="stack mt3">
						<Select
							label={t('day.plan_item')}
							value={item}
							onValue={setItem}
							choices={free.map(i => ({ value: i.id, label: `${i.number}. ${i.title}` }))}
							empty={t('choose')}
						/>
						<ProblemNote problem={put.problem} />
						<button
							type="button"
							class="btn pri"
							disabled={!item || put.busy}
							onClick={() => put.run()}
						>
							{t('deed.plan')}
						</button>
					</div>
				);
			}}
		</Await>
	);
}

/** The gate of clause 4.1: an order is drafted, recorded as signed, registered, then bound. */
function OrderStep({ day, onDay }: DeedProps) {
	const orders = useLoad(s => all<Order>('/orders', { day: day.id, kind: 'order_hold' }, s), []);
	const draft = useAction(async () => {
		const made = await post<Order>('/orders', { id: uuid(), kind: 'order_hold', day: day.id });
		go(`/orders/${made.id}`);
	});
	const bind = useAction(async (o: Order) => onDay(await verb(day, 'order', { order: o.id })));
	return (
		<Await of={orders}>
			{list => {
				const ready = list.find(o => o.state === 'registered');
				const open = list.find(o => o.state === 'draft' || o.state === 'signed');
				return (
					<div class="stack-s mt2">
						{ready && (
							<>
								<p>{t('day.order_ready', { name: orderName(ready) })}</p>
								<button
									type="button"
									class="btn pri"
									disabled={bind.busy}
									onClick={() => bind.run(ready)}
								>
									{t('deed.order')}
								</button>
							</>
						)}
						{!ready && open && (
							<>
								<p>{t(open.state === 'draft' ? 'day.order_draft' : 'day.order_signed')}</p>
								<a class="btn pri" href={`/orders/${open.id}`}>
									{t('day.open_order')}
								</a>
							</>
						)}
						{!ready && !open && (
							<>
								<p>{t('day.order_none')}</p>
								<button
									type="button"
									class="btn pri"
									disabled={draft.busy}
									onClick={() => draft.run()}
								>
									{t('day.draft_order')}
								</button>
							</>
						)}
						<ProblemNote problem={draft.problem ?? bind.problem} />
					</div>
				);
			}}
		</Await>
	);
}

function blockedWords(slug: string): string {
	const words = word('blocked', slug.replaceAll('-', '_'));
	return words.includes('_') ? t('blocked.other') : words;
}

function Plain({ day, onDay, event }: DeedProps & { event: string }) {
	const run = useAction(async () => onDay(await verb(day, event)));
	const why = day.blocked?.[event];
	/* Before the date the work is the programme; the day is not started ahead of time. */
	const early = event === 'start' && today() < day.held_on;
	return (
		<div class="stack-s mt2">
			{why && (
				<p class="soon">
					{blockedWords(why.slug)} <Clause number={why.clause} />
				</p>
			)}
			<p class="cluster">
				<button
					type="button"
					class={early ? 'btn' : 'btn pri'}
					disabled={run.busy || !day.can.includes(event)}
					onClick={() => run.run()}
				>
					{t(`deed.${event}`)}
				</button>
				<a class={early ? 'btn pri' : 'btn'} href={`/days/${day.id}/programme`}>
					{t('day.programme')}
				</a>
			</p>
			<ProblemNote problem={run.problem} />
		</div>
	);
}

const plain: Record<string, string> = { ordered: 'announce', announced: 'start', running: 'hold' };
/** After it is held a day follows its papers by itself; these are for what they leave open. */
const later: Record<string, string> = {
	held: 'analyse',
	analysed: 'submit',
	at_council: 'consider',
	considered: 'approve',
	approved: 'close',
};

function Later({ day, onDay }: DeedProps) {
	const event = later[day.state];
	const run = useAction(async (what: string) => onDay(await verb(day, what)));
	const may = event !== undefined && day.can.includes(event);
	return (
		<div class="stack-s mt2">
			<p class="cluster">
				{day.state === 'held' && (
					<a class="btn pri" href={`/visits?day=${day.id}`}>
						{t('day.to_visits')}
					</a>
				)}
				{may && (
					<button
						type="button"
						class={event === 'close' ? 'btn pri' : 'btn'}
						disabled={run.busy}
						onClick={() => run.run(event)}
					>
						{t(`deed.${event}`)}
					</button>
				)}
				{day.council?.sittings.map(s => (
					<a class="btn" key={s.id} href={`/sittings/${s.id}`}>
						{t('go.sitting')}
					</a>
				))}
			</p>
			<ProblemNote problem={run.problem} />
		</div>
	);
}
/** A seminar or another form that is no methodological day has no order gate (clause 1.3). */
const plainEvent: Record<string, string> = {
	in_plan: 'announce',
	announced: 'hold',
	held: 'close',
};

export function NextDeed({ day, onDay }: DeedProps) {
	if (day.state === 'draft' && day.can.includes('plan'))
		return <IntoPlan day={day} onDay={onDay} />;
	if (day.kind !== 'event' && (day.state === 'in_plan' || day.state === 'postponed'))
		return <OrderStep day={day} onDay={onDay} />;
	const event = (day.kind === 'event' ? plainEvent : plain)[day.state];
	if (event && (day.can.includes(event) || day.blocked?.[event]))
		return <Plain day={day} onDay={onDay} event={event} />;
	if (later[day.state]) return <Later day={day} onDay={onDay} />;
	return (
		<p class="mt2">
			<a class="btn" href={`/days/${day.id}/programme`}>
				{t('day.programme')}
			</a>
		</p>
	);
}

/** Postponing and cancelling change what an order says: a reason is always asked. */
export function Aside({
	day,
	onDay,
	event,
	onClose,
}: DeedProps & { event: string; onClose: () => void }) {
	const [reason, setReason] = useState('');
	const [date, setDate] = useState('');
	const run = useAction(async () => {
		const body = event === 'postpone' && date ? { reason, held_on: date } : { reason };
		onDay(await verb(day, event, body));
		onClose();
	});
	return (
		<Dialog title={t(`deed.${event}_title`)} onClose={onClose}>
			<Form
				submit={t(`deed.${event}`)}
				onSubmit={() => run.run()}
				onCancel={onClose}
				busy={run.busy}
				problem={run.problem}
				shown={['reason', 'held_on']}
				danger={event === 'cancel'}
			>
				<p>
					{t(`deed.${event}_lede`)} <Clause number="4.1" />
				</p>
				{event === 'postpone' && (
					<Input
						label={t('day.new_date')}
						type="date"
						value={date}
						onValue={setDate}
						error={run.problem?.at('held_on')}
					/>
				)}
				<TextArea
					label={t('day.reason')}
					value={reason}
					onValue={setReason}
					required
					error={run.problem?.at('reason')}
				/>
			</Form>
		</Dialog>
	);
}
