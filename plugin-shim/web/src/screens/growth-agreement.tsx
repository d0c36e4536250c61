/*
 * Agreement of methodists (согласованность): how far a mark depends on who came, what follows for the
 * number of visits, and how the scale is used. About all together; one's own severity is shown to
 * oneself, everybody's to the centre head, in the order of names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get } from '../api.js';
import { Figure } from '../charts/figure.js';
import { Track } from '../charts/track.js';
import { competenceName, decimal, lacking, runOf, signed } from '../growth.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Choices, chosenCompetence, Source } from '../parts/growth-figure.js';
import { Page, Section } from '../parts/page.js';
import { Severity } from '../parts/severity.js';
import { query } from '../router.js';
import { hasRole } from '../session.js';
import type { AgreementOf, GrowthAgreement } from '../types.js';
import { number, percent, t } from '../words.js';

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

interface Amount {
	name: string;
	value: number | null;
	words?: string;
}
/** Amounts under each other as bars from 0 on one scale; the stroke is what is wanted of them. */
const Amounts = (p: { all: Amount[]; to: number; mark?: number; share?: boolean }) => (
	<ul class="rows mt3">
		{p.all.map(a => {
			const words = a.words ?? (a.value === null ? '—' : decimal(a.value, 2));
			return (
				<li key={a.name} class="lvl">
					<h3 class="plain-weight">{a.name}</h3>
					<Track
						bar
						extent={{ from: 0, to: p.to }}
						ticks={[0, ...(p.mark === undefined ? [] : [p.mark]), p.to]}
						tick={v => (p.share ? percent(100 * v) : Number.isInteger(v) ? String(v) : decimal(v))}
						label={`${a.name}: ${words}`}
						value={a.value}
						mark={p.mark}
					/>
					<p class="small">{words}</p>
				</li>
			);
		})}
	</ul>
);

const RELIABLE = 0.7;
const SAYS_SOMETHING = 0.3;

function Design({ a, d, name }: { a: AgreementOf; d: GrowthAgreement; name: string }) {
	const level = a.design.map(x => ({
		name: t('agreement.by', {
			visits: t('growth.more_visits', { count: x.visits }),
			raters: t('agreement.by_raters', { count: x.raters }),
		}),
		value: x.reliability,
	}));
	const growth = a.growth.map(x => ({
		name: t('agreement.over', {
			years: t('agreement.years_count', { count: x.years }),
			count: x.visits,
		}),
		value: x.reliability,
	}));
	const sheet = (title: string, all: Amount[]) => ({
		name: `${name}, ${title}`,
		heads: [t('growth.visits_h'), t('agreement.reliability')],
		rows: all.map(x => [x.name, x.value]),
	});
	return (
		<>
			<Figure
				id="design"
				title={advice(a)}
				sub={t('agreement.design_read')}
				head={d}
				n={a.n}
				sheet={sheet(t('agreement.design'), level)}
			>
				<Amounts all={level} to={1} mark={RELIABLE} />
			</Figure>
			{growth.length > 0 && (
				<Figure
					id="design-growth"
					title={t('agreement.growth_title')}
					sub={t('agreement.growth_lede')}
					head={d}
					n={a.n}
					sheet={sheet(t('agreement.growth_title'), growth)}
				>
					<Amounts all={growth} to={1} mark={SAYS_SOMETHING} />
				</Figure>
			)}
		</>
	);
}

function Components({ a, d, name }: { a: AgreementOf; d: GrowthAgreement; name: string }) {
	const all = (['person', 'rater', 'visit'] as const).map(k => {
		const variance = a[k];
		return { name: t(`agreement.${k}`), value: variance === null ? null : Math.sqrt(variance) };
	});
	const to = Math.ceil(Math.max(0.1, ...all.map(x => x.value ?? 0)) * 10) / 10;
	return (
		<Figure
			id="components"
			title={t('growth.variances')}
			sub={t(`agreement.method_${a.method}`)}
			head={d}
			n={a.n}
			sheet={{
				name: `${name}, ${t('growth.variances')}`,
				heads: [t('growth.variances'), t('agreement.deviation')],
				rows: all.map(x => [x.name, x.value]),
			}}
		>
			<Amounts all={all} to={to} />
		</Figure>
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

function Levels({ a, d, name }: { a: AgreementOf; d: GrowthAgreement; name: string }) {
	const whole = Math.max(
		1,
		a.levels.reduce((sum, n) => sum + n, 0),
	);
	const all = a.levels.map((n, i) => ({
		name: t('agreement.step', { step: i + 1 }),
		value: n / whole,
		words: `${percent(Math.round((100 * n) / whole))}, ${number(n)}`,
	}));
	return (
		<Figure
			id="levels"
			title={t(a.compressed ? 'agreement.levels_compressed' : 'agreement.levels')}
			sub={a.compressed && t('agreement.compressed')}
			head={d}
			n={a.n}
			sheet={{
				name: `${name}, ${t('agreement.levels')}`,
				heads: [t('growth.level'), t('agreement.marks')],
				rows: all.map((x, i) => [x.name, a.levels[i] ?? 0]),
			}}
		>
			<Amounts share all={all} to={1} />
		</Figure>
	);
}

function Own({ d, competence }: { d: GrowthAgreement; competence: string }) {
	const mine = d.own.find(o => o.competence === competence);
	if (!mine) return null;
	const { severity } = mine;
	const by = severity.value ?? 0;
	return (
		<Section id="own" title={t('agreement.own')}>
			<p>
				{severity.enough
					? t(by < 0 ? 'agreement.own_softer' : 'agreement.own_stricter', {
							by: decimal(Math.abs(by), 2),
							low: signed(severity.low ?? 0),
							high: signed(severity.high ?? 0),
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
	const apart = runOf(d, competence)?.sheets?.sets ?? 1;
	return (
		<>
			<h2 class="mt3">{competenceName(competence)}</h2>
			<p>{t('agreement.counts', { people: a.people, raters: a.raters })}</p>
			{a.sets > 1 && <p class="band">{t('agreement.sets', { count: a.sets })}</p>}
			{apart > 1 && <p class="band">{t('growth.sheets_apart', { count: apart })}</p>}
			{a.links.map(l => (
				<p key={l.rater.id + l.person.id}>
					{t('agreement.link', { rater: l.rater.short, person: l.person.short })}
				</p>
			))}
			<Source head={d} n={a.n} />
			{a.method ? (
				<>
					<Design a={a} d={d} name={competenceName(competence)} />
					<Components a={a} d={d} name={competenceName(competence)} />
				</>
			) : (
				<p class="mt3">{lacks(a)}</p>
			)}
			<Doubles a={a} />
			{a.n > 0 && <Levels a={a} d={d} name={competenceName(competence)} />}
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
