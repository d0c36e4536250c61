/*
 * All methodological days of a year: filters in the address, one row a day, phone-friendly.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { all } from '../api.js';
import { schoolYear } from '../format.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Select } from '../parts/field.js';
import { Kept } from '../parts/kept-filters.js';
import { Page } from '../parts/page.js';
import { State } from '../parts/state.js';
import { orderName } from '../parts/versions.js';
import { query, setQuery } from '../router.js';
import { session, today } from '../session.js';
import type { DayRow, Organisation } from '../types.js';
import { fullDate, t, word } from '../words.js';

const states = [
	'draft',
	'in_plan',
	'ordered',
	'announced',
	'running',
	'held',
	'postponed',
	'cancelled',
];

function Table({ days }: { days: DayRow[] }) {
	return (
		<table class="plain tstack">
			<thead>
				<tr>
					<th scope="col">{t('day.day')}</th>
					<th scope="col">{t('day.state')}</th>
					<th scope="col">{t('day.theme')}</th>
					<th scope="col">{t('day.lead')}</th>
					<th scope="col">{t('day.order')}</th>
				</tr>
			</thead>
			<tbody>
				{days.map(d => (
					<tr key={d.id}>
						<th scope="row">
							<a href={`/days/${d.id}`}>
								{d.organisation.name}, {fullDate(d.held_on)}
							</a>
						</th>
						<td class="nowrap">
							<State of="day" state={d.state} late={d.late} />
						</td>
						<td>{d.theme ?? d.plan_item?.title ?? '—'}</td>
						<td class="nowrap">{d.lead?.short ?? '—'}</td>
						<td class="nowrap">{d.order?.number ? orderName(d.order) : t('day.no_order')}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function Filters({ year, schools }: { year: number; schools: Organisation[] }) {
	const q = query.value;
	const now = session.value?.school_year ?? year;
	const years = [now + 1, now, now - 1, now - 2, now - 3];
	return (
		<search class="filters">
			<Select
				label={t('plan.year')}
				value={String(year)}
				onValue={v => setQuery({ year: v })}
				choices={years.map(y => ({ value: String(y), label: schoolYear(y) }))}
			/>
			<Select
				label={t('day.organisation')}
				value={q.get('school') ?? ''}
				onValue={v => setQuery({ school: v })}
				choices={schools.map(s => ({ value: s.id, label: s.name }))}
				empty={t('all_schools')}
			/>
			<Select
				label={t('day.state')}
				value={q.get('state') ?? ''}
				onValue={v => setQuery({ state: v })}
				choices={states.map(s => ({ value: s, label: word('state.day', s) }))}
				empty={t('plan.any_state')}
			/>
			<Kept screen="days" names={['school', 'state']} />
		</search>
	);
}

/** Days to come first, the nearest on top; then those that were, the latest on top. */
export function inOrder(days: DayRow[], now: string): DayRow[] {
	const coming = days.filter(d => d.held_on >= now);
	const past = days.filter(d => d.held_on < now);
	coming.sort((a, b) => a.held_on.localeCompare(b.held_on));
	past.sort((a, b) => b.held_on.localeCompare(a.held_on));
	return [...coming, ...past];
}

export default function Days() {
	const year = Number(query.value.get('year') ?? session.value?.school_year ?? 0);
	const organisation = query.value.get('school');
	const state = query.value.get('state');
	const schools = useLoad(signal => all<Organisation>('/organisations', { hosts: 1 }, signal), []);
	const days = useLoad(
		signal => all<DayRow>('/days', { year, organisation, state }, signal),
		[year, organisation, state],
	);
	const coming = days.data?.filter(d => d.held_on >= today() && d.state !== 'cancelled').length;
	return (
		<Page
			title={days.data ? t('days.finding', { count: coming ?? 0 }) : t('nav.days')}
			tab={t('nav.days')}
			crumb={t('days.crumb', { year: schoolYear(year) })}
		>
			<Filters year={year} schools={schools.data ?? []} />
			<div class="mt5">
				<Await of={days}>
					{list =>
						list.length > 0 ? (
							<Table days={inOrder(list, today())} />
						) : (
							<Empty words={t('days.empty')}>
								<a class="btn" href={`/plan?year=${year}`}>
									{t('home.to.plan')}
								</a>
							</Empty>
						)
					}
				</Await>
			</div>
		</Page>
	);
}
