/*
 * A small multiple: the change since the first visit, from 0, with its bands. As a growth is one straight
 * line, its change at any day is growth x years, and so are the bands. All small multiples of a page
 * share one scale.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { type Extent, HALF, NINE, signed } from '../growth.js';
import type { GrowthCell } from '../types.js';
import { monthShort, t } from '../words.js';
import { linear, ticks, useWidth } from './scale.js';

export interface Change {
	value: number;
	sd: number;
	from: string;
	to: string;
}

const YEAR = 365.25 * 86_400_000;

/** Nothing without a line: then too little is known to draw. */
export function change(cell: GrowthCell, asOf: string): Change | null {
	const first = cell.line?.[0];
	const g = cell.growth;
	if (!first || !g?.enough || g.value === undefined) return null;
	const years = (Date.parse(asOf) - Date.parse(first.on)) / YEAR;
	const sd = ((g.high ?? 0) - (g.low ?? 0)) / (2 * NINE);
	return { value: g.value * years, sd: sd * years, from: first.on, to: asOf };
}

export function changeExtent(all: (Change | null)[]): Extent {
	const most = Math.max(0.1, ...all.flatMap(c => (c ? [Math.abs(c.value) + NINE * c.sd] : [])));
	const end = Math.ceil(most * 10) / 10;
	return { from: -end, to: end };
}

export function ChangeLine({ name, of, extent }: { name: string; of: Change; extent: Extent }) {
	const [box, width] = useWidth();
	const height = 112;
	const edge = { left: 38, right: width - 8, top: 8, bottom: height - 22 };
	const y = linear(extent, edge.bottom, edge.top);
	const wedge = (half: number) =>
		`M${edge.left},${y(0)} L${edge.right},${y(of.value + half * of.sd)} L${edge.right},${y(of.value - half * of.sd)}Z`;
	const label = (iso: string) =>
		width > 170 ? `${monthShort(iso)} ${iso.slice(0, 4)}` : iso.slice(0, 4);
	return (
		<div ref={box} class="pic">
			{width > 0 && (
				<svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img">
					<title>{name}</title>
					<desc>
						{t('growth.change_describe', {
							by: signed(of.value),
							low: signed(of.value - NINE * of.sd),
							high: signed(of.value + NINE * of.sd),
						})}
					</desc>
					{ticks(extent, 4).map(v => (
						<g key={v}>
							<line
								class={Math.abs(v) < 1e-9 ? 'axis' : 'grid'}
								x1={edge.left}
								x2={edge.right}
								y1={y(v)}
								y2={y(v)}
							/>
							<text class="e" x={edge.left - 6} y={y(v) + 4}>
								{Math.abs(v) < 1e-9 ? '0' : signed(v, 1)}
							</text>
						</g>
					))}
					<path class="b90" d={wedge(NINE)} />
					<path class="b50" d={wedge(HALF)} />
					<line class="ln" x1={edge.left} x2={edge.right} y1={y(0)} y2={y(of.value)} />
					<circle class="dot" cx={edge.right} cy={y(of.value)} r="3" />
					<text x={edge.left} y={height - 5}>
						{label(of.from)}
					</text>
					<text class="e" x={edge.right} y={height - 5}>
						{label(of.to)}
					</text>
				</svg>
			)}
		</div>
	);
}
