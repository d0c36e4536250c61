/*
 * Levels of a criterion as lines of text and back: "2: частично — учитель называет цель сам".
 *
 * Pure, so that both directions are tested together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { SourceItem } from './types.js';

export const levelLines = (item: SourceItem): string =>
	item.points
		.map((p, i) => {
			const label = item.labels?.[i] ?? '';
			const looks = item.descriptors?.[i] ?? '';
			return `${p}:${label ? ` ${label}` : ''}${looks ? ` — ${looks}` : ''}`;
		})
		.join('\n');

/** Lines that say nothing are passed over; words that no level has are left out whole, as the rubric has them. */
export function readLevels(text: string): Pick<SourceItem, 'points' | 'labels' | 'descriptors'> {
	const rows = text
		.split('\n')
		.filter(l => l.trim())
		.map(l => {
			const [points = '', ...rest] = l.split(':');
			const [, label = '', looks = ''] = /^(.*?)(?:\s[-–—]\s(.*))?$/.exec(rest.join(':')) ?? [];
			return {
				points: Number(points.trim().replace(',', '.')),
				label: label.trim(),
				looks: looks.trim(),
			};
		});
	return {
		points: rows.map(r => r.points),
		labels: rows.some(r => r.label) ? rows.map(r => r.label) : [],
		descriptors: rows.some(r => r.looks) ? rows.map(r => r.looks) : [],
	};
}
