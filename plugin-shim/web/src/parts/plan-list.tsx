/*
 * Items of the plan as a list: all forms of work, not only days (clause 1.3).
 *
 * In a draft items are edited, moved, removed and put back; ticked ones are changed together. An item
 * removed can be put back at once: «Отменить» posts it again under its own id.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { del, post } from '../api.js';
import { shortDate } from '../format.js';
import { useAction } from '../load.js';
import { isMovable } from '../planning.js';
import type { PlanItem } from '../types.js';
import { t, word } from '../words.js';
import { Empty } from './await.js';
import { ItemForm } from './item-form.js';
import { lazy } from './lazy.js';
import type { Planning } from './move-form.js';
import type { Mover } from './moves.js';
import { Section } from './page.js';
import { ProblemNote } from './problem.js';
import { State } from './state.js';
import { Undo } from './undo.js';

const BulkForm = lazy(() => import('./bulk-form.js').then(m => m.BulkForm));

interface Props {
	title: string;
	items: PlanItem[];
	/** undefined: the version is no draft, or the reader doesn't plan */
	planning?: Planning;
	mover: Mover;
	version: string;
	start: number;
	reload: () => void;
	onMove: (item: PlanItem) => void;
}

const dates = (i: PlanItem): string =>
	[i.starts_on, i.ends_on !== i.starts_on && i.ends_on]
		.filter(d => typeof d === 'string')
		.map(shortDate)
		.join('–');

const body = (i: PlanItem) => ({
	title: i.title,
	form: i.form?.id,
	starts_on: i.starts_on,
	ends_on: i.ends_on,
	organisation: i.organisation?.id,
	responsible: i.responsible?.id,
	direction: i.direction,
	section: i.section,
	addressee: i.addressee,
	result: i.result,
});

interface Deeds {
	ticked: boolean;
	onTick: () => void;
	onEdit: () => void;
	onMove: () => void;
	onRemove: () => void;
}

function ItemDeeds({ item, deeds }: { item: PlanItem; deeds: Deeds }) {
	const button = (words: string, onClick: () => void) => (
		<button type="button" class="btn quiet" onClick={onClick}>
			{words}
			<span class="vh"> {item.title}</span>
		</button>
	);
	return (
		<td class="nowrap">
			{isMovable(item) && button(t('move.open'), deeds.onMove)}
			{button(t('edit'), deeds.onEdit)}
			{!item.day && button(t('remove'), deeds.onRemove)}
		</td>
	);
}

function Item({ item: i, deeds }: { item: PlanItem; deeds?: Deeds }) {
	return (
		<tr>
			{deeds && (
				<td class="tick">
					<label class="chk">
						<input type="checkbox" checked={deeds.ticked} onChange={deeds.onTick} />
						<span class="vh">{i.title}</span>
					</label>
				</td>
			)}
			<th scope="row">
				<a href={`/plan/items/${i.id}?version=${i.version}`}>
					{i.number && `${i.number}. `}
					{i.title}
				</a>
			</th>
			<td>{i.form?.name ?? '—'}</td>
			<td class="nowrap">{dates(i) || '—'}</td>
			<td>{i.organisation?.name ?? t('item.all_district')}</td>
			<td class="nowrap">{i.responsible?.short ?? '—'}</td>
			<td>
				{i.day ? <State of="day" state={i.day.state} /> : word('direction', i.direction ?? '')}
			</td>
			{deeds && <ItemDeeds item={i} deeds={deeds} />}
		</tr>
	);
}

const heads = ['title', 'form', 'when', 'organisation', 'responsible', 'state'];

function Table(p: { items: PlanItem[]; deedsOf?: (i: PlanItem) => Deeds }) {
	return (
		<table class="plain tstack">
			<thead>
				<tr>
					{p.deedsOf && (
						<td>
							<span class="vh">{t('bulk.tick')}</span>
						</td>
					)}
					{heads.map(h => (
						<th key={h} scope="col">
							{t(`item.${h}`)}
						</th>
					))}
					{p.deedsOf && <th scope="col">{t('actions')}</th>}
				</tr>
			</thead>
			<tbody>
				{p.items.map(i => (
					<Item key={i.id} item={i} deeds={p.deedsOf?.(i)} />
				))}
			</tbody>
		</table>
	);
}

/** Ticks that are still on the list: a filter that narrows it takes them away. */
function Ticks(p: {
	items: PlanItem[];
	ticked: PlanItem[];
	onAll: (all: boolean) => void;
	onChange: () => void;
}) {
	const all = p.ticked.length === p.items.length;
	return (
		<p class="cluster bulk">
			<label class="chk">
				<input type="checkbox" checked={all} onChange={() => p.onAll(!all)} />
				{t('bulk.all', { count: p.items.length })}
			</label>
			<button type="button" class="btn" disabled={p.ticked.length === 0} onClick={p.onChange}>
				{t('bulk.open', { count: p.ticked.length })}
			</button>
		</p>
	);
}

export function PlanList(p: Props) {
	const { items, planning, version, reload } = p;
	const [editing, setEditing] = useState<PlanItem | undefined>();
	const [gone, setGone] = useState<PlanItem | undefined>();
	const [ticks, setTicks] = useState<ReadonlySet<string>>(new Set());
	const [bulk, setBulk] = useState<PlanItem[] | undefined>();
	const remove = useAction(async (i: PlanItem) => {
		await del(`/plan-items/${i.id}?version=${version}`);
		setGone(i);
		reload();
	});
	const restore = useAction(async (i: PlanItem) => {
		await post('/plan-items', { id: i.id, version, ...body(i) });
		setGone(undefined);
		reload();
	});
	const ticked = items.filter(i => ticks.has(i.id));
	const tick = (id: string) => {
		const next = new Set(ticks);
		if (!next.delete(id)) next.add(id);
		setTicks(next);
	};
	const deedsOf = (i: PlanItem): Deeds => ({
		ticked: ticks.has(i.id),
		onTick: () => tick(i.id),
		onEdit: () => setEditing(i),
		onMove: () => p.onMove(i),
		onRemove: () => remove.run(i),
	});
	return (
		<Section id="items" title={p.title}>
			{gone && (
				<Undo
					words={t('plan.removed', { title: gone.title })}
					onUndo={() => restore.run(gone)}
					onClose={() => setGone(undefined)}
				/>
			)}
			<ProblemNote problem={remove.problem ?? restore.problem} />
			{planning && items.length > 0 && (
				<Ticks
					items={items}
					ticked={ticked}
					onAll={all => setTicks(new Set(all ? items.map(i => i.id) : []))}
					onChange={() => setBulk(ticked)}
				/>
			)}
			{items.length === 0 ? (
				<Empty words={t('plan.no_items')} />
			) : (
				<Table items={items} deedsOf={planning && deedsOf} />
			)}
			{editing && (
				<ItemForm
					version={version}
					item={editing}
					planning={planning}
					starts={`${p.start}-09-01`}
					onClose={() => setEditing(undefined)}
					onSaved={() => {
						setEditing(undefined);
						reload();
					}}
				/>
			)}
			{bulk && planning && (
				<BulkForm
					items={bulk}
					planning={planning}
					start={p.start}
					onMoved={p.mover.made}
					onClose={() => setBulk(undefined)}
				/>
			)}
		</Section>
	);
}
