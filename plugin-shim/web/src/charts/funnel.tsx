/*
 * Funnel plot: schools by what was seen in two school years and by how many visits stand behind it, with
 * the limits that 95 and 99.8 % of usual schools keep to. Fewer visits, wider limits: nobody stands out
 * for having been seen seldom. There is no order of schools in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { decimal, type Extent } from '../growth.js';
import type { GrowthSeen, Ref } from '../types.js';
import { number, t } from '../words.js';
import { dodge, linear, ticks, useWidth } from './scale.js';
import type { Sheet } from './sheet.js';

export interface Standing {
	school: Ref;
	seen: GrowthSeen;
	/** inside both limits, beyond the inner, beyond the outer one */
	where: 'inside' | 'outer' | 'beyond';
}
const INNER = 1.959964;
const OUTER = 3.090232;

export const half = (district: GrowthSeen, n: number, z: number): number =>
	z * Math.sqrt((district.spread ?? 0) ** 2 + (district.sd ?? 0) ** 2 / n);

export function standings(
	schools: { school: Ref; seen: GrowthSeen | null | undefined }[],
	district: GrowthSeen,
): Standing[] {
	return schools.flatMap(({ school, seen }) => {
		if (!seen) return [];
		const away = Math.abs(seen.value - district.value);
		const where =
			away > half(district, seen.n, OUTER)
				? 'beyond'
				: away > half(district, seen.n, INNER)
					? 'outer'
					: 'inside';
		return [{ school, seen, where }];
	});
}

/** The limits reach as far as the picture: from the fewest visits they are drawn at. */
function curve(
	d: GrowthSeen,
	z: number,
	most: number,
	x: (n: number) => number,
	y: (v: number) => number,
): string {
	const points = Array.from({ length: 60 }, (_, i) => 3 + ((most - 3) * i) / 59);
	return points
		.map((n, i) => `${i ? 'L' : 'M'}${x(n).toFixed(1)},${y(d.value + half(d, n, z)).toFixed(1)}`)
		.join(' ');
}

interface Axes {
	x: (n: number) => number;
	y: (v: number) => number;
	left: number;
	right: number;
	bottom: number;
}

function Limits({ d, most, a }: { d: GrowthSeen; most: number; a: Axes }) {
	const lines = [
		{ by: half(d, most, OUTER), words: `${decimal(99.8)} %` },
		{ by: half(d, most, INNER), words: '95 %' },
		{ by: 0, words: t('growth.funnel_district', { level: decimal(d.value) }) },
	];
	const at = dodge(
		lines.map(l => a.y(d.value + l.by) - 7),
		lines.map(() => 14),
		0,
		a.bottom,
	);
	return (
		<>
			{lines.map((l, i) => (
				<text key={l.words} x={a.right + 4} y={(at[i] ?? 0) + 11}>
					{l.words}
				</text>
			))}
		</>
	);
}

/** Names of those outside, to the side that has room, none over another. */
function Names({ outside, a }: { outside: Standing[]; a: Axes }) {
	const middle = (a.left + a.right) / 2;
	const sides = [true, false].map(left => {
		const side = outside.filter(s => a.x(s.seen.n) > middle === left);
		const at = dodge(
			side.map(s => a.y(s.seen.value) - 7),
			side.map(() => 14),
			0,
			a.bottom,
		);
		return side.map((s, i) => (
			<text
				key={s.school.id}
				class={left ? 'k halo e' : 'k halo'}
				x={a.x(s.seen.n) + (left ? -9 : 9)}
				y={(at[i] ?? 0) + 11}
			>
				{s.school.name}
			</text>
		));
	});
	return <>{sides}</>;
}

export function Funnel(p: {
	all: Standing[];
	district: GrowthSeen;
	extent: Extent;
	title: string;
}) {
	const { all, district: d } = p;
	const [box, width] = useWidth();
	const height = width < 500 ? 300 : 340;
	const a = { left: 34, right: width - (width < 500 ? 52 : 64), bottom: height - 40 };
	const most = Math.max(10, ...all.map(s => s.seen.n)) * 1.08;
	const x = linear({ from: 0, to: most }, a.left, a.right);
	const scaled = linear(p.extent, a.bottom, 8);
	const y = (v: number) => scaled(Math.min(p.extent.to, Math.max(p.extent.from, v)));
	const axes = { ...a, x, y };
	const below = (v: number) => y(2 * d.value - v);
	return (
		<div ref={box} class="pic">
			{width > 0 && (
				<svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img">
					<title>{p.title}</title>
					<desc>{describe(all)}</desc>
					{ticks(p.extent).map(v => (
						<g key={v}>
							<line class="grid" x1={a.left} x2={a.right} y1={y(v)} y2={y(v)} />
							<text class="e" x={a.left - 8} y={y(v) + 4}>
								{decimal(v)}
							</text>
						</g>
					))}
					{[INNER, OUTER].map(z =>
						[y, below].map(side => (
							<path
								key={`${z} ${side === y}`}
								class={z === INNER ? 'ctx dash' : 'ctx'}
								d={curve(d, z, most, x, side)}
							/>
						)),
					)}
					<line class="ctx" x1={a.left} x2={a.right} y1={y(d.value)} y2={y(d.value)} />
					<Limits d={d} most={most} a={axes} />
					{all.map(s => (
						<circle
							key={s.school.id}
							class={s.where === 'inside' ? 'dot school' : 'alt school'}
							data-school={s.school.id}
							cx={x(s.seen.n)}
							cy={y(s.seen.value)}
							r={s.where === 'inside' ? 4 : 5.5}
						>
							<title>
								{t('growth.funnel_says', {
									name: s.school.name,
									level: decimal(s.seen.value, 2),
									n: s.seen.n,
								})}
							</title>
						</circle>
					))}
					<Names outside={all.filter(s => s.where !== 'inside')} a={axes} />
					<line class="axis" x1={a.left} x2={a.right} y1={a.bottom} y2={a.bottom} />
					{ticks({ from: 0, to: most }, width < 500 ? 4 : 6).map(n => (
						<text key={n} class="m" x={x(n)} y={a.bottom + 16}>
							{number(n)}
						</text>
					))}
					<text class="m" x={(a.left + a.right) / 2} y={height - 6}>
						{t('growth.funnel_axis')}
					</text>
				</svg>
			)}
		</div>
	);
}

function describe(all: Standing[]): string {
	const out = all.filter(s => s.where !== 'inside');
	return out.length === 0
		? t('growth.funnel_none')
		: out
				.map(s =>
					t('growth.funnel_says', {
						name: s.school.name,
						level: decimal(s.seen.value, 2),
						n: s.seen.n,
					}),
				)
				.join('; ');
}

/** Schools in the order they came in, that of their names. */
export const funnelSheet = (name: string, all: Standing[], d: GrowthSeen): Sheet => ({
	name,
	heads: [
		t('growth.school'),
		t('growth.visits_h'),
		t('growth.funnel_mean'),
		t('growth.funnel_low95'),
		t('growth.funnel_high95'),
		t('growth.funnel_low998'),
		t('growth.funnel_high998'),
		t('growth.says'),
	],
	rows: all.map(({ school, seen, where }) => [
		school.name,
		seen.n,
		seen.value,
		d.value - half(d, seen.n, INNER),
		d.value + half(d, seen.n, INNER),
		d.value - half(d, seen.n, OUTER),
		d.value + half(d, seen.n, OUTER),
		t(`growth.funnel_${where}`),
	]),
});
