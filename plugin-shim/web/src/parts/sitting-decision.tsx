/*
 * The decision on a question: its words become the minutes.
 *
 * The decision has to agree with the votes; the server refuses it otherwise. A taken decision is
 * taken back before another one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { useAction } from '../load.js';
import type { Question } from '../types.js';
import { t, word } from '../words.js';
import { Select, TextArea } from './field.js';
import { Section } from './page.js';
import { ProblemNote } from './problem.js';

type Props = { question: Question; open: boolean; reload: () => void };

const decisions = (q: Question): string[] =>
	q.document || q.plan_version
		? ['accepted', 'amended', 'returned', 'postponed']
		: ['accepted', 'noted', 'amended', 'returned', 'postponed'];

function Taken({ question, open, reload }: Props) {
	const run = useAction(async () => {
		await post(`/agenda-items/${question.id}/decide`, {
			decision: null,
			resolution: question.resolution,
			remark: question.remark,
		});
		reload();
	});
	return (
		<Section id="decision" title={t('sitting.decision')}>
			<p>
				<b>{word('decided', question.decision ?? '')}</b>
			</p>
			{question.resolution && <p class="mt2">{question.resolution}</p>}
			{question.remark && <p class="small muted mt2">{question.remark}</p>}
			{open && (
				<p class="mt2">
					<button type="button" class="btn quiet" disabled={run.busy} onClick={() => run.run()}>
						{t('sitting.undecide')}
					</button>
				</p>
			)}
			<ProblemNote problem={run.problem} />
		</Section>
	);
}

function Take({ question, reload }: Props) {
	const [decision, setDecision] = useState('accepted');
	const [resolution, setResolution] = useState(question.resolution ?? '');
	const [remark, setRemark] = useState(question.remark ?? '');
	const run = useAction(async () => {
		await post(`/agenda-items/${question.id}/decide`, { decision, resolution, remark });
		reload();
	});
	const mend = decision === 'amended' || decision === 'returned';
	return (
		<Section id="decision" title={t('sitting.decision')}>
			<form
				class="stack"
				onSubmit={e => {
					e.preventDefault();
					run.run();
				}}
			>
				<Select
					label={t('sitting.decision')}
					value={decision}
					onValue={setDecision}
					choices={decisions(question).map(d => ({ value: d, label: word('decision', d) }))}
				/>
				<TextArea
					label={t('sitting.resolution')}
					value={resolution}
					onValue={setResolution}
					required={mend || decision === 'postponed'}
					rows={3}
				/>
				{mend && (question.document || question.plan_version) && (
					<TextArea
						label={t('sitting.remark')}
						hint={t('sitting.remark_hint')}
						value={remark}
						onValue={setRemark}
						rows={3}
					/>
				)}
				<ProblemNote problem={run.problem} />
				<button
					type="submit"
					class="btn pri wide"
					disabled={run.busy || question.votes.length === 0}
				>
					{t('sitting.decide')}
				</button>
				{question.votes.length === 0 && <p class="small muted">{t('sitting.votes_first')}</p>}
			</form>
		</Section>
	);
}

export const Decision = (p: Props & { may: boolean }) => {
	if (p.question.decision) return <Taken {...p} open={p.open && p.may} />;
	return p.open && p.may ? <Take {...p} /> : null;
};
