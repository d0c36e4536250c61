/*
 * How strict each methodist marks, for the centre head: a reason to look at lessons together, never a
 * judgement of the methodist.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get } from '../api.js';
import { Numbers, Source } from '../charts/figure.js';
import type { Sheet } from '../charts/sheet.js';
import { aroundZero, Track } from '../charts/track.js';
import { lacking, signed, visits } from '../growth.js';
import { useLoad } from '../load.js';
import type { GrowthMethodists } from '../types.js';
import { t } from '../words.js';
import { Await } from './await.js';
import { Section } from './page.js';

function sheet(m: GrowthMethodists, all: GrowthMethodists['items']): Sheet {
	return {
		name: t('growth.severity_title'),
		heads: [
			'methodist',
			'severity',
			'from_nine',
			'to_nine',
			'visits_h',
			'people',
			'linkage',
			'says',
		].map(h => t(`growth.${h}`)),
		rows: all.map(i => {
			const known = i.severity.enough;
			return [
				i.person.short,
				known ? (i.severity.value ?? null) : null,
				known ? (i.severity.low ?? null) : null,
				known ? (i.severity.high ?? null) : null,
				i.n,
				i.people,
				i.linkage ?? null,
				words(i, m),
			];
		}),
	};
}

function words(i: GrowthMethodists['items'][number], m: GrowthMethodists): string {
	if (!i.severity.enough) return lacking(i.severity, m);
	const said = [
		t('effect.one', {
			by: signed(i.severity.value ?? 0),
			low: signed(i.severity.low ?? 0),
			high: signed(i.severity.high ?? 0),
		}),
		i.severity.flagged ? t('growth.calibrate') : '',
		typeof i.linkage === 'number' && i.linkage < 0.5 ? t('growth.linkage_weak_long') : '',
	];
	return said.filter(Boolean).join('; ');
}

/** In the order of names, as they come: there is no strictest. */
function Picture({ m }: { m: GrowthMethodists }) {
	const composite = m.competences.find(c => c.code === '')?.id;
	const all = m.items.filter(i => i.competence === composite);
	const extent = aroundZero(
		all.flatMap(i => (i.severity.enough ? [i.severity.low, i.severity.high] : [])),
	);
	return (
		<>
			<ul class="rows mt3">
				{all.map(i => (
					<li key={i.person.id} class="lvl">
						<div>
							<h3 class="plain-weight">{i.person.short}</h3>
							<span class="muted small">{visits(i.n)}</span>
						</div>
						<Track
							extent={extent}
							ticks={[extent.from, 0, extent.to]}
							tick={v =>
								v === 0 ? '0' : `${signed(v, 1)} ${t(v < 0 ? 'growth.softer' : 'growth.stricter')}`
							}
							label={`${i.person.short}: ${words(i, m)}`}
							value={i.severity.enough ? i.severity.value : null}
							low={i.severity.low}
							high={i.severity.high}
							mark={0}
						/>
						<p class="small">{words(i, m)}</p>
					</li>
				))}
			</ul>
			<Source head={m} />
			<Numbers sheet={sheet(m, all)} />
		</>
	);
}

export function Severity({ framework }: { framework: string | null }) {
	const methodists = useLoad(
		signal => get<GrowthMethodists>('/growth/methodists', { framework }, { signal }),
		[framework],
	);
	return (
		<Section id="severity" title={t('growth.severity_title')}>
			<p class="small muted">{t('growth.severity_lede')}</p>
			<Await of={methodists}>{m => <Picture m={m} />}</Await>
		</Section>
	);
}
