/*
 * What stands under and around figures of growth: source line, small multiples, the choice of a
 * framework and a competence (kept in the address).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { ComponentChildren } from 'preact';
import {
	cellOf,
	competenceName,
	decimal,
	extent,
	finding,
	lacking,
	trend,
	visits,
} from '../growth.js';
import { query, setQuery } from '../router.js';
import type { Competence, GrowthCell, GrowthHead, GrowthOf } from '../types.js';
import { fullDate, t } from '../words.js';
import { Fan, FanTable } from './fan.js';
import { Select } from './field.js';

export const Source = (p: { head: GrowthHead; n?: number; children?: ComponentChildren }) =>
	p.head.run && (
		<p class="src">
			<span>{visits(p.n ?? p.head.run.n)}</span>
			<span>{t('growth.as_of', { date: fullDate(p.head.run.as_of) })}</span>
			<a href="/growth/method">{t('growth.method')}</a>
			{p.children}
		</p>
	);

export function chosenCompetence(head: GrowthHead): Competence | undefined {
	const asked = query.value.get('competence');
	return head.competences.find(c => c.id === asked) ?? head.competences[0];
}

export const Frameworks = ({ head }: { head: GrowthHead }) =>
	head.frameworks.length > 1 && (
		<Select
			label={t('growth.framework')}
			value={head.run?.framework.id ?? ''}
			onValue={v => setQuery({ framework: v, competence: null })}
			choices={head.frameworks.map(f => ({ value: f.id, label: f.title }))}
		/>
	);

export const Choices = ({ head }: { head: GrowthHead }) => (
	<search class="filters">
		<Frameworks head={head} />
		<Select
			label={t('growth.competence')}
			value={chosenCompetence(head)?.id ?? ''}
			onValue={v => setQuery({ competence: v })}
			choices={head.competences.map(c => ({ value: c.id, label: competenceName(c) }))}
		/>
	</search>
);

/** One competence at large: the finding as its title, the fan, the table. */
export function Hero(p: {
	id: string;
	head: GrowthHead;
	cells: GrowthOf[];
	children?: ComponentChildren;
}) {
	const competence = chosenCompetence(p.head);
	if (!competence) return null;
	const cell = cellOf(p.cells, competence.id)?.cell;
	const line = cell?.line;
	const name = competenceName(competence);
	return (
		<section class="sec" aria-labelledby={p.id}>
			<figure class="fig hero">
				<figcaption>
					<h2 id={p.id}>{finding(name, cell, p.head)}</h2>
					{line && <p class="sub">{t('growth.how_to_read')}</p>}
				</figcaption>
				{line && (
					<Fan name={name} line={line} extent={extent([line])} target={p.head.minimum.target} />
				)}
				{line && <FanTable line={line} />}
				<Source head={p.head} n={cell?.n ?? 0}>
					{p.children}
				</Source>
			</figure>
		</section>
	);
}

const change = (cell: GrowthCell): number => (cell.growth?.enough ? (cell.growth.value ?? 0) : -9);

/** All competences on one scale, the largest growth first; each leads to its large chart. */
export function Multiples(p: { id: string; head: GrowthHead; cells: GrowthOf[] }) {
	const all = p.head.competences
		.map(c => ({ c, of: cellOf(p.cells, c.id) }))
		.filter((x): x is { c: Competence; of: GrowthOf } => x.of !== undefined && x.c.code !== '')
		.sort((a, b) => change(b.of.cell) - change(a.of.cell));
	if (all.length === 0) return null;
	const shared = extent(all.map(x => x.of.cell.line ?? []));
	return (
		<section class="sec" aria-labelledby={p.id}>
			<div class="sec-h">
				<h2 id={p.id}>{t('growth.by_competence')}</h2>
				<p class="small muted">{t('growth.one_scale')}</p>
			</div>
			<div class="multi">
				{all.map(({ c, of }) => (
					<Multiple key={c.id} c={c} cell={of.cell} head={p.head} shared={shared} />
				))}
			</div>
		</section>
	);
}

function Multiple(p: {
	c: Competence;
	cell: GrowthCell;
	head: GrowthHead;
	shared: { from: number; to: number };
}) {
	const { level, growth, line } = p.cell;
	const tr = trend(growth);
	const name = competenceName(p.c);
	return (
		<figure class="fig">
			<figcaption>
				<h3>
					<button type="button" class="link" onClick={() => setQuery({ competence: p.c.id })}>
						{name}
					</button>{' '}
					{level?.enough && <span class="plain-weight">{decimal(level.value ?? 0)}</span>}
				</h3>
				<p class="sub">
					{level?.enough ? (
						<span class={tr.kind}>
							{tr.mark} {tr.words}
						</span>
					) : (
						lacking(level, p.head)
					)}{' '}
					<span class="nowrap">n = {p.cell.n}</span>
				</p>
			</figcaption>
			{line && <Fan small name={name} line={line} extent={p.shared} />}
		</figure>
	);
}
