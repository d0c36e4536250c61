/*
 * The agenda of a sitting: its questions as links, and, until it opens, how they come there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { del, get, patch, post, put } from '../api.js';
import { useAction } from '../load.js';
import { query } from '../router.js';
import type { Question, Sitting } from '../types.js';
import { t, word } from '../words.js';
import { Dialog } from './dialog.js';
import { TextArea } from './field.js';
import { Form } from './form.js';
import { Gone } from './gone.js';
import { Glyph } from './icons.js';
import { Section } from './page.js';
import { ProblemNote } from './problem.js';
import { GROWING } from './sitting-growing.js';

export const mayRun = (s: Sitting): boolean => s.can.length > 0;

const about = (q: Question): string => {
	const parts = [
		q.document
			? word('paper_kind', q.document.kind)
			: q.plan_version
				? word('paper_kind', 'plan')
				: '',
		q.document?.school?.name ?? '',
		q.reporter && !q.decision ? t('sitting.reports', { name: q.reporter.short }) : '',
		q.decision ? `${word('decided', q.decision)}: ${t('sitting.totals', { ...q.totals })}` : '',
	];
	return parts.filter(Boolean).join(', ');
};

const Entry = (p: { question: Question; here: boolean; sitting: Sitting }) => {
	const { question, here } = p;
	const objected = question.answers.some(a => a.kind === 'objected');
	return (
		<a
			href={`/sittings/${p.sitting.id}?q=${question.position}`}
			aria-current={here ? 'step' : undefined}
		>
			{question.decision ? (
				<Glyph name="ok" tone="ok" />
			) : (
				<Glyph name={here ? 'council' : 'plan'} tone={here ? undefined : 'mut'} />
			)}
			<span>
				{question.position}. {question.title}
				<span class="vh">, {t(question.decision ? 'sitting.decided' : 'sitting.ahead')}</span>
			</span>
			<span class="small">
				{about(question)}
				{objected && <b class="soon"> {t('sitting.objection')}</b>}
			</span>
		</a>
	);
};

function AddQuestion(props: { sitting: Sitting; reload: () => void; onClose: () => void }) {
	const [title, setTitle] = useState('');
	const run = useAction(async () => {
		await post(`/sittings/${props.sitting.id}/agenda`, { title });
		props.reload();
		props.onClose();
	});
	return (
		<Dialog title={t('sitting.add_title')} onClose={props.onClose}>
			<Form
				submit={t('sitting.add')}
				onSubmit={() => run.run()}
				onCancel={props.onClose}
				busy={run.busy}
				problem={run.problem}
				shown={['title']}
			>
				<TextArea
					label={t('sitting.question')}
					value={title}
					onValue={setTitle}
					required
					error={run.problem?.at('title')}
				/>
			</Form>
		</Dialog>
	);
}

/** Moves a question one place up; the server takes the whole order over what was seen. */
const above = (agenda: Question[], i: number): string[] => {
	const ids = agenda.map(q => q.id);
	ids.splice(i - 1, 2, ids[i] as string, ids[i - 1] as string);
	return ids;
};

interface Removed {
	question: Question;
	/** ids of the whole agenda as it stood */
	order: string[];
}

/** Puts a removed question back where it stood, with what was written down of it. */
async function restore(sitting: string, { question: q, order }: Removed): Promise<void> {
	const path = `/sittings/${sitting}/agenda`;
	await post(path, {
		id: q.id,
		title: q.title,
		document: q.document?.id ?? null,
		plan_version: q.plan_version?.id ?? null,
		reporter: q.reporter?.id ?? null,
	});
	if (q.heard || q.spoke)
		await patch(`/agenda-items/${q.id}`, 1, { heard: q.heard ?? '', spoke: q.spoke ?? '' });
	const now = await get<Sitting>(`/sittings/${sitting}`);
	const there = new Set(now.agenda.map(a => a.id));
	const items = [
		...order.filter(id => there.has(id)),
		...now.agenda.map(a => a.id).filter(id => !order.includes(id)),
	];
	await put(path, { items }, { revision: now.revision });
}

export function Agenda(props: {
	sitting: Sitting;
	at: number | undefined;
	onSitting: (s: Sitting) => void;
	reload: () => void;
}) {
	const { sitting, at } = props;
	const [adding, setAdding] = useState(false);
	const [gone, setGone] = useState<Removed | undefined>();
	const editable = mayRun(sitting) && sitting.state !== 'closed';
	const run = useAction(async (deed: () => Promise<Sitting | undefined>) => {
		const answer = await deed();
		if (answer) props.onSitting(answer);
		else props.reload();
	});
	const path = `/sittings/${sitting.id}/agenda`;
	return (
		<nav aria-label={t('sitting.agenda')}>
			<Section id="agenda" title={t('sitting.agenda')}>
				{sitting.agenda.length === 0 && <p class="muted">{t('sitting.agenda_empty')}</p>}
				<ol class="agenda">
					{sitting.agenda.map((q, i) => (
						<li key={q.id}>
							<Entry question={q} here={q.position === at} sitting={sitting} />
							{editable && q.position === at && !q.decision && (
								<p class="cluster small">
									{i > 0 && (
										<button
											type="button"
											class="btn quiet"
											aria-label={t('sitting.up', { title: q.title })}
											onClick={() =>
												run.run(() =>
													put<Sitting>(
														path,
														{ items: above(sitting.agenda, i) },
														{ revision: sitting.revision },
													),
												)
											}
										>
											↑
										</button>
									)}
									<button
										type="button"
										class="btn quiet"
										onClick={() =>
											run.run(async () => {
												await del(`/agenda-items/${q.id}`);
												setGone({ question: q, order: sitting.agenda.map(a => a.id) });
												return undefined;
											})
										}
									>
										{t('sitting.remove')}
									</button>
								</p>
							)}
						</li>
					))}
				</ol>
				{sitting.state === 'open' && (
					<p class="mt3">
						<a
							href={`/sittings/${sitting.id}?q=${GROWING}`}
							aria-current={query.value.get('q') === GROWING ? 'page' : undefined}
						>
							{t('minutes.growing')}
						</a>
					</p>
				)}
				<Gone
					gone={gone}
					name={g => g.question.title}
					restore={async g => {
						await restore(sitting.id, g);
						props.reload();
					}}
					onClose={() => setGone(undefined)}
				/>
				{editable && (
					<div class="stack-s mt3">
						{sitting.waiting > 0 ? (
							<button
								type="button"
								class={sitting.agenda.length === 0 ? 'btn pri' : 'btn'}
								disabled={run.busy}
								onClick={() => run.run(() => post<Sitting>(`${path}/fill`))}
							>
								{t('sitting.fill', { count: sitting.waiting })}
							</button>
						) : (
							<p class="small muted">{t('sitting.nothing_waits')}</p>
						)}
						<button type="button" class="btn" onClick={() => setAdding(true)}>
							{t('sitting.add')}
						</button>
						<ProblemNote problem={run.problem} />
					</div>
				)}
			</Section>
			{adding && (
				<AddQuestion sitting={sitting} reload={props.reload} onClose={() => setAdding(false)} />
			)}
		</nav>
	);
}
