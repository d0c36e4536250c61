/*
 * What the API answers of planning a year: capacity, moves, history, kept filters, execution.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Id, Person, Ref } from '../types.js';

export interface CapacityMonth {
	/** YYYY-MM */
	month: string;
	working: number;
	/** days of the whole centre and of one methodist; null where nobody works */
	most: number | null;
	each: number | null;
}
/** A weekly day off, or dates from and to. */
export interface Away {
	person: Person;
	weekday: number | null;
	from: string | null;
	to: string | null;
}
export interface Capacity {
	year: number;
	most: number;
	methodists: number;
	each: number;
	team: number;
	months: CapacityMonth[];
	away: Away[];
}
export interface CalendarDay {
	date: string;
	working: boolean;
	title: string;
}
/** One row of a move; a member that is absent stays as it is, null empties it. */
export interface Move {
	item: Id;
	revision: number;
	starts_on?: string;
	ends_on?: string;
	organisation?: Id | null;
	responsible?: Id | null;
	direction?: string | null;
}
export interface MoveSide {
	starts_on: string;
	ends_on: string;
	direction: string | null;
	organisation: Ref | null;
	responsible: Person | null;
}
export interface Moved {
	item: Id;
	title: string | null;
	outcome:
		| 'moved'
		| 'same'
		| 'has_day'
		| 'other_year'
		| 'ends_before'
		| 'changed_meanwhile'
		| 'gone';
	revision: number | null;
	was: MoveSide | null;
	now: MoveSide | null;
}
export interface Moves {
	dry_run: boolean;
	affected: number;
	items: Moved[];
}
export interface PlanEvent {
	at: string;
	person: Person | null;
	entity: 'plan_version' | 'plan_item' | 'plan_change';
	event: 'insert' | 'update' | 'delete';
	version: number;
	count: number;
	items: { item: Id | null; title: string | null; change: Record<string, unknown> }[];
}
export interface SavedFilter {
	id: Id;
	screen: string;
	name: string;
	query: string;
}
