/*
 * «Что дальше?»: what this person must do, in order of urgency, and what others owe.
 *
 * One blue button: the first of the person's own steps. Term, owner and clause stand together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useState } from 'preact/hooks';
import { list } from '../api.js';
import { daysBetween } from '../format.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Clause, DefaultMark } from '../parts/clause.js';
import { lazy } from '../parts/lazy.js';
import { Page, Section } from '../parts/page.js';
import { place } from '../place.js';
import { hasRole, today } from '../session.js';
import { stepHref, stepMore, stepWord } from '../steps.js';
import type { NextStep } from '../types.js';
import { dayMonth, fullDate, t, weekday } from '../words.js';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const urgency = (s: NextStep): string => s.due_on ?? '9999';
const where = (s: NextStep): string => [stepMore(s), s.school?.name].filter(Boolean).join(' · ');

function When({ step }: { step: NextStep }) {
	if (!step.due_on) return <span class="when muted">{t('home.no_term')}</span>;
	const left = daysBetween(today(), step.due_on);
	if (left < 0)
		return (
			<span class="when late">
				{dayMonth(step.due_on)} <small>{t('home.late', { count: -left })}</small>
			</span>
		);
	if (left === 0) return <span class="when soon">{t('today')}</span>;
	return (
		<span class="when">
			{dayMonth(step.due_on)} <small>{weekday(step.due_on)}</small>
		</span>
	);
}

const Progress = ({ step, steps }: { step: number; steps: number }) => (
	<span class="nowrap">
		<span class="steps" aria-hidden="true">
			{Array.from({ length: steps }, (_, i) => (
				<i key={String(i)} class={i + 1 < step ? 'd' : i + 1 === step ? 'n' : ''} />
			))}
		</span>{' '}
		{t('home.step_of', { step, steps })}
	</span>
);

/** A visit is called by its teacher: alone it would not say what is to be done. */
const heading = (s: NextStep): string =>
	s.entity === 'visit' ? `${stepWord(s)}: ${s.title}` : s.title;

const Mine = ({ step, first }: { step: NextStep; first: boolean }) => (
	<li>
		<When step={step} />
		<div>
			<h3>
				<a href={stepHref(step)}>{heading(step)}</a>
			</h3>
			{where(step) && <p>{where(step)}</p>}
			<p class="meta">
				{step.step && step.steps ? <Progress step={step.step} steps={step.steps} /> : null}
				<Clause number={step.clause} />
				{step.default_term && <DefaultMark />}
			</p>
		</div>
		<div class="do">
			<a class={first ? 'btn pri' : 'btn'} href={stepHref(step)}>
				{stepWord(step)}
			</a>
		</div>
	</li>
);

/** All that has a term; of the rest, which nobody is late with, only the first few. */
const UNDATED = 3;

function Own({ steps }: { steps: NextStep[] }) {
	const [all, setAll] = useState(false);
	const dated = steps.filter(s => s.due_on).length;
	const most = all ? steps.length : dated + UNDATED;
	return (
		<>
			<ul class="q">
				{steps.slice(0, most).map((s, i) => (
					<Mine key={s.entity + s.id + s.event} step={s} first={i === 0} />
				))}
			</ul>
			{steps.length > most && (
				<p class="mt3">
					<button type="button" class="btn quiet" onClick={() => setAll(true)}>
						{t('home.more_undated', { count: steps.length - most })}
					</button>
				</p>
			)}
		</>
	);
}

/** So many of others' steps are read at a glance; what is overdue is shown whole. */
const SHOWN = 8;

function Waiting({ steps }: { steps: NextStep[] }) {
	const [all, setAll] = useState(false);
	const late = steps.filter(s => s.due_on && s.due_on < today()).length;
	const most = all ? steps.length : Math.max(SHOWN, late);
	return (
		<>
			<WaitingTable steps={steps.slice(0, most)} />
			{steps.length > most && (
				<p class="mt3">
					<button type="button" class="btn quiet" onClick={() => setAll(true)}>
						{t('home.show_more', { count: steps.length - most })}
					</button>
				</p>
			)}
		</>
	);
}

function WaitingTable({ steps }: { steps: NextStep[] }) {
	return (
		<table class="plain tstack">
			<thead>
				<tr>
					<th scope="col">{t('home.what')}</th>
					<th scope="col">{t('home.who')}</th>
					<th scope="col">{t('home.since')}</th>
					<th scope="col">{t('home.term')}</th>
				</tr>
			</thead>
			<tbody>
				{steps.map(s => {
					const late = s.due_on !== null && s.due_on < today();
					return (
						<tr key={s.entity + s.id + s.event}>
							<td>
								<a class="block" href={stepHref(s)}>
									{s.title}
								</a>
								<span class="small muted block">
									{[stepWord(s), where(s)].filter(Boolean).join(' · ')} <Clause number={s.clause} />
								</span>
							</td>
							<td>{s.owner}</td>
							<td class="nowrap" data-l={t('home.since_l')}>
								{s.since ? dayMonth(s.since) : '—'}
							</td>
							<td class={late ? 'nowrap late' : 'nowrap'} data-l={t('home.term_l')}>
								{s.due_on ? dayMonth(s.due_on) : '—'}
								{s.default_term && <span class="dflt" title={t('default_term')} />}
							</td>
						</tr>
					);
				})}
			</tbody>
		</table>
	);
}

function finding(mine: NextStep[]): string {
	if (mine.length === 0) return t('home.nothing');
	const late = mine.filter(s => s.due_on && s.due_on < today()).length;
	const now = mine.filter(s => s.due_on === today()).length;
	return [
		t('home.count', { count: mine.length }),
		late > 0 && t('home.count_late', { count: late }),
		now > 0 && t('home.count_today', { count: now }),
	]
		.filter(Boolean)
		.join(', ');
}

/** What comes to each role, and where to look meanwhile; the first role of the person that is listed. */
const TEACH: readonly (readonly [role: string, href: string])[] = [
	['centre_head', '/plan'],
	['methodist', '/plan'],
	['department_head', '/orders'],
	['clerk', '/orders'],
	['council_chair', '/sittings'],
	['council_secretary', '/sittings'],
	['council_member', '/sittings'],
	['school_head', '/days'],
	['teacher', '/visits'],
	['admin', '/outbox'],
];

function Nothing() {
	const [role, href] = TEACH.find(([r]) => hasRole(r)) ?? ['', '/plan'];
	return (
		<Empty words={[t('home.empty'), role && t(`home.teach.${role}`)].filter(Boolean).join(' ')}>
			<a class="btn" href={href}>
				{t(`home.to.${href.slice(1)}`)}
			</a>
		</Empty>
	);
}

/** Fetched after the steps: they are what one came for. */
const NextDay = lazy(() => import('../parts/home-day.js').then(m => m.default));

function Steps({ items }: { items: NextStep[] }) {
	const mine = items.filter(s => s.mine).sort((a, b) => urgency(a).localeCompare(urgency(b)));
	const others = items.filter(s => !s.mine).sort((a, b) => urgency(a).localeCompare(urgency(b)));
	return (
		<>
			<Section id="mine" title={t('home.mine')}>
				{mine.length > 0 ? <Own steps={mine} /> : <Nothing />}
			</Section>
			{hasRole('methodist', 'centre_head', 'school_head', 'teacher') && <NextDay />}
			{others.length > 0 && (
				<Section id="others" title={t('home.others')}>
					<Waiting steps={others} />
				</Section>
			)}
			{items.some(s => s.default_term) && (
				<p class="dflt mt4">
					{t('home.defaults')} <a href="/settings">{t('home.all_terms')}</a>
				</p>
			)}
		</>
	);
}

/** What this device keeps for work without a network. */
const Kept = lazy(() => import('../parts/home-kept.js').then(m => m.default));

export default function Home() {
	const steps = useLoad(signal => list<NextStep>('/next-steps', {}, signal), []);
	const kept = !place.page && steps.problem?.away;
	useEffect(() => {
		addEventListener('online', steps.reload);
		return () => removeEventListener('online', steps.reload);
	}, []);
	return (
		<Page
			title={t('nav.home')}
			crumb={`${capital(weekday(today()))}, ${fullDate(today())}`}
			lede={!kept && steps.data && <p>{finding(steps.data.filter(s => s.mine))}.</p>}
		>
			{kept ? <Kept /> : <Await of={steps}>{items => <Steps items={items} />}</Await>}
		</Page>
	);
}
