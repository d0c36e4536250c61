/*
 * The year on one sheet: a school in a row, a month in a column, the state of each day as a glyph.
 *
 * On a phone the same table becomes a strip per school (style sheet only). Arrow keys walk it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

import { onGridKey } from '../roving.js';
import { today } from '../session.js';
import { monthLong, monthShort, t, word } from '../words.js';
import type { Cell, Row, Year } from '../year.js';
import { monthDate, monthOf } from '../year.js';
import { StateGlyph } from './state.js';

const LONG = 365;

const CellLink = ({ cell, r, c, first }: { cell: Cell; r: number; c: number; first: boolean }) => (
	<a
		class={cell.late ? 'd late' : 'd'}
		href={cell.href}
		data-r={r}
		data-c={c}
		tabIndex={first ? 0 : -1}
		title={cell.title}
	>
		<StateGlyph state={cell.state} late={cell.late} />
		{Number(cell.date.slice(8, 10))}
		<span class="vh">
			{' '}
			{monthLong(cell.date)}: {cell.late ? t('state.late') : word('state.day', cell.state)}
		</span>
	</a>
);

function Bars({ year, now }: { year: Year; now: number }) {
	const most = Math.max(1, ...year.perMonth);
	return (
		<tr class="cap">
			<th scope="row">{t('plan.per_month')}</th>
			<td class="x" />
			{year.months.map(m => (
				<td key={m} class={m === now ? 'now' : ''}>
					<span class="bar" aria-hidden="true">
						<i style={{ height: `${((year.perMonth[m] ?? 0) / most) * 100}%` }} />
					</span>
					<b>{year.perMonth[m]}</b>
				</td>
			))}
			<td class="x">{year.days}</td>
		</tr>
	);
}

const awayWords = (away: number | null): string =>
	away === null ? t('plan.never') : t('plan.away', { count: away });

function School(props: { row: Row; r: number; months: number[]; now: number; first: number }) {
	const { row, r, months, now, first } = props;
	const long = row.away === null || row.away > LONG;
	return (
		<tr>
			<th scope="row">
				<span>{row.school.name}</span>
				<span class={long ? 'ago long' : 'ago'}>{awayWords(row.away)}</span>
			</th>
			<td class={long ? 'x num long' : 'x num'}>{row.away ?? '—'}</td>
			{months.map((m, c) => {
				const cells = row.cells[m] ?? [];
				return (
					<td key={m} class={`${cells.length ? '' : 'e'} ${m === now ? 'now' : ''}`}>
						{cells.map((cell, i) => (
							<CellLink
								key={cell.href}
								cell={cell}
								r={r}
								c={c + i / 10}
								first={r === first && i === 0 && c === months.findIndex(x => row.cells[x]?.length)}
							/>
						))}
					</td>
				);
			})}
			<td class="x">{row.count === 0 ? <b class="late">0</b> : row.count}</td>
		</tr>
	);
}

export function Matrix({ year, start }: { year: Year; start: number }) {
	const inYear = today() >= `${start}-09-01` && today() < `${start + 1}-09-01`;
	const now = inYear ? monthOf(today()) : -1;
	const first = year.rows.findIndex(r => r.cells.some(c => c.length > 0));
	return (
		<table class="mx" onKeyDown={onGridKey} style={{ '--months': year.months.length }}>
			<caption class="vh">{t('plan.caption')}</caption>
			<thead>
				<tr>
					<th class="x name" scope="col">
						{t('plan.school')}
					</th>
					<th class="x num" scope="col">
						{t('plan.away_h')}
					</th>
					{year.months.map(m => (
						<th key={m} scope="col" class={m === now ? 'now' : ''}>
							<abbr title={monthLong(monthDate(start, m))}>{monthShort(monthDate(start, m))}</abbr>
						</th>
					))}
					<th class="x" scope="col">
						{t('plan.total')}
					</th>
				</tr>
			</thead>
			<tbody>
				<Bars year={year} now={now} />
			</tbody>
			<tbody>
				{year.rows.map((row, r) => (
					<School
						key={row.school.id}
						row={row}
						r={r}
						months={year.months}
						now={now}
						first={first}
					/>
				))}
			</tbody>
		</table>
	);
}

export const Legend = ({ year }: { year: Year }) => (
	<ul class="legend">
		{year.states.map(([state, n]) => (
			<li key={state} class="st">
				<StateGlyph state={state} /> {word('state.day', state)} <b>{n}</b>
			</li>
		))}
		{year.late > 0 && (
			<li class="st">
				<StateGlyph state="late" late /> {t('state.late')} <b>{year.late}</b>
			</li>
		)}
	</ul>
);
