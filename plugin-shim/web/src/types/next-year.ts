/*
 * What the API answers of needs, proposals, changes of the plan, corrections, field by field.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Id, List, Person, Ref, WaitsFor } from '../types.js';

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
	kind: 'add' | 'drop';
	rank: number;
	chosen: boolean;
	organisation: Ref;
	/** of an added day */
	competence: CompetenceRef | null;
	/** the day that goes */
	drops: {
		item: Id;
		title: string | null;
		starts_on: string | null;
		ends_on: string | null;
	} | null;
	gain: number;
	loss_if_dropped: number;
	reason: string;
	terms: Record<string, unknown>;
	/** the one methodist who could lead the day */
	only: Person | null;
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
		version: { id: Id; version: number; state: string; base: Id | null } | null;
	} | null;
	run: { id: Id; as_of: string; n: number | null; model: string } | null;
	capacity: {
		days: number;
		days_this_year: number;
		methodists: number;
		most: number;
		left: number;
	};
	build: {
		method: PlanMethod;
		objective: number;
		days: number;
		unused: number;
		left_out: string[];
	} | null;
	rules: PlanRules;
}
export type PlanMethod = 'optimum' | 'best_found' | 'greedy';
/** Settings of the plan builder by their names without plan_. */
export type PlanRules = Record<string, number>;
export interface PlanChoice {
	organisation: Ref;
	competence: Ref;
	gain: number;
}
export interface PlanFigures {
	method: PlanMethod;
	objective: number;
	/** of the chosen, by the district's own weights: two plans can be compared by it */
	benefit: number;
	capacity: number;
	draft: number;
	days: number;
	unused: number;
	left_out: string[];
}
export interface PlanScenario {
	id: Id;
	plan: Id;
	job: Id;
	asked: PlanRules;
	state: 'ready' | 'leased' | 'done' | 'dead' | 'cancelled';
	progress: number;
	error: string | null;
	ended: boolean;
	result:
		| (PlanFigures & {
				current: PlanFigures;
				chosen: PlanChoice[];
				added: PlanChoice[];
				dropped: PlanChoice[];
		  })
		| null;
	at: string;
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
	/** columns besides the term that differ, where both sides are */
	fields: string[];
	reason: string | null;
	evidence: { kind: string; id: Id | null; title: string | null }[];
}
export interface Measure {
	value: number;
	se: number | null;
	n: number;
	on: string;
}
export interface ComparisonSide {
	mean: number | null;
	n: number;
	raters: number;
	from: string | null;
	to: string | null;
}
/** Before and after against what was to be expected without the correction. */
export interface Comparison {
	missing: string | null;
	verdict: string | null;
	as_of: string | null;
	before: ComparisonSide;
	since: ComparisonSide;
	expected: number | null;
	change: number | null;
	low: number | null;
	high: number | null;
	few_before: boolean;
	more_visits: number | null;
	more_raters: number | null;
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
	next?: WaitsFor | null;
	comparison?: Comparison;
}
