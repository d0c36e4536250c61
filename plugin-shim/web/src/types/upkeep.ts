/*
 * What the API answers about files that people load, jobs, portals, search and the school year.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Id, Person, Ref } from '../types.js';
import type { RosterReport } from './portal.js';

export type ImportKind =
	| 'roster'
	| 'school'
	| 'timetable'
	| 'plan'
	| 'visits'
	| 'framework'
	| 'rubric';
export interface ImportReport {
	rows?: number;
	bad?: number;
	added?: number;
	changed?: number;
	parts?: { what: string; added: number; changed: number }[];
	notes?: string[];
	findings?: { part?: string; line?: number; column?: string; words: string }[];
	error?: string;
}
export interface JobHead {
	id: Id;
	kind: string;
	state: 'ready' | 'leased' | 'done' | 'dead' | 'cancelled';
	progress: number;
	ended: boolean;
	doing: string | null;
	at: string;
	started_at: string | null;
	ended_at: string | null;
	next_try_at: string | null;
	attempts: number;
	by: Person | null;
	dry_run: boolean;
	steerable: boolean;
}
export interface JobLine extends JobHead {
	error: string | null;
	import: Id | null;
	file: string | null;
	retriable: boolean;
}
export type ImportJob = JobHead & { output: ImportReport | null };
export interface Import {
	id: Id;
	kind: ImportKind;
	name: string;
	options: { year?: string; order?: string; dated?: string; rubric?: string };
	size: number | null;
	at: string;
	by: Person | null;
	check: ImportJob | null;
	load: ImportJob | null;
	revision: number;
}
export interface Hit {
	kind: 'person' | 'school' | 'day' | 'order' | 'material' | 'practice';
	id: Id;
	title: string;
	detail: string;
	school: Id | null;
	growth: boolean;
}
export interface PortalConnection {
	id: Id;
	kind: 'lti' | 'plugin';
	issuer: string;
	client_id: string;
	deployment_id: string;
	enabled: boolean;
	has_keys: boolean;
	jwks_uri: string | null;
	accounts: number;
	test: {
		id: Id;
		state: string;
		ended: boolean;
		attempts: number;
		at: string;
		error: string | null;
	} | null;
	revision: number;
}
export interface ServiceKeys {
	addresses: { launch: string; login: string; jwks: string };
	keys: string[];
	pem: string;
	configured: boolean;
	error: string;
}
export interface PortalCourse {
	portal: Id;
	issuer: string;
	context: string;
	title: string;
	nightly: boolean;
	last: {
		id: Id;
		state: string;
		ended: boolean;
		at: string;
		attempts: number;
		output: (RosterReport & { members?: number; added?: number; changed?: number }) | null;
	} | null;
}
export interface YearStep {
	step: 'calendar' | 'people' | 'bells' | 'classes' | 'timetable' | 'plan' | 'left_over';
	state: 'open' | 'partly' | 'done';
	counted: boolean;
	total: number | null;
	there: number | null;
	missing: string[];
	facts: Record<string, string | number | boolean | null>;
	mark: { done: boolean; note: string | null; at: string; by: Person | null } | null;
}
export interface SchoolYear {
	school_year: number;
	today: string;
	steps: YearStep[];
}
export interface ClassesMoved {
	organisation: Ref;
	had: number;
	there: number;
	added: number;
}
