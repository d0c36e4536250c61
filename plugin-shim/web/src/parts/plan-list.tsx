/*
 * Items of the plan as a list: all forms of work, not only days (clause 1.3).
 *
 * An item removed from a draft version can be put back at once: «Отменить» posts it again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { del, post } from '../api.js';
import { shortDate } from '../format.js';
import { useAction } from '../load.js';
import type { PlanItem } from '../types.js';
import { t, word } from '../words.js';
import { Empty } from './await.js';
import { ItemForm } from './item-form.js';
import { Section } from './page.js';
import { ProblemNote } from './problem.js';
import { State } from './state.js';
import { Undo } from './undo.js';

interface Props {
	items: PlanItem[];
	editable: boolean;
	version: string;
	start: number;
	reload: () => void;
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

function Item(props: {
	item: PlanItem;
	editable: boolean;
	onEdit: () => void;
	onRemove: () => void;
}) {
	const i = props.item;
	return (
		<tr>
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
			{props.editable && (
				<td class="nowrap">
					<button type="button" class="btn quiet" onClick={props.onEdit}>
						{t('edit')}
						<span class="vh"> {i.title}</span>
					</button>
					<button type="button" class="btn quiet" onClick={props.onRemove}>
						{t('remove')}
						<span class="vh"> {i.title}</span>
					</button>
				</td>
			)}
		</tr>
	);
}

export function PlanList({ items, editable, version, start, reload }: Props) {
	const [editing, setEditing] = useState<PlanItem | undefined>();
	const [gone, setGone] = useState<PlanItem | undefined>();
	const remove = useAction(async (i: PlanItem) => {
		await del(`/plan-items/${i.id}?version=${version}`);
		setGone(i);
		reload();
	});
	const restore = useAction(async (i: PlanItem) => {
		await post('/plan-items', { version, ...body(i) });
		setGone(undefined);
		reload();
	});
	const heads = ['title', 'form', 'when', 'organisation', 'responsible', 'state'];
	const shown = editable ? items : items.filter(i => !i.form?.is_day);
	const title = editable ? t('plan.all_items') : t('plan.other_items');
	return (
		<Section id="items" title={`${title}: ${shown.length}`}>
			{gone && (
				<Undo
					words={t('plan.removed', { title: gone.title })}
					onUndo={() => restore.run(gone)}
					onClose={() => setGone(undefined)}
				/>
			)}
			<ProblemNote problem={remove.problem ?? restore.problem} />
			{shown.length === 0 ? (
				<Empty words={t('plan.no_items')} />
			) : (
				<table class="plain tstack">
					<thead>
						<tr>
							{heads.map(h => (
								<th key={h} scope="col">
									{t(`item.${h}`)}
								</th>
							))}
							{editable && <th scope="col">{t('actions')}</th>}
						</tr>
					</thead>
					<tbody>
						{shown.map(i => (
							<Item
								key={i.id}
								item={i}
								editable={editable}
								onEdit={() => setEditing(i)}
								onRemove={() => remove.run(i)}
							/>
						))}
					</tbody>
				</table>
			)}
			{editing && (
				<ItemForm
					version={version}
					item={editing}
					starts={`${start}-09-01`}
					onClose={() => setEditing(undefined)}
					onSaved={() => {
						setEditing(undefined);
						reload();
					}}
				/>
			)}
		</Section>
	);
}
