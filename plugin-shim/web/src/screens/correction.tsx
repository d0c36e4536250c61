/*
 * One correction: the task, its before and after, and the next step.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { shortDate } from '../format.js';
import { decimal, visits } from '../growth.js';
import { useAction, useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { BeforeAndAfter } from '../parts/before-after.js';
import { Select } from '../parts/field.js';
import { NextLine } from '../parts/next-line.js';
import { Page, Section } from '../parts/page.js';
import { ProblemNote } from '../parts/problem.js';
import { State } from '../parts/state.js';
import type { Args } from '../router.js';
import { hasRole } from '../session.js';
import type { Correction, Measure } from '../types.js';
import { t, word } from '../words.js';

const verdicts = ['helped', 'not_seen_yet', 'worse'];

/** The level that the task was proposed by; once work has begun the comparison stands in its place. */
const Baseline = ({ of: base }: { of: Measure }) => (
	<p class="small muted">
		{t('correction.base', {
			level: decimal(base.value ?? 0, 2),
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
					<a href="/corrections">{t('correction.title')}</a> · {c.organisation.name}
				</>
			}
			lede={
				<>
					<p class="cluster">
						<b>
							<State of="correction" state={c.state} />
						</b>
						{c.due_on && c.next?.due_on !== c.due_on && (
							<span>{t('correction.due', { date: shortDate(c.due_on) })}</span>
						)}
						{c.verdict && (
							<span>
								{[word('verdict', c.verdict), c.decided_by?.short].filter(Boolean).join(', ')}
							</span>
						)}
					</p>
					<NextLine of={c.next} step={c.next ? t(`correction.next.${c.next.event}`) : ''} />
				</>
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
				{c.comparison && (
					<BeforeAndAfter of={c.comparison} name={`${c.person.short}, ${c.competence.name}`} />
				)}
			</Section>
		</Page>
	);
}
