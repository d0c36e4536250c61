/*
 * Growth of competences: the district's finding first, then the chart, then schools by competence.
 * Who may see no school sees the district; a teacher is led to his own page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect } from 'preact/hooks';
import { get, ROOT, withQuery } from '../api.js';
import { cellOf, competenceName } from '../growth.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Cautions, Choices, Hero, Multiples, Source, YearToYear } from '../parts/growth-figure.js';
import { SchoolFunnel } from '../parts/growth-funnel.js';
import { GrowthRun } from '../parts/growth-run.js';
import { GrowthTable } from '../parts/growth-table.js';
import { Page, Section } from '../parts/page.js';
import { go, query } from '../router.js';
import { hasRole, me } from '../session.js';
import type { GrowthDistrict, GrowthSchools } from '../types.js';
import { fullDate, number, t } from '../words.js';

const readers = [
	'methodist',
	'centre_head',
	'department_head',
	'council_member',
	'council_secretary',
	'council_chair',
	'school_head',
];

function title(d: GrowthDistrict): string {
	const names = (says: string) =>
		d.competences
			.filter(c => c.code !== '' && cellOf(d.items, c.id)?.cell.growth?.says === says)
			.map(c => competenceName(c))
			.map(name => name.charAt(0).toLowerCase() + name.slice(1))
			.join(', ');
	const up = names('growth');
	const down = names('decline');
	if (up && down) return t('growth.title_both', { up, down });
	if (up) return t('growth.title_up', { up });
	return down ? t('growth.title_down', { down }) : t('growth.title_same');
}

const csv = (framework: string | null) => withQuery(`${ROOT}/growth/schools.csv`, { framework });

function Content({
	d,
	s,
	framework,
}: {
	d: GrowthDistrict;
	s: GrowthSchools | null;
	framework: string | null;
}) {
	/* a head of a school sees the visits of that school alone */
	const whole = hasRole(...readers.filter(r => r !== 'school_head'));
	return (
		<>
			<Choices head={d}>
				<button type="button" class="btn" onClick={() => print()}>
					{t('growth.print')}
				</button>
			</Choices>
			<Cautions head={d} />
			<Hero id="district" head={d} cells={d.items} open={whole} />
			<Multiples
				id="all"
				head={d}
				cells={d.items}
				open={whole}
				large="district"
				table={s ? 'schools' : undefined}
			/>
			<div class="cols pair">
				<YearToYear id="year" head={d} cells={d.items} />
				{s && <SchoolFunnel district={d} schools={s.items} />}
			</div>
			{s && (
				<Section id="schools" title={t('growth.schools')}>
					<GrowthTable data={s} />
					<Source head={s}>
						<a href={csv(framework)} download="growth.csv">
							CSV
						</a>
						<span>{t('growth.cell_opens')}</span>
					</Source>
				</Section>
			)}
		</>
	);
}

export default function Growth() {
	const framework = query.value.get('framework');
	const own = hasRole('teacher') && !hasRole(...readers);
	useEffect(() => {
		if (own) go(`/growth/people/${me()}`, 'replace');
	}, [own]);
	const both = useLoad(
		async signal => ({
			d: await get<GrowthDistrict>('/growth/district', { framework }, { signal }),
			s: hasRole(...readers)
				? await get<GrowthSchools>('/growth/schools', { framework }, { signal })
				: null,
		}),
		[framework],
	);
	if (own) return null;
	const run = both.data?.d.run;
	return (
		<Page
			title={both.data ? (run ? title(both.data.d) : t('growth.title_none')) : t('nav.growth')}
			tab={t('nav.growth')}
			crumb={run && t('growth.crumb', { date: fullDate(run.as_of) })}
			lede={
				run && (
					<p>
						{t('growth.lede', { n: number(run.n), from: fullDate(run.from) })}{' '}
						{t(
							run.components?.corrected_for_severity ? 'growth.corrected' : 'growth.not_corrected',
						)}{' '}
						{t('growth.drift')} <a href="/growth/method">{t('growth.method')}</a>
						{hasRole(...readers) && (
							<>
								{' · '}
								<a href="/growth/effects">{t('effect.title')}</a>
							</>
						)}
						{hasRole(...readers.filter(r => r !== 'school_head')) && (
							<>
								{' · '}
								<a href="/growth/agreement">{t('agreement.title')}</a>
							</>
						)}
					</p>
				)
			}
			tools={<GrowthRun onEnd={both.reload} />}
		>
			<Await of={both}>
				{({ d, s }) =>
					d.run ? (
						<Content d={d} s={s} framework={framework} />
					) : (
						<Empty words={t('growth.empty')} />
					)
				}
			</Await>
		</Page>
	);
}
