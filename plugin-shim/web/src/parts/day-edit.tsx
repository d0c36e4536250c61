/*
 * Theme, aim, lead and date of a day. What an order has fixed the server refuses to change.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all } from '../api.js';
import { useLoad } from '../load.js';
import type { Day, PersonRow } from '../types.js';
import { t } from '../words.js';
import { Conflict, useSave } from './conflict.js';
import { Dialog } from './dialog.js';
import { Input, Select, TextArea } from './field.js';
import { Form } from './form.js';

type Key = 'theme' | 'aim' | 'lead' | 'held_on';

export function DayEdit(props: { day: Day; onClose: () => void; onDay: (d: Day) => void }) {
	const { day } = props;
	const was: Record<Key, string> = {
		theme: day.theme ?? '',
		aim: day.aim ?? '',
		lead: day.lead?.id ?? '',
		held_on: day.held_on,
	};
	const [v, setV] = useState(was);
	const people = useLoad(s => all<PersonRow>('/people', { role: 'methodist' }, s), []);
	const save = useSave<Day>(`/days/${day.id}`, day, props.onDay);
	const keys = Object.keys(was) as Key[];
	const field = (key: Key) => ({
		label: t(`day.${key}`),
		value: v[key],
		onValue: (value: string) => setV({ ...v, [key]: value }),
		error: save.problem?.at(key),
	});
	const known = (people.data ?? []).map(p => ({ value: p.id, label: p.short }));
	const lead = day.lead && !known.some(k => k.value === day.lead?.id);
	const choices = lead ? [...known, { value: day.lead!.id, label: day.lead!.short }] : known;
	const name = (id: string) => choices.find(c => c.value === id)?.label ?? id;
	return (
		<>
			<Dialog title={t('day.edit_title')} onClose={props.onClose}>
				<Form
					submit={t('save')}
					onSubmit={() =>
						save.run(Object.fromEntries(keys.filter(k => v[k] !== was[k]).map(k => [k, v[k]])))
					}
					onCancel={props.onClose}
					busy={save.busy}
					problem={save.problem}
					shown={keys}
				>
					<TextArea {...field('theme')} rows={2} />
					<TextArea {...field('aim')} rows={2} />
					<div class="pair2">
						<Select {...field('lead')} choices={choices} empty={t('not_set')} />
						<Input {...field('held_on')} type="date" required />
					</div>
				</Form>
			</Dialog>
			<Conflict
				save={save}
				fields={keys.map(key => ({
					key,
					label: t(`day.${key}`),
					mine: key === 'lead' ? name(v.lead) : v[key],
				}))}
			/>
		</>
	);
}
