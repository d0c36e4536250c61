/*
 * A visit on paper: its head, and while nothing is signed an empty sheet of its rubric to be filled by
 * hand in the classroom and keyed in later.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Rubric, RubricItem, Visit } from '../types.js';
import { fullDate, t } from '../words.js';

const Head = ({ visit, rubric }: { visit: Visit; rubric: Rubric }) => {
	const pupils = [visit.pupils_listed ?? '____', visit.pupils_present ?? '____'].join(' / ');
	const rows: [string, string][] = [
		[t('print_visit.date'), fullDate(visit.held_on)],
		[t('print_visit.school'), visit.organisation.name],
		[t('print_visit.teacher'), visit.teacher?.short ?? ''],
		[t('print_visit.lesson'), [visit.subject?.name, visit.class?.name].filter(Boolean).join(', ')],
		[t('print_visit.topic'), visit.topic ?? ''],
		[t('print_visit.pupils'), pupils],
		[t('print_visit.visitors'), visit.visitors.map(v => v.short).join(', ')],
		[t('print_visit.aim'), visit.aim ?? ''],
		[t('print_visit.rubric'), rubric.title],
	];
	return (
		<table class="for-print">
			<tbody>
				{rows.map(([name, value]) => (
					<tr key={name}>
						<th scope="row">{name}</th>
						<td>{value}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
};

const choices = (i: RubricItem): string =>
	i.points.map((p, n) => [p, i.labels?.[n]].filter(x => x !== undefined).join(' — ')).join('; ');

const Blank = ({ rubric }: { rubric: Rubric }) => (
	<>
		<table class="for-print">
			<thead>
				<tr>
					{['item', 'marks', 'mark', 'evidence'].map(k => (
						<th key={k} scope="col">
							{t(`print_visit.${k}`)}
						</th>
					))}
				</tr>
			</thead>
			{rubric.sections.map(s => (
				<tbody key={s.id}>
					<tr>
						<th scope="rowgroup" colSpan={4}>
							{s.position}. {s.title}
							{s.may_be_absent && ` (${t('print_visit.may_be_absent')})`}
						</th>
					</tr>
					{s.items.map(i => (
						<tr key={i.id}>
							<td>
								{i.code} {i.body}
							</td>
							<td>{choices(i)}</td>
							<td class="hand-s" />
							<td class="hand" />
						</tr>
					))}
				</tbody>
			))}
		</table>
		<table class="for-print">
			<tbody>
				{['strengths', 'difficulties', 'step', 'signatures'].map(k => (
					<tr key={k}>
						<th scope="row">{t(`print_visit.${k}`)}</th>
						<td class="hand" />
					</tr>
				))}
			</tbody>
		</table>
	</>
);

export const VisitPrint = (props: { visit: Visit; rubric: Rubric; blank: boolean }) => (
	<>
		<Head visit={props.visit} rubric={props.rubric} />
		{props.blank && <Blank rubric={props.rubric} />}
	</>
);
