/*
 * One activity opened from the grid: what, who, where; its visit; change or remove.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { del, post } from '../api.js';
import { span } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { go } from '../router.js';
import { hasRole } from '../session.js';
import type { Day, Slot } from '../types.js';
import { uuid } from '../uuid.js';
import { t, word } from '../words.js';
import { Await } from './await.js';
import { Dialog } from './dialog.js';
import { Select } from './field.js';
import { ProblemNote } from './problem.js';
import { slotTitle, slotWhat } from './programme-grid.js';
import { SlotForm } from './slot-form.js';
import { type SlotLists, slotLists } from './slot-lists.js';
import { State } from './state.js';

export interface SlotViewProps {
	day: Day;
	slot: Slot;
	editable: boolean;
	onClose: () => void;
	onChanged: () => void;
	onRemoved: (slot: Slot) => void;
	onMove: () => void;
	onCopy: () => void;
}

function MakeVisit({ slot, lists }: { slot: Slot; lists: SlotLists }) {
	const { rubrics } = lists;
	const [rubric, setRubric] = useState(rubrics[0]?.id ?? '');
	const make = useAction(async () => {
		const visit = await post<{ id: string }>('/visits', { id: uuid(), slot: slot.id, rubric });
		go(`/visits/${visit.id}`);
	});
	return (
		<div class="stack-s">
			<Select
				label={t('visit.rubric')}
				value={rubric}
				onValue={setRubric}
				choices={rubrics.map(r => ({ value: r.id, label: r.title }))}
			/>
			<button type="button" class="btn pri" disabled={make.busy} onClick={() => make.run()}>
				{t('slot.make_visit')}
			</button>
			<ProblemNote problem={make.problem} />
		</div>
	);
}

const Details = ({ slot }: { slot: Slot }) => (
	<dl class="kv">
		<dt>{t('slot.time')}</dt>
		<dd>{span(slot.starts_at, slot.ends_at)}</dd>
		<dt>{t('slot.direction')}</dt>
		<dd>{word('direction', slot.direction)}</dd>
		<dt>{t('slot.rooms')}</dt>
		<dd>{slot.rooms.map(r => r.name).join(', ') || t('slot.no_room')}</dd>
		{slotWhat(slot) && (
			<>
				<dt>{t('slot.lesson')}</dt>
				<dd>{slotWhat(slot)}</dd>
			</>
		)}
		<dt>{t('slot.people')}</dt>
		<dd>
			{slot.people.map(p => `${p.short} — ${word('involvement', p.involvement)}`).join('; ') || '—'}
		</dd>
		{slot.expected_result && (
			<>
				<dt>{t('slot.expected_result')}</dt>
				<dd>{slot.expected_result}</dd>
			</>
		)}
	</dl>
);

export function SlotView(p: SlotViewProps) {
	const { slot } = p;
	const [editing, setEditing] = useState(false);
	const lists = useLoad(signal => slotLists(p.day.organisation.id, p.day.held_on, signal), []);
	const remove = useAction(async () => {
		await del(`/slots/${slot.id}`);
		p.onRemoved(slot);
	});
	/* The sheets of a day are often written in the evening, when the day is over. */
	const mayVisit =
		p.editable ||
		(p.day.state === 'held' && !slot.cancelled && hasRole('centre_head', 'methodist'));
	const isVisit = slot.lesson !== null || slot.people.some(x => x.involvement === 'visits');
	if (editing)
		return (
			<Dialog title={t('slot.edit_title')} onClose={p.onClose} wide>
				<Await of={lists}>
					{data => (
						<SlotForm
							day={p.day}
							slot={slot}
							lists={data}
							onClose={p.onClose}
							onSaved={p.onChanged}
						/>
					)}
				</Await>
			</Dialog>
		);
	return (
		<Dialog title={slotTitle(slot)} onClose={p.onClose}>
			<div class="stack">
				<Details slot={slot} />
				{slot.visit && (
					<p class="cluster">
						<State of="visit" state={slot.visit.state} />
						<a class="btn pri" href={`/visits/${slot.visit.id}`}>
							{t('slot.to_visit')}
						</a>
					</p>
				)}
				{isVisit && !slot.visit && mayVisit && (
					<Await of={lists}>{data => <MakeVisit slot={slot} lists={data} />}</Await>
				)}
				<ProblemNote problem={remove.problem} />
				{p.editable && (
					<div class="dialog-f">
						<button type="button" class="btn" onClick={() => setEditing(true)}>
							{t('edit')}
						</button>
						{!slot.cancelled && (
							<>
								<button type="button" class="btn" onClick={p.onMove}>
									{t('builder.move_open')}
								</button>
								<button type="button" class="btn" onClick={p.onCopy}>
									{t('builder.copy')}
								</button>
							</>
						)}
						<button
							type="button"
							class="btn danger"
							disabled={remove.busy}
							onClick={() => remove.run()}
						>
							{t('remove')}
						</button>
					</div>
				)}
			</div>
		</Dialog>
	);
}
