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
/** The mean of a school year, or of the last two: `sd` and `spread` are the district's, for limits. */
export interface GrowthSeen {
	year: number;
	n: number;
	raters: number;
	people: number;
	value: number;
	sd?: number;
	spread?: number;
}
export interface GrowthCell {
	n: number;
	raters: number;
	people: number;
	level?: GrowthFigure | null;
	growth?: GrowthFigure | null;
	observed?: { years: GrowthSeen[]; recent: GrowthSeen | null } | null;
	/** the point after "as of" is the forecast; it may be lacking */
	line?: GrowthPoint[] | null;
}
export interface GrowthOf {
	competence: Id;
	hidden?: boolean;
	cell: GrowthCell;
}
/** What a run says of one competence; runs before this have no `sheets`. */
export interface RunCompetence {
	corrected?: boolean;
	person?: number | null;
	school?: number | null;
	rater?: number | null;
	residual?: number | null;
	compressed?: boolean;
	/** what a day is expected to bring, and whether it was estimated or is the setting */
	day_effect?: number | null;
	day_effect_measured?: boolean;
	sheets?: { used: number; sets: number; breaks: string[] };
}
/** By thirds of the mark of `year`, from the lowest; none of too few people. */
export interface GrowthCoverage {
	year: number;
	says: 'less' | 'more' | 'even' | 'few';
	thirds: { people: number; visited: number; share: number | null }[];
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
		variances: Record<string, RunCompetence>;
		coverage?: GrowthCoverage;
	} | null;
	at: string;
}
export interface Competence {
	id: Id;
	code: string;
	name: string;
	/** the part of 1-4 that pictures of this competence share */
	scale?: { from: number; to: number } | null;
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
	teachers: { person: Person; visits: number; last_visit: string }[];
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
	items: (GrowthSeverity & { person: Person })[];
}
export interface GrowthSeverity {
	competence: Id;
	n: number;
	people: number;
	severity: GrowthFigure;
	linkage?: number | null;
}
export interface GrowthChange {
	value: number | null;
	low: number | null;
	high: number | null;
	comparisons: number;
	controls: number;
}
export interface GrowthEffect {
	competence: Id;
	n: number;
	raters: number;
	days: number;
	schools: number;
	visited: number;
	unvisited: number;
	verdict: string;
	more_visits: number | null;
	more_raters: number | null;
	more_visited: number | null;
	more_unvisited: number | null;
	more_history: number | null;
	figures: (GrowthChange & { row: string })[];
	events: (GrowthChange & { year: number })[];
}
export interface GrowthEffects extends GrowthHead {
	items: GrowthEffect[];
}
export interface AgreementOf {
	competence: Id;
	n: number;
	people: number;
	raters: number;
	sets: number;
	method: string | null;
	note: string | null;
	more_visits: number | null;
	more_raters: number | null;
	person: number | null;
	rater: number | null;
	visit: number | null;
	doubles: number;
	blind: number;
	more_doubles: number | null;
	kappa: number | null;
	kappa_low: number | null;
	kappa_high: number | null;
	design: { visits: number; raters: number; reliability: number | null }[];
	growth: { years: number; visits: number; reliability: number | null }[];
	least: { target: number; raters: number; visits: number | null }[];
	levels: number[];
	compressed: boolean;
	links: { rater: Person; person: Person }[];
}
export interface GrowthAgreement extends GrowthHead {
	items: AgreementOf[];
	own: GrowthSeverity[];
}
export interface JobState {
	id: Id;
	state: string;
	progress: number;
	ended?: boolean;
	error?: string | null;
	output?: { error?: string } | null;
}
