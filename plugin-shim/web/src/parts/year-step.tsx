/*
 * What a step of the year's change shows and does: schools that are lacking, the way to the page that
 * fills the gap, or the deed itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { post } from '../api.js';
import { useAction } from '../load.js';
import { hasRole } from '../session.js';
import type { YearStep } from '../types.js';
import { number, t, word } from '../words.js';
import { moment } from './moment.js';
import { ProblemNote } from './problem.js';
import { YearCalendar } from './year-calendar.js';
import { YearClasses } from './year-classes.js';

interface Props {
	of: YearStep;
	year: number;
	reload: () => void;
}

/** Schools without it: named, because somebody will ask them. */
const Missing = ({ of: s, words }: { of: YearStep; words: string }) =>
	s.missing.length > 0 ? (
		<details class="mt3" open={s.missing.length <= 5}>
			<summary>{`${words}: ${number(s.missing.length)}`}</summary>
			<ul class="mt3">
				{s.missing.map(name => (
					<li key={name}>{name}</li>
				))}
			</ul>
		</details>
	) : null;

const counts = (s: YearStep) => ({ there: number(s.there ?? 0), total: number(s.total ?? 0) });

const Load = ({ kind }: { kind: string }) =>
	hasRole('admin') ? (
		<p class="mt3">
			<a class="btn" href={`/imports?kind=${kind}`}>
				{t(`year.load_${kind}`)}
			</a>
		</p>
	) : (
		<p class="muted mt3">{t('year.admin_loads')}</p>
	);

const People = ({ of: s }: Props) => (
	<>
		<p>{t('year.heads', counts(s))}</p>
		<p>
			{s.facts.loaded_at
				? t('year.roster_at', { at: moment(String(s.facts.loaded_at)) })
				: t('year.roster_never')}
		</p>
		<Missing of={s} words={t('year.no_head')} />
		<Load kind="roster" />
	</>
);

const Bells = ({ of: s }: Props) => (
	<>
		<p>{t('year.bells', counts(s))}</p>
		<Missing of={s} words={t('year.no_bells')} />
		<Load kind="school" />
	</>
);

const Timetable = ({ of: s }: Props) => (
	<>
		<p>{t('year.timetables', counts(s))}</p>
		<Missing of={s} words={t('year.no_timetable')} />
		<Load kind="timetable" />
	</>
);

function Plan({ of: s, year, reload }: Props) {
	const roll = useAction(async () => {
		await post('/plans', { school_year: year, roll_over: true });
		reload();
	});
	const state = s.facts.state ? String(s.facts.state) : null;
	const may = hasRole('centre_head', 'methodist');
	return (
		<>
			<p>
				{state
					? t('year.plan_is', { state: word('state.plan', state), items: number(s.there ?? 0) })
					: t(s.facts.base ? 'year.plan_none' : 'year.plan_no_base')}
			</p>
			<p class="cluster mt3">
				{!state && s.facts.base && may && (
					<button type="button" class="btn" disabled={roll.busy} onClick={() => roll.run()}>
						{t('year.roll_over')}
					</button>
				)}
				{state && <a href={`/plan?year=${year}`}>{t('year.to_plan')}</a>}
				<a href="/next-year">{t('year.to_next')}</a>
			</p>
			<ProblemNote problem={roll.problem} />
		</>
	);
}

const places: Record<string, string> = {
	days: '/days',
	visits: '/visits',
	materials: '/materials',
	orders: '/orders',
	sittings: '/sittings',
	remarks: '/control',
	corrections: '/corrections',
	needs: '/needs',
};

function LeftOver({ of: s, year }: Props) {
	const open = Object.entries(s.facts).filter(([, n]) => Number(n) > 0);
	if (open.length === 0) return <p>{t('year.nothing_left')}</p>;
	const admin = !hasRole('centre_head', 'methodist');
	return (
		<ul class="rows">
			{open.map(([what, n]) => (
				<li key={what}>
					{admin ? (
						t(`year.left.${what}`)
					) : (
						<a
							href={`${places[what]}${what === 'days' || what === 'orders' ? `?year=${year - 1}` : ''}`}
						>
							{t(`year.left.${what}`)}
						</a>
					)}
					{': '}
					<b>{number(Number(n))}</b>
				</li>
			))}
		</ul>
	);
}

const Calendar = ({ of: s, year, reload }: Props) => (
	<YearCalendar year={year} count={s.there ?? 0} reload={reload} />
);
const Classes = ({ of: s, year, reload }: Props) => (
	<>
		<p>{t('year.classes', counts(s))}</p>
		<Missing of={s} words={t('year.no_classes')} />
		<YearClasses year={year} reload={reload} />
	</>
);

const bodies = {
	calendar: Calendar,
	people: People,
	bells: Bells,
	classes: Classes,
	timetable: Timetable,
	plan: Plan,
	left_over: LeftOver,
};

export function StepBody(props: Props) {
	const Body = bodies[props.of.step];
	return <Body {...props} />;
}
