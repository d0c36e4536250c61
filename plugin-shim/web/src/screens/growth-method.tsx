/*
 * How growth is computed, in plain words, with the district's own variances: whoever is judged by a
 * number can read where it comes from. Below it, how the pictures of the plan's execution are counted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect } from 'preact/hooks';
import { get } from '../api.js';
import { competenceName, decimal, visits } from '../growth.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Frameworks } from '../parts/growth-figure.js';
import { Page, Section } from '../parts/page.js';
import { Severity } from '../parts/severity.js';
import { place } from '../place.js';
import { hash, query } from '../router.js';
import { hasRole } from '../session.js';
import type { GrowthDistrict } from '../types.js';
import { fullDate, t } from '../words.js';

const columns = ['person', 'school', 'rater', 'residual'] as const;

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
					</tr>
				</thead>
				<tbody>
					{d.competences.map(c => {
						const v = d.run?.components?.variances[c.code || '*'] ?? {};
						return (
							<tr key={c.id}>
								<th scope="row">{competenceName(c)}</th>
								{columns.map(k => (
									<td key={k}>{typeof v[k] === 'number' ? decimal(Math.sqrt(v[k]), 2) : '—'}</td>
								))}
							</tr>
						);
					})}
				</tbody>
			</table>
		</div>
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
								{['scale', 'line', 'shrink', 'enough', 'words', 'flags', 'seen'].map(k => (
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
