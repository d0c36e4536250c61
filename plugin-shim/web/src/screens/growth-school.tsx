/*
 * Growth in one school: what its visits say, by competence, and where to see them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get } from '../api.js';
import { cellOf, competenceName, decimal, lacking, trend } from '../growth.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Choices, Hero, Multiples } from '../parts/growth-figure.js';
import { Page, Section } from '../parts/page.js';
import { type Args, query } from '../router.js';
import type { GrowthSchool } from '../types.js';
import { fullDate, number, t } from '../words.js';

function Figures({ s }: { s: GrowthSchool }) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by the keyboard too
		<div class="tscroll" tabIndex={0}>
			<table class="plain tstack">
				<thead>
					<tr>
						{['competence', 'level', 'nine_of_ten', 'change', 'visits_h', 'raters', 'people'].map(
							h => (
								<th key={h} scope="col">
									{t(`growth.${h}`)}
								</th>
							),
						)}
					</tr>
				</thead>
				<tbody>
					{s.competences.map(c => {
						const of = cellOf(s.cells, c.id);
						const level = of?.cell.level;
						const tr = trend(of?.cell.growth);
						return (
							<tr key={c.id}>
								<th scope="row">{competenceName(c)}</th>
								{of?.hidden || !level?.enough ? (
									<td colSpan={3}>
										{of?.hidden
											? t('growth.hidden_long', { people: s.minimum.people })
											: lacking(level, s)}
									</td>
								) : (
									<>
										<td>{decimal(level.value ?? 0, 2)}</td>
										<td class="nowrap">
											{decimal(level.low ?? 0, 2)}–{decimal(level.high ?? 0, 2)}
										</td>
										<td>
											{tr.mark} {tr.words}
										</td>
									</>
								)}
								<td>{of?.cell.n ?? 0}</td>
								<td>{of?.cell.raters ?? 0}</td>
								<td>{of?.cell.people ?? 0}</td>
							</tr>
						);
					})}
				</tbody>
			</table>
		</div>
	);
}

export default function GrowthOfSchool({ id }: Args) {
	const framework = query.value.get('framework');
	const school = useLoad(
		signal => get<GrowthSchool>(`/growth/schools/${id}`, { framework }, { signal }),
		[id, framework],
	);
	const s = school.data;
	return (
		<Page
			title={s?.school?.name ?? t('nav.growth')}
			crumb={<a href="/growth">{t('growth.to_table')}</a>}
			lede={
				s && (
					<p>
						{s.last_visit
							? t('growth.school_lede', {
									count: s.visits,
									n: number(s.visits),
									date: fullDate(s.last_visit),
								})
							: t('growth.school_unseen')}{' '}
						<a href={`/visits?school=${id}`}>{t('growth.to_visits')}</a>
					</p>
				)
			}
		>
			<Await of={school}>
				{d =>
					d.run ? (
						<>
							<Choices head={d} />
							<Hero id="school" head={d} cells={d.cells} />
							<Multiples id="all" head={d} cells={d.cells} />
							<Section id="figures" title={t('growth.figures')}>
								<Figures s={d} />
							</Section>
						</>
					) : (
						<Empty words={t('growth.empty')} />
					)
				}
			</Await>
		</Page>
	);
}
