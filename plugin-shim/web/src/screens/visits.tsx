/*
 * Lesson visits: of a day, of a school, of a period, of oneself; newest first, page by page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, get } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { Await, Empty, FromDevice } from '../parts/await.js';
import { Select } from '../parts/field.js';
import { Kept } from '../parts/kept-filters.js';
import { Page } from '../parts/page.js';
import { Period } from '../parts/period.js';
import { ProblemNote } from '../parts/problem.js';
import { VisitTable } from '../parts/visit-table.js';
import { place } from '../place.js';
import { asProblem, type Problem } from '../problem.js';
import { query, setQuery } from '../router.js';
import { hasRole } from '../session.js';
import type { List, Organisation, VisitRow } from '../types.js';
import { t, word } from '../words.js';

const states = ['planned', 'held', 'assessed', 'acknowledged', 'objected', 'closed', 'cancelled'];

interface Shown extends List<VisitRow> {
	/** instant of what this device kept, when the server can't be asked */
	from?: string;
}

function Table({ page, more }: { page: Shown; more: (cursor: string) => Promise<List<VisitRow>> }) {
	const [items, setItems] = useState(page.items);
	const [next, setNext] = useState(page.next);
	const fetchMore = useAction(async () => {
		const got = await more(next as string);
		setItems([...items, ...got.items]);
		setNext(got.next);
	});
	return (
		<>
			<VisitTable items={items} nameless={page.from !== undefined} />
			<ProblemNote problem={fetchMore.problem} />
			{next && (
				<p class="mt4">
					<button
						type="button"
						class="btn"
						disabled={fetchMore.busy}
						onClick={() => fetchMore.run()}
					>
						{t('visits.more')}
					</button>
				</p>
			)}
		</>
	);
}

function Filters({ schools, problem }: { schools: Organisation[]; problem: Problem | undefined }) {
	const q = query.value;
	return (
		<search class="filters">
			{schools.length > 1 && (
				<Select
					label={t('day.organisation')}
					value={q.get('school') ?? ''}
					onValue={v => setQuery({ school: v })}
					choices={schools.map(s => ({ value: s.id, label: s.name }))}
					empty={t('all_schools')}
				/>
			)}
			<Select
				label={t('day.state')}
				value={q.get('state') ?? ''}
				onValue={v => setQuery({ state: v })}
				choices={states.map(s => ({ value: s, label: word('state.visit', s) }))}
				empty={t('plan.any_state')}
			/>
			<Period problem={problem} />
			{q.get('competence') && (
				<button type="button" class="btn" onClick={() => setQuery({ competence: null })}>
					{t('visits.all_competences')}
				</button>
			)}
			{q.get('day') && (
				<a class="btn" href="/visits">
					{t('visits.all_days')}
				</a>
			)}
			<Kept screen="visits" names={['school', 'state', 'from', 'to']} />
		</search>
	);
}

type Filter = Record<
	'day' | 'organisation' | 'state' | 'from' | 'to' | 'competence',
	string | null
>;

/** What a picture of growth rests on: its competence by name, once the frameworks are known. */
function Marked({ id }: { id: string }) {
	const name = useLoad(
		async signal =>
			(await (await import('../parts/correction-form.js')).competences(signal)).find(
				c => c.value === id,
			)?.label,
		[id],
	);
	return <>{t('visits.marked', { name: name.data ?? t('visits.one_competence') })}</>;
}

async function keptVisits(filter: Filter, e: unknown): Promise<Shown> {
	if (place.page || !asProblem(e).away) throw e;
	const ahead = await import('../ahead.js').then(m => m.kept()).catch(() => undefined);
	if (!ahead || filter.competence) throw e;
	const items = ahead.visits.filter(
		v =>
			(!filter.day || v.day === filter.day) &&
			(!filter.organisation || v.organisation.id === filter.organisation) &&
			(!filter.state || v.state === filter.state) &&
			(!filter.from || v.held_on >= filter.from) &&
			(!filter.to || v.held_on <= filter.to),
	);
	return { items, next: null, from: ahead.at };
}

export default function Visits() {
	const q = query.value;
	const filter: Filter = {
		day: q.get('day'),
		organisation: q.get('school'),
		state: q.get('state'),
		from: q.get('from'),
		to: q.get('to'),
		competence: q.get('competence'),
	};
	const ask = (cursor: string | null, signal?: AbortSignal) =>
		get<List<VisitRow>>('/visits', { ...filter, cursor }, { signal });
	const schools = useLoad(signal => all<Organisation>('/organisations', { hosts: 1 }, signal), []);
	const page = useLoad(
		(signal): Promise<Shown> => ask(null, signal).catch(e => keptVisits(filter, e)),
		Object.values(filter),
	);
	const teacherOnly = hasRole('teacher') && !hasRole('methodist', 'centre_head', 'school_head');
	return (
		<Page
			title={t(teacherOnly ? 'visits.my_title' : 'nav.visits')}
			lede={
				filter.competence && (
					<p>
						<Marked id={filter.competence} />
					</p>
				)
			}
			crumb={filter.day && <a href={`/days/${filter.day}`}>{t('visits.of_day')}</a>}
		>
			<Filters schools={teacherOnly ? [] : (schools.data ?? [])} problem={page.problem} />
			<div class="mt5">
				<Await of={page}>
					{data =>
						data.items.length > 0 ? (
							<>
								<FromDevice at={data.from} />
								<Table key={data.items[0]?.id} page={data} more={cursor => ask(cursor)} />
							</>
						) : data.from ? (
							<>
								<FromDevice at={data.from} />
								<Empty words={t('visits.nothing_kept')} />
							</>
						) : (
							<Empty words={t('visits.empty')}>
								<a class="btn" href={filter.day ? `/days/${filter.day}/programme` : '/days'}>
									{t(filter.day ? 'day.programme' : 'orders.to_days')}
								</a>
							</Empty>
						)
					}
				</Await>
			</div>
		</Page>
	);
}
