/*
 * One correction: the task, the baseline and the new measure side by side, and the next step.
 *
 * The measure is said with its uncertainty and in words; whoever checks may judge otherwise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { shortDate } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { Clause } from '../parts/clause.js';
import { Select } from '../parts/field.js';
import { Page, Section } from '../parts/page.js';
import { ProblemNote } from '../parts/problem.js';
import { State } from '../parts/state.js';
import type { Args } from '../router.js';
import { hasRole } from '../session.js';
import type { Correction, Measure } from '../types.js';
import { number, t, word } from '../words.js';

const verdicts = ['helped', 'not_seen_yet', 'worse'];

const Figure = ({ name, of }: { name: string; of: Measure | null | undefined }) => (
	<tr>
		<th scope="row">{name}</th>
		{of ? (
			<>
				<td class="num">{number(of.value, 2)}</td>
				<td class="num nowrap">
					{t('correction.interval', {
						low: number(of.value - 1.645 * of.se, 2),
						high: number(of.value + 1.645 * of.se, 2),
					})}
				</td>
				<td class="num">{of.n}</td>
				<td class="nowrap">{shortDate(of.on)}</td>
			</>
		) : (
			<td colSpan={4}>{t('correction.no_measure')}</td>
		)}
	</tr>
);

const Measures = ({ of }: { of: Correction }) => (
	// biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by the keyboard too
	<div class="tscroll" tabIndex={0}>
		<table class="plain">
			<thead>
				<tr>
					<th scope="col">{t('correction.measure')}</th>
					<th scope="col" class="num">
						{t('correction.level')}
					</th>
					<th scope="col" class="num">
						{t('correction.interval_h')}
					</th>
					<th scope="col" class="num">
						{t('correction.visits')}
					</th>
					<th scope="col">{t('correction.on')}</th>
				</tr>
			</thead>
			<tbody>
				<Figure name={t('correction.base')} of={of.base} />
				<Figure name={t('correction.again')} of={of.again ?? of.measure} />
			</tbody>
		</table>
	</div>
);

function Check({ of, onDone }: { of: Correction; onDone: (c: Correction) => void }) {
	const [verdict, setVerdict] = useState(of.measure?.verdict ?? '');
	const check = useAction(async () =>
		onDone(await post<Correction>(`/corrections/${of.id}/check`, { verdict })),
	);
	if (!of.measure) return <p class="note">{t('correction.wait')}</p>;
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
				hint={t('correction.verdict_hint', { word: word('verdict', of.measure.verdict ?? '') })}
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
				<div class="mt3">
					<Deeds of={c} onDone={data.reload} />
				</div>
			</Section>
			<Section id="measures" title={t('correction.measures')}>
				<Measures of={c} />
				<p class="small muted mt2">{t('correction.method')}</p>
			</Section>
		</Page>
	);
}
