/*
 * One figure on a scale: the estimate as a dot, where it truly is in 9 cases of 10 as a band, a stroke
 * for what it is compared with. Without a figure the scale stays empty: neither high nor low.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Extent } from '../growth.js';
import { linear, useWidth } from './scale.js';

interface TrackProps {
	extent: Extent;
	ticks: number[];
	tick: (v: number) => string;
	/** what the picture says, for who doesn't see it */
	label: string;
	value?: number | null | undefined;
	low?: number | null | undefined;
	high?: number | null | undefined;
	/** level of the district, zero, what was expected */
	mark?: number | null | undefined;
	/** a figure to compare with, not a finding */
	pale?: boolean;
	/** an amount: a bar from the scale's beginning instead of a dot */
	bar?: boolean;
}

export function Track(p: TrackProps) {
	const [box, width] = useWidth();
	const across = linear(p.extent, 10, width - 10);
	const x = (v: number) => across(Math.min(p.extent.to, Math.max(p.extent.from, v)));
	const known = p.value !== null && p.value !== undefined;
	return (
		<div ref={box}>
			{width > 0 && (
				<svg width={width} height="34" viewBox={`0 0 ${width} 34`} role="img" aria-label={p.label}>
					<line class="rail" x1={x(p.extent.from)} x2={x(p.extent.to)} y1="12" y2="12" />
					{known && p.bar && (
						<line class="bar" x1={x(p.extent.from)} x2={x(p.value ?? 0)} y1="12" y2="12" />
					)}
					{known && typeof p.low === 'number' && typeof p.high === 'number' && (
						<line class="span" x1={x(p.low)} x2={x(p.high)} y1="12" y2="12" />
					)}
					{typeof p.mark === 'number' && (
						<line class="tg" x1={x(p.mark)} x2={x(p.mark)} y1="3" y2="21" />
					)}
					{known && !p.bar && (
						<circle class={p.pale ? 'hollow' : 'dot'} cx={x(p.value ?? 0)} cy="12" r="5.5" />
					)}
					{p.ticks.map(v => (
						<text
							key={v}
							class={v === p.extent.from ? '' : v === p.extent.to ? 'e' : 'm'}
							x={v === p.extent.from ? x(v) - 3 : v === p.extent.to ? x(v) + 3 : x(v)}
							y="33"
						>
							{p.tick(v)}
						</text>
					))}
				</svg>
			)}
		</div>
	);
}

/** What all figures need together, and zero in it: for changes and severities side by side. */
export function aroundZero(all: (number | null | undefined)[]): Extent {
	const most = Math.max(0.1, ...all.map(v => Math.abs(v ?? 0)));
	const end = Math.ceil(most * 10) / 10;
	return { from: -end, to: end };
}
