/* Building a programme and attendance. SPDX-License-Identifier: GPL-3.0-or-later */
import type { Id, Person, Ref } from '../types.js';

/** A refusal that ended nothing: what would clash, who was left out. */
export interface Refusal {
	type: string;
	title: string;
	clause: string;
	params: Record<string, unknown>;
}
export interface FreePlace {
	starts_at: string;
	ends_at: string;
	lesson: {
		id: Id;
		number: number;
		class: string;
		subject: string | null;
		teacher: Person;
	} | null;
}
export interface Trial {
	clashes: Refusal[];
	free: FreePlace[];
}
export interface TemplateSlot {
	from: string;
	to: string;
	form: Ref;
	direction: string;
	title: string;
	capacity: number | null;
	expected_result: string | null;
}
export interface ProgrammeTemplate {
	id: Id;
	title: string;
	shipped: boolean;
	slots: TemplateSlot[];
}
export interface Taken {
	slots: Id[];
	left_out: Refusal[];
	lessons: number;
}
export interface Attendance {
	person: Person;
	organisation: string | null;
	post: string;
	involvement: string | null;
	present: boolean | null;
	by_code: boolean;
	noted_at: string | null;
	noted_by: Person | null;
}
export interface ScreenCode {
	code: string;
	url: string;
	squares: string;
	shown_until: string;
	opens_at: string;
	closes_at: string;
}
export interface OwnMark {
	slot: Id;
	day: Id;
	title: string;
	starts_at: string;
	ends_at: string;
	organisation: Ref;
	present: boolean;
	noted_at: string;
}
