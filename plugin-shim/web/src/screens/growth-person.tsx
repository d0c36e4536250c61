/*
 * Growth of one person: level with its interval first, then the steps he was given and mastered, then
 * the line if it can be told. For himself, methodists and the centre head.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get } from '../api.js';
import { cellOf, competenceName, decimal, lacking } from '../growth.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Cautions, Choices, Hero } from '../parts/growth-figure.js';
import { LevelRow } from '../parts/level-row.js';
import { Page, Section } from '../parts/page.js';
import { type Args, query } from '../router.js';
import { hasRole } from '../session.js';
import type { GrowthPerson } from '../types.js';
import { fullDate, t } from '../words.js';

function title(p: GrowthPerson): string {
	const all = p.competences.find(c => c.code === '');
	const cell = all && cellOf(p.cells, all.id)?.cell;
	const who = p.own ? 'own' : 'other';
	const level = cell?.level;
	if (level?.enough && level.value !== undefined)
		return t(`growth.person_level_${who}`, {
			name: p.person.short,
			level: decimal(level.value),
			low: decimal(level.low ?? 0),
			high: decimal(level.high ?? 0),
		});
	return t(`growth.person_few_${who}`, { name: p.person.short });
}

function Levels({ p }: { p: GrowthPerson }) {
	return (
		<Section id="levels" title={t(p.own ? 'growth.where_you' : 'growth.where_now')}>
			<p class="small muted">{t('growth.levels_lede')}</p>
			<ul class="rows mt3">
				{p.competences
					.filter(c => c.code !== '')
					.map(c => (
						<LevelRow
							key={c.id}
							name={competenceName(c)}
							cell={cellOf(p.cells, c.id)?.cell}
							district={p.district.find(d => d.competence === c.id)?.level}
							head={p}
						/>
					))}
			</ul>
		</Section>
	);
}

const Steps = ({ p }: { p: GrowthPerson }) => (
	<Section id="steps" title={t('growth.steps')}>
		{p.steps.length === 0 ? (
			<p class="muted">{t('growth.no_steps')}</p>
		) : (
			<ul class="rows">
				{p.steps.map(s => (
					<li key={s.visit + s.body}>
						<p>
							<b>
								{t(
									s.mastered
										? 'growth.mastered'
										: s.mastered === false
											? 'growth.not_mastered'
											: 'growth.trying',
								)}
							</b>{' '}
							{s.body}
						</p>
						<p class="small muted">
							<a href={`/visits/${s.visit}`}>{fullDate(s.held_on)}</a>, {s.visitor.short}
						</p>
					</li>
				))}
			</ul>
		)}
	</Section>
);

const VisitRows = ({ visits }: { visits: GrowthPerson['visits'] }) => (
	<ul class="rows">
		{visits.map(v => (
			<li key={v.id}>
				<a href={`/visits/${v.id}`}>{fullDate(v.held_on)}</a>{' '}
				<span class="small muted">{v.visitors.map(x => x.short).join(', ')}</span>
			</li>
		))}
	</ul>
);

const FIRST = 5;
const Evidence = ({ p }: { p: GrowthPerson }) => (
	<Section id="visits" title={t('growth.evidence')}>
		{p.visits.length === 0 && <p class="muted">{t('growth.no_visits')}</p>}
		<VisitRows visits={p.visits.slice(0, FIRST)} />
		{p.visits.length > FIRST && (
			<details class="mt3">
				<summary>{t('growth.earlier')}</summary>
				<VisitRows visits={p.visits.slice(FIRST)} />
			</details>
		)}
	</Section>
);

/** For those who may begin a correction: where one would be to the point. */
const Advice = ({ p }: { p: GrowthPerson }) =>
	p.own || p.advice.length === 0 ? null : (
		<div class="note info mb4">
			<p>
				<b>{t('growth.advice')}</b>{' '}
				{p.advice
					.map(a => {
						const c = p.competences.find(x => x.id === a.competence);
						return `${c ? competenceName(c) : ''} (${t(`growth.why_${a.why}`)})`;
					})
					.join('; ')}
			</p>
		</div>
	);

function Content({ p }: { p: GrowthPerson }) {
	const all = p.competences.find(c => c.code === '');
	const cell = all && cellOf(p.cells, all.id)?.cell;
	return (
		<>
			<Advice p={p} />
			<div class="cols side">
				<div>
					<Levels p={p} />
					{p.competences.length > 0 && p.cells.length > 0 && (
						<>
							<div class="mt5">
								<Choices head={p} />
								<Cautions head={p} />
							</div>
							<Hero person id="line" head={p} cells={p.cells} />
						</>
					)}
					{!cell?.growth?.enough && (
						<p class="small muted mt3">
							{t('growth.growth_lede', { words: lacking(cell?.growth, p) })}
						</p>
					)}
				</div>
				<aside>
					<Steps p={p} />
					<Evidence p={p} />
				</aside>
			</div>
		</>
	);
}

export default function GrowthOfPerson({ id }: Args) {
	const framework = query.value.get('framework');
	const person = useLoad(
		signal => get<GrowthPerson>(`/growth/people/${id}`, { framework }, { signal }),
		[id, framework],
	);
	const p = person.data;
	const level = p && cellOf(p.cells, p.competences.find(c => c.code === '')?.id ?? '')?.cell.level;
	return (
		<Page
			title={p ? title(p) : t('nav.growth')}
			tab={t('nav.growth')}
			crumb={
				p &&
				[
					p.person.short,
					...p.posts.map(x => [x.post, x.school?.name].filter(Boolean).join(', ')),
					p.run && t('growth.as_of', { date: fullDate(p.run.as_of) }),
				]
					.filter(Boolean)
					.join(' · ')
			}
			lede={
				p?.run && (
					<p>
						{!level?.enough && `${lacking(level, p)}. `}
						{p.steps.length > 0 &&
							`${t('growth.steps_mastered', {
								count: p.steps.filter(s => s.mastered).length,
								of: p.steps.length,
							})} `}
						{t(p.own ? 'growth.who_sees_own' : 'growth.who_sees')}{' '}
						<a href="/growth/method">{t('growth.method')}</a>
					</p>
				)
			}
			tools={
				p && (
					<>
						{!p.own && hasRole('methodist', 'centre_head') && (
							<a class="btn" href={`/corrections?person=${p.person.id}&new=1`}>
								{t('correction.add')}
							</a>
						)}
						<a class="btn" href={`/corrections?person=${p.person.id}`}>
							{t('correction.title')}
						</a>
					</>
				)
			}
		>
			<Await of={person}>
				{d => (d.run ? <Content p={d} /> : <Empty words={t('growth.empty')} />)}
			</Await>
		</Page>
	);
}
