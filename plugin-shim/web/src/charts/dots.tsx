/*
 * Quantile dotplot: the forecast as 20 equally likely outcomes, each a dot; those that reach the target
 * are filled. People count dots right where they misread a percentage.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { decimal } from '../growth.js';
import { t } from '../words.js';
import { linear, ticks, useWidth } from './scale.js';
import type { Sheet } from './sheet.js';

/** Normal quantiles of (i + 1/2) / 20, the lower ten from the middle outwards. */
const HALVES = [
	0.0627068, 0.1891184, 0.3186394, 0.4537622, 0.5977601, 0.755415, 0.9345893, 1.1503494, 1.4395315,
	1.959964,
];
const Z = [...HALVES.map(z => -z).reverse(), ...HALVES];
export const DOTS = Z.length;

export const outcomes = (forecast: number, se: number): number[] => Z.map(z => forecast + z * se);
export const reaching = (all: number[], target: number): number =>
	all.filter(v => v >= target).length;

interface Stack {
	at: number;
	of: number[];
}
/** Bins as wide as one dot is high, with an edge at the target: no bin stands on both sides. */
function stacks(all: number[], target: number, bin: number): Stack[] {
	const out = new Map<number, number[]>();
	for (const v of all) {
		const k = Math.floor((v - target) / bin + 1e-9);
		out.set(k, [...(out.get(k) ?? []), v]);
	}
	return [...out].map(([k, of]) => ({ at: target + (k + 0.5) * bin, of }));
}

export function Dots(p: {
	title: string;
	forecast: number;
	se: number;
	target: number;
	when: string;
}) {
	const [box, width] = useWidth();
	const all = outcomes(p.forecast, p.se);
	const bin = Math.max(p.se / 2, 1e-4);
	const low = Math.min(all[0] ?? 0, p.target) - bin;
	const high = Math.max(all[DOTS - 1] ?? 0, p.target) + bin;
	const wide = Math.min(width, 420);
	const x = linear({ from: low, to: high }, 16, wide - 16);
	const r = Math.min(9, Math.max(3, (x(bin) - x(0)) / 2 - 0.5));
	const piles = stacks(all, p.target, bin);
	const most = Math.max(...piles.map(s => s.of.length));
	const floor = 30 + most * (2 * r + 2);
	const height = floor + 40;
	const end = x(p.target) > wide - 50 ? 'e' : x(p.target) < 50 ? '' : 'm';
	return (
		<div ref={box} class="pic">
			{width > 0 && (
				<svg width={wide} height={height} viewBox={`0 0 ${wide} ${height}`} role="img">
					<title>{p.title}</title>
					<desc>
						{t('growth.dots_describe', {
							low: decimal(all[0] ?? 0, 2),
							high: decimal(all[DOTS - 1] ?? 0, 2),
							of: DOTS,
						})}
					</desc>
					<text class={`alt ${end}`} x={x(p.target)} y="12">
						{t('growth.target', { level: decimal(p.target) })}
					</text>
					<line class="tg" x1={x(p.target)} x2={x(p.target)} y1="18" y2={floor} />
					{piles.flatMap(s =>
						s.of.map((v, i) => (
							<circle
								key={v}
								class={v >= p.target ? 'dot' : 'hollow'}
								cx={x(s.at)}
								cy={floor - r - 2 - i * (2 * r + 2)}
								r={r}
							/>
						)),
					)}
					<line class="axis" x1="8" x2={wide - 8} y1={floor} y2={floor} />
					{ticks({ from: low, to: high }, 3).map(v => (
						<text key={v} class="m" x={x(v)} y={floor + 16}>
							{decimal(v, high - low < 0.5 ? 2 : 1)}
						</text>
					))}
					<text class="m" x={wide / 2} y={floor + 34}>
						{t('growth.dots_axis', { when: p.when })}
					</text>
				</svg>
			)}
		</div>
	);
}

export const dotsSheet = (name: string, forecast: number, se: number, target: number): Sheet => ({
	name,
	heads: [t('growth.dots_outcome'), t('growth.level'), t('growth.dots_target')],
	rows: outcomes(forecast, se).map((v, i) => [i + 1, v, t(v >= target ? 'yes' : 'no')]),
});
