/*
 * What is done with a practice: its steps, an author's consent, a claim of adoption and its proof.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { post, request } from '../api.js';
import { useAction } from '../load.js';
import type { Practice } from '../types.js';
import { uuid } from '../uuid.js';
import { t } from '../words.js';
import { Clause } from './clause.js';
import { Dialog } from './dialog.js';
import { TextArea } from './field.js';
import { Form } from './form.js';
import { ProblemNote } from './problem.js';
import { State } from './state.js';

export interface PracticeProps {
	practice: Practice;
	onPractice: (p: Practice) => void;
	reload: () => void;
}

const main = ['describe', 'submit', 'publish', 'adopt'];

export function Steps({ practice, onPractice }: PracticeProps) {
	const run = useAction(async (event: string) =>
		onPractice(await post<Practice>(`/practices/${practice.id}/${event}`)),
	);
	const asked = practice.author && !practice.consented;
	return (
		<>
			{[...main, 'rework', 'archive']
				.filter(e => practice.can.includes(e))
				.map(e => (
					<button
						key={e}
						type="button"
						class={main.includes(e) && !asked ? 'btn pri' : 'btn'}
						disabled={run.busy}
						onClick={() => run.run(e)}
					>
						{t(`practice.${e}`)}
					</button>
				))}
			<ProblemNote problem={run.problem} />
		</>
	);
}

export function Consent({ practice, onPractice }: PracticeProps) {
	const run = useAction(async (method: 'POST' | 'DELETE') =>
		onPractice(
			await request<Practice>(
				method,
				`/practices/${practice.id}/consent`,
				method === 'POST' ? {} : undefined,
			),
		),
	);
	if (!practice.author || practice.state === 'archived') return null;
	return (
		<div class={practice.consented ? 'band stack' : 'band info stack'}>
			<p>
				{t(practice.consented ? 'practice.consent_given' : 'practice.consent_lede')}{' '}
				<Clause number="4.6c" />
			</p>
			<p>
				{practice.consented ? (
					<button type="button" class="btn" disabled={run.busy} onClick={() => run.run('DELETE')}>
						{t('practice.withdraw')}
					</button>
				) : (
					<button type="button" class="btn pri" disabled={run.busy} onClick={() => run.run('POST')}>
						{t('practice.consent')}
					</button>
				)}
			</p>
			<ProblemNote problem={run.problem} />
		</div>
	);
}

export function Adoptions({ practice, reload }: PracticeProps) {
	const run = useAction(async (id: string, event: string) => {
		await post(`/adoptions/${id}/${event}`);
		reload();
	});
	return (
		<ul class="rows">
			{practice.adoptions.map(a => (
				<li key={a.id}>
					<b>{a.person.short}</b>, {a.organisation.name}
					<p class="pre">{a.body}</p>
					<p class="small">
						<State of="adoption" state={a.state} />
						{a.verified_by && <span class="muted"> — {a.verified_by.short}</span>}
					</p>
					{a.can.length > 0 && (
						<p class="cluster mt2">
							{a.can.map(e => (
								<button
									key={e}
									type="button"
									class="btn"
									disabled={run.busy}
									aria-label={t(`practice.${e}_of`, { name: a.person.short })}
									onClick={() => run.run(a.id, e)}
								>
									{t(`practice.${e}`)}
								</button>
							))}
						</p>
					)}
				</li>
			))}
			<ProblemNote problem={run.problem} />
		</ul>
	);
}

export function Claim({ practice, reload }: PracticeProps) {
	const [open, setOpen] = useState(false);
	const [body, setBody] = useState('');
	const close = () => setOpen(false);
	const run = useAction(async () => {
		await post(`/practices/${practice.id}/adoptions`, { id: uuid(), body });
		close();
		reload();
	});
	if (!practice.claimable) return null;
	return (
		<>
			<p class="mt3">
				<button type="button" class="btn pri" onClick={() => setOpen(true)}>
					{t('practice.claim')}
				</button>
			</p>
			{open && (
				<Dialog title={t('practice.claim')} onClose={close}>
					<Form
						submit={t('practice.claim_send')}
						onSubmit={() => run.run()}
						onCancel={close}
						busy={run.busy}
						problem={run.problem}
						shown={['body']}
					>
						<p>
							{t('practice.claim_lede')} <Clause number="3.4" />
						</p>
						<TextArea
							label={t('practice.claim_body')}
							value={body}
							onValue={setBody}
							rows={5}
							required
							error={run.problem?.at('body')}
						/>
					</Form>
				</Dialog>
			)}
		</>
	);
}
