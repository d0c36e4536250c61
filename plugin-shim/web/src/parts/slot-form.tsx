/*
 * An activity of any form: direction, time, rooms, classes, people. New, changed or copied.
 *
 * Clashes are shown while it is typed, with three free places. What is refused on saving is a sentence
 * too, and everything typed stays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { directions } from '../directions.js';
import { instant } from '../format.js';
import { useAction } from '../load.js';
import { zone } from '../session.js';
import type { Day, FreePlace, Slot } from '../types.js';
import { uuid } from '../uuid.js';
import { t, word } from '../words.js';
import { Checks } from './checks.js';
import { Conflict, useSave } from './conflict.js';
import { Input, Select, TextArea } from './field.js';
import { Form } from './form.js';
import { type Involved, PeopleField } from './people-field.js';
import type { SlotLists } from './slot-lists.js';
import { TrialNote, useTrial } from './trial.js';

export interface Values {
	form: string;
	direction: string;
	title: string;
	from: string;
	to: string;
	rooms: string[];
	classes: string[];
	people: Involved[];
	capacity: string;
	expected_result: string;
}
const values = (s: Slot | undefined): Values => ({
	form: s?.form?.id ?? '',
	direction: s?.direction ?? 'organisational',
	title: s?.title ?? '',
	from: s?.starts_at.slice(11, 16) ?? '10:00',
	to: s?.ends_at.slice(11, 16) ?? '10:40',
	rooms: s?.rooms.map(r => r.id) ?? [],
	classes: s?.classes.map(c => c.id) ?? [],
	people: s?.people.map(p => ({ person: p.id, involvement: p.involvement })) ?? [],
	capacity: s?.capacity ? String(s.capacity) : '',
	expected_result: s?.expected_result ?? '',
});

function body(v: Values, day: Day): Record<string, unknown> {
	return {
		form: v.form,
		direction: v.direction,
		title: v.title,
		starts_at: instant(day.held_on, v.from, zone()),
		ends_at: instant(day.held_on, v.to, zone()),
		rooms: v.rooms,
		classes: v.classes,
		people: v.people,
		capacity: v.capacity ? Number(v.capacity) : null,
		expected_result: v.expected_result,
	};
}

/** Only what was changed goes into a PATCH, so two editors of different fields don't collide. */
export function changes(
	now: Record<string, unknown>,
	was: Record<string, unknown>,
): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(now).filter(([k, v]) => JSON.stringify(v) !== JSON.stringify(was[k])),
	);
}

export interface SlotFormProps {
	day: Day;
	slot?: Slot;
	/** an activity to be added again, as a new one */
	copy?: Slot;
	/** what a new one begins with: the place in the grid that was pressed */
	start?: Partial<Values>;
	lists: SlotLists;
	onClose: () => void;
	onSaved: (slot: Slot) => void;
}

const filled = (o: Record<string, unknown>) =>
	Object.fromEntries(Object.entries(o).filter(([, v]) => v !== '' && v !== null));

/** A value of an activity as a person reads it, whether typed here or answered by the server. */
function inWords(key: string, value: unknown, lists: SlotLists): string {
	const one = (v: unknown): string => {
		const { id, person, involvement } = (v ?? {}) as Partial<Involved> & { id?: string };
		const which = id ?? person ?? String(v ?? '');
		const known = [...lists.rooms, ...lists.classes, ...lists.forms].find(x => x.id === which);
		const name = known?.name ?? lists.people.find(x => x.id === which)?.short ?? which;
		return involvement ? `${name} (${word('involvement', involvement)})` : name;
	};
	if (Array.isArray(value)) return value.map(one).join(', ');
	if (key.endsWith('_at')) return String(value).slice(11, 16);
	return key === 'direction' ? word('direction', String(value)) : one(value);
}

export function SlotForm(p: SlotFormProps) {
	const [id] = useState(uuid);
	const [v, setV] = useState({ ...values(p.slot ?? p.copy), ...p.start });
	const set = (change: Partial<Values>) => setV(now => ({ ...now, ...change }));
	const save = useSave<Slot>(`/slots/${p.slot?.id}`, p.slot, p.onSaved);
	const create = useAction(async () =>
		p.onSaved(await post<Slot>('/slots', { id, day: p.day.id, ...filled(body(v, p.day)) })),
	);
	const action = p.slot ? save : create;
	const { starts_at, ends_at, rooms, classes, people } = body(v, p.day);
	const trial = useTrial(
		v.from && v.from < v.to
			? {
					day: p.day.id,
					...(p.slot ? { slot: p.slot.id } : {}),
					starts_at,
					ends_at,
					rooms,
					classes,
					people,
				}
			: null,
	);
	const take = (f: FreePlace) =>
		set({ from: f.starts_at.slice(11, 16), to: f.ends_at.slice(11, 16) });
	const at = (field: string) => action.problem?.at(field);
	const submit = () =>
		p.slot ? save.run(changes(body(v, p.day), body(values(p.slot), p.day))) : create.run();
	const fields = Object.keys(body(v, p.day)).map(key => ({
		key,
		label: t(`slot.${key}`),
		words: (value: unknown) => inWords(key, value, p.lists),
	}));
	return (
		<>
			<Form
				submit={p.slot ? t('save') : t('slot.add')}
				onSubmit={submit}
				onCancel={p.onClose}
				busy={action.busy}
				problem={action.problem}
				shown={['form', 'title', 'starts_at', 'ends_at', 'capacity']}
			>
				<div class="pair2">
					<Select
						label={t('slot.form')}
						value={v.form}
						onValue={form => set({ form })}
						choices={p.lists.forms
							.filter(f => !f.is_day)
							.map(f => ({ value: f.id, label: f.name }))}
						empty={t('choose')}
						required
						error={at('form')}
					/>
					<Select
						label={t('slot.direction')}
						value={v.direction}
						onValue={direction => set({ direction })}
						choices={directions.map(d => ({ value: d, label: word('direction', d) }))}
						required
						error={at('direction')}
					/>
				</div>
				<Input
					label={t('slot.title')}
					value={v.title}
					onValue={title => set({ title })}
					error={at('title')}
				/>
				<div class="pair2">
					<Input
						label={t('slot.starts_at')}
						type="time"
						value={v.from}
						onValue={from => set({ from })}
						required
						error={at('starts_at')}
					/>
					<Input
						label={t('slot.ends_at')}
						type="time"
						value={v.to}
						onValue={to => set({ to })}
						required
						error={at('ends_at')}
					/>
				</div>
				<div class="pair2">
					<Checks
						label={t('slot.rooms')}
						list={p.lists.rooms}
						value={v.rooms}
						onValue={rooms => set({ rooms })}
						error={at('rooms')}
					/>
					<Checks
						label={t('slot.classes')}
						list={p.lists.classes}
						value={v.classes}
						onValue={classes => set({ classes })}
						error={at('classes')}
					/>
				</div>
				<PeopleField
					value={v.people}
					onValue={people => set({ people })}
					people={p.lists.people}
					adds={v.people.length === 0 ? 'leads' : 'attends'}
					error={at('people')}
				/>
				<TrialNote trial={trial} onFree={take} />
				<div class="pair2">
					<Input
						label={t('slot.capacity')}
						type="number"
						min="1"
						value={v.capacity}
						onValue={capacity => set({ capacity })}
						error={at('capacity')}
					/>
				</div>
				<TextArea
					label={t('slot.expected_result')}
					rows={2}
					value={v.expected_result}
					onValue={expected_result => set({ expected_result })}
				/>
			</Form>
			<Conflict save={save} fields={fields} />
		</>
	);
}
