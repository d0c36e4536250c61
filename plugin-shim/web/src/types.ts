/*
 * What the API answers, field by field, as far as the screens read it.
 *
 * Names are those of the HTTP contract; a screen never invents a field of its own. Dates are
 * YYYY-MM-DD, instants carry the offset of the district.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
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
}

export interface NextStep {
	entity:
		| 'day'
		| 'order'
		| 'visit'
		| 'sheet'
		| 'plan_item'
		| 'queue'
		| 'sitting'
		| 'remark'
		| 'material'
		| 'practice';
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
	visits: { planned: number; held: number; assessed: number; answered: number };
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

export interface CompetenceRef {
	id: Id;
	code: string;
	name: string;
}
export interface Need {
	id: Id;
	organisation: Ref;
	person: Person | null;
	competence: CompetenceRef;
	subject: Ref | null;
	source: string;
	body: string;
	state: string;
	filed_on: string;
	by: Person | null;
	own: boolean;
	revision: number;
}
export interface Proposal {
	id: Id;
	rank: number;
	organisation: Ref;
	competence: CompetenceRef;
	gain: number;
	loss_if_dropped: number;
	reason: string;
	terms: Record<string, unknown>;
	state: 'proposed' | 'accepted' | 'rejected';
	decision: { reason: string; by: Person | null; at: string } | null;
	plan: Id;
	version: Id | null;
	item: Id | null;
	run: Id;
}
export interface Proposals extends List<Proposal> {
	plan: {
		id: Id;
		school_year: number;
		title: string;
		version: { id: Id; version: number; state: string } | null;
	} | null;
	run: { id: Id; as_of: string; n: number | null; model: string } | null;
	capacity: { days: number; days_this_year: number; methodists: number };
}
export interface PlanSide {
	title: string;
	starts_on: string;
	ends_on: string;
	organisation: Ref | null;
	responsible: Person | null;
}
export interface PlanDifference {
	item: Id;
	change: 'added' | 'removed' | 'changed';
	title: string;
	now: PlanSide | null;
	was: PlanSide | null;
	reason: string | null;
	evidence: { kind: string; id: Id | null; title: string | null }[];
}
export interface Measure {
	value: number;
	se: number;
	n: number;
	on: string;
}
export interface Correction {
	id: Id;
	organisation: Ref;
	person: Person;
	competence: CompetenceRef;
	body: string;
	due_on: string | null;
	state: string;
	base: Measure | null;
	again: Measure | null;
	verdict: string | null;
	decided_by: Person | null;
	own: boolean;
	since: string;
	revision: number;
	measure?: (Measure & { difference: number | null; verdict: string | null }) | null;
}

export type Choice = 'for' | 'against' | 'abstain';
export interface SittingRow {
	id: Id;
	kind: 'in_person' | 'correspondence';
	state: string;
	number: number | null;
	held_on: string;
	place: string | null;
	guests: string | null;
	organisation: Ref;
	chair: Person;
	secretary: Person;
	questions: number;
	decided: number;
	minutes: { id: Id; state: string; number: string | null; dated: string | null } | null;
	orders: OrderRef[];
	revision: number;
}
export interface Member extends Person {
	post: string | null;
	acting: boolean;
	role: string;
	present: boolean;
}
export interface Question {
	id: Id;
	position: number;
	title: string;
	reporter: Person | null;
	heard: string | null;
	spoke: string | null;
	decision: string | null;
	resolution: string | null;
	remark: string | null;
	document: {
		id: Id;
		kind: string;
		state: string;
		title: string;
		version: number;
		day: Id | null;
		school: Ref | null;
		person: Person | null;
	} | null;
	plan_version: { id: Id; version: number; state: string; school_year: number } | null;
	authors: Id[];
	answers: { kind: string; body: string | null; on: string; person: Person }[];
	votes: { person: Id; choice: Choice; dissent: string | null }[];
	totals: { for: number; against: number; abstain: number };
	body?: Block[] | null;
	revision: number;
}
export interface Sitting extends SittingRow {
	quorum: {
		members: number;
		present: number;
		needed: number;
		reached: boolean;
		casting_vote: boolean;
		author_abstains: boolean;
	};
	members: Member[];
	agenda: Question[];
	waiting: number;
	can: string[];
}
export interface Minutes {
	id: Id;
	state: string;
	title: string;
	number: string | null;
	dated: string | null;
	sitting: Id;
	body: Block[];
	signatures: Signature[];
	revision: number;
	can: string[];
}
export interface Remark {
	id: Id;
	state: string;
	phase: string;
	body: string;
	answer: string | null;
	due_on: string | null;
	made_on: string;
	overdue: boolean;
	author: Person;
	answered_by: Person | null;
	day: { id: Id; held_on: string; theme: string } | null;
	school: Ref | null;
	document: { id: Id; kind: string; title: string } | null;
	can: string[];
}
export interface BoardRow {
	id: Id;
	phase: string;
	state: string;
	held_on: string;
	theme: string;
	organisation: Ref;
	lead: Person | null;
	due_on: string | null;
	late_days: number | null;
	remarks: { open: number; answered: number; overdue: number };
}
export interface Board {
	year: number;
	items: BoardRow[];
	closed: number;
}

export interface MaterialRow {
	id: Id;
	kind: 'lesson_analysis' | 'spravka' | 'recommendations';
	state: string;
	title: string;
	organisation: Ref;
	teacher: Person | null;
	day: Id | null;
	visit: Id | null;
	due_on: string | null;
	since: string;
	version: number;
	authors: Person[];
	revision: number;
}
export interface Answered extends Receipt {
	of?: 'document' | 'visit';
}
export interface Remark {
	id: Id;
	author: Person;
	body: string;
	answer: string | null;
	state: string;
	due_on: string | null;
}
export interface Material extends MaterialRow {
	body: Block[];
	addressees: { person: Person | null; organisation: Ref | null }[];
	signatures: (Signature & { capacity: string; version: number })[];
	receipts: Answered[];
	remarks: Remark[];
	order: OrderRef | null;
	can: string[];
	editable: boolean;
}
export interface MaterialVersion {
	version: number;
	digest: string;
	body: Block[];
	signatures: (Signature & { capacity: string })[];
	receipts: Receipt[];
}
export interface Figure {
	block: number;
	name: string;
	text: string;
	then: string;
	as_of: string;
	now: string;
	changed: boolean;
}

export interface PracticeRow {
	id: Id;
	state: string;
	title: string;
	organisation: Ref;
	person: Person | null;
	subject: Ref | null;
	competence: Ref | null;
	visit: Id | null;
	since: string;
	authors: (Person & { consented: boolean })[];
	adopted: number;
	revision: number;
}
export interface Adoption {
	id: Id;
	state: string;
	body: string;
	person: Person;
	organisation: Ref;
	visit: Id | null;
	verified_by: Person | null;
	at: string;
	can: string[];
}
export interface Practice extends PracticeRow {
	body: Block[];
	version: number;
	author: boolean;
	consented: boolean;
	adoptions: Adoption[];
	can: string[];
	editable: boolean;
	claimable: boolean;
}

/* growth */
export interface GrowthFigure {
	enough: boolean;
	more_visits?: number | null;
	more_raters?: number | null;
	value?: number;
	low?: number;
	high?: number;
	says?: 'growth' | 'decline' | 'no_change';
	p_decline?: number | null;
	flagged?: boolean;
	forecast?: number | null;
	forecast_se?: number | null;
}
export interface GrowthPoint {
	on: string;
	value: number;
	sd: number;
}
export interface GrowthCell {
	n: number;
	raters: number;
	people: number;
	level?: GrowthFigure | null;
	growth?: GrowthFigure | null;
	line?: GrowthPoint[] | null;
}
export interface GrowthOf {
	competence: Id;
	hidden?: boolean;
	cell: GrowthCell;
}
export interface Run {
	id: Id;
	framework: { id: Id; code: string; title: string };
	model: string;
	from: string;
	as_of: string;
	n: number;
	settings: Record<string, number>;
	components: {
		corrected_for_severity: boolean;
		variances: Record<string, Record<string, number | string | null>>;
	} | null;
	at: string;
}
export interface Competence {
	id: Id;
	code: string;
	name: string;
}
export interface GrowthHead {
	run: Run | null;
	frameworks: { id: Id; code: string; title: string; n: number }[];
	minimum: { visits: number; raters: number; people: number; target: number };
	competences: Competence[];
}
export interface GrowthSchools extends GrowthHead {
	items: { school: Ref; cells: GrowthOf[] }[];
}
export interface GrowthDistrict extends GrowthHead {
	items: GrowthOf[];
}
export interface GrowthSchool extends GrowthHead {
	school: Ref;
	cells: GrowthOf[];
	visits: number;
	last_visit: string | null;
}
export interface GrowthPerson extends GrowthHead {
	person: Person;
	own: boolean;
	posts: { school: Ref; post: string | null }[];
	cells: GrowthOf[];
	district: { competence: Id; level: GrowthFigure }[];
	advice: { competence: Id; why: 'decline' | 'below_target' }[];
	steps: {
		visit: Id;
		held_on: string;
		body: string;
		mastered: boolean | null;
		visitor: Person;
	}[];
	visits: { id: Id; held_on: string; school: Ref; visitors: Person[] }[];
}
export interface GrowthMethodists extends GrowthHead {
	items: { person: Person; competence: Id; n: number; people: number; severity: GrowthFigure }[];
}
export interface JobState {
	id: Id;
	state: string;
	progress: number;
	ended?: boolean;
	error?: string | null;
	output?: { error?: string } | null;
}
