/*
 * Changes under each other on one scale about zero, each with its interval: a band that holds zero says
 * that no change is seen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Sheet } from '../charts/sheet.js';
import { aroundZero, Track } from '../charts/track.js';
import { signed } from '../growth.js';
import type { GrowthChange } from '../types.js';
import { t } from '../words.js';

export interface NamedChange {
	name: string;
	of: GrowthChange | undefined;
	/** to compare with, not a finding */
	pale?: boolean;
}

const words = (c: GrowthChange | undefined): string =>
	c && c.value !== null
		? t('effect.one', {
				by: signed(c.value),
				low: signed(c.low ?? c.value),
				high: signed(c.high ?? c.value),
			})
		: t('effect.unknown');

export function Changes({ all }: { all: NamedChange[] }) {
	const extent = aroundZero(all.flatMap(x => [x.of?.low, x.of?.high, x.of?.value]));
	return (
		<ul class="rows mt3">
			{all.map(x => (
				<li key={x.name} class="lvl">
					<h3 class="plain-weight">{x.name}</h3>
					<Track
						extent={extent}
						ticks={[extent.from, 0, extent.to]}
						tick={v => (v === 0 ? '0' : signed(v, 1))}
						label={`${x.name}: ${words(x.of)}`}
						value={x.of?.value}
						low={x.of?.low}
						high={x.of?.high}
						mark={0}
						{...(x.pale && { pale: true })}
					/>
					<p class="small">{words(x.of)}</p>
				</li>
			))}
		</ul>
	);
}

export const changeSheet = (name: string, first: string, all: NamedChange[]): Sheet => ({
	name,
	heads: [
		first,
		t('effect.change'),
		t('growth.from_nine'),
		t('growth.to_nine'),
		t('effect.comparisons'),
		t('effect.controls'),
	],
	rows: all.map(({ name: n, of }) => [
		n,
		of?.value ?? null,
		of?.low ?? null,
		of?.high ?? null,
		of?.comparisons ?? null,
		of?.controls ?? null,
	]),
});
