/*
 * What the API answers of sittings, votes, minutes, remarks, field by field.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Block, Id, OrderRef, Person, Ref, Signature } from '../types.js';

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
	/** for whom it waits now, since when and how many days */
	owner: string | null;
	since: string;
	waits: number;
	due_on: string | null;
	late_days: number | null;
	remarks: { open: number; answered: number; overdue: number };
}
export interface BurnUp {
	/** YYYY-MM */
	month: string;
	planned: number;
	/** null: still to come */
	held: number | null;
	approved: number | null;
}
export interface Board {
	year: number;
	as_of: string;
	items: BoardRow[];
	closed: number;
	stages: { state: string; count: number; late: number }[];
	burn_up: BurnUp[];
}
