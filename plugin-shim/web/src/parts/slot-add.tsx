/*
 * A new activity: a lesson from the timetable to visit, or any other form; from nothing, from a place of
 * the grid or as a copy.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { useLoad } from '../load.js';
import type { Day, Slot } from '../types.js';
import { t } from '../words.js';
import { Await } from './await.js';
import { Dialog } from './dialog.js';
import { LessonForm } from './lesson-form.js';
import { SlotForm, type Values } from './slot-form.js';
import { slotLists } from './slot-lists.js';

/** What a new activity begins with: a place of the grid, or another activity. */
export interface New {
	start?: Partial<Values>;
	copy?: Slot;
}

export function Add(props: {
	day: Day;
	from: New;
	onClose: () => void;
	onSaved: (slot: Slot, visit: boolean) => void;
}) {
	const { day, from, onClose, onSaved } = props;
	const [kind, setKind] = useState<'lesson' | 'other'>(
		from.start || from.copy ? 'other' : 'lesson',
	);
	const lists = useLoad(signal => slotLists(day.organisation.id, day.held_on, signal), []);
	return (
		<Dialog title={t(from.copy ? 'builder.copy_title' : 'slot.new_title')} onClose={onClose} wide>
			{!from.copy && (
				<fieldset class="seg txt n2 sm mb4">
					<legend class="vh">{t('slot.kind')}</legend>
					{(['lesson', 'other'] as const).map(k => (
						<label key={k}>
							<input type="radio" name="kind" checked={kind === k} onChange={() => setKind(k)} />
							<span>{t(`slot.kind_${k}`)}</span>
						</label>
					))}
				</fieldset>
			)}
			<Await of={lists}>
				{data =>
					kind === 'lesson' ? (
						<LessonForm
							day={day}
							lists={data}
							onClose={onClose}
							onSaved={slot => onSaved(slot, true)}
						/>
					) : (
						<SlotForm
							day={day}
							lists={data}
							{...from}
							onClose={onClose}
							onSaved={slot => onSaved(slot, false)}
						/>
					)
				}
			</Await>
		</Dialog>
	);
}
