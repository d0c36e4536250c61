/*
 * Execution of the plan in three pictures: stages, what waits longest and for whom, how the year fills.
 *
 * Each is or has a table with the same figures; the burn-up says its finding in its title.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { ROOT, withQuery } from '../api.js';
import { useWidth } from '../charts/scale.js';
import { shortDate } from '../format.js';
import type { Board, BoardRow, BurnUp } from '../types.js';
import { fullDate, monthLong, monthShort, t, word } from '../words.js';
import { Section } from './page.js';
import { State, StateGlyph } from './state.js';

/** The way of a day; what has gone back or aside stands last. */
const WAY = [
	'planned',
	'draft',
	'in_plan',
	'ordered',
	'announced',
	'running',
	'held',
	'analysed',
	'at_council',
	'considered',
	'approved',
	'closed',
	'postponed',
];

const Source = ({ board, year }: { board: Board; year: number }) => (
	<p class="src">
		<span>{t('execution.days', { count: total(board) })}</span>
		<span>{t('execution.as_of', { date: fullDate(board.as_of) })}</span>
		<a href={withQuery(`${ROOT}/control-board.csv`, { year })} download="control-board.csv">
			{t('execution.csv')}
		</a>
		<a href="/growth/method#execution">{t('growth.method')}</a>
	</p>
);
const total = (board: Board): number => board.stages.reduce((sum, s) => sum + s.count, 0);

function Stages({ board }: { board: Board }) {
	const most = Math.max(1, ...board.stages.map(s => s.count));
	const rows = board.stages
		.filter(s => WAY.includes(s.state))
		.sort((a, b) => WAY.indexOf(a.state) - WAY.indexOf(b.state));
	return (
		<table class="stages">
			<caption class="vh">{t('execution.stages')}</caption>
			<thead class="vh">
				<tr>
					<th scope="col">{t('execution.stage')}</th>
					<td />
					<th scope="col">{t('execution.count')}</th>
				</tr>
			</thead>
			<tbody>
				{rows.map(s => (
					<tr key={s.state}>
						<th scope="row">
							<span class="st">
								<StateGlyph state={s.state} /> {word('state.day', s.state)}
							</span>
						</th>
						<td aria-hidden="true">
							<span class="stage" style={{ width: `${(s.count / most) * 100}%` }}>
								<i style={{ width: `${(s.late / s.count) * 100}%` }} />
							</span>
						</td>
						<td>
							<b>{s.count}</b>
							{s.late > 0 && <span class="late"> {t('execution.late', { count: s.late })}</span>}
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

/** The last month that has begun. */
const nowOf = (months: BurnUp[]): BurnUp | undefined => months.filter(m => m.held !== null).at(-1);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function burnFinding(months: BurnUp[]): string {
	const now = nowOf(months);
	const whole = months.at(-1)?.planned ?? 0;
	if (!now) return t('execution.not_begun', { count: whole });
	return t('execution.finding', {
		month: capital(monthLong(`${now.month}-15`)),
		planned: now.planned,
		held: now.held ?? 0,
		approved: now.approved ?? 0,
		whole,
	});
}

type Line = 'planned' | 'held' | 'approved';
const LINES: [line: Line, look: string][] = [
	['planned', 'ln ctx dash'],
	['held', 'ln'],
	['approved', 'ln alt'],
];

function BurnPicture({ months }: { months: BurnUp[] }) {
	const [box, width] = useWidth();
	const height = 220;
	const edge = { left: 30, right: width - 96, top: 12, bottom: height - 24 };
	const most = Math.max(1, ...months.flatMap(m => [m.planned, m.held ?? 0]));
	const step = most > 40 ? 20 : most > 15 ? 10 : 5;
	const x = (i: number) => edge.left + (i / (months.length - 1)) * (edge.right - edge.left);
	const y = (n: number) => edge.bottom - (n / most) * (edge.bottom - edge.top);
	const ends = LINES.flatMap(([line]) => {
		const i = months.map(m => m[line] !== null).lastIndexOf(true);
		const n = months[i]?.[line];
		return i < 0 || n === null || n === undefined ? [] : [{ line, i, n }];
	});
	const path = (line: Line) =>
		months
			.flatMap((m, i) =>
				m[line] === null ? [] : [`${x(i).toFixed(1)},${y(m[line] ?? 0).toFixed(1)}`],
			)
			.map((p, i) => (i ? `L${p}` : `M${p}`))
			.join(' ');
	return (
		<div ref={box} class="fan">
			{width > 0 && (
				<svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img">
					<title>{t('execution.burn_up')}</title>
					<desc>{burnFinding(months)}</desc>
					{Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step).map(n => (
						<g key={n}>
							<line class="grid" x1={edge.left} x2={edge.right} y1={y(n)} y2={y(n)} />
							<text class="e" x={edge.left - 6} y={y(n) + 4}>
								{n}
							</text>
						</g>
					))}
					{LINES.map(([line, look]) => (
						<path key={line} class={look} d={path(line)} />
					))}
					{ends.map(({ line, i, n }) => (
						<text
							key={line}
							class="halo"
							x={x(i) + 6}
							y={
								y(n) + (line === 'approved' && Math.abs(n - (ends[1]?.n ?? 0)) * 10 < most ? 16 : 4)
							}
						>
							{t(`execution.line.${line}`, { n })}
						</text>
					))}
					<line class="axis" x1={edge.left} x2={edge.right} y1={edge.bottom} y2={edge.bottom} />
					{months.map((m, i) => (
						<text key={m.month} class="m" x={x(i)} y={height - 6}>
							{width > 460 || i % 3 === 0 ? monthShort(`${m.month}-15`) : ''}
						</text>
					))}
				</svg>
			)}
		</div>
	);
}

const BurnTable = ({ months }: { months: BurnUp[] }) => (
	<details class="mt2">
		<summary>{t('execution.as_table')}</summary>
		<table class="plain figures">
			<thead>
				<tr>
					<th scope="col">{t('execution.month')}</th>
					<th scope="col">{t('execution.planned')}</th>
					<th scope="col">{t('execution.held')}</th>
					<th scope="col">{t('execution.approved')}</th>
				</tr>
			</thead>
			<tbody>
				{months.map(m => (
					<tr key={m.month}>
						<th scope="row">{monthLong(`${m.month}-15`)}</th>
						<td>{m.planned}</td>
						<td>{m.held ?? '—'}</td>
						<td>{m.approved ?? '—'}</td>
					</tr>
				))}
			</tbody>
		</table>
	</details>
);

const SHOWN = 8;

function Ageing({ items }: { items: BoardRow[] }) {
	const [all, setAll] = useState(false);
	const rows = [...items].sort(
		(a, b) => (b.late_days ?? 0) - (a.late_days ?? 0) || b.waits - a.waits,
	);
	return (
		<>
			<table class="plain tstack">
				<thead>
					<tr>
						<th scope="col">{t('execution.day')}</th>
						<th scope="col">{t('execution.stage')}</th>
						<th scope="col">{t('execution.owner')}</th>
						<th scope="col">{t('execution.waits')}</th>
						<th scope="col">{t('execution.due')}</th>
					</tr>
				</thead>
				<tbody>
					{(all ? rows : rows.slice(0, SHOWN)).map(d => (
						<tr key={d.id}>
							<th scope="row">
								<a href={`/days/${d.id}`}>{d.organisation.name}</a>, {shortDate(d.held_on)}
							</th>
							<td>
								<State of="day" state={d.state} />
							</td>
							<td>{d.owner ?? '—'}</td>
							<td data-l={t('execution.waits_l')}>{t('execution.wait', { count: d.waits })}</td>
							<td class={(d.late_days ?? 0) > 0 ? 'late' : ''} data-l={t('execution.due_l')}>
								{d.due_on ? shortDate(d.due_on) : '—'}
								{(d.late_days ?? 0) > 0 && `, ${t('control.late', { count: d.late_days ?? 0 })}`}
							</td>
						</tr>
					))}
				</tbody>
			</table>
			{!all && rows.length > SHOWN && (
				<p class="mt3">
					<button type="button" class="btn quiet" onClick={() => setAll(true)}>
						{t('execution.more', { count: rows.length - SHOWN })}
					</button>
				</p>
			)}
		</>
	);
}

export function Execution({ board, year }: { board: Board; year: number }) {
	if (total(board) === 0) return null;
	return (
		<>
			<div class="cols half mt5">
				<Section id="stages" title={t('execution.stages')}>
					<Stages board={board} />
					<Source board={board} year={year} />
				</Section>
				<Section id="burn-up" title={burnFinding(board.burn_up)}>
					<BurnPicture months={board.burn_up} />
					<BurnTable months={board.burn_up} />
					<Source board={board} year={year} />
				</Section>
			</div>
			{board.items.length > 0 && (
				<Section id="ageing" title={t('execution.ageing')}>
					<Ageing items={board.items} />
					<Source board={board} year={year} />
				</Section>
			)}
		</>
	);
}
