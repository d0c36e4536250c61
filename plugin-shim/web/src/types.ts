/*
 * What the API answers, field by field, as far as the screens read it.
 *
 * Names are those of the HTTP contract; a screen never invents a field of its own. Dates are
 * YYYY-MM-DD, instants carry the offset of the district.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
export type * from './types/admin.js';
export type * from './types/council.js';
export type * from './types/growth.js';
export type * from './types/materials.js';
export type * from './types/next-year.js';
export type * from './types/planning.js';
export type * from './types/portal.js';
export type * from './types/programme.js';
export type * from './types/upkeep.js';

export type Id = string;
export interface Ref {
	id: Id;
	name: string;
}
export interface Person {
	id: Id;
	short: string;
}
export interface List<T> {
	items: T[];
	next: string | null;
}

export interface DemoPerson {
	person: Id;
	name: string;
	roles: string[];
	organisation?: string;
	post?: string;
}
export interface Appointment {
	role: string;
	organisation: Ref & { kind: string };
	post: string | null;
	acting: boolean;
}
export interface Session {
	person: Id;
	name: string;
	short: string;
	roles: string[];
	appointments: Appointment[];
	csrf: string;
	district: Ref & { timezone: string };
	today: string;
	school_year: number;
	demo: boolean;
	/** instant at which the server last said so, when it can't be asked now */
	kept?: string;
}

export interface NextStep {
	entity:
		| 'day'
		| 'order'
		| 'slot'
		| 'visit'
		| 'sheet'
		| 'plan'
		| 'plan_item'
		| 'queue'
		| 'sitting'
		| 'remark'
		| 'material'
		| 'practice'
		| 'correction'
		| 'proposal';
	id: Id;
	event: string;
	title: string;
	subtitle: string | null;
	school: Ref | null;
	due_on: string | null;
	late_days: number | null;
	clause: string | null;
	default_term: boolean;
	step: number | null;
	steps: number | null;
	mine: boolean;
	owner: string | null;
	since: string | null;
	day: Id | null;
}

export interface Organisation extends Ref {
	kind: string;
	idnumber?: string;
	closed_on?: string | null;
	last_day_on?: string | null;
	last_visit_on?: string | null;
}
export interface PersonRow extends Person {
	name: string;
	post: string | null;
	roles: string[];
	organisation: Ref | null;
}
export interface Form extends Ref {
	is_day: boolean;
}
export interface Room extends Ref {
	seats: number | null;
}
export interface SchoolClass extends Ref {
	grade: number;
	pupils?: number | null;
}
export interface Bell {
	profile: string;
	lesson: number;
	starts: string;
	ends: string;
}
export interface Lesson {
	id: Id;
	number: number;
	profile?: string | null;
	starts_at: string;
	ends_at: string;
	class: Ref | null;
	subject: Ref | null;
	teacher: Person | null;
	room: Ref | null;
	busy: { slot: Id; title: string; person?: string } | null;
}

export interface OrderRef {
	id: Id;
	number: string | null;
	dated: string | null;
	state?: string;
}
export interface PlanVersion {
	id: Id;
	version: number;
	state: string;
	order: OrderRef | null;
	plan?: Id;
	school_year?: number;
	revision?: number;
	can?: string[];
}
export interface Plan {
	id: Id;
	school_year: number;
	title: string;
	versions: PlanVersion[];
}
export interface PlanItem {
	id: Id;
	number: number | null;
	title: string;
	form: Form | null;
	section: string | null;
	starts_on: string | null;
	ends_on: string | null;
	organisation: Ref | null;
	responsible: Person | null;
	direction: string | null;
	addressee: string | null;
	result: string | null;
	version: Id;
	version_state: string;
	revision: number;
	day: { id: Id; state: string; held_on: string } | null;
}

export interface Signature {
	person?: Person | null;
	name?: string;
	post?: string | null;
	at?: string;
	signed_on?: string | null;
}
export type Block = Record<string, unknown> & { b?: string };
export interface Order {
	id: Id;
	kind: string;
	state: string;
	title: string;
	number: string | null;
	dated: string | null;
	day: Id | { id: Id } | null;
	day_state?: string | null;
	organisation: Ref | null;
	revision: number;
	body?: Block[];
	signatures?: Signature[];
	tasks?: { body: string; due_on: string | null; owner?: string }[];
	can?: string[];
	plan_version?: Id | null;
	sitting?: Id | null;
}
export interface RegistryRow {
	number: string;
	dated: string;
	kind: string;
	title: string;
	id: Id;
}

export interface DayRow {
	id: Id;
	kind: string;
	state: string;
	held_on: string;
	theme: string | null;
	organisation: Ref;
	lead: Person | null;
	order: OrderRef | null;
	plan_item: { id: Id; number: number | null; title: string } | null;
	late: boolean;
	revision: number;
}
export interface DayStep {
	event: string;
	state: 'done' | 'now' | 'later';
	owner: string | null;
	due_on: string | null;
	default_term: boolean;
	clause: string | null;
	at: string | null;
}
export interface Day extends DayRow {
	aim: string | null;
	reason: string | null;
	regulation: { id: Id; version: string | number; title: string } | null;
	steps: DayStep[];
	team: (Person & { role: string | null; slots: number })[];
	slots: number;
	/** without: picked lessons that have no visit yet */
	visits: { planned: number; held: number; assessed: number; answered: number; without: number };
	/** people of the day; null for whom it isn't to know */
	attendance: { invited: number; noted: number; came: number } | null;
	council?: {
		papers: { id: Id; kind: string; state: string; title: string }[];
		sittings: { id: Id; number: number | null; held_on: string; state: string }[];
		orders: OrderRef[];
		remarks: number;
	};
	can: string[];
	blocked: Record<string, { slug: string; clause: string | null; detail?: string }>;
}

export interface Slot {
	id: Id;
	day: Id;
	form: Ref | null;
	direction: string;
	title: string | null;
	starts_at: string;
	ends_at: string;
	organisation: Ref;
	lesson: { id: Id; number: number; class: Ref | null; subject: Ref | null } | null;
	capacity: number | null;
	expected_result: string | null;
	rooms: Ref[];
	classes: Ref[];
	people: (Person & { involvement: string })[];
	visit: { id: Id; state: string } | null;
	cancelled: boolean;
	revision: number;
}

export interface VisitRow {
	id: Id;
	held_on: string;
	organisation: Ref;
	teacher: Person | null;
	subject: Ref | null;
	class: Ref | null;
	topic: string | null;
	rubric: { id: Id; code: string; version: number | string; title: string };
	state: string;
	slot: Id | null;
	day: Id | null;
	starts_at: string | null;
	ends_at: string | null;
	visitors: Person[];
	percent: number | null;
	level: string | null;
	revision: number;
}
export interface SheetRef {
	id: Id;
	author: Person;
	part: 'visitor' | 'self';
	state: string;
	version: number;
	supersedes: Id | null;
	percent: number | null;
	level: string | null;
	points: number | null;
	max_points: number | null;
	differs: string[];
}
export interface Receipt {
	person: Person | null;
	kind: 'acknowledged' | 'objected' | 'read';
	body: string | null;
	at: string;
}
export interface Visit extends VisitRow {
	aim: string | null;
	pupils_listed: number | null;
	pupils_present: number | null;
	lesson: number | null;
	rooms: string[];
	source: string;
	sheets: SheetRef[];
	receipts: Receipt[];
	can: string[];
}
export interface Mark {
	item: Id;
	points: number | null;
	evidence: string | null;
}
export interface Note {
	id: Id;
	item: Id | null;
	at: string;
	body: string;
}
export interface Sheet extends Omit<SheetRef, 'author'> {
	visit: Id;
	rubric: Id | { id: Id };
	author: Person | Id;
	strengths: string | null;
	difficulties: string | null;
	action_step: string | null;
	marks: Mark[];
	notes: Note[];
	revision: number;
}
export interface RubricItem {
	id: Id;
	position: number;
	code: string;
	body: string;
	looks: 'scale' | 'binary' | 'choice';
	points: number[];
	labels: string[] | null;
	descriptors: string[] | null;
	weight: number;
	required: boolean;
	competence: { id: Id; code: string; name: string } | null;
}
export interface RubricSection {
	id: Id;
	position: number;
	title: string;
	takes: 'sum' | 'best';
	may_be_absent: boolean;
	items: RubricItem[];
}
export interface Rubric {
	id: Id;
	code: string;
	version: number | string;
	title: string;
	state: string;
	for?: string;
	bands: { from: number; word: string }[];
	sections: RubricSection[];
}

export interface Clause {
	number: string;
	label: string;
	body: string;
}
export interface Regulation {
	id: Id;
	version: string | number;
	title: string;
	in_force_from: string | null;
	clauses: Clause[];
}
export interface Setting {
	code: string;
	title: string;
	value: unknown;
	own: boolean;
	source: string | null;
	revision?: number | null;
}
