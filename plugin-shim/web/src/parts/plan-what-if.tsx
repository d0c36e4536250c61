/*
 * What if: other days, weights or coverage for next year's plan. The plan builder answers as a job; the
 * difference is shown and nothing is applied - proposals are accepted one by one as before, and the
 * rules themselves are changed in the settings. The scenario stands in the address: a reload goes on with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { useAction } from '../load.js';
import { asProblem, type Problem } from '../problem.js';
import { query, setQuery } from '../router.js';
import type { PlanChoice, PlanFigures, PlanRules, PlanScenario } from '../types.js';
import { changedRules, leftOut } from '../what-if.js';
import { number, t } from '../words.js';
import { DefaultMark } from './clause.js';
import { Input } from './field.js';
import { ProblemNote } from './problem.js';

const GROUPS: [name: string, rules: string[]][] = [
	['days', ['days', 'days_per_methodist', 'days_per_school']],
	['weights', ['weight_gap', 'weight_needs', 'weight_support']],
	['coverage', ['coverage_years', 'rural_share']],
];
const EVERY_MS = 250;
const shown = (value: unknown): string => String(value ?? '').replace('.', ',');

/** Takes up the scenario of the address and follows it until its job ends; a reading that fails is tried again. */
function useScenario(onLost: (p: Problem) => void) {
	const id = query.value.get('scenario');
	const [scenario, set] = useState<PlanScenario | undefined>();
	useEffect(() => {
		if (id && id !== scenario?.id)
			get<PlanScenario>(`/growth/plan-scenarios/${id}`)
				.then(set)
				.catch(e => onLost(asProblem(e)));
	}, [id]);
	useEffect(() => {
		if (!scenario || scenario.ended) return;
		const timer = setTimeout(
			() =>
				get<PlanScenario>(`/growth/plan-scenarios/${scenario.id}`)
					.then(set)
					.catch(() => set({ ...scenario })),
			EVERY_MS,
		);
		return () => clearTimeout(timer);
	}, [scenario]);
	const keep = (s: PlanScenario | undefined) => {
		set(s);
		setQuery({ scenario: s?.id ?? null });
	};
	return [scenario, keep] as const;
}

const Choices = (p: { title: string; of: PlanChoice[] }) => (
	<>
		<h4>{p.title}</h4>
		{p.of.length > 0 ? (
			<ul class="choices">
				{p.of.map(c => (
					<li key={`${c.organisation.id} ${c.competence.id}`}>
						<b>{c.organisation.name}</b>: {c.competence.name}{' '}
						<span class="muted">{t('what_if.gain', { value: number(c.gain, 2) })}</span>
					</li>
				))}
			</ul>
		) : (
			<p class="muted">{t('what_if.none')}</p>
		)}
	</>
);

function Figures({ of, now }: { of: PlanFigures; now: PlanFigures }) {
	const rows: [string, number, number, number][] = [
		['capacity', now.capacity, of.capacity, 0],
		['draft', now.draft, of.draft, 0],
		['chosen', now.days, of.days, 0],
		['unused', now.unused, of.unused, 0],
		['benefit', now.benefit, of.benefit, 2],
	];
	return (
		<table class="plain figures">
			<thead>
				<tr>
					<th scope="col">{t('what_if.figure')}</th>
					<th scope="col">{t('what_if.now')}</th>
					<th scope="col">{t('what_if.then')}</th>
				</tr>
			</thead>
			<tbody>
				{rows.map(([name, a, b, digits]) => (
					<tr key={name}>
						<th scope="row">{t(`what_if.row.${name}`)}</th>
						<td>{number(a, digits)}</td>
						<td>{number(b, digits)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function Result({ of }: { of: PlanScenario }) {
	const r = of.result;
	if (!r?.current) return null;
	const same = r.added.length === 0 && r.dropped.length === 0;
	return (
		<section class="stack mt3" aria-labelledby="what-if-result">
			<h3 id="what-if-result">{same ? t('what_if.same') : t('what_if.differs')}</h3>
			{r.method !== 'optimum' && <p>{t(`plan_method.${r.method}`)}</p>}
			{r.left_out.length > 0 && <p>{leftOut(r.left_out)}</p>}
			<Figures of={r} now={r.current} />
			{!same && (
				<div class="cols half">
					<div>
						<Choices title={t('what_if.added')} of={r.added} />
					</div>
					<div>
						<Choices title={t('what_if.dropped')} of={r.dropped} />
					</div>
				</div>
			)}
			<p class="muted">{t('what_if.nothing_applied')}</p>
		</section>
	);
}

/** A scenario answers within this time, unless nobody has begun on it. */
const PATIENCE_MS = 3000;
/** Nobody begins on it: the worker has other work, or is away; the page can't tell which. */
function useUnbegun(of: PlanScenario): boolean {
	const [unbegun, set] = useState(false);
	useEffect(() => {
		set(false);
		if (of.state !== 'ready') return;
		const timer = setTimeout(() => set(true), PATIENCE_MS);
		return () => clearTimeout(timer);
	}, [of.id, of.state]);
	return unbegun;
}

function Going({ of, onEnd }: { of: PlanScenario; onEnd: (s: PlanScenario) => void }) {
	const unbegun = useUnbegun(of);
	const cancel = useAction(async () =>
		onEnd(await post<PlanScenario>(`/growth/plan-scenarios/${of.id}/cancel`)),
	);
	return (
		<>
			<p class="cluster">
				<label>
					{t('what_if.going')} <progress max={1} value={of.progress} />
				</label>
				<button type="button" class="btn" disabled={cancel.busy} onClick={() => cancel.run()}>
					{t('what_if.cancel')}
				</button>
				<ProblemNote problem={cancel.problem} />
			</p>
			{unbegun && <p class="late">{t('what_if.unbegun')}</p>}
		</>
	);
}

export function WhatIf({ rules }: { rules: PlanRules }) {
	const [typed, setTyped] = useState<Record<string, string>>({});
	const [refused, setRefused] = useState<Problem | undefined>();
	const [scenario, setScenario] = useScenario(setRefused);
	const asked = changedRules(rules, typed);
	/* after a reload: what was asked stands in the form again */
	useEffect(() => {
		const was = Object.entries(scenario?.asked ?? {}).map(([k, v]) => [k, shown(v)]);
		if (scenario && Object.keys(typed).length === 0) setTyped(Object.fromEntries(was));
	}, [scenario?.id]);
	const going = scenario !== undefined && !scenario.ended;
	const ask = async () => {
		setRefused(undefined);
		setScenario(undefined);
		try {
			setScenario(await post<PlanScenario>('/growth/plan-scenarios', asked));
		} catch (e) {
			setRefused(asProblem(e));
		}
	};
	return (
		<form
			class="stack what-if"
			onSubmit={e => {
				e.preventDefault();
				ask();
			}}
		>
			<p>
				{t('what_if.lede')} <DefaultMark />
			</p>
			<div class="rules">
				{GROUPS.map(([name, list]) => (
					<fieldset key={name}>
						<legend>{t(`what_if.group.${name}`)}</legend>
						{list.map(rule => (
							<Input
								key={rule}
								label={t(`what_if.rule.${rule}`)}
								value={typed[rule] ?? shown(rules[rule])}
								onValue={v => setTyped({ ...typed, [rule]: v })}
								error={refused?.at(rule)}
							/>
						))}
					</fieldset>
				))}
			</div>
			<ProblemNote problem={refused} shown={GROUPS.flatMap(([, list]) => list)} />
			<p class="cluster">
				<button type="submit" class="btn pri" disabled={going || Object.keys(asked).length === 0}>
					{t('what_if.ask')}
				</button>
				{Object.keys(typed).length > 0 && (
					<button
						type="button"
						class="btn quiet"
						onClick={() => {
							setTyped({});
							setScenario(undefined);
						}}
					>
						{t('what_if.reset')}
					</button>
				)}
			</p>
			<div aria-live="polite">
				{going && scenario && <Going of={scenario} onEnd={setScenario} />}
				{scenario?.state === 'cancelled' && <p class="muted">{t('what_if.cancelled')}</p>}
				{scenario?.state === 'dead' && <p class="late">{scenario.error ?? t('what_if.failed')}</p>}
				{scenario?.state === 'done' && <Result of={scenario} />}
			</div>
		</form>
	);
}
