/*
 * Figures of growth as pages put them together: the choice of a framework and a competence (kept in the
 * address), one competence at large with its chance to reach the target, all of them in small.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { ComponentChildren } from 'preact';
import { withQuery } from '../api.js';
import { ChangeLine, change, changeExtent } from '../charts/change.js';
import { DOTS, Dots, dotsSheet, outcomes, reaching } from '../charts/dots.js';
import { Fan, fanSheet } from '../charts/fan.js';
import { Figure, Numbers, Source } from '../charts/figure.js';
import { Slopes, slopes, slopesSheet } from '../charts/slope.js';
import {
	cellOf,
	competenceName,
	decimal,
	type Extent,
	extent,
	finding,
	lacking,
	runOf,
	split,
	trend,
	visits,
} from '../growth.js';
import { place } from '../place.js';
import { query, setQuery } from '../router.js';
import type { Competence, GrowthCell, GrowthHead, GrowthOf } from '../types.js';
import { fullDate, t } from '../words.js';
import { Select } from './field.js';

export { Source };

export function chosenCompetence(head: GrowthHead): Competence | undefined {
	const asked = query.value.get('competence');
	return head.competences.find(c => c.id === asked) ?? head.competences[0];
}

export const Frameworks = ({ head }: { head: GrowthHead }) =>
	head.frameworks.length > 1 && (
		<Select
			class="long"
			label={t('growth.framework')}
			value={head.run?.framework.id ?? ''}
			onValue={v => setQuery({ framework: v, competence: null })}
			choices={head.frameworks.map(f => ({ value: f.id, label: f.title }))}
		/>
	);

export const Choices = ({ head, children }: { head: GrowthHead; children?: ComponentChildren }) => (
	<search class="filters">
		<Frameworks head={head} />
		<Select
			label={t('growth.competence')}
			value={chosenCompetence(head)?.id ?? ''}
			onValue={v => setQuery({ competence: v })}
			choices={head.competences.map(c => ({ value: c.id, label: competenceName(c) }))}
		/>
		{children}
	</search>
);

/** What the line can't tell: marks crowd at an end or on one step, so that the level is to be read with
 * care; a rubric gave way to another at once, so that growth over that day isn't measured. */
export function Cautions({ head }: { head: GrowthHead }) {
	const of = runOf(head, chosenCompetence(head));
	return (
		<>
			{of?.compressed && (
				<p class="band caution">
					<b>{t('growth.compressed')}</b> {t('growth.compressed_long')}
				</p>
			)}
			{of?.sheets?.breaks.map(on => (
				<p key={on} class="band caution">
					<b>{t('growth.break', { date: fullDate(on) })}</b>{' '}
					{t(of.corrected ? 'growth.break_long' : 'growth.break_simple')}
				</p>
			))}
		</>
	);
}

/** Visits that a figure rests on: of the school or the district, in the run's window, by the competence. */
const behind = (head: GrowthHead, c: Competence, school: string | undefined): string =>
	withQuery('/visits', {
		school,
		competence: c.code === '' ? null : c.id,
		from: head.run?.from,
		to: head.run?.as_of,
	});

/** Whose visits the reader may open: a school's own, or everybody's. */
interface Place {
	school?: string;
	open?: boolean;
}

/** One competence at large: the finding as its title, the fan, and how likely the target is. The target is
 * the district's: of one person nobody asks whether he will reach it. */
export function Hero(
	p: Place & { id: string; head: GrowthHead; cells: GrowthOf[]; person?: boolean },
) {
	const c = chosenCompetence(p.head);
	const asOf = p.head.run?.as_of;
	if (!c || !asOf) return null;
	const cell = cellOf(p.cells, c.id)?.cell;
	const name = competenceName(c);
	const title = finding(name, cell, p.head);
	const drawn = cell?.line ? cell : undefined;
	const target = p.head.minimum.target;
	return (
		<div class={drawn && !p.person ? 'cols side lead' : 'cols lead'}>
			<Figure
				hero
				id={p.id}
				title={title}
				sub={drawn && t('growth.how_to_read')}
				head={p.head}
				n={cell?.n ?? 0}
				behind={p.open ? behind(p.head, c, p.school) : undefined}
				sheet={drawn && fanSheet(name, drawn, asOf)}
			>
				{drawn && (
					<Fan
						name={title}
						cell={drawn}
						asOf={asOf}
						extent={extent(c, drawn)}
						target={target}
						breaks={runOf(p.head, c)?.sheets?.breaks}
					/>
				)}
			</Figure>
			{drawn && !p.person && (
				<Target id={`${p.id}-target`} name={name} cell={drawn} head={p.head} />
			)}
		</div>
	);
}

/** "The target will be reached in 14 cases of 20"; nothing where the forecast isn't known well enough. */
function Target(p: { id: string; name: string; cell: GrowthCell; head: GrowthHead }) {
	const { forecast, forecast_se: se } = p.cell.level ?? {};
	const ahead = split(p.cell.line ?? [], p.head.run?.as_of ?? '').ahead;
	const target = p.head.minimum.target;
	if (!ahead || typeof forecast !== 'number' || typeof se !== 'number')
		return (
			<section class="sec" aria-labelledby={p.id}>
				<h2 id={p.id}>{t('growth.dots_unknown')}</h2>
			</section>
		);
	const title = t('growth.dots_title', {
		target: decimal(target),
		when: fullDate(ahead.on),
		count: reaching(outcomes(forecast, se), target),
		of: DOTS,
	});
	return (
		<Figure
			id={p.id}
			title={title}
			sub={t('growth.dots_read')}
			head={p.head}
			n={p.cell.n}
			sheet={dotsSheet(`${p.name}, ${t('growth.forecast')}`, forecast, se, target)}
		>
			<Dots title={title} forecast={forecast} se={se} target={target} when={fullDate(ahead.on)} />
		</Figure>
	);
}

/** Visits behind all competences together. */
export const visitsOf = (head: GrowthHead, cells: GrowthOf[]): number => {
	const all = head.competences.find(c => c.code === '');
	return Math.max(...cells.filter(c => !all || c.competence === all.id).map(c => c.cell.n), 0);
};

const growthOf = (cell: GrowthCell): number =>
	cell.growth?.enough ? (cell.growth.value ?? 0) : -9;

interface MultiplesProps extends Place {
	id: string;
	head: GrowthHead;
	cells: GrowthOf[];
	/** id of the large picture */
	large: string;
	/** id of the table that leads on to schools */
	table?: string | undefined;
}

/** All competences' changes on one scale, the largest growth first; each leads to its large chart, to the
 * schools and to the visits behind it. */
export function Multiples(p: MultiplesProps) {
	const asOf = p.head.run?.as_of ?? '';
	const all = p.head.competences
		.map(c => ({ c, of: cellOf(p.cells, c.id) }))
		.filter((x): x is { c: Competence; of: GrowthOf } => x.of !== undefined && x.c.code !== '')
		.sort((a, b) => growthOf(b.of.cell) - growthOf(a.of.cell));
	if (all.length === 0) return null;
	const shared = changeExtent(all.map(x => change(x.of.cell, asOf)));
	return (
		<section class="sec" aria-labelledby={p.id}>
			<div class="sec-h">
				<h2 id={p.id}>{t('growth.by_competence')}</h2>
				<p class="small muted">{t('growth.one_scale')}</p>
			</div>
			<div class="multi">
				{all.map(({ c, of }) => (
					<Multiple key={c.id} c={c} of={of} shared={shared} in={p} />
				))}
			</div>
			<Source head={p.head} n={visitsOf(p.head, p.cells)} />
			<Numbers
				sheet={slopesSheet(slopes(all.map(x => ({ competence: x.c, cell: x.of.cell }))), asOf)}
			/>
		</section>
	);
}

function Multiple(p: { c: Competence; of: GrowthOf; shared: Extent; in: MultiplesProps }) {
	const { head, large, open, school, table } = p.in;
	const { level, growth } = p.of.cell;
	const tr = trend(growth);
	const name = competenceName(p.c);
	const of = change(p.of.cell, head.run?.as_of ?? '');
	const enlarge = () => {
		setQuery({ competence: p.c.id });
		const title = place.tree.getElementById(large);
		title?.focus({ preventScroll: true });
		title?.scrollIntoView({ block: 'center' });
	};
	return (
		<figure class="fig">
			<figcaption>
				<h3>
					<button type="button" class="link" onClick={enlarge}>
						{name}
					</button>{' '}
					{level?.enough && <span class="plain-weight">{decimal(level.value ?? 0)}</span>}
				</h3>
				<p class="sub">
					{level?.enough ? (
						<span class={tr.kind}>
							{tr.mark} {tr.words}
						</span>
					) : p.of.hidden ? (
						t('growth.hidden_long', { people: head.minimum.people })
					) : (
						lacking(level, head)
					)}
				</p>
			</figcaption>
			{of && <ChangeLine name={name} of={of} extent={p.shared} />}
			<p class="sub leads">
				{open ? (
					<a href={behind(head, p.c, school)}>
						{visits(p.of.cell.n)}
						<span class="vh">: {name}</span>
					</a>
				) : (
					<span>{visits(p.of.cell.n)}</span>
				)}
				{table && (
					<a href={`#${table}`}>
						{t('growth.by_school')}
						<span class="vh">: {name}</span>
					</a>
				)}
			</p>
		</figure>
	);
}

/** How many rose and how many fell in a year, as far as it can be told. */
export function YearToYear(p: { id: string; head: GrowthHead; cells: GrowthOf[] }) {
	const asOf = p.head.run?.as_of;
	const all = slopes(
		p.head.competences.flatMap(competence => {
			const of = cellOf(p.cells, competence.id);
			return of && competence.code !== '' ? [{ competence, cell: of.cell }] : [];
		}),
	);
	if (!asOf || all.length === 0) return null;
	const says = (what: string) => all.filter(s => s.cell.growth?.says === what).length;
	const title = [
		t('growth.slope_up', { count: says('growth') }),
		t('growth.slope_down', { count: says('decline') }),
	].join(', ');
	return (
		<Figure
			id={p.id}
			title={title}
			sub={t('growth.slope_read')}
			head={p.head}
			n={visitsOf(p.head, p.cells)}
			sheet={slopesSheet(all, asOf)}
		>
			<Slopes all={all} asOf={asOf} title={title} />
		</Figure>
	);
}
