/*
 * One methodological day: where it stands, who must do what by when, papers and people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get } from '../api.js';
import { daysBetween, schoolYear } from '../format.js';
import { useLoad } from '../load.js';
import { attendanceWords } from '../parts/attendance-words.js';
import { Await } from '../parts/await.js';
import { Chain } from '../parts/chain.js';
import { DayCouncil, Remarks } from '../parts/day-council.js';
import { Aside, NextDeed } from '../parts/day-deeds.js';
import { DayEdit } from '../parts/day-edit.js';
import { DayPapers } from '../parts/day-papers.js';
import { Page, Section } from '../parts/page.js';
import { PdfLink } from '../parts/pdf.js';
import { State } from '../parts/state.js';
import { orderName } from '../parts/versions.js';
import type { Args } from '../router.js';
import { hasRole, headed, today } from '../session.js';
import type { Day } from '../types.js';
import { fullDate, t, word } from '../words.js';

/** A theme that has quotes of its own needs no other pair. */
const quoted = (theme: string): string => (theme.includes('«') ? theme : `«${theme}»`);

function Distance({ day }: { day: Day }) {
	const left = daysBetween(today(), day.held_on);
	if (left === 0) return <b>{t('today')}</b>;
	return <span>{left > 0 ? t('day.in', { count: left }) : t('day.ago', { count: -left })}</span>;
}

function Where({ day }: { day: Day }) {
	const now = day.steps.find(s => s.state === 'now');
	const n = day.steps.findIndex(s => s.state === 'now') + 1;
	return (
		<p class="cluster">
			<b>
				<State of="day" state={day.state} late={day.late} />
			</b>
			<Distance day={day} />
			{now && (
				<span>
					{t('day.step_of', { step: n, steps: day.steps.length })}
					{now.owner && (
						<>
							{' — '}
							<b>{now.owner}</b>
						</>
					)}
				</span>
			)}
		</p>
	);
}

function Papers({ day }: { day: Day }) {
	const v = day.visits;
	return (
		<ul class="rows">
			<li>
				{day.order ? (
					<a href={`/orders/${day.order.id}`}>{orderName(day.order)}</a>
				) : (
					<span class="muted">{t('day.order_missing')}</span>
				)}
				{day.order?.state && <p class="small muted">{word('state.order', day.order.state)}</p>}
			</li>
			<li>
				<a href={`/days/${day.id}/programme`}>{t('day.programme')}</a>
				{day.slots > 0 && (
					<>
						{' · '}
						<PdfLink path={`/days/${day.id}/programme`} />
					</>
				)}
				<p class="small muted">{t('day.slots', { count: day.slots })}</p>
			</li>
			{headed().some(o => o.id === day.organisation.id) && (
				<li>
					<a href="/imports?kind=timetable">{t('day.own_timetable')}</a>
					<p class="small muted">{t('day.own_timetable_hint')}</p>
				</li>
			)}
			<li>
				<a href={`/visits?day=${day.id}`}>{t('nav.visits')}</a>
				<p class="small muted">
					{t('day.visit_count', { count: v.planned + v.held + v.assessed + v.answered })}
					{v.assessed + v.answered > 0 &&
						`, ${t('day.visits_done', { count: v.assessed + v.answered })}`}
				</p>
				{v.without > 0 && <p class="small soon">{t('day.visits_without', { count: v.without })}</p>}
			</li>
			{day.attendance && day.slots > 0 && (
				<li>
					<a href={`/days/${day.id}/attendance`}>{t('attendance.title')}</a>
					<p class="small muted">{attendanceWords(day.attendance)}</p>
				</li>
			)}
			<DayPapers day={day} />
		</ul>
	);
}

const People = ({ day }: { day: Day }) => (
	<ul class="rows">
		{day.team.map(p => (
			<li key={p.id}>
				<b>{p.short}</b>
				{day.lead?.id === p.id && ` — ${t('day.leads')}`}
				<p class="small muted">
					{[p.role && word('involvement', p.role), t('day.slots', { count: p.slots })]
						.filter(Boolean)
						.join(', ')}
				</p>
			</li>
		))}
		{day.team.length === 0 && <li class="muted">{t('day.no_team')}</li>}
	</ul>
);

function Links(props: { day: Day; open: (what: string) => void }) {
	const { day, open } = props;
	const editable = hasRole('centre_head', 'methodist') && day.state !== 'cancelled';
	const link = (what: string) => (
		<button key={what} type="button" class="btn quiet" onClick={() => open(what)}>
			{t(`day.open_${what}`)}
		</button>
	);
	return (
		<span class="cluster small">
			{editable && link('edit')}
			{day.can.includes('postpone') && link('postpone')}
			{day.can.includes('cancel') && link('cancel')}
		</span>
	);
}

function Body({ day, onDay }: { day: Day; onDay: (d: Day) => void }) {
	const [open, setOpen] = useState<string | undefined>();
	const close = () => setOpen(undefined);
	const year = Number(day.held_on.slice(0, 4)) - (day.held_on.slice(5, 7) < '09' ? 1 : 0);
	const now = day.steps.some(s => s.state === 'now');
	return (
		<Page
			title={t('day.title', { school: day.organisation.name, date: fullDate(day.held_on) })}
			crumb={
				<>
					<a href={`/plan?year=${year}`}>{t('plan.tab', { year: schoolYear(year) })}</a>
					{day.plan_item && (
						<>
							{' · '}
							<a href={`/plan/items/${day.plan_item.id}`}>
								{t('item.number', { number: day.plan_item.number ?? '—' })}
							</a>
						</>
					)}
					{day.regulation && ` · ${t('day.regulation', { version: day.regulation.version })}`}
				</>
			}
			lede={
				<>
					{day.theme && <p>{quoted(day.theme)}</p>}
					<Where day={day} />
					{day.reason && <p class="note warn">{day.reason}</p>}
				</>
			}
		>
			<div class="cols side">
				<Section id="way" title={t('day.way')} aside={<Links day={day} open={setOpen} />}>
					<Chain steps={day.steps}>
						<NextDeed key={day.state} day={day} onDay={onDay} />
					</Chain>
					{!now && <NextDeed key={day.state} day={day} onDay={onDay} />}
				</Section>
				<aside>
					{day.aim && (
						<Section id="why" title={t('day.why')}>
							<p>{day.aim}</p>
						</Section>
					)}
					<Section id="papers" title={t('day.papers')}>
						<Papers day={day} />
						<DayCouncil day={day} />
					</Section>
					<Remarks day={day} />
					<Section id="people" title={t('day.people')}>
						<People day={day} />
					</Section>
				</aside>
			</div>
			{(open === 'postpone' || open === 'cancel') && (
				<Aside day={day} onDay={onDay} event={open} onClose={close} />
			)}
			{open === 'edit' && (
				<DayEdit
					day={day}
					onClose={close}
					onDay={d => {
						onDay(d);
						close();
					}}
				/>
			)}
		</Page>
	);
}

export default function DayScreen({ id }: Args) {
	const day = useLoad(signal => get<Day>(`/days/${id}`, {}, { signal }), [id]);
	if (day.data) return <Body day={day.data} onDay={day.set} />;
	return (
		<Page title={t('day.day')}>
			<Await of={day}>{() => null}</Await>
		</Page>
	);
}
