/*
 * One month of the plan by days: what is where, which days nobody works, who can't come.
 *
 * The calendar of the district decides what is a working day. Items whose term is longer than three
 * days have no date yet and stand above the grid, from where they are put onto one. On a phone only
 * days that hold something are shown. Arrow keys walk the entries.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import {
	type Calendar,
	isOpen,
	isWorking,
	monthEnd,
	monthStart,
	nextMonth,
	plusDays,
	weekdayOf,
	weeksOf,
} from '../planning.js';
import { setQuery } from '../router.js';
import { onGridKey } from '../roving.js';
import { today } from '../session.js';
import type { Away, PlanItem } from '../types.js';
import { monthLong, t, weekday, word } from '../words.js';
import type { Entry } from './plan-entries.js';
import { StateGlyph } from './state.js';

const isAwayOn = (a: Away, date: string): boolean =>
	a.weekday === weekdayOf(date) || Boolean(a.from && a.to && a.from <= date && date <= a.to);

interface Deeds {
	/** undefined: nothing is moved here */
	onOpen?: (item: PlanItem) => void;
	onDrop?: (item: string, date: string) => void;
}

export function EntryLink(p: { entry: Entry; r: number; c: number; first: boolean } & Deeds) {
	const { entry, onOpen } = p;
	const item = onOpen && entry.item;
	return (
		<a
			class={entry.late ? 'd late' : 'd'}
			href={entry.href}
			data-r={p.r}
			data-c={p.c}
			tabIndex={p.first ? 0 : -1}
			title={entry.title}
			draggable={Boolean(item)}
			onDragStart={e => e.dataTransfer?.setData('text/plain', entry.key)}
			onClick={e => {
				if (!item || e.ctrlKey || e.metaKey) return;
				e.preventDefault();
				onOpen?.(item);
			}}
		>
			<StateGlyph state={entry.state} late={entry.late} />
			<span>
				{entry.label}
				<span class="vh">
					{' '}
					{entry.title}: {entry.late ? t('state.late') : word('state.day', entry.state)}
				</span>
			</span>
		</a>
	);
}

interface CellProps extends Deeds {
	date: string;
	week: number;
	entries: Entry[];
	away: Away[];
	calendar: Calendar;
	first: string;
}
function Cell(p: CellProps) {
	const { date, entries, calendar } = p;
	const off = !isWorking(date, calendar);
	const why = calendar.get(date)?.title;
	const gone = off
		? []
		: [...new Set(p.away.filter(a => isAwayOn(a, date)).map(a => a.person.short))];
	const kind = [off && 'off', date === today() && 'now', entries.length === 0 && !why && 'e'];
	return (
		<td
			class={kind.filter(Boolean).join(' ')}
			onDragOver={e => p.onDrop && e.preventDefault()}
			onDrop={e => {
				e.preventDefault();
				p.onDrop?.(e.dataTransfer?.getData('text/plain') ?? '', date);
			}}
		>
			<p class="date">
				<b>{Number(date.slice(8))}</b> <span class="wd">{weekday(date)}</span>
				{why && <span class="why">{why}</span>}
			</p>
			{entries.map((e, i) => (
				<EntryLink
					key={e.key}
					entry={e}
					r={p.week * 100 + i}
					c={weekdayOf(date)}
					first={e.key === p.first}
					onOpen={p.onOpen}
				/>
			))}
			{gone.length > 0 && <p class="gone">{t('calendar.away', { who: gone.join(', ') })}</p>}
		</td>
	);
}

const MONDAY = '2024-01-01';

const Undated = ({ entries, onOpen }: { entries: Entry[] } & Deeds) => (
	<div class="undated">
		<h3>{t('calendar.undated', { count: entries.length })}</h3>
		<p>
			{entries.map((e, i) => (
				<EntryLink key={e.key} entry={e} r={0} c={i} first onOpen={onOpen} />
			))}
		</p>
	</div>
);

export function MonthCalendar(
	p: { month: string; entries: Entry[]; away: Away[]; calendar: Calendar } & Deeds,
) {
	const { month, entries } = p;
	const inside = entries.filter(e => e.date <= monthEnd(month) && e.until >= monthStart(month));
	const open = inside.filter(e => isOpen({ starts_on: e.date, ends_on: e.until }));
	const dated = inside.filter(e => !open.includes(e) && e.date.slice(0, 7) === month);
	const name = `${monthLong(`${month}-15`)} ${month.slice(0, 4)}`;
	const turn = (by: number, words: string) => (
		<button type="button" class="btn" onClick={() => setQuery({ month: nextMonth(month, by) })}>
			{words}
		</button>
	);
	return (
		<>
			<p class="cluster between turn">
				{turn(-1, t('calendar.before'))}
				<b aria-live="polite">{name}</b>
				{turn(1, t('calendar.after'))}
			</p>
			{open.length > 0 && <Undated entries={open} onOpen={p.onOpen} />}
			<table class="cal" onKeyDown={onGridKey}>
				<caption class="vh">{t('calendar.caption', { month: name })}</caption>
				<thead>
					<tr>
						{Array.from({ length: 7 }, (_, i) => plusDays(MONDAY, i)).map(d => (
							<th key={d} scope="col">
								<abbr title={weekday(d)}>{t(`calendar.day.${weekdayOf(d)}`)}</abbr>
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{weeksOf(month).map((week, w) => (
						<tr key={String(w)}>
							{week.map((date, i) =>
								date ? (
									<Cell
										key={date}
										date={date}
										week={w}
										entries={dated.filter(e => e.date === date)}
										away={p.away}
										calendar={p.calendar}
										first={dated[0]?.key ?? ''}
										onOpen={p.onOpen}
										onDrop={p.onDrop}
									/>
								) : (
									<td key={String(i)} class="e out" />
								),
							)}
						</tr>
					))}
				</tbody>
			</table>
			{dated.length === 0 && open.length === 0 && (
				<p class="muted mt3">{t('calendar.empty', { month: name })}</p>
			)}
			<p class="small muted mt3">{t(p.onDrop ? 'calendar.note_move' : 'calendar.note')}</p>
		</>
	);
}
