/*
 * Slope chart: the level of each competence a year ago and now. Up and down only where the server says
 * so with probability 0.9; all else is a grey "=", which means "no change seen", not "no change".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { competenceName, decimal, trend } from '../growth.js';
import type { Competence, GrowthCell } from '../types.js';
import { fullDate, t } from '../words.js';
import { dodge, linear, useWidth, wrap } from './scale.js';
import type { Sheet } from './sheet.js';

export interface Slope {
	competence: Competence;
	cell: GrowthCell;
	before: number;
	now: number;
}

/** Competences whose growth is known well enough, in the order of the framework. */
export const slopes = (all: { competence: Competence; cell: GrowthCell }[]): Slope[] =>
	all.flatMap(({ competence, cell }) => {
		const { level, growth } = cell;
		if (!level?.enough || !growth?.enough) return [];
		const now = level.value ?? 0;
		return [{ competence, cell, before: now - (growth.value ?? 0), now }];
	});

export const yearBefore = (iso: string): string =>
	`${Number(iso.slice(0, 4)) - 1}${iso.slice(4)}`.replace('02-29', '02-28');

const LINE = 15;
interface Labels {
	left: number[];
	right: number[];
	lines: string[][];
}
function place(all: Slope[], y: (v: number) => number, room: number, height: number): Labels {
	const lines = all.map(s => {
		const tr = trend(s.cell.growth);
		return wrap(`${decimal(s.now, 2)} ${tr.mark} ${competenceName(s.competence)}`, room);
	});
	const right = dodge(
		all.map(s => y(s.now) - LINE / 2),
		lines.map(l => l.length * LINE + 2),
		18,
		height,
	);
	const left = dodge(
		all.map(s => y(s.before) - LINE / 2),
		all.map(() => LINE),
		18,
		height,
	);
	return { left, right, lines };
}

export function Slopes({ all, asOf, title }: { all: Slope[]; asOf: string; title: string }) {
	const [box, width] = useWidth();
	const room = Math.min(260, width * 0.56);
	const from = 44;
	const to = Math.max(from + 40, Math.min(width - room, 360));
	const values = all.flatMap(s => [s.before, s.now]);
	const height = Math.max(180, all.length * 2.4 * LINE + 40);
	const y = linear(
		{ from: Math.min(...values) - 0.05, to: Math.max(...values) + 0.05 },
		height - 16,
		32,
	);
	const at = place(all, y, room - 12, height);
	return (
		<div ref={box} class="pic">
			{width > 0 && (
				<svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img">
					<title>{title}</title>
					<desc>
						{all
							.map(s =>
								t('growth.slope_says', {
									name: competenceName(s.competence),
									before: decimal(s.before, 2),
									now: decimal(s.now, 2),
									words: trend(s.cell.growth).words,
								}),
							)
							.join(' ')}
					</desc>
					<text class="m" x={from} y="12">
						{yearBefore(asOf).slice(0, 4)}
					</text>
					<text class="m" x={to} y="12">
						{asOf.slice(0, 4)}
					</text>
					<line class="grid" x1={from} x2={from} y1="20" y2={height} />
					<line class="grid" x1={to} x2={to} y1="20" y2={height} />
					{all.map((s, i) => {
						const kind = trend(s.cell.growth).kind || 'even';
						return (
							<g key={s.competence.id} class={`slope ${kind}`} data-kind={kind}>
								<line x1={from} x2={to} y1={y(s.before)} y2={y(s.now)} />
								<circle cx={from} cy={y(s.before)} r="3.5" />
								<circle cx={to} cy={y(s.now)} r="3.5" />
								<text class="e" x={from - 8} y={(at.left[i] ?? 0) + 12}>
									{decimal(s.before, 2)}
								</text>
								{at.lines[i]?.map((words, k) => (
									<text key={words} x={to + 10} y={(at.right[i] ?? 0) + 12 + k * LINE}>
										{words}
									</text>
								))}
							</g>
						);
					})}
				</svg>
			)}
		</div>
	);
}

export const slopesSheet = (all: Slope[], asOf: string): Sheet => ({
	name: t('growth.slope_file'),
	heads: [
		t('growth.competence'),
		fullDate(yearBefore(asOf)),
		fullDate(asOf),
		t('growth.change'),
		t('growth.from_nine'),
		t('growth.to_nine'),
		t('growth.says'),
		t('growth.visits_h'),
	],
	rows: all.map(s => [
		competenceName(s.competence),
		s.before,
		s.now,
		s.cell.growth?.value ?? null,
		s.cell.growth?.low ?? null,
		s.cell.growth?.high ?? null,
		trend(s.cell.growth).words,
		s.cell.n,
	]),
});
