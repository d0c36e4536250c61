/*
 * Where a level lies on the scale 1-4: the estimate as a dot, where it truly is in 9 cases of 10 as a
 * band, the district as a stroke. Without enough visits the scale stays empty: neither high nor low.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { Track } from '../charts/track.js';
import { decimal, lacking, visits } from '../growth.js';
import type { GrowthCell, GrowthFigure, GrowthHead } from '../types.js';
import { t } from '../words.js';

interface Props {
	name: string;
	cell: GrowthCell | undefined;
	district: GrowthFigure | undefined;
	head: GrowthHead;
}

export function LevelRow({ name, cell, district, head }: Props) {
	const level = cell?.level;
	const inside = (v: number) => Math.min(4, Math.max(1, v));
	const words =
		level?.enough && level.value !== undefined
			? t('growth.level_words', {
					level: decimal(level.value),
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
			<Track
				extent={{ from: 1, to: 4 }}
				ticks={[1, 2, 3, 4]}
				tick={String}
				label={`${name}: ${words}`}
				value={level?.enough ? level.value : null}
				low={level?.low}
				high={level?.high}
				mark={district?.enough ? district.value : null}
			/>
			<p class="small">{words}</p>
		</li>
	);
}
