/*
 * What the form of an activity chooses from: forms, rooms, classes and people of one school.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { all, get, list } from '../api.js';
import type { Form, List, PersonRow, Room, Rubric, SchoolClass } from '../types.js';

export interface SlotLists {
	forms: Form[];
	rooms: Room[];
	classes: SchoolClass[];
	people: PersonRow[];
	rubrics: Rubric[];
}

export async function slotLists(school: string, signal: AbortSignal): Promise<SlotLists> {
	const [forms, rooms, classes, centre, staff, rubrics] = await Promise.all([
		get<List<Form>>('/forms', {}, { signal }),
		list<Room>('/rooms', { organisation: school }, signal),
		list<SchoolClass>('/classes', { organisation: school }, signal),
		all<PersonRow>('/people', { role: 'methodist' }, signal),
		all<PersonRow>('/people', { organisation: school }, signal),
		get<List<Rubric>>('/rubrics', {}, { signal }),
	]);
	const people = [...new Map([...centre, ...staff].map(p => [p.id, p])).values()];
	return { forms: forms.items, rooms, classes, people, rubrics: rubrics.items };
}
