/*
 * Filters of the plan, all of them in the address, and those that a person keeps under a name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

import { directions } from '../directions.js';
import { schoolYear } from '../format.js';
import { monthKey } from '../planning.js';
import { query, setQuery } from '../router.js';
import type { Organisation, PlanItem } from '../types.js';
import { monthLong, t, word } from '../words.js';
import type { Filter } from '../year.js';
import { Select } from './field.js';
import { Kept } from './kept-filters.js';

export const VIEWS = ['matrix', 'calendar', 'list'] as const;
export type View = (typeof VIEWS)[number];
const KEPT = ['view', 'school', 'lead', 'direction', 'month', 'state', 'order'];

export const viewOf = (q: URLSearchParams): View =>
	VIEWS.find(v => v === q.get('view')) ?? 'matrix';

/** The calendar turns pages by month; elsewhere the month is a filter. */
export const filterOf = (q: URLSearchParams): Filter => ({
	school: q.get('school') ?? '',
	lead: q.get('lead') ?? '',
	direction: q.get('direction') ?? '',
	state: q.get('state') ?? '',
	order: q.get('order') ?? '',
	month: viewOf(q) === 'calendar' ? '' : (q.get('month') ?? ''),
});

const people = (items: PlanItem[]) =>
	[...new Map(items.flatMap(i => (i.responsible ? [[i.responsible.id, i.responsible.short]] : [])))]
		.map(([value, label]) => ({ value: value as string, label: label as string }))
		.sort((a, b) => a.label.localeCompare(b.label, 'ru'));

/** The same plan in another look; the month of a calendar is no filter elsewhere. */
export function viewHref(view: View): string {
	const next = new URLSearchParams(query.value);
	if (viewOf(next) === 'calendar' || view === 'calendar') next.delete('month');
	if (view === 'matrix') next.delete('view');
	else next.set('view', view);
	const text = next.toString();
	return text ? `/plan?${text}` : '/plan';
}

export function Views() {
	const now = viewOf(query.value);
	return (
		<nav class="views" aria-label={t('plan.views')}>
			{VIEWS.map(v => (
				<a key={v} href={viewHref(v)} class="btn" aria-current={v === now ? 'true' : undefined}>
					{t(`plan.view.${v}`)}
				</a>
			))}
		</nav>
	);
}

export function Filters(p: {
	year: number;
	years: number[];
	items: PlanItem[];
	schools: Organisation[];
	states: string[];
}) {
	const q = query.value;
	const view = viewOf(q);
	const filter = (name: string) => ({
		label: t(`plan.${name}`),
		value: q.get(name) ?? '',
		onValue: (v: string) => setQuery({ [name]: v }),
	});
	const states = [...new Set([...p.states, q.get('state') ?? 'in_plan'])].filter(Boolean);
	return (
		<search class="filters">
			<Select
				label={t('plan.year')}
				value={String(p.year)}
				onValue={v => setQuery({ year: v, version: null, month: null })}
				choices={p.years.map(y => ({ value: String(y), label: schoolYear(y) }))}
			/>
			<Select
				{...filter('school')}
				choices={p.schools.map(s => ({ value: s.id, label: s.name }))}
				empty={t('all_schools')}
			/>
			<Select {...filter('lead')} choices={people(p.items)} empty={t('plan.all_leads')} />
			<Select
				{...filter('direction')}
				choices={directions.map(d => ({ value: d, label: word('direction', d) }))}
				empty={t('plan.all_directions')}
			/>
			<Select
				{...filter('state')}
				choices={states.map(s => ({ value: s, label: word('state.day', s) }))}
				empty={t('plan.any_state')}
			/>
			{view !== 'calendar' && (
				<Select
					{...filter('month')}
					choices={Array.from({ length: 12 }, (_, m) => monthKey(p.year, m)).map(key => ({
						value: key,
						label: monthLong(`${key}-15`),
					}))}
					empty={t('plan.all_months')}
				/>
			)}
			{view === 'matrix' && (
				<Select
					{...filter('order')}
					choices={[{ value: 'name', label: t('plan.by_name') }]}
					empty={t('plan.by_away')}
				/>
			)}
			<Kept screen="plan" names={KEPT} />
		</search>
	);
}
