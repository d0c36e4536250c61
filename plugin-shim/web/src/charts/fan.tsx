/*
 * Fan chart: the line, where it lies in 5 and in 9 cases of 10, its forecast, dashed, and what was seen:
 * the mean of each school year with its number of visits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { decimal, describe, type Extent, HALF, NINE, split } from '../growth.js';
import type { GrowthCell, GrowthPoint, GrowthSeen } from '../types.js';
import { fullDate, monthShort, number, t } from '../words.js';
import { linear, ticks, useWidth } from './scale.js';
import type { Sheet } from './sheet.js';

const time = (iso: string): number => Date.parse(`${iso}T00:00:00Z`);
const label = (iso: string): string => `${monthShort(iso)} ${iso.slice(0, 4)}`;
export const schoolYear = (y: number): string => `${y}/${String(y + 1).slice(2)}`;

interface Scales {
	x: (at: number) => number;
	y: (value: number) => number;
}

const path = (points: GrowthPoint[], s: Scales): string =>
	points
		.map((p, i) => `${i ? 'L' : 'M'}${s.x(time(p.on)).toFixed(1)},${s.y(p.value).toFixed(1)}`)
		.join(' ');

function band(points: GrowthPoint[], half: number, s: Scales): string {
	const up = points.map(p => ({ ...p, value: p.value + half * p.sd }));
	const down = points.map(p => ({ ...p, value: p.value - half * p.sd })).reverse();
	return `${path(up, s)} ${path(down, s).replace('M', 'L')}Z`;
}

/** The middle of the part of a school year that the data reach into. */
function middle(year: number, first: string, now: string): number {
	const from = Math.max(time(`${year}-09-01`), time(first));
	const to = Math.min(time(`${year + 1}-08-31`), time(now));
	return (from + Math.max(from, to)) / 2;
}

interface FanProps {
	name: string;
	cell: GrowthCell;
	asOf: string;
	extent: Extent;
	target: number;
	/** days on which a rubric gave way to another at once */
	breaks?: string[] | undefined;
}

/** The line isn't measured across these. */
const Breaks = (p: { all: string[]; s: Scales; first: string; top: number; bottom: number }) => (
	<>
		{p.all
			.filter(on => on > p.first)
			.map(on => (
				<g key={on}>
					<line class="brk" x1={p.s.x(time(on))} x2={p.s.x(time(on))} y1={p.top} y2={p.bottom} />
					<text class="m halo" x={p.s.x(time(on))} y={p.top + 4}>
						{t('growth.break_mark')}
					</text>
				</g>
			))}
	</>
);

const Grid = (p: { s: Scales; extent: Extent; from: number; to: number }) => (
	<>
		{ticks(p.extent).map(v => (
			<g key={v}>
				<line class="grid" x1={p.from} x2={p.to} y1={p.s.y(v)} y2={p.s.y(v)} />
				<text class="e" x={p.from - 8} y={p.s.y(v) + 4}>
					{decimal(v)}
				</text>
			</g>
		))}
	</>
);

/** Dots, and the number of visits of each along the bottom, where nothing else stands. */
const Seen = (p: {
	s: Scales;
	years: GrowthSeen[];
	first: string;
	now: string;
	bottom: number;
}) => (
	<>
		{p.years.map(y => {
			const x = p.s.x(middle(y.year, p.first, p.now));
			return (
				<g key={y.year} class="seen" data-year={y.year}>
					<circle cx={x} cy={p.s.y(y.value)} r="4" />
					<text class="m halo" x={x} y={p.bottom - 5}>
						{number(y.n)}
					</text>
				</g>
			);
		})}
	</>
);

/** What stands at the right end: the forecast and the target, one above the other. */
function Ends(p: { s: Scales; right: number; ahead: GrowthPoint | undefined; target: number }) {
	const at = p.s.y(p.target);
	const ahead = p.ahead && p.s.y(p.ahead.value);
	const close = ahead !== undefined && Math.abs(at - ahead) < 15;
	return (
		<>
			{p.ahead && ahead !== undefined && (
				<text class="main" x={p.right + 8} y={ahead + 4}>
					{t('growth.forecast_short', { level: decimal(p.ahead.value) })}
				</text>
			)}
			<text class="alt" x={p.right + 8} y={close ? ahead + (at < ahead ? -11 : 19) : at + 4}>
				{t('growth.target', { level: decimal(p.target) })}
			</text>
		</>
	);
}

export function Fan({ name, cell, asOf, extent, target, breaks = [] }: FanProps) {
	const [box, width] = useWidth();
	const height = width < 500 ? 240 : 280;
	const { past, ahead } = split(cell.line ?? [], asOf);
	const [first, now] = [past[0], past[past.length - 1]];
	if (!first || !now) return null;
	const edge = { left: 34, right: width - (width < 500 ? 82 : 104), top: 12, bottom: height - 24 };
	const last = ahead ?? now;
	const across = linear({ from: time(first.on), to: time(last.on) }, edge.left, edge.right);
	const up = linear(extent, edge.bottom, edge.top);
	const s: Scales = { x: across, y: v => up(Math.min(extent.to, Math.max(extent.from, v))) };
	const all = ahead ? [...past, ahead] : past;
	const near = ahead && s.x(time(ahead.on)) - s.x(time(now.on)) < 64;
	const shown = [first, ...(near ? [] : [now]), ...(ahead ? [ahead] : [])];
	return (
		<div ref={box} class="pic">
			{width > 0 && (
				<svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img">
					<title>{name}</title>
					<desc>{describe(cell, asOf)}</desc>
					<path class="b90" d={band(all, NINE, s)} />
					<path class="b50" d={band(all, HALF, s)} />
					<Grid s={s} extent={extent} from={edge.left} to={edge.right} />
					<line class="tg" x1={edge.left} x2={edge.right} y1={s.y(target)} y2={s.y(target)} />
					<Breaks all={breaks} s={s} first={first.on} top={edge.top} bottom={edge.bottom} />
					<path class="ln" d={path(past, s)} />
					{ahead && <path class="ln dash" d={path([now, ahead], s)} />}
					<Seen
						s={s}
						years={cell.observed?.years ?? []}
						first={first.on}
						now={now.on}
						bottom={edge.bottom}
					/>
					<circle class="dot" cx={s.x(time(now.on))} cy={s.y(now.value)} r="4.5" />
					<text class="k halo e" x={s.x(time(now.on)) + 14} y={s.y(now.value + NINE * now.sd) - 7}>
						{t('growth.now', { level: decimal(now.value) })}
					</text>
					<Ends s={s} right={edge.right} ahead={ahead} target={target} />
					<line class="axis" x1={edge.left} x2={edge.right} y1={edge.bottom} y2={edge.bottom} />
					{shown.map((p, i) => (
						<text
							key={p.on}
							class={i === 0 ? '' : 'm'}
							x={i === 0 ? edge.left : s.x(time(p.on))}
							y={height - 6}
						>
							{label(p.on)}
						</text>
					))}
				</svg>
			)}
		</div>
	);
}

/** Every point of the line with its bands, then what was seen in each school year. */
export function fanSheet(name: string, cell: GrowthCell, asOf: string): Sheet {
	const inside = (v: number) => Math.min(4, Math.max(1, v));
	return {
		name,
		heads: [
			t('growth.date'),
			t('growth.level'),
			t('growth.from_nine'),
			t('growth.to_nine'),
			t('growth.from_half'),
			t('growth.to_half'),
			t('growth.visits_h'),
		],
		rows: [
			...(cell.line ?? []).map(p => [
				fullDate(p.on) + (p.on > asOf ? `, ${t('growth.forecast')}` : ''),
				p.value,
				inside(p.value - NINE * p.sd),
				inside(p.value + NINE * p.sd),
				inside(p.value - HALF * p.sd),
				inside(p.value + HALF * p.sd),
				null,
			]),
			...(cell.observed?.years ?? []).map(y => [
				t('growth.seen_in', { year: schoolYear(y.year) }),
				y.value,
				null,
				null,
				null,
				null,
				y.n,
			]),
		],
	};
}
