/*
 * What was copied from Word, a page or a spreadsheet, as blocks of a document: its headings, paragraphs, lists
 * and tables stay what they were.
 *
 * Only words are taken, never markup. Word writes its lists as paragraphs and their bullets as text; without
 * markup, tabs mean a table and a bullet or a number before the line a list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Block } from './types.js';

const BLOCKS = 'p,div,ul,ol,table,h1,h2,h3,h4,h5,h6,section,article,blockquote,pre';
const SILENT = /^(STYLE|SCRIPT|META|LINK|TITLE|XML)$/;
const NUMBER = /^\s*\d+(\.\d+)*[.)]/;
const BULLET = /^\s*[•·▪●○\-–—*§o]\s+/;
/** Where Word keeps the bullet or number that it drew itself. */
const DRAWN = '[data-style*="mso-list:Ignore"],[data-style*="mso-list: Ignore"]';
/** Styles are read, never applied: the page's policy forbids them. */
const unstyled = (html: string): string =>
	html.replace(/<style\b.*?<\/style>/gis, '').replace(/(<[^>]*\s)style=/gi, '$1data-style=');

const words = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ').trim();

/** Items follow one another in one list; numbered ones are points, which a document numbers itself. */
function addItem(out: Block[], text: string, numbered: boolean): void {
	const last = out.at(-1);
	if (!text) return;
	if (numbered) out.push({ b: 'point', text });
	else if (last?.b === 'list') (last.items as string[]).push(text);
	else out.push({ b: 'list', items: [text] });
}

function addTable(out: Block[], rows: string[][]): void {
	const width = Math.max(0, ...rows.map(r => r.length));
	const wide = rows
		.filter(r => r.some(Boolean))
		.map(r => Array.from({ length: width }, (_, c) => r[c] ?? ''));
	const [head, ...rest] = wide;
	if (head) out.push({ b: 'table', head, rows: rest });
}

function readTable(table: Element, out: Block[]): void {
	const rows = [...table.querySelectorAll('tr')].map(r => [...r.querySelectorAll('td,th')]);
	if (rows.every(r => r.length < 2)) for (const [cell] of rows) cell && read(cell, out);
	else
		addTable(
			out,
			rows.map(r => r.map(cell => words(cell.textContent))),
		);
}

function readList(list: Element, out: Block[]): void {
	for (const li of list.children) {
		const own = li.cloneNode(true) as Element;
		for (const inner of own.querySelectorAll('ul,ol')) inner.remove();
		addItem(out, words(own.textContent), list.tagName === 'OL');
		for (const inner of li.children) if (/^[UO]L$/.test(inner.tagName)) readList(inner, out);
	}
}

function readParagraph(p: Element, out: Block[]): void {
	const drawn = p.querySelector(DRAWN);
	const mark = drawn?.textContent ?? '';
	drawn?.remove();
	const text = words(p.textContent);
	if (drawn) addItem(out, text, NUMBER.test(mark));
	else if (text) out.push({ b: /^H\d$/.test(p.tagName) ? 'heading' : 'para', text });
}

function read(of: Element, out: Block[]): void {
	let loose = '';
	const flush = () => {
		if (words(loose)) out.push({ b: 'para', text: words(loose) });
		loose = '';
	};
	for (const node of of.childNodes) {
		if (!(node instanceof Element)) {
			if (node.nodeType === Node.TEXT_NODE) loose += node.textContent;
			continue;
		}
		if (SILENT.test(node.tagName)) continue;
		const block = node.matches(BLOCKS) || node.querySelector(BLOCKS);
		if (block || node.tagName === 'BR') flush();
		if (!block) loose += node.textContent;
		else if (node.tagName === 'TABLE') readTable(node, out);
		else if (/^[UO]L$/.test(node.tagName)) readList(node, out);
		else if (node.querySelector(BLOCKS)) read(node, out);
		else readParagraph(node, out);
	}
	flush();
}

function fromText(text: string): Block[] {
	const out: Block[] = [];
	let rows: string[][] = [];
	for (const line of [...text.split(/\r?\n/), '']) {
		if (line.includes('\t')) {
			rows.push(line.split('\t').map(words));
			continue;
		}
		addTable(out, rows);
		rows = [];
		if (NUMBER.test(line) || BULLET.test(line))
			addItem(out, words(line.replace(NUMBER, '').replace(BULLET, '')), NUMBER.test(line));
		else if (words(line)) out.push({ b: 'para', text: words(line) });
	}
	return out;
}

export function blocksOf(html: string, text: string): Block[] {
	const out: Block[] = [];
	if (html) read(new DOMParser().parseFromString(unstyled(html), 'text/html').body, out);
	return out.length > 0 ? out : fromText(text);
}
