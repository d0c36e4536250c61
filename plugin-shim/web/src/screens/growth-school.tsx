/*
 * Growth in one school: what its visits say, by competence, and where to see them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get } from '../api.js';
import { Figure, Rows, Save } from '../charts/figure.js';
import type { Sheet } from '../charts/sheet.js';
import { cellOf, competenceName, lacking, trend, visits } from '../growth.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import {
	Cautions,
	Choices,
	Hero,
	Multiples,
	visitsOf,
	YearToYear,
} from '../parts/growth-figure.js';
import { SchoolFunnel } from '../parts/growth-funnel.js';
import { Page, Section } from '../parts/page.js';
import { type Args, query } from '../router.js';
import type { GrowthDistrict, GrowthSchool } from '../types.js';
import { fullDate, number, t } from '../words.js';

/** All figures of the school as one table: what stands in its pictures, and what is lacking. */
function figures(s: GrowthSchool): Sheet {
	return {
		name: `${s.school.name}, ${t('growth.figures')}`,
		heads: [
			'competence',
			'level',
			'from_nine',
			'to_nine',
			'change',
			'visits_h',
			'raters',
			'people',
			'says',
		].map(h => t(`growth.${h}`)),
		rows: s.competences.map(c => {
			const of = cellOf(s.cells, c.id);
			const level = of?.cell.level?.enough ? of.cell.level : undefined;
			const words = of?.hidden
				? t('growth.hidden_long', { people: s.minimum.people })
				: level
					? trend(of?.cell.growth).words
					: lacking(of?.cell.level, s);
			return [
				competenceName(c),
				level?.value ?? null,
				level?.low ?? null,
				level?.high ?? null,
				of?.cell.growth?.enough ? (of.cell.growth.value ?? null) : null,
				of?.cell.n ?? 0,
				of?.cell.raters ?? 0,
				of?.cell.people ?? 0,
				words,
			];
		}),
	};
}

/** On to a teacher, for whom the server names them; in the order of their names. */
const Teachers = ({ s }: { s: GrowthSchool }) =>
	s.teachers.length === 0 ? null : (
		<Section id="teachers" title={t('growth.teachers')}>
			<p class="small muted">{t('growth.teachers_lede')}</p>
			<ul class="rows mt2 names">
				{s.teachers.map(x => (
					<li key={x.person.id}>
						<a href={`/growth/people/${x.person.id}`}>{x.person.short}</a>{' '}
						<span class="small muted">
							{visits(x.visits)}, {t('growth.last', { date: fullDate(x.last_visit) })}
						</span>
					</li>
				))}
			</ul>
		</Section>
	);

function Content({ s, d }: { s: GrowthSchool; d: GrowthDistrict }) {
	const place = { school: s.school.id, open: true };
	return (
		<>
			<Choices head={s} />
			<Cautions head={s} />
			<Hero id="school" head={s} cells={s.cells} {...place} />
			<Multiples id="all" head={s} cells={s.cells} large="school" {...place} />
			<div class="cols pair">
				<YearToYear id="year" head={s} cells={s.cells} />
				<SchoolFunnel district={d} schools={[s]} />
			</div>
			<Figure id="figures" title={t('growth.figures')} head={s} n={visitsOf(s, s.cells)}>
				<Rows sheet={figures(s)} />
				<Save sheet={figures(s)} />
			</Figure>
			<Teachers s={s} />
		</>
	);
}

export default function GrowthOfSchool({ id }: Args) {
	const framework = query.value.get('framework');
	const school = useLoad(
		async signal => ({
			s: await get<GrowthSchool>(`/growth/schools/${id}`, { framework }, { signal }),
			d: await get<GrowthDistrict>('/growth/district', { framework }, { signal }),
		}),
		[id, framework],
	);
	const s = school.data?.s;
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
				{({ s, d }) => (s.run ? <Content s={s} d={d} /> : <Empty words={t('growth.empty')} />)}
			</Await>
		</Page>
	);
}
