/*
 * The year plan. Its title is the finding; below the matrix of days, other items, versions.
 *
 * Year, version and filters stand in the address. Items are edited only in a draft version.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, get, post } from '../api.js';
import { schoolYear, shortDate } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Select } from '../parts/field.js';
import { directions, ItemForm } from '../parts/item-form.js';
import { Legend, Matrix } from '../parts/matrix.js';
import { Page, Section } from '../parts/page.js';
import { PdfLink } from '../parts/pdf.js';
import { PlanList } from '../parts/plan-list.js';
import { ProblemNote } from '../parts/problem.js';
import { Versions } from '../parts/versions.js';
import { query, setQuery } from '../router.js';
import { hasRole, session, today } from '../session.js';
import type { DayRow, List, Organisation, Plan, PlanItem, PlanVersion } from '../types.js';
import { t, word } from '../words.js';
import { type Row, type Year, yearOf } from '../year.js';

interface Data {
	year: number;
	plan: Plan | undefined;
	version: PlanVersion | undefined;
	years: number[];
	schools: Organisation[];
	items: PlanItem[];
	days: DayRow[];
}

/** A version names its year itself, so that a link to one needs nothing else. */
async function load(asked: number, wanted: string | null, signal: AbortSignal): Promise<Data> {
	const plans = await get<List<Plan>>('/plans', {}, { signal });
	const plan =
		plans.items.find(p => p.versions.some(v => v.id === wanted)) ??
		plans.items.find(p => p.school_year === asked);
	const year = plan?.school_year ?? asked;
	const [schools, days] = await Promise.all([
		all<Organisation>('/organisations', { hosts: 1 }, signal),
		all<DayRow>('/days', { year }, signal),
	]);
	const version =
		plan?.versions.find(v => v.id === wanted) ??
		plan?.versions.find(v => v.state === 'approved') ??
		plan?.versions.at(-1);
	const items = version
		? await all<PlanItem>('/plan-items', { year, version: version.id }, signal)
		: [];
	const years = [...new Set([...plans.items.map(p => p.school_year), year])].sort((a, b) => b - a);
	return { year, plan, version, years, schools, items, days };
}

const people = (items: PlanItem[]) =>
	[...new Map(items.flatMap(i => (i.responsible ? [[i.responsible.id, i.responsible.short]] : [])))]
		.map(([value, label]) => ({ value: value as string, label: label as string }))
		.sort((a, b) => a.label.localeCompare(b.label));

function Filters({ data, year }: { data: Data; year: Year }) {
	const q = query.value;
	const filter = (name: string) => ({
		label: t(`plan.${name}`),
		value: q.get(name) ?? '',
		onValue: (v: string) => setQuery({ [name]: v }),
	});
	return (
		<search class="filters">
			<Select
				label={t('plan.year')}
				value={String(data.plan?.school_year ?? q.get('year') ?? session.value?.school_year)}
				onValue={v => setQuery({ year: v, version: null })}
				choices={data.years.map(y => ({ value: String(y), label: schoolYear(y) }))}
			/>
			<Select {...filter('lead')} choices={people(data.items)} empty={t('plan.all_leads')} />
			<Select
				{...filter('direction')}
				choices={directions.map(d => ({ value: d, label: word('direction', d) }))}
				empty={t('plan.all_directions')}
			/>
			<Select
				{...filter('state')}
				choices={[...new Set([...year.states.map(s => s[0]), q.get('state') ?? 'in_plan'])].map(
					s => ({ value: s, label: word('state.day', s) }),
				)}
				empty={t('plan.any_state')}
			/>
			<Select
				{...filter('order')}
				choices={[{ value: 'name', label: t('plan.by_name') }]}
				empty={t('plan.by_away')}
			/>
		</search>
	);
}

function Lede({ year }: { year: Year }) {
	const worst = year.rows.reduce<Row | undefined>(
		(w, r) => (r.away !== null && r.away > (w?.away ?? 0) ? r : w),
		undefined,
	);
	const never = year.rows.filter(r => r.away === null).length;
	return (
		<p>
			{t('plan.held', { count: year.held })}
			{year.late > 0 && <span class="late">, {t('plan.late', { count: year.late })}</span>}
			{'. '}
			{never > 0 && <b>{t('plan.never_count', { count: never })}. </b>}
			{worst && <b>{t('plan.worst', { school: worst.school.name, count: worst.away ?? 0 })}.</b>}
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

function Body({ data, year, reload }: { data: Data; year: number; reload: () => void }) {
	const [adding, setAdding] = useState(false);
	const q = query.value;
	const matrix = yearOf(data.schools, data.items, data.days, today(), {
		lead: q.get('lead') ?? '',
		direction: q.get('direction') ?? '',
		state: q.get('state') ?? '',
		order: q.get('order') ?? '',
	});
	const { plan, version } = data;
	const editable = version?.state === 'draft' && hasRole('centre_head');
	const title = plan
		? t('plan.finding', { count: matrix.days, schools: matrix.schools, of: data.schools.length })
		: t('plan.none_title');
	return (
		<Page
			title={title}
			tab={t('plan.tab', { year: schoolYear(year) })}
			crumb={
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
			}
			lede={plan && <Lede year={matrix} />}
			tools={
				version && (
					<>
						{editable && (
							<button type="button" class="btn pri" onClick={() => setAdding(true)}>
								{t('item.add')}
							</button>
						)}
						<PdfLink button path={`/plan-versions/${version.id}`} />
					</>
				)
			}
		>
			<Filters data={data} year={matrix} />
			{plan && version ? (
				<>
					<Section id="matrix" title={t('plan.matrix')} aside={<Legend year={matrix} />}>
						<Matrix year={matrix} start={year} />
					</Section>
					<PlanList
						items={data.items}
						editable={editable}
						version={version.id}
						start={year}
						reload={reload}
					/>
					<Section id="versions" title={t('versions.title')}>
						<Versions plan={plan} chosen={version.id} reload={reload} />
					</Section>
				</>
			) : (
				<NoPlan year={year} reload={reload} />
			)}
			{adding && version && (
				<ItemForm
					version={version.id}
					starts={`${year}-09-01`}
					onClose={() => setAdding(false)}
					onSaved={() => {
						setAdding(false);
						reload();
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
	return <Body data={data.data} year={data.data.year} reload={data.reload} />;
}
