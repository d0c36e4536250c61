/*
 * What the API answers of growth, runs, jobs, field by field.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Id, Person, Ref } from '../types.js';

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
