/*
 * Agreement of methodists (согласованность): how far a mark depends on who came, what follows for the
 * number of visits, and how the scale is used. About all together; one's own severity is shown to
 * oneself, everybody's to the centre head, in the order of names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get } from '../api.js';
import { competenceName, decimal, lacking, signed } from '../growth.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Choices, chosenCompetence, Source } from '../parts/growth-figure.js';
import { Page, Section } from '../parts/page.js';
import { Severity } from '../parts/severity.js';
import { query } from '../router.js';
import { hasRole } from '../session.js';
import type { AgreementOf, GrowthAgreement } from '../types.js';
import { t } from '../words.js';

const share = (x: number | null) => (x === null ? '—' : decimal(x, 2));

function lacks(a: AgreementOf): string {
	const more = [
		a.more_raters ? t('agreement.more_raters', { count: a.more_raters }) : '',
		a.more_visits ? t('growth.more_visits', { count: a.more_visits }) : '',
	].filter(Boolean);
	return more.length
		? t('agreement.few', { more: more.join(', ') })
		: t(`agreement.${a.note ?? 'too_few'}`);
}

/** The fewest visits that reach the target, and among those the fewest methodists. */
function advice(a: AgreementOf): string {
	const enough = a.least.filter(l => l.target < 0.75 && l.visits !== null);
	const best = enough.sort((x, y) => (x.visits ?? 0) - (y.visits ?? 0) || x.raters - y.raters)[0];
	if (!best) return t('agreement.advice_none');
	return t('agreement.advice', {
		visits: t('growth.more_visits', { count: best.visits ?? 0 }),
		raters: t('agreement.by_raters', { count: best.raters }),
	});
}

function Design({ a }: { a: AgreementOf }) {
	return (
		<Section id="design" title={t('agreement.design')}>
			<p>{advice(a)}</p>
			<table class="plain mt3">
				<thead>
					<tr>
						{['growth.visits_h', 'growth.raters', 'agreement.reliability'].map(h => (
							<th key={h} scope="col">
								{t(h)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{a.design.map(d => (
						<tr key={`${d.visits} ${d.raters}`}>
							<th scope="row">{d.visits}</th>
							<td>{d.raters}</td>
							<td>{share(d.reliability)}</td>
						</tr>
					))}
				</tbody>
			</table>
			{a.growth.length > 0 && (
				<table class="plain mt3">
					<caption class="small muted">{t('agreement.growth_lede')}</caption>
					<thead>
						<tr>
							{['agreement.years', 'agreement.a_year', 'agreement.reliability'].map(h => (
								<th key={h} scope="col">
									{t(h)}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{a.growth.map(d => (
							<tr key={`${d.years} ${d.visits}`}>
								<th scope="row">{d.years}</th>
								<td>{d.visits}</td>
								<td>{share(d.reliability)}</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
		</Section>
	);
}

function Components({ a }: { a: AgreementOf }) {
	const sd = (v: number | null) => (v === null ? '—' : decimal(Math.sqrt(v), 2));
	return (
		<Section id="components" title={t('growth.variances')}>
			<p class="small muted">{t(`agreement.method_${a.method}`)}</p>
			<table class="plain tstack">
				<tbody>
					{(['person', 'rater', 'visit'] as const).map(k => (
						<tr key={k}>
							<th scope="row">{t(`agreement.${k}`)}</th>
							<td>{sd(a[k])}</td>
						</tr>
					))}
				</tbody>
			</table>
		</Section>
	);
}

function Doubles({ a }: { a: AgreementOf }) {
	return (
		<Section id="doubles" title={t('agreement.doubles')}>
			<p>
				{a.kappa !== null
					? t('agreement.kappa', {
							kappa: share(a.kappa),
							low: share(a.kappa_low),
							high: share(a.kappa_high),
							n: a.doubles,
							blind: a.blind,
						})
					: a.more_doubles
						? t('agreement.kappa_few', { count: a.more_doubles })
						: t('agreement.kappa_none')}
			</p>
		</Section>
	);
}

function Levels({ a }: { a: AgreementOf }) {
	return (
		<Section id="levels" title={t('agreement.levels')}>
			{a.compressed && <p class="band">{t('agreement.compressed')}</p>}
			<table class="plain mt2">
				<thead>
					<tr>
						{a.levels.map((_, i) => (
							<th key={i} scope="col">
								{i + 1}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					<tr>
						{a.levels.map((n, i) => (
							<td key={i}>{n}</td>
						))}
					</tr>
				</tbody>
			</table>
		</Section>
	);
}

function Own({ d, competence }: { d: GrowthAgreement; competence: string }) {
	const mine = d.own.find(o => o.competence === competence);
	if (!mine) return null;
	const { severity } = mine;
	return (
		<Section id="own" title={t('agreement.own')}>
			<p>
				{severity.enough
					? t('agreement.own_words', {
							by: signed(severity.value ?? 0),
							low: decimal(severity.low ?? 0, 2),
							high: decimal(severity.high ?? 0, 2),
						})
					: lacking(severity, d)}
			</p>
		</Section>
	);
}

function One({ d }: { d: GrowthAgreement }) {
	const competence = chosenCompetence(d);
	const a = d.items.find(i => i.competence === competence?.id);
	if (!competence || !a) return <Empty words={t('agreement.none')} />;
	return (
		<>
			<h2 class="mt3">{competenceName(competence)}</h2>
			<p>{t('agreement.counts', { people: a.people, raters: a.raters })}</p>
			{a.sets > 1 && <p class="band">{t('agreement.sets', { count: a.sets })}</p>}
			{a.links.map(l => (
				<p key={l.rater.id + l.person.id}>
					{t('agreement.link', { rater: l.rater.short, person: l.person.short })}
				</p>
			))}
			<Source head={d} n={a.n} />
			{a.method ? (
				<>
					<Design a={a} />
					<Components a={a} />
				</>
			) : (
				<p class="mt3">{lacks(a)}</p>
			)}
			<Doubles a={a} />
			{a.n > 0 && <Levels a={a} />}
			<Own d={d} competence={competence.id} />
		</>
	);
}

export default function GrowthAgreementPage() {
	const framework = query.value.get('framework');
	const agreement = useLoad(
		signal => get<GrowthAgreement>('/growth/agreement', { framework }, { signal }),
		[framework],
	);
	return (
		<Page title={t('agreement.title')} crumb={<a href="/growth">{t('growth.to_table')}</a>}>
			<Await of={agreement}>
				{d =>
					d.run ? (
						<>
							<Choices head={d} />
							<One d={d} />
							{hasRole('centre_head') && <Severity framework={framework} />}
						</>
					) : (
						<Empty words={t('growth.empty')} />
					)
				}
			</Await>
		</Page>
	);
}
