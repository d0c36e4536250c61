/*
 * What the API answers of materials and practices, field by field.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Block, Id, OrderRef, Person, Receipt, Ref, Remark, Signature } from '../types.js';

/** The open step of a thing: whose it is, by name or else by role, and until when. */
export interface WaitsFor {
	event: string;
	owner: string | null;
	role: string;
	due_on: string | null;
	clause: string | null;
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
/** What a returned material shows of each remark. */
export type MaterialRemark = Pick<Remark, 'id' | 'author' | 'body' | 'answer' | 'state' | 'due_on'>;
export interface Material extends MaterialRow {
	body: Block[];
	addressees: { person: Person | null; organisation: Ref | null }[];
	signatures: (Signature & { capacity: string; version: number })[];
	receipts: Answered[];
	remarks: MaterialRemark[];
	order: OrderRef | null;
	can: string[];
	next: WaitsFor | null;
	editable: boolean;
	names_authors: boolean;
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
