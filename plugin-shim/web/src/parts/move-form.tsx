/*
 * «Переместить…»: the way to another term, school or person that needs no drag.
 *
 * What speaks against the term is said while it is typed: the month is full, the person is away or
 * busy, nobody works on that date. It warns and forbids nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { useAction } from '../load.js';
import { type Calendar, type Doubt, doubts, plannedOf, termOf, type Wanted } from '../planning.js';
import type { Capacity, Moved, Organisation, PersonRow, PlanItem } from '../types.js';
import { monthLong, t } from '../words.js';
import { Dialog } from './dialog.js';
import { Input, Select } from './field.js';
import { Form } from './form.js';
import { send } from './moves.js';

export interface Planning {
	version: string;
	items: PlanItem[];
	schools: Organisation[];
	people: PersonRow[];
	capacity: Capacity;
	calendar: Calendar;
}

const words = (d: Doubt): string => {
	if (d.kind === 'over') return t('move.doubt.over', { ...d, month: monthLong(`${d.month}-15`) });
	return t(`move.doubt.${d.kind}`, { ...d });
};

export function Doubts({ wanted, planning }: { wanted: Wanted; planning: Planning }) {
	const found = doubts(wanted, plannedOf(planning.items), planning.capacity, planning.calendar);
	return (
		<div aria-live="polite">
			{found.length > 0 && (
				<ul class="band warn small">
					{found.map(d => (
						<li key={d.kind}>{words(d)}</li>
					))}
				</ul>
			)}
		</div>
	);
}

export function MoveForm(props: {
	item: PlanItem;
	planning: Planning;
	onClose: () => void;
	onMoved: (moved: Moved[]) => void;
}) {
	const { item, planning } = props;
	const term = termOf(item);
	const [v, setV] = useState({
		organisation: item.organisation?.id ?? '',
		responsible: item.responsible?.id ?? '',
		...term,
	});
	const [refused, setRefused] = useState<string | undefined>();
	const set = (name: keyof typeof v) => (value: string) => setV({ ...v, [name]: value });
	const move = useAction(async () => {
		setRefused(undefined);
		const { items } = await send(
			planning.version,
			[
				{
					item: item.id,
					revision: item.revision,
					...v,
					organisation: v.organisation || null,
					responsible: v.responsible || null,
				},
			],
			false,
		);
		const [row] = items;
		if (row && row.outcome !== 'moved' && row.outcome !== 'same')
			return setRefused(t(`move.outcome.${row.outcome}`));
		props.onMoved(items);
	});
	const setStart = (starts_on: string) =>
		setV({
			...v,
			starts_on,
			ends_on: v.ends_on < starts_on || v.ends_on === v.starts_on ? starts_on : v.ends_on,
		});
	return (
		<Dialog title={t('move.title')} onClose={props.onClose}>
			<Form
				submit={t('move.move')}
				onSubmit={() => move.run()}
				onCancel={props.onClose}
				busy={move.busy}
				problem={move.problem}
				shown={[]}
			>
				<p>
					<a href={`/plan/items/${item.id}?version=${item.version}`}>{item.title}</a>
				</p>
				<Select
					label={t('item.organisation')}
					value={v.organisation}
					onValue={set('organisation')}
					choices={planning.schools.map(s => ({ value: s.id, label: s.name }))}
					empty={t('item.all_district')}
				/>
				<div class="pair2">
					<Input
						label={t('item.starts_on')}
						type="date"
						value={v.starts_on}
						onValue={setStart}
						required
					/>
					<Input
						label={t('item.ends_on')}
						type="date"
						value={v.ends_on}
						onValue={set('ends_on')}
						required
					/>
				</div>
				<Select
					label={t('item.responsible')}
					value={v.responsible}
					onValue={set('responsible')}
					choices={planning.people.map(p => ({ value: p.id, label: p.short }))}
					empty={t('not_set')}
				/>
				<Doubts
					wanted={{
						id: item.id,
						starts_on: v.starts_on,
						ends_on: v.ends_on,
						school: v.organisation || null,
						responsible: v.responsible || null,
						is_day: item.form?.is_day ?? false,
					}}
					planning={planning}
				/>
				{refused && (
					<p class="band bad" role="alert">
						{refused}
					</p>
				)}
			</Form>
		</Dialog>
	);
}
