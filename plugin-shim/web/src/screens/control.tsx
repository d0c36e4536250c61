/*
 * Control of the year (1.5): how far the plan has come, every day in its phase, what is late and for
 * whom it waits, which remarks are open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, get } from '../api.js';
import { schoolYear, shortDate } from '../format.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Clause } from '../parts/clause.js';
import { Execution } from '../parts/execution.js';
import { Select } from '../parts/field.js';
import { Page, Section } from '../parts/page.js';
import { NewRemark, RemarkRow } from '../parts/remarks.js';
import { State } from '../parts/state.js';
import { query, setQuery } from '../router.js';
import { hasRole, session } from '../session.js';
import type { Board, BoardRow, Remark } from '../types.js';
import { fullDate, t } from '../words.js';

const phases = ['organisation', 'holding', 'summing_up'];
const needsCare = (d: BoardRow): boolean => (d.late_days ?? 0) > 0 || d.remarks.open > 0;

function DayRow({ day, onRemark }: { day: BoardRow; onRemark: (id: string) => void }) {
	const late = (day.late_days ?? 0) > 0;
	return (
		<li>
			<a href={`/days/${day.id}`}>
				{day.organisation.name}, {fullDate(day.held_on)}
			</a>
			<p class="cluster small">
				<State of="day" state={day.state} />
				{day.due_on && (
					<span class={late ? 'late' : 'muted'}>
						{late
							? t('control.late', { count: day.late_days ?? 0 })
							: t('control.due', { date: shortDate(day.due_on) })}
					</span>
				)}
				{day.lead && <span class="muted">{day.lead.short}</span>}
			</p>
			<p class="cluster small">
				{day.remarks.open > 0 && (
					<a class={day.remarks.overdue > 0 ? 'late' : ''} href={`/control?day=${day.id}`}>
						{t('control.open', { count: day.remarks.open })}
					</a>
				)}
				{day.remarks.answered > 0 && (
					<a href={`/control?day=${day.id}`}>
						{t('control.answered', { count: day.remarks.answered })}
					</a>
				)}
				{hasRole('council_member', 'council_secretary', 'council_chair') && (
					<button type="button" class="btn quiet" onClick={() => onRemark(day.id)}>
						{t('remark.add')}
						<span class="vh">: {day.organisation.name}</span>
					</button>
				)}
			</p>
		</li>
	);
}

function Phases({ board, onRemark }: { board: Board; onRemark: (id: string) => void }) {
	return (
		<div class="phases mt5">
			{phases.map(phase => {
				const days = board.items
					.filter(d => d.phase === phase)
					.sort((a, b) => (b.late_days ?? 0) - (a.late_days ?? 0));
				return (
					<Section key={phase} id={phase} title={`${t(`phase.${phase}`)}, ${days.length}`}>
						{days.length > 0 ? (
							<ul class="rows">
								{days.map(d => (
									<DayRow key={d.id} day={d} onRemark={onRemark} />
								))}
							</ul>
						) : (
							<p class="muted">{t('control.empty')}</p>
						)}
						{phase === 'summing_up' && board.closed > 0 && (
							<p class="small muted mt3">{t('control.closed', { count: board.closed })}</p>
						)}
					</Section>
				);
			})}
		</div>
	);
}

function Remarks({
	day,
	turn,
	onChange,
}: {
	day: string | null;
	turn: number;
	onChange: () => void;
}) {
	const overdue = query.value.get('overdue') === 'true' ? 'true' : undefined;
	const remarks = useLoad(
		signal => all<Remark>('/remarks', { day, overdue }, signal),
		[day, overdue, turn],
	);
	return (
		<Section
			id="remarks"
			title={t(day ? 'control.one_day' : 'control.remarks')}
			aside={
				<span class="cluster small">
					{day && <a href="/control">{t('control.all_days')}</a>}
					<label class="chk">
						<input
							type="checkbox"
							checked={overdue === 'true'}
							onChange={e => setQuery({ overdue: e.currentTarget.checked ? 'true' : null })}
						/>
						{t('control.overdue_only')}
					</label>
				</span>
			}
		>
			<Await of={remarks}>
				{list =>
					list.length > 0 ? (
						<ul class="rows">
							{list.map(r => (
								<RemarkRow key={r.id} remark={r} reload={onChange} />
							))}
						</ul>
					) : (
						<Empty words={t('control.remarks_none')} />
					)
				}
			</Await>
		</Section>
	);
}

export default function Control() {
	const now = session.value?.school_year ?? 0;
	const year = Number(query.value.get('year') ?? now);
	const day = query.value.get('day');
	const [turn, setTurn] = useState(0);
	const [about, setAbout] = useState<string | undefined>();
	const board = useLoad(signal => get<Board>('/control-board', { year }, { signal }), [year, turn]);
	const care = board.data?.items.filter(needsCare).length ?? 0;
	const again = () => setTurn(turn + 1);
	return (
		<Page
			title={
				!board.data?.items.length
					? t('nav.control')
					: care > 0
						? t('control.finding', { count: care })
						: t('control.calm')
			}
			tab={t('nav.control')}
			crumb={
				<>
					{t('control.crumb', { year: schoolYear(year) })} <Clause number="1.5" />
				</>
			}
		>
			<search class="filters">
				<Select
					label={t('plan.year')}
					value={String(year)}
					onValue={v => setQuery({ year: v })}
					choices={[now + 1, now, now - 1, now - 2].map(y => ({
						value: String(y),
						label: schoolYear(y),
					}))}
				/>
			</search>
			{!day && (
				<Await of={board}>
					{b => (
						<>
							<Execution board={b} year={year} />
							<Phases board={b} onRemark={setAbout} />
						</>
					)}
				</Await>
			)}
			<Remarks day={day} turn={turn} onChange={again} />
			{about && <NewRemark day={about} onDone={again} onClose={() => setAbout(undefined)} />}
		</Page>
	);
}
