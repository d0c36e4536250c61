/*
 * What methodological days brought (эффект методических дней): the verdict by the published rule first,
 * then the four rows with their intervals, the check, and the years around the day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get } from '../api.js';
import { Figure } from '../charts/figure.js';
import { competenceName, signed } from '../growth.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Changes, changeSheet } from '../parts/changes.js';
import { Choices, chosenCompetence, Source } from '../parts/growth-figure.js';
import { Page, Section } from '../parts/page.js';
import { query } from '../router.js';
import type { GrowthChange, GrowthEffect, GrowthEffects } from '../types.js';
import { t } from '../words.js';

const rows = ['naive', 'did', 'early', 'model', 'placebo', 'shrunken'] as const;
const wants = ['visited', 'unvisited', 'visits', 'raters'] as const;

const row = (e: GrowthEffect, name: string): GrowthChange | undefined =>
	e.figures.find(f => f.row === name);

/** What is lacking, each with its number; with nothing to count, that the same teachers must be seen again. */
function lacks(e: GrowthEffect): string {
	const all = wants
		.map(k => [k, e[`more_${k}`] ?? 0] as const)
		.filter(([, count]) => count > 0)
		.map(([k, count]) => t(`effect.more_${k}`, { count }));
	return all.length ? t('effect.few', { more: all.join(', ') }) : t('effect.few_same');
}

function verdict(e: GrowthEffect): string {
	if (e.verdict === 'not_enough_data') return lacks(e);
	if (e.verdict === 'no_placebo')
		return e.more_history
			? t('effect.no_placebo', {
					more: t('effect.more_history', { count: e.more_history }),
				})
			: t('effect.no_placebo_bare');
	const m = row(e, 'model');
	if (e.verdict !== 'credible' || !m || m.value === null) return t(`effect.${e.verdict}`);
	const by = { by: signed(m.value), low: signed(m.low ?? 0), high: signed(m.high ?? 0) };
	if ((m.low ?? 0) > 0) return t('effect.credible_up', by);
	return t((m.high ?? 0) < 0 ? 'effect.credible_down' : 'effect.credible_none', by);
}

const year = (y: number): string =>
	y < 0
		? t('effect.before', { count: -y })
		: y === 0
			? t('effect.same_year')
			: t('effect.after', { count: y });

function Figures({ e, d, name }: { e: GrowthEffect; d: GrowthEffects; name: string }) {
	const open = e.verdict !== 'credible';
	const ways = rows.map(k => ({
		name: t(`effect.row_${k}`),
		of: row(e, k),
		pale: open || k === 'naive' || k === 'placebo',
	}));
	const years = e.events
		.filter(y => y.year !== -1)
		.map(y => ({ name: year(y.year), of: y, pale: open || y.year < 0 }));
	return (
		<>
			<Figure
				id="rows"
				title={t('effect.rows')}
				sub={t('effect.rows_read')}
				head={d}
				n={e.n}
				sheet={changeSheet(`${name}, ${t('effect.rows')}`, t('effect.way'), ways)}
			>
				<Changes all={ways} />
			</Figure>
			<Figure
				id="years"
				title={t('effect.years')}
				sub={t('effect.years_lede')}
				head={d}
				n={e.n}
				sheet={changeSheet(`${name}, ${t('effect.years')}`, t('effect.year'), years)}
			>
				<Changes all={years} />
			</Figure>
		</>
	);
}

function One({ d }: { d: GrowthEffects }) {
	const competence = chosenCompetence(d);
	const e = d.items.find(i => i.competence === competence?.id);
	if (!competence || !e) return <Empty words={t('effect.none')} />;
	return (
		<>
			<Section id="verdict" title={verdict(e)}>
				<p class="small muted">
					{competenceName(competence)}.{' '}
					{t('effect.counts', {
						days: e.days,
						visited: e.visited,
						unvisited: e.unvisited,
						schools: e.schools,
						raters: e.raters,
					})}
				</p>
				<Source head={d} n={e.n} />
			</Section>
			{e.verdict !== 'not_enough_data' && <Figures e={e} d={d} name={competenceName(competence)} />}
			<Section id="rule" title={t('effect.rule')}>
				<div class="prose">
					{['rule_words', 'topic_words', 'naive_words'].map(k => (
						<p key={k} class="mt3">
							{t(`effect.${k}`)}
						</p>
					))}
				</div>
			</Section>
		</>
	);
}

export default function GrowthEffectsPage() {
	const framework = query.value.get('framework');
	const effects = useLoad(
		signal => get<GrowthEffects>('/growth/effects', { framework }, { signal }),
		[framework],
	);
	return (
		<Page title={t('effect.title')} crumb={<a href="/growth">{t('growth.to_table')}</a>}>
			<Await of={effects}>
				{d =>
					d.run ? (
						<>
							<Choices head={d} />
							<One d={d} />
						</>
					) : (
						<Empty words={t('growth.empty')} />
					)
				}
			</Await>
		</Page>
	);
}
