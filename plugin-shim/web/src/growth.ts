/*
 * Figures of growth in words and steps of colour: the same on every screen that shows them.
 *
 * A figure that isn't enough has no number here: the server keeps it back, and words say how many
 * visits and methodists are lacking. Everything is pure but for the language.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type {
	Competence,
	GrowthCell,
	GrowthFigure,
	GrowthHead,
	GrowthOf,
	GrowthPoint,
	RunCompetence,
} from './types.js';
import { lang, number, t } from './words.js';

/** 2,1: always with its decimal, so that columns line up; nothing is "minus nought" */
export const decimal = (x: number, digits = 1): string =>
	new Intl.NumberFormat(lang.value === 'ru' ? 'ru-RU' : 'en-GB', {
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
	})
		.format(x)
		.replace(/^-(?=[0.,]*$)/, '')
		.replace('-', '−');

export function signed(x: number, digits = 2): string {
	const words = decimal(x, digits);
	return x > 0 && /[1-9]/.test(words) ? `+${words}` : words;
}

/** 5 912 посещений */
export const visits = (count: number): string => t('growth.visits', { count, n: number(count) });

/** How much is lacking, in the words of the one rule; with no figure at all, by the settings. */
export function lacking(f: GrowthFigure | null | undefined, head: GrowthHead): string {
	const more = f ? f.more_visits : head.minimum.visits;
	const raters = f ? f.more_raters : head.minimum.raters;
	if (!more) return t('growth.few');
	const words = { visits: t('growth.more_visits', { count: more }) };
	return raters
		? t('growth.few_more_raters', { ...words, raters: t('growth.more_raters', { count: raters }) })
		: t('growth.few_more', words);
}

/** The five steps of the one hue: < 1,8, 1,8–2,1, 2,2–2,5, 2,6–2,9, >= 3,0, as rounded in print. */
export const bounds = [1.8, 2.2, 2.6, 3] as const;
export function step(value: number): 1 | 2 | 3 | 4 | 5 {
	const seen = Math.round(value * 10) / 10;
	return (1 + bounds.filter(b => seen >= b).length) as 1 | 2 | 3 | 4 | 5;
}

export const cellOf = (cells: GrowthOf[], id: string): GrowthOf | undefined =>
	cells.find(c => c.competence === id);

/** What the run says of a competence beside its figures. */
export const runOf = (head: GrowthHead, c: Competence | undefined): RunCompetence | undefined =>
	c && head.run?.components?.variances[c.code || '*'];

export const competenceName = (c: Competence): string =>
	c.code === '' ? t('growth.composite') : c.name;

/** ▲ and ▼ only for what the server says with probability; everything else is "not seen". */
export function trend(g: GrowthFigure | null | undefined): {
	mark: string;
	kind: string;
	words: string;
} {
	if (!g?.enough || g.value === undefined)
		return { mark: '', kind: '', words: t('growth.trend_unknown') };
	const by = { by: signed(g.value) };
	if (g.says === 'growth') return { mark: '▲', kind: 'up', words: t('growth.up', by) };
	if (g.says === 'decline') return { mark: '▼', kind: 'down', words: t('growth.down', by) };
	return { mark: '=', kind: '', words: t('growth.same') };
}

/** Half-widths of the bands of a normal law: 5 cases of 10, 9 of 10. */
export const HALF = 0.674;
export const NINE = 1.645;

export interface Extent {
	from: number;
	to: number;
}
/** The line up to "as of", and its forecast where that is known well enough. */
export function split(
	line: GrowthPoint[],
	asOf: string,
): { past: GrowthPoint[]; ahead: GrowthPoint | undefined } {
	return { past: line.filter(p => p.on <= asOf), ahead: line.find(p => p.on > asOf) };
}

/** The competence's own scale, wider where one person lies outside of what schools need. */
export function extent(c: Competence, cell: GrowthCell | undefined): Extent {
	const scale = c.scale ?? { from: 1, to: 4 };
	const needs = (cell?.line ?? [])
		.flatMap(p => [p.value - NINE * p.sd, p.value + NINE * p.sd])
		.concat((cell?.observed?.years ?? []).map(y => y.value));
	return {
		from: Math.max(1, Math.min(scale.from, ...needs.map(v => Math.floor(v * 5) / 5))),
		to: Math.min(4, Math.max(scale.to, ...needs.map(v => Math.ceil(v * 5) / 5))),
	};
}

/** The sentence under a picture's title for who doesn't see the picture. */
export function describe(cell: GrowthCell, asOf: string): string {
	const { past, ahead } = split(cell.line ?? [], asOf);
	const [first, now] = [past[0], past[past.length - 1]];
	if (!first || !now) return '';
	const words = t('growth.describe', { first: decimal(first.value), now: decimal(now.value) });
	if (!ahead) return words;
	return `${words} ${t('growth.describe_ahead', {
		low: decimal(ahead.value - NINE * ahead.sd),
		high: decimal(ahead.value + NINE * ahead.sd),
		forecast: decimal(ahead.value),
	})}`;
}

/** «Уровень вырос с 2,0 до 2,2: +0,04 в год» of one competence. */
export function finding(name: string, cell: GrowthCell | undefined, head: GrowthHead): string {
	const line = cell?.line;
	const g = cell?.growth;
	const { past } = split(line ?? [], head.run?.as_of ?? '');
	const [first, now] = [past[0], past[past.length - 1]];
	if (!cell?.level?.enough)
		return t('growth.finding_few', { name, words: lacking(cell?.level, head) });
	if (!g?.enough || !first || !now)
		return t('growth.finding_level', { name, level: decimal(cell.level.value ?? 0) });
	const params = {
		name,
		from: decimal(first.value, 2),
		to: decimal(now.value, 2),
		by: signed(g.value ?? 0),
	};
	return t(`growth.finding_${g.says}`, params);
}
