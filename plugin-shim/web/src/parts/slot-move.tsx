/*
 * Another time or room for an activity: what dragging does, without dragging. Also where a drop that
 * was refused ends, with what stands in its way and where there is room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { instant } from '../format.js';
import { minutes } from '../grid.js';
import { useAction } from '../load.js';
import { zone } from '../session.js';
import type { Day, FreePlace, Ref, Slot } from '../types.js';
import { t } from '../words.js';
import { Dialog } from './dialog.js';
import { Input, Select } from './field.js';
import { Form } from './form.js';
import { slotTitle } from './programme-grid.js';
import { TrialNote, useTrial } from './trial.js';

/** Where an activity is to go: clock of the beginning, and its rooms. */
export interface Target {
	from: string;
	rooms: string[];
}

const clockOf = (n: number): string =>
	`${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`;

/** The body of the change; the activity stays as long as it is. */
export function moved(day: Day, slot: Slot, to: Target): Record<string, unknown> {
	const long = minutes(slot.ends_at) - minutes(slot.starts_at);
	return {
		starts_at: instant(day.held_on, to.from, zone()),
		ends_at: instant(day.held_on, clockOf(Math.min(minutes(to.from) + long, 24 * 60 - 1)), zone()),
		rooms: to.rooms,
	};
}

export function SlotMove(props: {
	day: Day;
	slot: Slot;
	rooms: Ref[];
	start?: Target;
	onClose: () => void;
	onMove: (to: Target) => Promise<void>;
}) {
	const { day, slot } = props;
	const [from, setFrom] = useState(props.start?.from ?? slot.starts_at.slice(11, 16));
	const [rooms, setRooms] = useState(props.start?.rooms ?? slot.rooms.map(r => r.id));
	const save = useAction(() => props.onMove({ from, rooms }));
	const people = slot.people.map(p => ({ person: p.id, involvement: p.involvement }));
	const classes = slot.classes.map(c => c.id);
	const trial = useTrial(
		from
			? { day: day.id, slot: slot.id, people, classes, ...moved(day, slot, { from, rooms }) }
			: null,
	);
	const take = (f: FreePlace) => setFrom(f.starts_at.slice(11, 16));
	const free = rooms.length < 2;
	return (
		<Dialog title={t('builder.move_title', { title: slotTitle(slot) })} onClose={props.onClose}>
			<Form
				submit={t('builder.move')}
				onSubmit={() => save.run()}
				onCancel={props.onClose}
				busy={save.busy}
				problem={save.problem}
			>
				{slot.lesson && <p class="note warn">{t('builder.of_lesson')}</p>}
				<div class="pair2">
					<Input
						label={t('slot.starts_at')}
						type="time"
						value={from}
						onValue={setFrom}
						required
						error={save.problem?.at('starts_at')}
					/>
					{free && (
						<Select
							label={t('builder.room')}
							value={rooms[0] ?? ''}
							onValue={id => setRooms(id ? [id] : [])}
							choices={props.rooms.map(r => ({ value: r.id, label: r.name }))}
							empty={t('slot.no_room')}
						/>
					)}
				</div>
				<TrialNote trial={trial} onFree={take} />
			</Form>
		</Dialog>
	);
}
