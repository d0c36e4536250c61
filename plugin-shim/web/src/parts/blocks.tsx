/*
 * The text of a document, made of blocks: headings, paragraphs, points, lists, tables, signatures,
 * bound figures. The same on the screen as on paper (fcgi-app/paper/read.c).
 *
 * A kind of block this file does not know is shown as its text: an official paper is never shown
 * with a hole in it. textOf() and withText() let a paragraph be edited as lines.
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

const HOLE = '{value}';

/**
 * A bound figure in its words, with the day it holds for; the value stands in its place, else behind
 * them. When another answer is known by now, it stands under it.
 */
function FigureLine({ block, now }: { block: Block; now?: Figure }) {
	const text = asText(block.text);
	const [before, after] = text.includes(HOLE)
		? [text.slice(0, text.indexOf(HOLE)), text.slice(text.indexOf(HOLE) + HOLE.length)]
		: [text && `${text} `, ''];
	const since = String(block.as_of ?? '').slice(0, 10);
	return (
		<p class="bound">
			{before}
			<b>{asText(block.value)}</b>
			{after}
			{since.length === 10 && (
				<span class="small muted"> {t('figure.as_of', { date: shortDate(since) })}</span>
			)}
			{now?.changed && <strong class="now">{t('figure.now', { value: now.now })}</strong>}
		</p>
	);
}

/** A row of one cell spans the table: it names a group of rows. */
function Table({ block }: { block: Block }) {
	const head = list(block.head).map(asText);
	const rows = list(block.rows).map(r => list(r).map(asText));
	const columns = Math.max(head.length, ...rows.map(r => r.length));
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by the keyboard too
		<div class="tscroll" tabIndex={0}>
			<table class="plain">
				{head.length > 0 && (
					<thead>
						<tr>
							{head.map((cell, c) =>
								cell ? (
									<th key={String(c)} scope="col">
										{cell}
									</th>
								) : (
									<td key={String(c)} />
								),
							)}
						</tr>
					</thead>
				)}
				<tbody>
					{rows.map((r, i) => (
						<tr key={String(i)}>
							{r.length === 1 && columns > 1 ? (
								<th colSpan={columns} scope="rowgroup">
									{r[0]}
								</th>
							) : (
								r.map((cell, c) => <td key={String(c)}>{cell}</td>)
							)}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

function show(block: Block, key: number, now?: Figure): JSX.Element {
	const text = asText(block.text ?? block.body ?? block.title ?? '');
	switch (block.b) {
		case 'head':
		case 'heading':
			return <h3 key={key}>{text}</h3>;
		case 'points':
			return (
				<ol key={key} start={block.start as number}>
					{list(block.items).map((item, i) => (
						<li key={String(i)}>{asText(item)}</li>
					))}
				</ol>
			);
		case 'list':
			return (
				<ul key={key}>
					{list(block.items).map((item, i) => (
						<li key={String(i)}>{asText(item)}</li>
					))}
				</ul>
			);
		case 'table':
			return <Table key={key} block={block} />;
		case 'figure':
			return <FigureLine key={key} block={block} now={now} />;
		case 'sign':
			return (
				<p key={key} class="sign">
					<span>{asText(block.post)}</span>
					<span>{asText(block.name)}</span>
				</p>
			);
		default:
			return <p key={key}>{text || asText(block)}</p>;
	}
}

/**
 * Points stand apart in the data and are numbered together: on over a list, a table or a figure,
 * anew after a heading, a paragraph or a signature.
 */
export function gathered(body: Block[]): Block[] {
	const out: Block[] = [];
	let points = 0;
	for (const block of body) {
		const last = out.at(-1);
		if (block.b !== 'point') {
			if (['heading', 'para', 'sign'].includes(block.b ?? '')) points = 0;
			out.push(block);
			continue;
		}
		points++;
		if (last?.b === 'points') (last.items as unknown[]).push(block.text);
		else out.push({ b: 'points', start: points, items: [block.text] });
	}
	return out;
}

export const Blocks = ({ body, figures = [] }: { body: Block[]; figures?: Figure[] }) => (
	<div class="doc">
		{gathered(body).map((block, key) =>
			show(
				block,
				key,
				figures.find(f => f.block === body.indexOf(block)),
			),
		)}
	</div>
);

export const textOf = (block: Block): string =>
	block.b === 'list' ? list(block.items).map(String).join('\n') : String(block.text ?? '');

/** A stretch of the text for a table's cell: what can't be read as lines is read as its words. */
export const wordsOf = (body: Block[]): string =>
	body.map(block => (editable(block) ? textOf(block) : asText(block))).join('\n');

/** The same block with another text; lists are edited one item a line. */
export const withText = (block: Block, text: string): Block =>
	block.b === 'list'
		? { ...block, items: text.split('\n').filter(line => line.trim() !== '') }
		: { ...block, text };

export const editable = (block: Block): boolean =>
	block.b === 'list' || typeof block.text === 'string';
