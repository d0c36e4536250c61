/*
 * The way of a day: each step with its owner, term and clause; the present one is tinted.
 *
 * What can be done at the present step is given by the screen as children of that step.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { ComponentChildren } from 'preact';
import { today } from '../session.js';
import type { DayStep } from '../types.js';
import { dayMonth, t, word } from '../words.js';
import { Clause, DefaultMark } from './clause.js';
import { Glyph } from './icons.js';

const marks = { done: 'done', now: 'cur', later: 'fut' } as const;

function Term({ step }: { step: DayStep }) {
	if (step.state === 'done') return <span class="term">{step.at ? dayMonth(step.at) : ''}</span>;
	if (!step.due_on) return <span class="term" />;
	const late = step.due_on < today();
	const now = step.due_on === today();
	return (
		<span class="term">
			<span class={late ? 'late' : now ? 'soon' : ''}>
				{now ? t('today') : dayMonth(step.due_on)}
			</span>
			{step.default_term && <DefaultMark />}
		</span>
	);
}

const Step = ({ step, children }: { step: DayStep; children: ComponentChildren }) => (
	<li class={marks[step.state]} aria-current={step.state === 'now' ? 'step' : undefined}>
		{step.state === 'done' ? (
			<Glyph name="ok" />
		) : (
			<Glyph
				name={step.state === 'now' ? 'announced' : 'plan'}
				tone={step.state === 'later' ? 'mut' : undefined}
			/>
		)}
		<div class="what">
			<h3>
				{word('step', step.event)}
				<span class="vh">, {t(`step_state.${step.state}`)}</span>
			</h3>
			{step.state === 'now' && children}
		</div>
		<div class="otc">
			<span class="own">{step.owner}</span>
			<Term step={step} />
			<span class="clause-c">
				<Clause number={step.clause} />
			</span>
		</div>
	</li>
);

export const Chain = ({ steps, children }: { steps: DayStep[]; children: ComponentChildren }) => (
	<>
		<div class="chain-h" aria-hidden="true">
			<span />
			<span>{t('chain.step')}</span>
			<span>{t('chain.owner')}</span>
			<span>{t('chain.term')}</span>
			<span>{t('chain.clause')}</span>
		</div>
		<ol class="chain">
			{steps.map(s => (
				<Step key={s.event} step={s}>
					{children}
				</Step>
			))}
		</ol>
	</>
);
