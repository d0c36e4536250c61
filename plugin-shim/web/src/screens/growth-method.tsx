/*
 * How growth is computed, in plain words, with the district's own variances: whoever is judged by a
 * number can read where it comes from. Below it, how the pictures of the plan's execution are counted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect } from 'preact/hooks';
import { get } from '../api.js';
import { schoolYear } from '../charts/fan.js';
import { competenceName, decimal, runOf, visits } from '../growth.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Frameworks } from '../parts/growth-figure.js';
import { Page, Section } from '../parts/page.js';
import { Severity } from '../parts/severity.js';
import { place } from '../place.js';
import { hash, query } from '../router.js';
import { hasRole } from '../session.js';
import type { GrowthDistrict, RunCompetence } from '../types.js';
import { fullDate, number, percent, t } from '../words.js';

const columns = ['person', 'school', 'rater', 'residual'] as const;

/** What proposals for the next plan count with. */
const expected = (v: Partial<RunCompetence>): string =>
	typeof v.day_effect === 'number'
		? t(v.day_effect_measured ? 'growth.day_effect_measured' : 'growth.day_effect_setting', {
				value: decimal(v.day_effect, 2),
			})
		: '—';

function Variances({ d }: { d: GrowthDistrict }) {
	return (
		<div>
			<table class="plain tstack">
				<thead>
					<tr>
						<th scope="col">{t('growth.competence')}</th>
						{columns.map(c => (
							<th key={c} scope="col">
								{t(`growth.variance_${c}`)}
							</th>
						))}
						<th scope="col">{t('growth.day_effect')}</th>
					</tr>
				</thead>
				<tbody>
					{d.competences.map(c => {
						const v = runOf(d, c) ?? {};
						return (
							<tr key={c.id}>
								<th scope="row">{competenceName(c)}</th>
								{columns.map(k => {
									const of = v[k];
									return (
										<td key={k} data-l={t(`growth.variance_${k}`)}>
											{typeof of === 'number' ? decimal(Math.sqrt(of), 2) : '—'}
										</td>
									);
								})}
								<td data-l={t('growth.day_effect')}>{expected(v)}</td>
							</tr>
						);
					})}
				</tbody>
			</table>
		</div>
	);
}

/** Where rubrics break the line or divide people, and for which competences, unless for all. */
function Sheets({ d }: { d: GrowthDistrict }) {
	const of = d.competences.map(c => ({ c, sheets: runOf(d, c)?.sheets }));
	const found = [...new Set(of.flatMap(x => x.sheets?.breaks ?? []))].sort().map(on => ({
		words: `${t('growth.break', { date: fullDate(on) })} ${t('growth.break_across')}`,
		of: of.filter(x => x.sheets?.breaks.includes(on)),
	}));
	const most = Math.max(...of.map(x => x.sheets?.sets ?? 1));
	if (most > 1)
		found.push({
			words: t('growth.sheets_apart', { count: most }),
			of: of.filter(x => (x.sheets?.sets ?? 1) > 1),
		});
	if (found.length === 0) return null;
	return (
		<Section id="sheets" title={t('growth.sheets_title')}>
			{found.map(f => (
				<p key={f.words} class="mt3">
					{f.words}
					{f.of.length < of.length && ` ${f.of.map(x => competenceName(x.c)).join(', ')}.`}
				</p>
			))}
		</Section>
	);
}

const thirds = ['low', 'middle', 'high'] as const;

/** Were those who had been marked low visited as often as the others the year after? */
function Coverage({ d }: { d: GrowthDistrict }) {
	const c = d.run?.components?.coverage;
	if (!c) return null;
	const years = { before: schoolYear(c.year), after: schoolYear(c.year + 1) };
	const heads = ['people', 'visited', 'share'].map(k => t(`growth.coverage_${k}`));
	return (
		<Section id="coverage" title={t('growth.coverage')}>
			<p>{t(`growth.coverage_${c.says}`, { ...years, people: 3 * d.minimum.people })}</p>
			{c.thirds.length > 0 && (
				<table class="plain tstack mt3">
					<thead>
						<tr>
							<th scope="col">{t('growth.coverage_third')}</th>
							{heads.map(h => (
								<th key={h} scope="col">
									{h}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{c.thirds.map((x, i) => (
							<tr key={thirds[i]}>
								<th scope="row">{t(`growth.third_${thirds[i]}`)}</th>
								<td data-l={heads[0]}>{number(x.people)}</td>
								<td data-l={heads[1]}>{number(x.visited)}</td>
								<td data-l={heads[2]}>
									{x.share === null ? '—' : percent(Math.round(100 * x.share))}
								</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
			<p class="small muted mt3">{t('growth.coverage_lede', years)}</p>
		</Section>
	);
}

export default function GrowthMethod() {
	const framework = query.value.get('framework');
	const district = useLoad(
		signal => get<GrowthDistrict>('/growth/district', { framework }, { signal }),
		[framework],
	);
	/* what stands above has to be there before one is led to a part */
	useEffect(() => {
		if (hash.value && (district.data || district.problem))
			place.tree.getElementById(hash.value)?.scrollIntoView();
	}, [hash.value, !district.data, !district.problem]);
	return (
		<Page title={t('growth.method_title')} crumb={<a href="/growth">{t('growth.to_table')}</a>}>
			<Await of={district}>
				{d =>
					d.run ? (
						<>
							<div class="prose">
								{[
									'scale',
									'line',
									'sheets',
									'shrink',
									'enough',
									'words',
									'flags',
									'seen',
									'day',
								].map(k => (
									<p key={k} class="mt3">
										{t(`growth.method_${k}`, {
											visits: d.minimum.visits,
											raters: d.minimum.raters,
											people: d.minimum.people,
										})}
									</p>
								))}
								<p class="mt3">
									{t(
										d.run.components?.corrected_for_severity
											? 'growth.corrected_long'
											: 'growth.not_corrected_long',
									)}
								</p>
							</div>
							<Section id="variances" title={t('growth.variances')}>
								<search class="filters">
									<Frameworks head={d} />
								</search>
								<p class="small muted mt3">{t('growth.variances_lede')}</p>
								<Variances d={d} />
								<p class="src">
									<span>{t('growth.model', { model: d.run.model })}</span>
									<span>{visits(d.run.n)}</span>
									<span>{t('growth.as_of', { date: fullDate(d.run.as_of) })}</span>
								</p>
							</Section>
							<Sheets d={d} />
							<Coverage d={d} />
							{hasRole('centre_head') && <Severity framework={framework} />}
						</>
					) : (
						<Empty words={t('growth.empty')} />
					)
				}
			</Await>
			<Section id="execution" title={t('execution.method')}>
				<div class="prose">
					{['stages', 'late', 'waits', 'burn'].map(k => (
						<p key={k} class="mt3">
							{t(`execution.method_${k}`)}
						</p>
					))}
				</div>
			</Section>
		</Page>
	);
}
