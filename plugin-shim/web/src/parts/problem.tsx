/*
 * How a refusal or a failure looks: a sentence, the clause, what to do, the number to quote.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { clock, shortDate } from '../format.js';
import type { Problem } from '../problem.js';
import { t, word } from '../words.js';
import { Clause } from './clause.js';
import { lazy } from './lazy.js';

const machines = ['day', 'order', 'plan', 'visit', 'sheet', 'material', 'practice', 'adoption'];
const stateWord = (code: unknown): string =>
	machines.map(m => word(`state.${m}`, String(code))).find(w => w !== code) ?? String(code);
const roleWords = (roles: unknown): string =>
	String(roles)
		.split(/[{},\s]+/)
		.filter(Boolean)
		.map(r => word('role', r))
		.join(', ');

/** Refusals that name a state or a role carry its code; here it becomes the word of the screens. */
function coded({ slug, params }: Problem): string | undefined {
	if (slug === 'no-step' && params.from !== undefined)
		return t('problem.no_step', { from: stateWord(params.from) });
	if (slug === 'frozen' && params.state !== undefined)
		return t('problem.frozen', { state: stateWord(params.state) });
	if (slug === 'not-your-step' && params.roles !== undefined)
		return t('problem.not_your_step', { roles: roleWords(params.roles) });
	return undefined;
}

/** Instants inside a sentence become the clock on the wall, dates the way people write them; a place without a room has none. */
export const readable = (words: string): string =>
	words
		.replace(/, -(?=,)/g, '')
		.replace(/\d{4}-\d\d-\d\dT(\d\d:\d\d)(?::\d\d)?(?:\.\d+)?(?:[+-]\d\d:?\d\d|Z)?/g, (_, time) =>
			clock(time),
		)
		.replace(/\d{4}-\d\d-\d\d/g, shortDate);

export function sentence(problem: Problem): string {
	if (problem.offline) return t('problem.offline');
	const words = coded(problem);
	if (words) return words;
	if (problem.words) return readable(problem.words);
	if (problem.status >= 500) return t('problem.server');
	return t('problem.refused', { status: problem.status });
}

const SignInBeside = lazy(async () => (await import('./sign-in-beside.js')).SignInBeside);

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
			{problem.away && <p>{t('problem.try_later')}</p>}
			{problem.status === 401 && <SignInBeside />}
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
