/*
 * The year plan: the same items as a matrix of schools and months, as a calendar, as a list.
 *
 * Year, version, look and filters stand in the address. Items are edited and moved only in a draft
 * version; what speaks against a move is said, what was moved can be moved back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, get, list, post } from '../api.js';
import { schoolYear, shortDate } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { lazy } from '../parts/lazy.js';
import type { Planning } from '../parts/move-form.js';
import { MovedBand, useMoves } from '../parts/moves.js';
import { Page } from '../parts/page.js';
import { PdfLink } from '../parts/pdf.js';
import { PlanBody } from '../parts/plan-body.js';
import { Filters, filterOf, Views } from '../parts/plan-filters.js';
import { ProblemNote } from '../parts/problem.js';
import { calendarOf, limitsOf, strain } from '../planning.js';
import { query } from '../router.js';
import { hasRole, session, today } from '../session.js';
import type {
	CalendarDay,
	Capacity,
	DayRow,
	List,
	Organisation,
	PersonRow,
	Plan,
	PlanDifference,
	PlanItem,
	PlanVersion,
} from '../types.js';
import { monthLong, t, word } from '../words.js';
import { chosen, isPart, monthDate, type Row, type Year, yearOf } from '../year.js';

const ItemForm = lazy(() => import('../parts/item-form.js').then(m => m.ItemForm));
const MoveForm = lazy(() => import('../parts/move-form.js').then(m => m.MoveForm));

export interface Data {
	year: number;
	plan: Plan | undefined;
	version: PlanVersion | undefined;
	years: number[];
	schools: Organisation[];
	items: PlanItem[];
	days: DayRow[];
	capacity: Capacity;
	calendar: CalendarDay[];
	people: PersonRow[];
	differences: PlanDifference[];
}

/** A version names its year itself, so that a link to one needs nothing else. */
async function load(asked: number, wanted: string | null, signal: AbortSignal): Promise<Data> {
	const plans = await get<List<Plan>>('/plans', {}, { signal });
	const plan =
		plans.items.find(p => p.versions.some(v => v.id === wanted)) ??
		plans.items.find(p => p.school_year === asked);
	const year = plan?.school_year ?? asked;
	const version =
		plan?.versions.find(v => v.id === wanted) ??
		plan?.versions.find(v => v.state === 'approved') ??
		plan?.versions.at(-1);
	const open = version?.state === 'draft' || version?.state === 'at_council';
	const [schools, days, capacity, calendar, items, people, differences] = await Promise.all([
		all<Organisation>('/organisations', { hosts: 1 }, signal),
		all<DayRow>('/days', { year }, signal),
		get<Capacity>('/plan-capacity', { year }, { signal }),
		list<CalendarDay>('/calendar', { from: `${year}-09-01`, to: `${year + 1}-08-31` }, signal),
		version ? all<PlanItem>('/plan-items', { year, version: version.id }, signal) : [],
		version?.state === 'draft' ? all<PersonRow>('/people', { role: 'methodist' }, signal) : [],
		open ? list<PlanDifference>(`/plan-versions/${version.id}/diff`, {}, signal) : [],
	]);
	const years = [...new Set([...plans.items.map(p => p.school_year), year])].sort((a, b) => b - a);
	return {
		year,
		plan,
		version,
		years,
		schools,
		items,
		days,
		capacity,
		calendar,
		people,
		differences,
	};
}

function Lede({ year, limits }: { year: Year; limits: (number | null)[] }) {
	const worst = year.rows.reduce<Row | undefined>(
		(w, r) => (r.away !== null && r.away > (w?.away ?? 0) ? r : w),
		undefined,
	);
	const never = year.rows.filter(r => r.away === null).length;
	const { over, roomiest } = strain(year.perMonth, limits);
	return (
		<p>
			{t('plan.held', { count: year.held })}
			{year.late > 0 && <span class="late">, {t('plan.late', { count: year.late })}</span>}
			{'. '}
			{never > 0 && <b>{t('plan.never_count', { count: never })}. </b>}
			{worst && <b>{t('plan.worst', { school: worst.school.name, count: worst.away ?? 0 })}. </b>}
			{over.length > 0 && (
				<span class="late">
					{t('plan.over_in', {
						months: over.map(o => `${monthLong(monthDate(2000, o.month))} (+${o.by})`).join(', '),
					})}
					{roomiest &&
						`; ${t('plan.room_in', {
							month: monthLong(monthDate(2000, roomiest.month)),
							count: roomiest.left,
						})}`}
					.
				</span>
			)}
		</p>
	);
}

function NoPlan({ year, reload }: { year: number; reload: () => void }) {
	const create = useAction(async () => {
		await post('/plans', {
			school_year: year,
			title: t('plan.default_title', { year: schoolYear(year) }),
		});
		reload();
	});
	return (
		<>
			<Empty words={t('plan.none', { year: schoolYear(year) })}>
				{hasRole('centre_head') && (
					<button type="button" class="btn pri" disabled={create.busy} onClick={() => create.run()}>
						{t('plan.create')}
					</button>
				)}
			</Empty>
			<ProblemNote problem={create.problem} />
		</>
	);
}

const Crumb = ({ plan, version }: Pick<Data, 'plan' | 'version'>) => (
	<>
		{plan?.title ?? t('nav.plan')}
		{version && ` · ${t('versions.number', { version: version.version })}, `}
		{version && word('state.plan', version.state)}
		{version?.order?.dated &&
			`, ${t('order.by', {
				number: version.order.number ?? '',
				date: shortDate(version.order.dated),
			})}`}
	</>
);

function Tools(p: { version: PlanVersion; onAdd?: () => void }) {
	return (
		<>
			{p.onAdd && (
				<button type="button" class="btn pri" onClick={p.onAdd}>
					{t('item.add')}
				</button>
			)}
			<button type="button" class="btn" onClick={() => print()}>
				{t('print')}
			</button>
			<PdfLink button path={`/plan-versions/${p.version.id}`} />
		</>
	);
}

function Body({ data, reload }: { data: Data; reload: () => void }) {
	const [adding, setAdding] = useState(false);
	/* A link may name the item that is to be moved. */
	const [moving, setMoving] = useState<PlanItem | undefined>(() =>
		data.items.find(i => i.id === query.value.get('move')),
	);
	const { plan, version, year } = data;
	const mover = useMoves(version?.id ?? '', reload);
	const filter = filterOf(query.value);
	const matrix = yearOf(data.schools, data.items, data.days, today(), filter);
	const limits = isPart(filter) ? [] : limitsOf(data.capacity, Boolean(filter.lead));
	const editable = version?.state === 'draft' && hasRole('centre_head', 'methodist');
	const planning: Planning | undefined =
		version && editable
			? { ...data, version: version.id, calendar: calendarOf(data.calendar) }
			: undefined;
	const done = () => {
		setAdding(false);
		reload();
	};
	return (
		<Page
			title={
				plan
					? t('plan.finding', {
							count: matrix.days,
							schools: matrix.schools,
							of: data.schools.length,
						})
					: t('plan.none_title')
			}
			tab={t('plan.tab', { year: schoolYear(year) })}
			crumb={<Crumb plan={plan} version={version} />}
			lede={plan && <Lede year={matrix} limits={limits} />}
			tools={version && <Tools version={version} onAdd={planning && (() => setAdding(true))} />}
		>
			<Views />
			<Filters {...data} states={matrix.states.map(s => s[0])} />
			<MovedBand of={mover} />
			{plan && version ? (
				<PlanBody
					{...{ data, plan, version, matrix, limits, planning, mover, reload }}
					items={chosen(data.items, filter)}
					onMove={setMoving}
				/>
			) : (
				<NoPlan year={year} reload={reload} />
			)}
			{adding && version && (
				<ItemForm
					version={version.id}
					planning={planning}
					starts={`${year}-09-01`}
					onClose={() => setAdding(false)}
					onSaved={done}
				/>
			)}
			{moving && planning && (
				<MoveForm
					item={moving}
					planning={planning}
					onClose={() => setMoving(undefined)}
					onMoved={moved => {
						setMoving(undefined);
						mover.made(moved);
					}}
				/>
			)}
		</Page>
	);
}

export default function PlanScreen() {
	const year = Number(query.value.get('year') ?? session.value?.school_year ?? 0);
	const version = query.value.get('version');
	const data = useLoad(signal => load(year, version, signal), [year, version]);
	if (!data.data)
		return (
			<Page title={t('nav.plan')}>
				<Await of={data}>{() => null}</Await>
			</Page>
		);
	return <Body data={data.data} reload={data.reload} />;
}
