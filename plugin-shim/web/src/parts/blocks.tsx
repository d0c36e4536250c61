/*
 * The text of a document, made of blocks: paragraphs, lists, tables, bound figures, a signature line.
 *
 * A kind of block this file does not know is shown as its text: an official paper is never shown
 * with a hole in it. toText() and fromText() let a paragraph be edited as lines. A figure is shown
 * with the day it holds for and, when it is known, with what the same query answers now.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { JSX } from 'preact';
import { shortDate, typeset } from '../format.js';
import type { Block, Figure } from '../types.js';
import { t } from '../words.js';

const asText = (value: unknown): string => {
	if (typeof value === 'string') return typeset(value);
	if (Array.isArray(value)) return value.map(asText).join('; ');
	if (value && typeof value === 'object')
		return Object.entries(value)
			.filter(([k]) => k !== 'b')
			.map(([, v]) => asText(v))
			.join(' ');
	return value === null || value === undefined ? '' : String(value);
};

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function rows(block: Block): string[][] {
	return list(block.rows).map(r => list(r).map(asText));
}

const HOLE = '{value}';

/** The value stands in its place in the words, else behind them. */
function FigureLine({ block, now }: { block: Block; now?: Figure }) {
	const text = asText(block.text);
	const [before, after] = text.includes(HOLE)
		? [text.slice(0, text.indexOf(HOLE)), text.slice(text.indexOf(HOLE) + HOLE.length)]
		: [`${text} `, ''];
	const since = String(block.as_of ?? '').slice(0, 10);
	return (
		<p class="bound">
			{before}
			<b>{asText(block.value)}</b>
			{after}
			{since && (
				<span class="small muted as-of"> {t('figure.as_of', { date: shortDate(since) })}</span>
			)}
			{now?.changed && <strong class="now">{t('figure.now', { value: now.now })}</strong>}
		</p>
	);
}

const Table = ({ block }: { block: Block }) => (
	// biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by the keyboard too
	<div class="tscroll" tabIndex={0}>
		<table class="plain">
			{list(block.head).length > 0 && (
				<thead>
					<tr>
						{list(block.head).map((cell, c) =>
							asText(cell) ? (
								<th scope="col" key={String(c)}>
									{asText(cell)}
								</th>
							) : (
								<td key={String(c)} />
							),
						)}
					</tr>
				</thead>
			)}
			<tbody>
				{rows(block).map((r, i) => (
					<tr key={String(i)}>
						{r.map((cell, c) => (
							<td key={String(c)}>{cell}</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	</div>
);

function show(block: Block, key: number, figures: Figure[]): JSX.Element {
	const text = asText(block.text ?? block.body ?? block.title ?? '');
	switch (block.b) {
		case 'head':
		case 'heading':
			return <h3 key={key}>{text}</h3>;
		case 'list':
			return (
				<ol key={key}>
					{list(block.items).map((item, i) => (
						<li key={String(i)}>{asText(item)}</li>
					))}
				</ol>
			);
		case 'table':
			return <Table key={key} block={block} />;
		case 'figure':
			return (
				<FigureLine key={key} block={block} now={figures.find(f => f.block === block.position)} />
			);
		case 'sign':
			return (
				<p key={key} class="sign">
					<span>{asText(block.post)}</span> <span>{asText(block.name)}</span>
				</p>
			);
		default:
			return <p key={key}>{text || asText({ ...block, position: undefined })}</p>;
	}
}

/** Points stand apart in the data and are numbered together on paper. */
function gathered(body: Block[]): Block[] {
	const out: Block[] = [];
	for (const [position, block] of body.entries()) {
		const last = out.at(-1);
		if (block.b !== 'point') out.push({ ...block, position });
		else if (last?.b === 'list' && last.points) (last.items as unknown[]).push(block.text);
		else out.push({ b: 'list', points: true, items: [block.text] });
	}
	return out;
}

export const Blocks = ({ body, figures = [] }: { body: Block[]; figures?: Figure[] }) => (
	<div class="doc">{gathered(body).map((block, key) => show(block, key, figures))}</div>
);

export const textOf = (block: Block): string =>
	block.b === 'list' ? list(block.items).map(String).join('\n') : String(block.text ?? '');

/** The same block with another text; lists are edited one item a line. */
export const withText = (block: Block, text: string): Block =>
	block.b === 'list'
		? { ...block, items: text.split('\n').filter(line => line.trim() !== '') }
		: { ...block, text };

export const editable = (block: Block): boolean =>
	block.b === 'list' || typeof block.text === 'string';
