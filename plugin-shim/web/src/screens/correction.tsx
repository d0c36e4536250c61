/*
 * One correction: the task, its before and after, and the next step.
 *
 * Before and after stand only beside what was expected without the correction, with the change's
 * uncertainty and in words; whoever checks may judge otherwise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { shortDate } from '../format.js';
import { decimal, signed, visits } from '../growth.js';
import { useAction, useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { Clause } from '../parts/clause.js';
import { Select } from '../parts/field.js';
import { Page, Section } from '../parts/page.js';
import { ProblemNote } from '../parts/problem.js';
import { State } from '../parts/state.js';
import type { Args } from '../router.js';
import { hasRole } from '../session.js';
import type { Comparison, ComparisonSide, Correction, Measure } from '../types.js';
import { t, word } from '../words.js';

const verdicts = ['helped', 'not_seen_yet', 'worse'];

const Row = (p: { name: string; level: string; interval?: string; of?: ComparisonSide }) => (
	<tr>
		<th scope="row">{p.name}</th>
		<td class="num nowrap">{p.level}</td>
		<td class="num nowrap">{p.interval}</td>
		<td class="num">{p.of?.n}</td>
		<td class="num">{p.of?.raters}</td>
		<td class="nowrap">
			{p.of?.from && p.of.to && `${shortDate(p.of.from)} – ${shortDate(p.of.to)}`}
		</td>
	</tr>
);

const level = (x: number | null) => (x === null ? '' : decimal(x, 2));

function Sides({ of: c }: { of: Comparison }) {
	const heads = ['level', 'interval_h', 'visits', 'raters', 'dates'] as const;
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by the keyboard too
		<div class="tscroll" tabIndex={0}>
			<table class="plain">
				<thead>
					<tr>
						<th scope="col">{t('correction.measure')}</th>
						{heads.map(h => (
							<th key={h} scope="col" class={h === 'dates' ? undefined : 'num'}>
								{t(`correction.${h}`)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					<Row name={t('correction.before')} level={level(c.before.mean)} of={c.before} />
					{c.expected !== null && <Row name={t('correction.expected')} level={level(c.expected)} />}
					<Row name={t('correction.again')} level={level(c.since.mean)} of={c.since} />
					{c.change !== null && c.low !== null && c.high !== null && (
						<Row
							name={t('correction.change')}
							level={signed(c.change)}
							interval={t('correction.interval', { low: signed(c.low), high: signed(c.high) })}
						/>
					)}
				</tbody>
			</table>
		</div>
	);
}

/** In words: what came of it, or how much is lacking to say so. */
function finding(c: Comparison): string {
	if (c.missing) return t(`correction.missing.${c.missing}`);
	if (c.verdict !== 'not_enough') return t(`correction.says.${c.verdict}`);
	if (c.more_visits === null) return t('correction.never_enough');
	const more = {
		visits: t('growth.more_visits', { count: c.more_visits }),
		raters: c.more_raters ? t('growth.more_raters', { count: c.more_raters }) : '',
	};
	if (c.few_before)
		return t(c.more_raters ? 'correction.few_before_raters' : 'correction.few_before', more);
	return t(c.more_raters ? 'growth.few_more_raters' : 'growth.few_more', more);
}

const BeforeAndAfter = ({ of: c }: { of: Comparison }) => (
	<>
		<p>
			<b>{upper(finding(c))}</b>
		</p>
		<Sides of={c} />
		{c.as_of && !c.missing && (
			<p class="small muted mt2">
				{t('correction.as_of', { date: shortDate(c.as_of) })} {t('correction.method')}
			</p>
		)}
	</>
);

const upper = (s: string) => s.charAt(0).toUpperCase() + s.slice(1);

/** The level that the task was proposed by; once work has begun the comparison stands in its place. */
const Baseline = ({ of: base }: { of: Measure }) => (
	<p class="small muted">
		{t('correction.base', {
			level: level(base.value),
			date: shortDate(base.on),
			visits: visits(base.n),
		})}
	</p>
);

function Check({ of, onDone }: { of: Correction; onDone: (c: Correction) => void }) {
	const said = verdicts.find(v => v === of.comparison?.verdict);
	const [verdict, setVerdict] = useState<string>(said ?? '');
	const check = useAction(async () =>
		onDone(await post<Correction>(`/corrections/${of.id}/check`, { verdict })),
	);
	if (!of.comparison?.since.n) return <p class="note">{t('correction.wait')}</p>;
	return (
		<form
			class="stack"
			onSubmit={e => {
				e.preventDefault();
				void check.run();
			}}
		>
			<Select
				label={t('correction.verdict')}
				hint={
					said
						? t('correction.verdict_hint', { word: word('verdict', said) })
						: t('correction.verdict_open')
				}
				value={verdict}
				onValue={setVerdict}
				choices={verdicts.map(v => ({ value: v, label: word('verdict', v) }))}
				empty={t('choose')}
				required
			/>
			<ProblemNote problem={check.problem} />
			<button type="submit" class="btn pri" disabled={check.busy}>
				{t('correction.check')}
			</button>
		</form>
	);
}

function Deeds({ of, onDone }: { of: Correction; onDone: (c: Correction) => void }) {
	const step = useAction(async (event: string) =>
		onDone(await post<Correction>(`/corrections/${of.id}/${event}`)),
	);
	const ours = hasRole('methodist', 'centre_head');
	const open: Record<string, string[]> = {
		proposed: [...(of.own ? ['agree'] : []), ...(ours ? ['withdraw'] : [])],
		agreed: of.own || hasRole('methodist') ? ['start'] : [],
		checked: ours ? ['close', 'go-on'] : [],
	};
	return (
		<>
			<p class="cluster">
				{(open[of.state] ?? []).map((event, i) => (
					<button
						key={event}
						type="button"
						class={i === 0 ? 'btn pri' : 'btn'}
						disabled={step.busy}
						onClick={() => step.run(event)}
					>
						{t(`correction.deed.${event}`)}
					</button>
				))}
			</p>
			<ProblemNote problem={step.problem} />
			{of.state === 'in_work' && ours && !of.own && <Check of={of} onDone={onDone} />}
		</>
	);
}

export default function CorrectionScreen({ id }: Args) {
	const data = useLoad(signal => get<Correction>(`/corrections/${id}`, {}, { signal }), [id]);
	const c = data.data;
	if (!c)
		return (
			<Page title={t('correction.one')}>
				<Await of={data}>{() => null}</Await>
			</Page>
		);
	return (
		<Page
			title={`${c.person.short}: ${c.competence.name}`}
			tab={t('correction.one')}
			crumb={
				<>
					<a href="/corrections">{t('correction.title')}</a> · {c.organisation.name} ·{' '}
					<Clause number="4.6a" />
				</>
			}
			lede={
				<p class="cluster">
					<b>
						<State of="correction" state={c.state} />
					</b>
					{c.due_on && <span>{t('correction.due', { date: shortDate(c.due_on) })}</span>}
					{c.verdict && (
						<span>
							{[word('verdict', c.verdict), c.decided_by?.short].filter(Boolean).join(', ')}
						</span>
					)}
				</p>
			}
		>
			<Section id="task" title={t('correction.task')}>
				<p class="pre">{c.body}</p>
				{c.base && ['proposed', 'agreed'].includes(c.state) && <Baseline of={c.base} />}
				<div class="mt3">
					<Deeds of={c} onDone={data.reload} />
				</div>
			</Section>
			<Section id="measures" title={t('correction.measures')}>
				{c.comparison && <BeforeAndAfter of={c.comparison} />}
			</Section>
		</Page>
	);
}
