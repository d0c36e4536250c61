/*
 * Entries of the calendar: a day by its own date, other items by their term, days off the plan too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { DayRow, PlanItem } from '../types.js';
import { t } from '../words.js';

export interface Entry {
	key: string;
	date: string;
	/** the last date of a term; the same for one day */
	until: string;
	state: string;
	late: boolean;
	href: string;
	/** what is read in the cell: a day by its school, other work by its title */
	label: string;
	/** the rest, as a tip and for screen readers */
	title: string;
	item?: PlanItem;
}

/** What the calendar shows: a day by its own date, other items by their term, days off the plan too. */
export function entriesOf(items: PlanItem[], days: DayRow[]): Entry[] {
	const byId = new Map(days.map(d => [d.id, d]));
	const taken = new Set(items.flatMap(i => (i.day ? [i.day.id] : [])));
	const ofDay = (
		d: Pick<DayRow, 'id' | 'held_on' | 'state'>,
		label: string,
		title: string,
		late = false,
	): Entry => {
		const { held_on: date, state } = d;
		return { key: d.id, date, until: date, state, late, href: `/days/${d.id}`, label, title };
	};
	const ofItem = (i: PlanItem): Entry[] => {
		const place = i.organisation?.name ?? t('item.all_district');
		if (i.day) return [ofDay(i.day, place, i.title, byId.get(i.day.id)?.late)];
		if (!i.starts_on) return [];
		const [label, title] = i.form?.is_day && i.organisation ? [place, i.title] : [i.title, place];
		return [
			{
				key: i.id,
				date: i.starts_on,
				until: i.ends_on ?? i.starts_on,
				state: 'planned',
				late: false,
				href: `/plan/items/${i.id}?version=${i.version}`,
				label,
				title,
				item: i,
			},
		];
	};
	const others = days.filter(d => !taken.has(d.id));
	return [
		...items.flatMap(ofItem),
		...others.map(d => ofDay(d, d.organisation.name, d.theme ?? '', d.late)),
	].sort((a, b) => a.date.localeCompare(b.date));
}
