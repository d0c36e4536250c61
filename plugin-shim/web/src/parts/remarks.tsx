/*
 * Remarks of the council: who may, makes one, answers it, closes it or sends it back (1.5).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { shortDate } from '../format.js';
import { useAction } from '../load.js';
import type { Remark } from '../types.js';
import { uuid } from '../uuid.js';
import { t, word } from '../words.js';
import { Dialog } from './dialog.js';
import { Input, TextArea } from './field.js';
import { Form } from './form.js';
import { ProblemNote } from './problem.js';
import { StateGlyph } from './state.js';

export function NewRemark(p: { day: string; onDone: () => void; onClose: () => void }) {
	const [id] = useState(uuid);
	const [body, setBody] = useState('');
	const [due, setDue] = useState('');
	const run = useAction(async () => {
		await post('/remarks', { id, day: p.day, body, due_on: due || null });
		p.onDone();
		p.onClose();
	});
	return (
		<Dialog title={t('remark.add')} onClose={p.onClose}>
			<Form
				submit={t('remark.add')}
				onSubmit={() => run.run()}
				onCancel={p.onClose}
				busy={run.busy}
				problem={run.problem}
				shown={['body', 'due_on']}
			>
				<TextArea
					label={t('remark.body')}
					value={body}
					onValue={setBody}
					required
					error={run.problem?.at('body')}
				/>
				<Input
					label={t('remark.due_on')}
					hint={t('remark.due_hint')}
					type="date"
					value={due}
					onValue={setDue}
					error={run.problem?.at('due_on')}
				/>
			</Form>
		</Dialog>
	);
}

function Answer({ remark, reload }: { remark: Remark; reload: () => void }) {
	const [answer, setAnswer] = useState('');
	const run = useAction(async () => {
		await post(`/remarks/${remark.id}/answer`, { answer });
		reload();
	});
	return (
		<form
			class="stack-s mt2"
			onSubmit={e => {
				e.preventDefault();
				run.run();
			}}
		>
			<TextArea
				label={t('remark.answer_l')}
				value={answer}
				onValue={setAnswer}
				required
				rows={2}
				error={run.problem?.at('answer')}
			/>
			<ProblemNote problem={run.problem} shown={['answer']} />
			<p>
				<button type="submit" class="btn" disabled={run.busy}>
					{t('remark.answer')}
				</button>
			</p>
		</form>
	);
}

function Check({ remark, reload }: { remark: Remark; reload: () => void }) {
	const run = useAction(async (event: string) => {
		await post(`/remarks/${remark.id}/${event}`);
		reload();
	});
	return (
		<div class="cluster mt2">
			{['close', 'reopen'].map(event => (
				<button
					key={event}
					type="button"
					class="btn"
					disabled={run.busy}
					onClick={() => run.run(event)}
				>
					{t(`remark.${event}`)}
				</button>
			))}
			<ProblemNote problem={run.problem} />
		</div>
	);
}

export const RemarkRow = ({ remark, reload }: { remark: Remark; reload: () => void }) => (
	<li>
		<p class="cluster small">
			<span class="st">
				<StateGlyph state={remark.state} late={remark.overdue} />
				<span>{word('remark_state', remark.state)}</span>
			</span>
			{remark.due_on && remark.state === 'open' && (
				<span class={remark.overdue ? 'late' : 'muted'}>
					{t('remark.until', { date: shortDate(remark.due_on) })}
					{remark.overdue && `, ${t('remark.overdue')}`}
				</span>
			)}
			<span class="muted">
				{[word('phase', remark.phase), remark.school?.name].filter(Boolean).join(', ')}
			</span>
		</p>
		<p class="mt1">{remark.body}</p>
		<p class="small muted">
			{t('remark.on', { date: shortDate(remark.made_on), name: remark.author.short })}
			{remark.document && ` · ${remark.document.title}`}
		</p>
		{remark.answer && (
			<p class="mt1">
				<b>{t('remark.answer_l')}:</b> {remark.answer}
				{remark.answered_by && <span class="small muted"> {remark.answered_by.short}</span>}
			</p>
		)}
		{remark.can.includes('answer') && <Answer remark={remark} reload={reload} />}
		{remark.can.includes('close') && <Check remark={remark} reload={reload} />}
	</li>
);
