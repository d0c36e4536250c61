/*
 * The next day of this person beside his steps: where, when, and his own part of the programme.
 *
 * Fetched after the steps, so that it never delays them; whoever has no part in any day of the next two
 * weeks sees nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { list } from '../api.js';
import { span } from '../format.js';
import { useLoad } from '../load.js';
import { plusDays } from '../planning.js';
import { hasRole, headed, me, today } from '../session.js';
import type { DayRow, Slot } from '../types.js';
import { fullDate, moreWords, t, weekday } from '../words.js';
import { Section } from './page.js';
import { State } from './state.js';

interface Own {
	day: DayRow;
	slots: Slot[];
}
const AHEAD = 14;
/** Days that are looked into for a slot of one's own. */
const LOOKED = 5;

async function find(signal: AbortSignal): Promise<Own | null> {
	const [days] = await Promise.all([
		list<DayRow>('/days', { from: today(), to: plusDays(today(), AHEAD) }, signal),
		moreWords('visit'),
	]);
	const schools = new Set(headed().map(o => o.id));
	for (const day of days.filter(d => d.state !== 'cancelled').slice(0, LOOKED)) {
		const slots = await list<Slot>('/slots', { day: day.id }, signal);
		const at = slots.filter(s => !s.cancelled && s.people.some(p => p.id === me()));
		const own = day.lead?.id === me() || schools.has(day.organisation.id);
		if (at.length > 0) return { day, slots: at };
		if (own) return { day, slots: [] };
	}
	return null;
}

const Part = ({ slot }: { slot: Slot }) => (
	<li>
		<b class="nowrap">{span(slot.starts_at, slot.ends_at)}</b>{' '}
		{slot.visit ? <a href={`/visits/${slot.visit.id}`}>{slot.title}</a> : slot.title}
		{slot.rooms.length > 0 && (
			<span class="small muted block">{slot.rooms.map(r => r.name).join(', ')}</span>
		)}
	</li>
);

export default function HomeDay() {
	const found = useLoad(find, []);
	if (!found.data) return null;
	const { day, slots } = found.data;
	const when = day.held_on === today() ? t('today') : weekday(day.held_on);
	return (
		<Section id="next-day" title={t('home_day.title', { when })}>
			<p>
				<a href={`/days/${day.id}`}>{day.organisation.name}</a>, {fullDate(day.held_on)}
			</p>
			<p class="small">
				<State of="day" state={day.state} />
			</p>
			{slots.length > 0 ? (
				<ul class="rows mt3">
					{slots.map(s => (
						<Part key={s.id} slot={s} />
					))}
				</ul>
			) : (
				<p class="muted small mt3">{t('home_day.no_part')}</p>
			)}
			{hasRole('methodist', 'centre_head', 'school_head', 'teacher') && (
				<p class="mt3">
					<a class="btn" href={`/days/${day.id}/programme`}>
						{t('home_day.programme')}
					</a>
				</p>
			)}
			{headed().some(o => o.id === day.organisation.id) && (
				<p class="small mt3">
					{t('home_day.timetable')}{' '}
					<a href="/imports?kind=timetable">{t('home_day.to_timetable')}</a>
				</p>
			)}
		</Section>
	);
}
