/*
 * The year on one sheet: a school in a row, a month in a column, the state of each day as a glyph.
 *
 * On a phone the same table becomes a strip per school (style sheet only). Arrow keys walk it. In a
 * draft an item is dragged to another month or school; its cell opens «Переместить…», which does the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

import { onGridKey } from '../roving.js';
import { today } from '../session.js';
import type { PlanItem } from '../types.js';
import { monthLong, monthShort, t, word } from '../words.js';
import type { Cell, Row, Year } from '../year.js';
import { monthDate, monthOf } from '../year.js';
import { StateGlyph } from './state.js';

const LONG = 365;

/** What may be done in a draft: an item without a day is opened by its cell, or dragged to another. */
export interface Moving {
	onOpen: (item: PlanItem) => void;
	/** into a month of a school; the item is named by its id */
	onDrop: (item: string, school: string, month: number) => void;
}

const CellLink = (p: { cell: Cell; r: number; c: number; first: boolean; moving?: Moving }) => {
	const { cell } = p;
	const item = p.moving && cell.item;
	return (
		<a
			class={cell.late ? 'd late' : 'd'}
			href={cell.href}
			data-r={p.r}
			data-c={p.c}
			tabIndex={p.first ? 0 : -1}
			title={cell.title}
			draggable={Boolean(item)}
			onDragStart={e => item && e.dataTransfer?.setData('text/plain', item.id)}
			onClick={e => {
				if (!item || e.ctrlKey || e.metaKey) return;
				e.preventDefault();
				p.moving?.onOpen(item);
			}}
		>
			<StateGlyph state={cell.state} late={cell.late} />
			{Number(cell.date.slice(8, 10))}
			<span class="vh">
				{' '}
				{monthLong(cell.date)}: {cell.late ? t('state.late') : word('state.day', cell.state)}
				{item && `, ${t('move.open')}`}
			</span>
		</a>
	);
};

interface BarsProps {
	year: Year;
	now: number;
	/** by month, 0 = September; null: no limit is known */
	limits: (number | null)[];
}
/** Days of each month against what the methodists can do: the line is the limit. */
function Bars({ year, now, limits }: BarsProps) {
	const top = Math.max(1, ...year.perMonth, ...limits.map(l => l ?? 0));
	const share = (n: number) => `${(n / top) * 92}%`;
	const known = limits.some(l => l !== null);
	const whole = limits.reduce<number>((sum, l) => sum + (l ?? 0), 0);
	return (
		<tr class="cap">
			<th scope="row">
				{t('plan.per_month')}
				{known && <span class="block muted">{t('plan.limit_line')}</span>}
			</th>
			<td class="x" />
			{year.months.map(m => {
				const n = year.perMonth[m] ?? 0;
				const most = limits[m] ?? null;
				const over = most !== null && n > most;
				return (
					<td key={m} class={[m === now && 'now', over && 'over'].filter(Boolean).join(' ')}>
						<span class="bar" aria-hidden="true">
							<i style={{ height: share(n) }} />
							{most !== null && <u style={{ bottom: share(most) }} />}
						</span>
						<b>{n}</b>
						{most !== null && <span class="block">{t('plan.of_most', { most })}</span>}
						{over && <span class="vh">{t('plan.over')}</span>}
					</td>
				);
			})}
			<td class={known && year.days > whole ? 'x over' : 'x'}>
				<b>{year.days}</b>
				{known && <span class="block">{t('plan.of_most', { most: whole })}</span>}
			</td>
		</tr>
	);
}

const awayWords = (away: number | null): string =>
	away === null ? t('plan.never') : t('plan.away', { count: away });

interface SchoolProps {
	row: Row;
	r: number;
	months: number[];
	now: number;
	first: number;
	moving?: Moving;
}
function School(props: SchoolProps) {
	const { row, r, months, now, first, moving } = props;
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
					<td
						key={m}
						class={`${cells.length ? '' : 'e'} ${m === now ? 'now' : ''}`}
						onDragOver={e => moving && e.preventDefault()}
						onDrop={e => {
							e.preventDefault();
							moving?.onDrop(e.dataTransfer?.getData('text/plain') ?? '', row.school.id, m);
						}}
					>
						{cells.map((cell, i) => (
							<CellLink
								key={cell.href}
								cell={cell}
								r={r}
								c={c + i / 10}
								first={r === first && i === 0 && c === months.findIndex(x => row.cells[x]?.length)}
								moving={moving}
							/>
						))}
					</td>
				);
			})}
			<td class="x">{row.count === 0 ? <b class="late">0</b> : row.count}</td>
		</tr>
	);
}

export function Matrix(props: {
	year: Year;
	start: number;
	limits: (number | null)[];
	moving?: Moving;
}) {
	const { year, start, limits, moving } = props;
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
				<Bars year={year} now={now} limits={limits} />
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
						moving={moving}
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
