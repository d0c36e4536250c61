/*
 * How a refusal or a failure looks: a sentence, the clause, what to do, the number to quote.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Problem } from '../problem.js';
import { t } from '../words.js';
import { Clause } from './clause.js';

export function sentence(problem: Problem): string {
	if (problem.offline) return t('problem.offline');
	if (problem.words) return problem.words;
	if (problem.status >= 500) return t('problem.server');
	return t('problem.refused', { status: problem.status });
}

/** Beside the control that was refused. Fields that show their own error are not repeated. */
export const ProblemNote = ({
	problem,
	shown = [],
}: {
	problem: Problem | undefined;
	shown?: string[];
}) => {
	if (!problem) return null;
	const rest = problem.errors.filter(e => !shown.some(f => e.pointer.startsWith(`/${f}`)));
	return (
		<div class="note bad" role="alert">
			<p>
				<b>{sentence(problem)}</b> <Clause number={problem.clause} />
			</p>
			{rest.map(e => (
				<p key={e.pointer}>{e.detail}</p>
			))}
			{problem.requestId && (
				<p class="small muted">{t('problem.request', { id: problem.requestId })}</p>
			)}
		</div>
	);
};

/** In place of a screen that could not be loaded. */
export const Failed = ({ problem, retry }: { problem: Problem; retry: () => void }) => (
	<div class="band bad stack" role="alert">
		<h2>{problem.status === 404 ? t('problem.missing') : t('problem.not_loaded')}</h2>
		<p>
			{sentence(problem)} <Clause number={problem.clause} />
		</p>
		<p>{t('problem.kept')}</p>
		<p class="cluster">
			<button type="button" class="btn" onClick={retry}>
				{t('problem.retry')}
			</button>
			<a href="/">{t('problem.home')}</a>
		</p>
		{problem.requestId && (
			<p class="small muted">{t('problem.request', { id: problem.requestId })}</p>
		)}
	</div>
);
