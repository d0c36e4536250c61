/*
 * What the form of an activity chooses from: forms, rooms, classes and people of one school.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { all, get, list } from '../api.js';
import type { EditionHead, Form, List, PersonRow, Room, SchoolClass } from '../types.js';

export interface SlotLists {
	forms: Form[];
	rooms: Room[];
	classes: SchoolClass[];
	people: PersonRow[];
	/** what a lesson of that day may be judged by */
	rubrics: EditionHead[];
}

/** Of all versions those that count on a date: a draft, or one of another time, is refused there (1.2). */
export const inForce = (rubrics: EditionHead[], date: string): EditionHead[] =>
	rubrics.filter(
		r =>
			r.for !== 'leader' &&
			r.state === 'published' &&
			(r.in_force_from ?? '') <= date &&
			date <= (r.in_force_to ?? date),
	);

export async function slotLists(
	school: string,
	date: string,
	signal: AbortSignal,
): Promise<SlotLists> {
	const [forms, rooms, classes, centre, staff, rubrics] = await Promise.all([
		get<List<Form>>('/forms', {}, { signal }),
		list<Room>('/rooms', { organisation: school }, signal),
		list<SchoolClass>('/classes', { organisation: school }, signal),
		all<PersonRow>('/people', { role: 'methodist' }, signal),
		all<PersonRow>('/people', { organisation: school }, signal),
		get<List<EditionHead>>('/rubrics', {}, { signal }),
	]);
	const people = [...new Map([...centre, ...staff].map(p => [p.id, p])).values()];
	return { forms: forms.items, rooms, classes, people, rubrics: inForce(rubrics.items, date) };
}
