/*
 * The text of a document, made of blocks: paragraphs, lists, tables, a signature line.
 *
 * A kind of block this file does not know is shown as its text: an official paper is never shown
 * with a hole in it. toText() and fromText() let a paragraph be edited as lines.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { JSX } from 'preact';
import { typeset } from '../format.js';
import type { Block } from '../types.js';

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

function show(block: Block, key: number): JSX.Element {
	const text = asText(block.text ?? block.body ?? block.title ?? '');
	switch (block.b) {
		case 'head':
		case 'heading':
			return <h2 key={key}>{text}</h2>;
		case 'list':
			return (
				<ol key={key}>
					{list(block.items).map((item, i) => (
						<li key={String(i)}>{asText(item)}</li>
					))}
				</ol>
			);
		case 'table':
			return (
				<div class="tscroll" key={key}>
					<table class="plain">
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
		case 'sign':
			return (
				<p key={key} class="sign">
					{asText(block)}
				</p>
			);
		default:
			return <p key={key}>{text || asText(block)}</p>;
	}
}

/** Points stand apart in the data and are numbered together on paper. */
function gathered(body: Block[]): Block[] {
	const out: Block[] = [];
	for (const block of body) {
		const last = out.at(-1);
		if (block.b !== 'point') out.push(block);
		else if (last?.b === 'list' && last.points) (last.items as unknown[]).push(block.text);
		else out.push({ b: 'list', points: true, items: [block.text] });
	}
	return out;
}

export const Blocks = ({ body }: { body: Block[] }) => (
	<div class="doc">{gathered(body).map(show)}</div>
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
