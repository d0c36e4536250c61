/*
 * People of an activity with their part in it: methodists of the centre and staff of the school.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { PersonRow } from '../types.js';
import { t, word } from '../words.js';
import { Select } from './field.js';
import { Icon } from './icons.js';
import { PickOne } from './pick-one.js';

export interface Involved {
	person: string;
	involvement: string;
}
export const involvements = ['leads', 'visits', 'shows', 'co_organises', 'jury', 'attends'];

export interface PeopleFieldProps {
	value: Involved[];
	onValue: (value: Involved[]) => void;
	people: PersonRow[];
	/** the involvement a newly added person gets */
	adds: string;
	error?: string;
}

const group = (p: PersonRow): string =>
	p.roles.includes('methodist') || p.roles.includes('centre_head')
		? t('slot.centre')
		: (p.organisation?.name ?? '');

export function PeopleField({ value, onValue, people, adds, error }: PeopleFieldProps) {
	const name = (id: string) => people.find(p => p.id === id)?.short ?? id;
	const free = people.filter(p => !value.some(v => v.person === p.id));
	const change = (i: number, involvement: string) =>
		onValue(value.map((v, n) => (n === i ? { ...v, involvement } : v)));
	return (
		<fieldset class="plainset">
			<legend class="lbl">{t('slot.people')}</legend>
			<ul class="rows">
				{value.map((v, i) => (
					<li key={v.person} class="person-row">
						<span>{name(v.person)}</span>
						<Select
							class="bare"
							label={t('slot.part_of', { name: name(v.person) })}
							value={v.involvement}
							onValue={x => change(i, x)}
							choices={involvements.map(x => ({ value: x, label: word('involvement', x) }))}
						/>
						<button
							type="button"
							class="btn quiet"
							aria-label={t('slot.remove_person', { name: name(v.person) })}
							onClick={() => onValue(value.filter((_, n) => n !== i))}
						>
							<Icon name="close" />
						</button>
					</li>
				))}
			</ul>
			<PickOne
				label={t('slot.add_person')}
				onPick={id => onValue([...value, { person: id, involvement: adds }])}
				choices={free.map(p => ({ value: p.id, label: p.short, group: group(p) }))}
				error={error}
			/>
		</fieldset>
	);
}
