/*
 * Before and after of a correction: both only beside what was to be expected without it, with the
 * change's uncertainty, and in words; whoever checks may judge otherwise.
 *
 * The band stands about the level since: where it holds the stroke of what was expected, nothing is
 * seen yet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { Numbers } from '../charts/figure.js';
import type { Sheet } from '../charts/sheet.js';
import { Track } from '../charts/track.js';
import { shortDate } from '../format.js';
import { decimal, signed, visits } from '../growth.js';
import type { Comparison, ComparisonSide } from '../types.js';
import { t } from '../words.js';

/** In words: what came of it, or how much is lacking to say so. */
function finding(c: Comparison): string {
	if (c.missing) return t(`correction.missing.${c.missing}`);
	if (c.verdict !== 'not_enough') return t(`correction.says.${c.verdict}`);
	if (c.more_visits === null) return t('correction.never_enough');
	const more = {
		visits: t('growth.more_visits', { count: c.more_visits }),
		raters: c.more_raters ? t('growth.more_raters', { count: c.more_raters }) : '',
	};
	if (c.few_before)
		return t(c.more_raters ? 'correction.few_before_raters' : 'correction.few_before', more);
	return t(c.more_raters ? 'growth.few_more_raters' : 'growth.few_more', more);
}

interface Level {
	name: string;
	value: number | null;
	low?: number;
	high?: number;
	side?: ComparisonSide;
	pale?: boolean;
}

function levels(c: Comparison): Level[] {
	const known = c.expected !== null && c.low !== null && c.high !== null;
	return [
		{ name: t('correction.before'), value: c.before.mean, side: c.before, pale: true },
		...(c.expected === null
			? []
			: [{ name: t('correction.expected'), value: c.expected, pale: true }]),
		{
			name: t('correction.again'),
			value: c.since.mean,
			side: c.since,
			...(known && {
				low: (c.expected ?? 0) + (c.low ?? 0),
				high: (c.expected ?? 0) + (c.high ?? 0),
			}),
		},
	];
}

const dates = (s: ComparisonSide | undefined): string =>
	s?.from && s.to ? `${shortDate(s.from)} – ${shortDate(s.to)}` : '';

const words = (l: Level): string =>
	[
		l.value === null ? t('effect.unknown') : decimal(l.value, 2),
		l.side && visits(l.side.n),
		dates(l.side),
	]
		.filter(Boolean)
		.join(', ');

function Picture({ of: c }: { of: Comparison }) {
	return (
		<ul class="rows mt3">
			{levels(c).map(l => (
				<li key={l.name} class="lvl">
					<h3 class="plain-weight">{l.name}</h3>
					<Track
						extent={{ from: 1, to: 4 }}
						ticks={[1, 2, 3, 4]}
						tick={String}
						label={`${l.name}: ${words(l)}`}
						value={l.value}
						low={l.low}
						high={l.high}
						mark={c.expected}
						{...(l.pale && { pale: true })}
					/>
					<p class="small">{words(l)}</p>
				</li>
			))}
		</ul>
	);
}

function sheet(c: Comparison, name: string): Sheet {
	return {
		name,
		heads: ['measure', 'level', 'low_h', 'high_h', 'visits', 'raters', 'dates'].map(h =>
			t(`correction.${h}`),
		),
		rows: [
			...levels(c).map(l => [
				l.name,
				l.value,
				l.low ?? null,
				l.high ?? null,
				l.side?.n ?? null,
				l.side?.raters ?? null,
				dates(l.side),
			]),
			[t('correction.change'), c.change, c.low, c.high, null, null, ''],
		],
	};
}

const upper = (s: string) => s.charAt(0).toUpperCase() + s.slice(1);

export function BeforeAndAfter({ of: c, name }: { of: Comparison; name: string }) {
	return (
		<figure class="fig">
			<figcaption>
				<p class="finding">
					<b>{upper(finding(c))}</b>
				</p>
				{c.change !== null && c.low !== null && c.high !== null && (
					<p class="sub">
						{t('correction.change_words', {
							by: signed(c.change),
							low: signed(c.low),
							high: signed(c.high),
						})}
					</p>
				)}
			</figcaption>
			{(c.before.mean !== null || c.since.mean !== null) && <Picture of={c} />}
			<p class="sub">
				{c.as_of && t('correction.as_of', { date: shortDate(c.as_of) })} {t('correction.method')}{' '}
				<a href="/growth/method">{t('growth.method')}</a>
			</p>
			<Numbers sheet={sheet(c, name)} />
		</figure>
	);
}
