/*
 * Fan chart: the line, where it lies in 5 and in 9 cases of 10, and its forecast, dashed.
 *
 * Drawn at the real width, so text never shrinks on a phone. The words beside it say the same; the
 * figures stand in a table that opens below.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { decimal, describe, type Extent, HALF, NINE } from '../growth.js';
import type { GrowthPoint } from '../types.js';
import { fullDate, monthShort, t } from '../words.js';

/** The width that the element really has. */
export function useWidth(): [{ current: HTMLDivElement | null }, number] {
	const box = useRef<HTMLDivElement>(null);
	const [width, setWidth] = useState(0);
	useEffect(() => {
		const look = () => setWidth(Math.floor(box.current?.clientWidth ?? 0));
		const watch = new ResizeObserver(look);
		if (box.current) watch.observe(box.current);
		look();
		return () => watch.disconnect();
	}, []);
	return [box, width];
}

const time = (iso: string): number => Date.parse(`${iso}T00:00:00Z`);
const label = (iso: string): string => `${monthShort(iso)} ${iso.slice(0, 4)}`;

interface Scales {
	x: (iso: string) => number;
	y: (value: number) => number;
}

function path(points: GrowthPoint[], s: Scales): string {
	return points
		.map((p, i) => `${i ? 'L' : 'M'}${s.x(p.on).toFixed(1)},${s.y(p.value).toFixed(1)}`)
		.join(' ');
}
function band(points: GrowthPoint[], half: number, s: Scales): string {
	const up = points.map(p => ({ ...p, value: p.value + half * p.sd }));
	const down = points.map(p => ({ ...p, value: p.value - half * p.sd })).reverse();
	return `${path(up, s)} ${path(down, s).replace('M', 'L')}Z`;
}

function ticks(e: Extent): number[] {
	const step = e.to - e.from > 1.2 ? 0.5 : 0.2;
	const out = [];
	for (let i = Math.ceil(e.from / step - 1e-9); i * step <= e.to + 1e-9; i++) out.push(i * step);
	return out;
}

interface FanProps {
	name: string;
	line: GrowthPoint[];
	extent: Extent;
	target?: number;
	/** a small multiple: no labels on the line */
	small?: boolean;
}

export function Fan({ name, line, extent, target, small }: FanProps) {
	const [box, width] = useWidth();
	const height = small ? 112 : 280;
	const right = small ? 8 : width < 500 ? 74 : 110;
	const edge = { left: 34, right: width - right, top: 12, bottom: height - 24 };
	const first = line[0];
	const now = line[line.length - 2];
	const ahead = line[line.length - 1];
	if (!first || !now || !ahead) return null;
	const s: Scales = {
		x: iso =>
			edge.left +
			((time(iso) - time(first.on)) / (time(ahead.on) - time(first.on))) * (edge.right - edge.left),
		y: v =>
			edge.bottom -
			((Math.min(4, Math.max(1, v)) - extent.from) / (extent.to - extent.from)) *
				(edge.bottom - edge.top),
	};
	const shown = small ? [first, ahead] : [first, now, ahead];
	return (
		<div ref={box} class="fan">
			{width > 0 && (
				<svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img">
					<title>{name}</title>
					<desc>{describe(line)}</desc>
					{ticks(extent).map(v => (
						<g key={v}>
							<line class="grid" x1={edge.left} x2={edge.right} y1={s.y(v)} y2={s.y(v)} />
							<text class="e" x={edge.left - 8} y={s.y(v) + 4}>
								{decimal(v)}
							</text>
						</g>
					))}
					<path class="b90" d={band(line, NINE, s)} />
					<path class="b50" d={band(line, HALF, s)} />
					{target !== undefined && target > extent.from && target < extent.to && (
						<line class="tg" x1={edge.left} x2={edge.right} y1={s.y(target)} y2={s.y(target)} />
					)}
					<path class="ln" d={path(line.slice(0, -1), s)} />
					<path class="ln dash" d={path([now, ahead], s)} />
					<circle class="dot" cx={s.x(now.on)} cy={s.y(now.value)} r={small ? 3 : 4.5} />
					{!small && (
						<>
							<text class="k halo e" x={s.x(now.on) - 6} y={s.y(now.value) - 12}>
								{t('growth.now', { level: decimal(now.value) })}
							</text>
							<text class="main" x={edge.right + 8} y={s.y(ahead.value) + 4}>
								{t('growth.forecast_short', { level: decimal(ahead.value) })}
							</text>
							{target !== undefined &&
								target > extent.from &&
								target < extent.to &&
								Math.abs(s.y(target) - s.y(ahead.value)) > 16 && (
									<text class="alt" x={edge.right + 8} y={s.y(target) + 4}>
										{t('growth.target', { level: decimal(target) })}
									</text>
								)}
						</>
					)}
					<line class="axis" x1={edge.left} x2={edge.right} y1={edge.bottom} y2={edge.bottom} />
					{shown
						.filter((p, i) => i !== 1 || small || s.x(ahead.on) - s.x(p.on) > 64)
						.map(p => (
							<text
								key={p.on}
								class={p === first ? '' : p === ahead && small ? 'e' : 'm'}
								x={s.x(p.on)}
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

export const FanTable = ({ line }: { line: GrowthPoint[] }) => (
	<details class="mt2">
		<summary>{t('growth.as_table')}</summary>
		{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by the keyboard too */}
		<div class="tscroll" tabIndex={0}>
			<table class="plain">
				<thead>
					<tr>
						<th scope="col">{t('growth.date')}</th>
						<th scope="col">{t('growth.level')}</th>
						<th scope="col">{t('growth.nine_of_ten')}</th>
					</tr>
				</thead>
				<tbody>
					{line.map((p, i) => (
						<tr key={p.on}>
							<th scope="row">
								{fullDate(p.on)}
								{i === line.length - 1 && `, ${t('growth.forecast')}`}
							</th>
							<td>{decimal(p.value, 2)}</td>
							<td>
								{decimal(Math.max(1, p.value - NINE * p.sd), 2)}–
								{decimal(Math.min(4, p.value + NINE * p.sd), 2)}
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	</details>
);
