/*
 * What the API answers of the district's administration.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Id, OrderRef, Person, Ref } from '../types.js';

export interface AdminAttention {
	people: number;
	without_role: number;
	ending: number;
	vacant: string[];
	drafts: number;
	requests: number;
	late_requests: number;
	audit_broken: number | null;
}
export interface CardHead {
	id: Id;
	name: string;
	left_on: string | null;
	erased: boolean;
	restricted: boolean;
	by_hand: boolean;
	posts: {
		role: string;
		organisation: string;
		post: string | null;
		acting: boolean;
		until: string | null;
	}[];
}
export interface Post {
	id: Id;
	person: Id;
	role: string;
	organisation: Ref & { kind: string };
	post: string | null;
	acting: boolean;
	starts_on: string | null;
	ends_on: string | null;
	when: 'now' | 'future' | 'past' | 'withdrawn';
	source: 'hand' | 'mended' | 'portal' | 'file';
	by: Person | null;
	subjects: string[];
	revision: number;
}
export interface Card {
	id: Id;
	family_name: string;
	given_name: string;
	patronymic: string | null;
	name: string;
	short: string;
	email: string | null;
	idnumber: string | null;
	left_on: string | null;
	erased: boolean;
	restricted_on: string | null;
	by_hand: string[];
	source: 'hand' | 'file';
	revision: number;
	accounts: number;
	posts: Post[];
}
export interface Tie {
	what: string;
	n: number;
	nearest: string | null;
}
export interface Skill {
	id: Id;
	code: string;
	name: string;
	framework: { id: Id; code: string; title: string };
	marked: boolean;
	/** another methodist is marked for it */
	others: boolean;
}
export interface AccessTable {
	roles: { role: string; name: string }[];
	capabilities: { code: string; scopes: Record<string, 'own' | 'school' | 'district'> }[];
}
export interface DictionaryEntry {
	id: Id;
	name: string;
	retired_on: string | null;
	used: number;
	revision: number;
	formerly?: string[];
	is_day?: boolean;
	seats?: number | null;
	pupils?: number | null;
	grade?: number;
	letter?: string;
	school_year?: number;
}
export interface EditionHead {
	id: Id;
	code: string;
	version: number;
	title: string;
	state: string;
	in_force_from: string | null;
	in_force_to: string | null;
	for?: string;
}
export interface SourceItem {
	body: string;
	looks: string;
	points: number[];
	labels?: string[];
	descriptors?: string[];
	weight?: number;
	required?: boolean;
	competence?: string;
}
export interface SourceSection {
	title: string;
	takes: string;
	may_be_absent?: boolean;
	items: SourceItem[];
}
export interface RubricSource {
	code: string;
	title: string;
	for: string;
	framework: string | null;
	bands: { from: number; word: string }[];
	sections: SourceSection[];
}
export interface Framework extends EditionHead {
	competences: { id: Id; code: string; name: string; parent: Id | null; body?: string | null }[];
}
export interface CompetenceItem {
	competence: Id;
	rubric: { id: Id; code: string; version: number; title: string; state: string };
	code: string;
	body: string;
}
export interface RegulationHead {
	id: Id;
	version: number;
	title: string;
	state: string;
	in_force_from: string | null;
	in_force_to: string | null;
	submitted_by: Person | null;
	enacted_by: Person | null;
	order: OrderRef | null;
	revision: number;
	clauses: number;
}
export interface ClauseText {
	number: string;
	label: string;
	body: string;
}
export interface RegulationEdition extends Omit<RegulationHead, 'clauses'> {
	clauses: ClauseText[];
}
export interface AuditRow {
	id: Id;
	at: string;
	person: Person | null;
	system: boolean;
	entity: string;
	entity_id: Id | null;
	event: string;
	change: Record<string, unknown>;
	seq: number | null;
	named: string | null;
}
export interface AuditState {
	sealed: number;
	open: number;
	first_at: string | null;
	hash: string | null;
	running: boolean;
	checked_at: string | null;
	broken: number | null;
}
export interface Effect {
	what: string;
	deed: 'replaced' | 'erased' | 'kept';
	n: number;
}
export interface PersonalRequest {
	id: Id;
	person: Person;
	kind: 'access' | 'correction' | 'restriction' | 'erasure';
	received_on: string;
	due_on: string;
	body: string;
	state: 'open' | 'answered' | 'rejected';
	answer: string | null;
	answered_on: string | null;
	late: boolean;
	revision: number;
}
export interface PersonalRequestWhole extends PersonalRequest {
	outcome: Effect[] | null;
	exported_at: string | null;
	left_on: string | null;
	erased: boolean;
	restricted_on: string | null;
	by: Person | null;
	effects: Effect[] | null;
}
