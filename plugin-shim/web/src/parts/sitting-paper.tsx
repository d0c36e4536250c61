/*
 * The reading pane of a sitting: the paper of the question, and the teacher's objection beside it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get } from '../api.js';
import { useLoad } from '../load.js';
import type { Question } from '../types.js';
import { fullDate, t, word } from '../words.js';
import { Await } from './await.js';
import { Blocks } from './blocks.js';
import { Section } from './page.js';

const Answers = ({ question }: { question: Question }) => (
	<>
		{question.answers.map(a =>
			a.kind === 'objected' ? (
				<aside class="objection" key={a.person.id + a.on} aria-label={t('sitting.objection')}>
					<b class="block">{t('sitting.objection')}</b>
					{a.body}
					<span class="small muted block">
						{a.person.short}, {fullDate(a.on)}
					</span>
				</aside>
			) : (
				<p class="small muted" key={a.person.id + a.on}>
					{t('sitting.acknowledged')}: {a.person.short}, {fullDate(a.on)}
				</p>
			),
		)}
	</>
);

export function Paper({ question }: { question: Question }) {
	const whole = useLoad(
		signal => get<Question>(`/agenda-items/${question.id}`, {}, { signal }),
		[question.id, question.document?.id],
	);
	const { document: paper, plan_version: version } = question;
	return (
		<Section
			id="paper"
			title={paper ? word('paper_kind', paper.kind) : t('sitting.question')}
			aside={
				paper && (
					<span class="small muted">
						{[paper.school?.name, paper.person?.short, word('paper_state', paper.state)]
							.filter(Boolean)
							.join(', ')}
					</span>
				)
			}
		>
			{version && (
				<p>
					<a href={`/plan?year=${version.school_year}&version=${version.id}`}>
						{t('sitting.plan_link', { version: version.version })}
					</a>
				</p>
			)}
			{!paper && !version && <p class="muted">{t('sitting.no_paper')}</p>}
			{paper && (
				<>
					<p>
						<b>{paper.title}</b>
					</p>
					<Answers question={question} />
					<Await of={whole}>
						{q =>
							q.body ? <Blocks body={q.body} /> : <p class="muted">{t('sitting.paper_hidden')}</p>
						}
					</Await>
				</>
			)}
		</Section>
	);
}
