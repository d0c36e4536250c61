/*
 * Where a level lies on the scale 1-4: the estimate as a dot, where it truly is in 9 cases of 10 as a
 * band, the district as a stroke. Without enough visits the scale stays empty: neither high nor low.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { decimal, lacking, visits } from '../growth.js';
import type { GrowthCell, GrowthFigure, GrowthHead } from '../types.js';
import { t } from '../words.js';
import { useWidth } from './fan.js';

interface Props {
	name: string;
	cell: GrowthCell | undefined;
	district: GrowthFigure | undefined;
	head: GrowthHead;
}

export function LevelRow({ name, cell, district, head }: Props) {
	const [box, width] = useWidth();
	const level = cell?.level;
	const inside = (v: number) => Math.min(4, Math.max(1, v));
	const x = (v: number) => 8 + ((inside(v) - 1) / 3) * (width - 16);
	const known = level?.enough && level.value !== undefined;
	const words = known
		? t('growth.level_words', {
				level: decimal(level.value ?? 0),
				low: decimal(inside(level.low ?? 0)),
				high: decimal(inside(level.high ?? 0)),
			})
		: lacking(level, head);
	return (
		<li class="lvl">
			<div>
				<h3>{name}</h3>
				<span class="muted small">{visits(cell?.n ?? 0)}</span>
			</div>
			<div ref={box}>
				{width > 0 && (
					<svg
						width={width}
						height="34"
						viewBox={`0 0 ${width} 34`}
						role="img"
						aria-label={`${name}: ${words}`}
					>
						<line class="rail" x1={x(1)} x2={x(4)} y1="12" y2="12" />
						{known && (
							<>
								<line class="span" x1={x(level.low ?? 1)} x2={x(level.high ?? 4)} y1="12" y2="12" />
								<circle class="dot" cx={x(level.value ?? 1)} cy="12" r="5.5" />
							</>
						)}
						{district?.enough && district.value !== undefined && (
							<line class="tg" x1={x(district.value)} x2={x(district.value)} y1="3" y2="21" />
						)}
						{[1, 2, 3, 4].map(v => (
							<text key={v} class="m" x={x(v)} y="33">
								{v}
							</text>
						))}
					</svg>
				)}
			</div>
			<p class="small">{words}</p>
		</li>
	);
}
