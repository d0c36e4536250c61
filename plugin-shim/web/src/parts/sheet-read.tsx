/*
 * Signed sheets side by side: each visitor's marks and the teacher's own column.
 *
 * On a narrow screen a criterion is a block with one line per person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { clock } from '../format.js';
import type { Rubric, RubricItem, Sheet, SheetRef } from '../types.js';
import { number, percent, t } from '../words.js';
import { Section } from './page.js';

export interface Column {
	ref: SheetRef;
	sheet: Sheet | undefined;
}

export const columnName = (c: Column): string =>
	c.ref.part === 'self' ? t('sheet.self') : c.ref.author.short;

const MarkCell = ({ column, item }: { column: Column; item: RubricItem }) => {
	const mark = column.sheet?.marks.find(m => m.item === item.id);
	const notes = column.sheet?.notes.filter(n => n.item === item.id) ?? [];
	const label = mark && mark.points !== null && item.labels?.[item.points.indexOf(mark.points)];
	return (
		<td data-l={`${columnName(column)}:`}>
			{!mark ? (
				<span class="muted">—</span>
			) : mark.points === null ? (
				<span class="muted">{t('sheet.absent')}</span>
			) : (
				<>
					<b>{number(mark.points, 1)}</b> {label && <span class="small muted">{label}</span>}
				</>
			)}
			{mark?.evidence && <span class="small block">{mark.evidence}</span>}
			{notes.map(n => (
				<span class="small block" key={n.id}>
					<span class="muted">{clock(n.at)}</span> {n.body}
				</span>
			))}
		</td>
	);
};

const Result = ({ column }: { column: Column }) => {
	const { ref } = column;
	return (
		<td data-l={`${columnName(column)}:`}>
			{ref.percent === null ? (
				'—'
			) : (
				<>
					<b>{percent(ref.percent)}</b>
					{ref.level && `, ${ref.level}`}
					{ref.points !== null && ref.max_points !== null && (
						<span class="small muted block">
							{t('sheet.of', { points: number(ref.points, 1), max: number(ref.max_points, 1) })}
						</span>
					)}
				</>
			)}
		</td>
	);
};

export function SheetTable({ rubric, columns }: { rubric: Rubric; columns: Column[] }) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by the keyboard too
		<div class="tscroll" tabIndex={0}>
			<table class="plain tstack marks">
				<thead>
					<tr>
						<th scope="col">{t('sheet.criterion')}</th>
						{columns.map(c => (
							<th key={c.ref.id} scope="col">
								{columnName(c)}
							</th>
						))}
					</tr>
				</thead>
				{rubric.sections.map(s => (
					<tbody key={s.id}>
						<tr class="group">
							<th scope="rowgroup" colSpan={columns.length + 1}>
								{s.position}. {s.title}
							</th>
						</tr>
						{s.items.map(item => (
							<tr key={item.id}>
								<th scope="row">
									{item.code} {item.body}
								</th>
								{columns.map(c => (
									<MarkCell key={c.ref.id} column={c} item={item} />
								))}
							</tr>
						))}
					</tbody>
				))}
				<tfoot>
					<tr>
						<th scope="row">{t('sheet.result')}</th>
						{columns.map(c => (
							<Result key={c.ref.id} column={c} />
						))}
					</tr>
				</tfoot>
			</table>
		</div>
	);
}

const texts = ['strengths', 'difficulties'] as const;

export const SheetWords = ({ column }: { column: Column }) => {
	const s = column.sheet;
	if (!s || !(s.strengths || s.difficulties || s.action_step)) return null;
	return (
		<Section id={`words-${s.id}`} title={t('sheet.words_of', { name: columnName(column) })}>
			<div class="stack">
				{texts.map(
					k =>
						s[k] && (
							<div key={k}>
								<h3>{t(`sheet.${k}`)}</h3>
								<p class="prose">{s[k]}</p>
							</div>
						),
				)}
				{s.action_step && (
					<div class="note info">
						<h3>{t('sheet.action_step')}</h3>
						<p class="prose">{s.action_step}</p>
					</div>
				)}
			</div>
		</Section>
	);
};
