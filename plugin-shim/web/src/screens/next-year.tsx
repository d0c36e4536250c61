/*
 * The next year's plan: proposals beside what they change, and the way to the council.
 *
 * The calculation only proposes and gives its reason; the head of the centre decides on each with a
 * reason of her own, and may take the decision back until the draft is submitted (clause 4.6).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { all, get, post, whole } from '../api.js';
import { schoolYear } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { AcceptAll } from '../parts/accept-all.js';
import { Await, Empty } from '../parts/await.js';
import { Clause } from '../parts/clause.js';
import { Page, Section } from '../parts/page.js';
import { Differences } from '../parts/plan-diff.js';
import { WhatIf } from '../parts/plan-what-if.js';
import { ProblemNote } from '../parts/problem.js';
import { ProposalList } from '../parts/proposal.js';
import { query } from '../router.js';
import { hasRole, session } from '../session.js';
import type { List, PlanDifference, PlanItem, Proposals } from '../types.js';
import { leftOut } from '../what-if.js';
import { fullDate, t } from '../words.js';

interface Data {
	proposals: Proposals;
	differences: PlanDifference[];
	/** dates of this year's days by school: what a proposal stands beside */
	today: Map<string, string[]>;
}

function daysBySchool(items: PlanItem[]): Map<string, string[]> {
	const dates = new Map<string, string[]>();
	for (const i of items) {
		const on = i.day?.held_on ?? i.starts_on;
		if (i.form?.is_day && i.organisation && on)
			dates.set(i.organisation.id, [...(dates.get(i.organisation.id) ?? []), on].sort());
	}
	return dates;
}

async function load(year: number, signal: AbortSignal): Promise<Data> {
	const [proposals, items] = await Promise.all([
		whole<Proposals>('/proposals', { year }, { signal }),
		all<PlanItem>('/plan-items', { year: year - 1 }, signal),
	]);
	const version = proposals.plan?.version?.id;
	const differences = version
		? (await get<List<PlanDifference>>(`/plan-versions/${version}/diff`, {}, { signal })).items
		: [];
	return { proposals, differences, today: daysBySchool(items) };
}

function NoPlan({ year, reload }: { year: number; reload: () => void }) {
	const create = useAction(async () => {
		await post('/plans', { school_year: year, roll_over: true });
		reload();
	});
	return (
		<>
			<Empty words={t('next_year.no_plan', { year: schoolYear(year), now: schoolYear(year - 1) })}>
				{hasRole('centre_head') && (
					<button type="button" class="btn pri" disabled={create.busy} onClick={() => create.run()}>
						{t('next_year.create', { year: schoolYear(year) })}
					</button>
				)}
			</Empty>
			<ProblemNote problem={create.problem} />
		</>
	);
}

function Capacity({ proposals }: { proposals: Proposals }) {
	const { days, days_this_year, methodists, most, left } = proposals.capacity;
	const items = proposals.items.filter(p => p.chosen || p.state !== 'proposed');
	const decided = items.filter(p => p.state !== 'proposed');
	const accepted = decided.filter(p => p.state === 'accepted').length;
	return (
		<div class="cols half capacity">
			<div>
				<p class="cluster between">
					<b>{t('next_year.days', { count: days })}</b>
					<span class="small muted">
						{t('next_year.days_now', { count: days_this_year, methodists })}
					</span>
				</p>
				<label class="small block">
					{t('next_year.capacity', { most, days, left })}
					<progress max={Math.max(1, most)} value={Math.min(days, most)} />
				</label>
			</div>
			<div>
				<p class="cluster between">
					<b>{t('next_year.decided', { count: decided.length, of: items.length })}</b>
					<span class="small muted">
						{t('next_year.split', { accepted, rejected: decided.length - accepted })}
					</span>
				</p>
			</div>
		</div>
	);
}

function Built({ proposals }: { proposals: Proposals }) {
	const { build } = proposals;
	if (!build) return null;
	return (
		<p class="small muted">
			{t('next_year.built', { days: build.days, unused: build.unused })}{' '}
			{t(`plan_method.${build.method}`)} {build.left_out.length > 0 && leftOut(build.left_out)}
		</p>
	);
}

/** What the plan builder chose and what is decided; below it, folded, what it left. */
function Choice(props: { data: Data; open: boolean; year: number; reload: () => void }) {
	const { data, open, year, reload } = props;
	const { proposals, today } = data;
	/* a day goes only by a decision on that day alone */
	const undecided = proposals.items.filter(
		p => p.chosen && p.state === 'proposed' && p.kind === 'add',
	);
	const first = proposals.items.filter(p => p.chosen || p.state !== 'proposed');
	const drops = first.filter(p => p.kind === 'drop');
	const adds = first.filter(p => p.kind === 'add');
	const left = proposals.items.filter(p => !p.chosen && p.state === 'proposed');
	return (
		<>
			<Section id="proposals" title={t('next_year.proposals')}>
				<Built proposals={proposals} />
				{adds.length > 0 && <ProposalList items={adds} {...{ year, open, today, reload }} />}
				{open && hasRole('centre_head') && <AcceptAll items={undecided} reload={reload} />}
				{drops.length > 0 && (
					<section class="mt5" aria-labelledby="drops">
						<h3 id="drops">{t('next_year.drops')}</h3>
						<p class="small muted">{t('next_year.drops_lede')}</p>
						<ProposalList items={drops} {...{ year, open, today, reload }} />
					</section>
				)}
				{proposals.items.length === 0 && (
					<Empty words={t('next_year.empty')}>
						<a class="btn" href="/growth">
							{t('next_year.to_growth')}
						</a>
					</Empty>
				)}
				{left.length > 0 && (
					<details class="mt3" id="left-over">
						<summary>{t('next_year.left_over', { count: left.length })}</summary>
						<p class="small muted">{t('next_year.left_over_lede')}</p>
						<ProposalList items={left} {...{ year, open, today, reload }} />
					</details>
				)}
			</Section>
			{open && proposals.build && hasRole('centre_head', 'admin') && (
				<Section id="what-if" title={t('next_year.what_if')}>
					<WhatIf rules={proposals.rules} />
				</Section>
			)}
		</>
	);
}

function Onward({ data, reload }: { data: Data; reload: () => void }) {
	const version = data.proposals.plan?.version;
	const bare = data.differences.filter(d => d.evidence.length === 0).length;
	const submit = useAction(async () => {
		await post(`/plan-versions/${version?.id}/submit`);
		reload();
	});
	if (!version) return null;
	return (
		<Section id="onward" title={t('next_year.onward')}>
			<p>
				{t(`next_year.state.${version.state}`)} <Clause number="4.6b" />
			</p>
			{version.state === 'draft' && hasRole('centre_head') && (
				<p class="mt3 cluster">
					<button
						type="button"
						class="btn pri"
						disabled={submit.busy || bare > 0}
						onClick={() => submit.run()}
					>
						{t('next_year.submit')}
					</button>
					{bare > 0 && <span class="small muted">{t('next_year.bare', { count: bare })}</span>}
				</p>
			)}
			<ProblemNote problem={submit.problem} />
			<p class="mt3">
				<a href={`/plan?year=${data.proposals.plan?.school_year}&version=${version.id}`}>
					{t('next_year.whole')}
				</a>
			</p>
		</Section>
	);
}

function Body({ data, year, reload }: { data: Data; year: number; reload: () => void }) {
	const { proposals, differences } = data;
	const open = proposals.plan?.version?.state !== 'at_council';
	return (
		<Page
			title={t('next_year.finding', {
				count: proposals.items.filter(p => p.chosen || p.state !== 'proposed').length,
				year: schoolYear(year),
			})}
			tab={t('next_year.tab', { year: schoolYear(year) })}
			crumb={
				<>
					{t('next_year.crumb')} <Clause number="4.6b" />
					{proposals.run &&
						` · ${t('next_year.as_of', { date: fullDate(proposals.run.as_of), count: proposals.run.n ?? 0 })}`}
				</>
			}
			lede={<p>{t(hasRole('centre_head') ? 'next_year.lede' : 'next_year.lede_others')}</p>}
		>
			{proposals.plan ? <Capacity proposals={proposals} /> : <NoPlan {...{ year, reload }} />}
			<Choice {...{ data, open, year, reload }} />
			{proposals.plan?.version && (
				<Section
					id="changes"
					title={
						differences.length > 0
							? t('next_year.changes', { count: differences.length })
							: t(proposals.plan.version.base ? 'next_year.no_changes' : 'next_year.first')
					}
				>
					<Differences
						differences={differences}
						version={proposals.plan.version}
						sides={[schoolYear(year - 1), schoolYear(year)]}
						reload={reload}
					/>
				</Section>
			)}
			<Onward data={data} reload={reload} />
		</Page>
	);
}

export default function NextYear() {
	const year = Number(query.value.get('year') ?? (session.value?.school_year ?? 0) + 1);
	const data = useLoad(signal => load(year, signal), [year]);
	if (!data.data)
		return (
			<Page title={t('next_year.tab', { year: schoolYear(year) })}>
				<Await of={data}>{() => null}</Await>
			</Page>
		);
	return <Body data={data.data} year={year} reload={data.reload} />;
}
