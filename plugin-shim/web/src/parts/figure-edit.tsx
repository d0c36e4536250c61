/*
 * A bound figure in the editor: which query, the words around its value, and when it was counted.
 *
 * The value is the server's. "Count anew" sends the figure without its value; a figure of another
 * query or argument is counted by itself when the text is saved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { shortDate } from '../format.js';
import type { Block, Id } from '../types.js';
import { t, word } from '../words.js';
import { Select, TextArea } from './field.js';

export interface FigureChoice {
	key: string;
	label: string;
	block: Block;
}

const ofDay = [
	'visits_of_day',
	'attended_of_day',
	'teachers_of_day',
	'mean_percent_of_day',
	'acknowledged_of_day',
	'objections_of_day',
];
const ofVisit = ['visit_percent', 'visit_level'];
const ofSchool = ['visits_of_year', 'needs_open', 'needs_met'];

const keyOf = (block: Block): string =>
	`${block.name} ${Object.values((block.args ?? {}) as Record<string, string>).join(' ')}`;

export interface FigureSource {
	day: Id | null;
	visit: Id | null;
	organisations: { id: Id; name: string }[];
	competences: { id: Id; name: string }[];
}

/** What can be counted for this document: of its day, its visit, its school. */
export function figureChoices(source: FigureSource): FigureChoice[] {
	const made: FigureChoice[] = [];
	const add = (name: string, args: Record<string, string>, more = '') => {
		const block: Block = {
			b: 'figure',
			name,
			args,
			text: `${more || word('figure', name)}: {value}.`,
		};
		const label = !more
			? word('figure', name)
			: args.competence
				? `${word('figure', name)}: ${more}`
				: more;
		made.push({ key: keyOf(block), label, block });
	};
	if (source.visit) for (const name of ofVisit) add(name, { visit: source.visit });
	if (source.day) {
		for (const name of ofDay) add(name, { day: source.day });
		for (const c of source.competences)
			add('competence_mean', { day: source.day, competence: c.id }, c.name);
	}
	for (const school of source.organisations)
		for (const name of ofSchool)
			add(
				name,
				{ organisation: school.id },
				source.organisations.length > 1 ? `${word('figure', name)}, ${school.name}` : '',
			);
	return made;
}

export function FigureEdit(props: {
	block: Block;
	onBlock: (block: Block) => void;
	figures: FigureChoice[];
}) {
	const { block, onBlock, figures } = props;
	const key = keyOf(block);
	const known = figures.some(f => f.key === key);
	const own = { value: key, label: word('figure', String(block.name)) };
	const { value, as_of, ...bare } = block;
	return (
		<div class="stack-s">
			<Select
				label={t('figure.what')}
				value={key}
				onValue={k => {
					const chosen = figures.find(f => f.key === k);
					if (chosen) onBlock(structuredClone(chosen.block));
				}}
				choices={[...(known ? [] : [own]), ...figures.map(f => ({ value: f.key, label: f.label }))]}
			/>
			<TextArea
				label={t('block.text')}
				hint={t('figure.hint')}
				rows={2}
				value={String(block.text ?? '')}
				onValue={text => onBlock({ ...block, text })}
			/>
			{value === undefined ? (
				<p class="small">{t('figure.on_save')}</p>
			) : (
				<p class="cluster small">
					<b>{String(value)}</b>
					<span class="muted">
						{t('figure.as_of', { date: shortDate(String(as_of).slice(0, 10)) })}
					</span>
					<button type="button" class="btn quiet" onClick={() => onBlock(bare)}>
						{t('figure.refresh')}
					</button>
				</p>
			)}
		</div>
	);
}
