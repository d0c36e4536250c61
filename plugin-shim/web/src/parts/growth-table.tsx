/*
 * School x competence as a real table: the number in the cell, its step of one hue, how many visits
 * stand behind it. Schools come in the order of the registry: there is no ranking.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { bounds, cellOf, competenceName, decimal, lacking, step, trend } from '../growth.js';
import type { GrowthOf, GrowthSchools, Ref } from '../types.js';
import { t } from '../words.js';

function Cell(p: { of: GrowthOf | undefined; data: GrowthSchools; school: Ref; id: string }) {
	const { of } = p;
	if (of?.hidden) return <td class="few">{t('growth.hidden')}</td>;
	const level = of?.cell.level;
	if (!level?.enough || level.value === undefined)
		return (
			<td class="few" title={lacking(level, p.data)}>
				{t('growth.few_short')}
			</td>
		);
	const tr = trend(of?.cell.growth);
	return (
		<td class={`h${step(level.value)}`}>
			<a href={`/growth/schools/${p.school.id}?competence=${p.id}`}>
				{decimal(level.value)}
				<small>
					{tr.kind && `${tr.mark} `}
					{of?.cell.n}
				</small>
				<span class="vh">
					{t('growth.cell', {
						low: decimal(level.low ?? 0),
						high: decimal(level.high ?? 0),
						words: tr.words,
					})}
				</span>
			</a>
		</td>
	);
}

const Key = () => {
	const steps = [
		`< ${decimal(bounds[0])}`,
		`${decimal(bounds[0])}–${decimal(bounds[1] - 0.1)}`,
		`${decimal(bounds[1])}–${decimal(bounds[2] - 0.1)}`,
		`${decimal(bounds[2])}–${decimal(bounds[3] - 0.1)}`,
		`≥ ${decimal(bounds[3])}`,
	];
	return (
		<p class="hkey">
			{steps.map((words, i) => (
				<span key={words} class={`h${i + 1}`}>
					{words}
				</span>
			))}
		</p>
	);
};

export function GrowthTable({ data }: { data: GrowthSchools }) {
	return (
		<>
			<Key />
			<p class="small muted mt2">
				{t('growth.table_lede', { visits: data.minimum.visits, people: data.minimum.people })}
			</p>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard */}
			<section class="tscroll mt3" tabIndex={0} aria-label={t('growth.table')}>
				<table class="heat">
					<caption class="vh">{t('growth.table_caption')}</caption>
					<thead>
						<tr>
							<th scope="col">{t('growth.school')}</th>
							{data.competences.map(c => (
								<th key={c.id} scope="col">
									{competenceName(c)}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{data.items.map(({ school, cells }) => (
							<tr key={school.id}>
								<th scope="row">
									<a href={`/growth/schools/${school.id}`}>{school.name}</a>
								</th>
								{data.competences.map(c => (
									<Cell key={c.id} of={cellOf(cells, c.id)} data={data} school={school} id={c.id} />
								))}
							</tr>
						))}
					</tbody>
				</table>
			</section>
		</>
	);
}
