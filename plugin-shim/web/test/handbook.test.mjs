/*
 * The handbook speaks of the screens as they are: each word that it prints in bold is a word of the
 * interface, its pictures are there, and its links lead somewhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { catalogue } from './compile.mjs';

const book = fileURLToPath(new URL('../../../docs/ru/handbook', import.meta.url));
const pages = readdirSync(book)
	.filter(f => f.endsWith('.md'))
	.map(name => ({ name, text: readFileSync(join(book, name), 'utf8') }));
const values = tree => Object.values(tree).flatMap(v => (typeof v === 'string' ? [v] : values(v)));
const plain = text => text.replace(/\s+/g, ' ').replace(/[….:]+$/, '');
/* Words that the interface has from elsewhere: the portal's menu, a form of work of the dictionary. */
const elsewhere = ['Методические дни', 'Посещение урока'];
const words = [...values(await catalogue('ru')), ...elsewhere].map(plain);
const whole = new Set(words);

const after = (head, w) => (w.startsWith(head) ? w.slice(head.length) : '');
/** "Хватит сил на …" is how the handbook names a sentence that goes on with a number. */
const known = word =>
	whole.has(plain(word)) ||
	(word.endsWith('…') && words.some(w => /^:? \{\{/.test(after(plain(word).trim(), w))));

for (const { name, text } of pages)
	test(`${name}: words, pictures, links`, () => {
		const bold = [...text.matchAll(/\*\*([^*]+)\*\*/g)].map(m => m[1].replace(/\s+/g, ' '));
		assert.deepEqual(
			bold.filter(w => !known(w)),
			[],
		);
		const links = [...text.matchAll(/\]\(([^)#]+)/g)].map(m => m[1]);
		assert.deepEqual(
			links.filter(to => !existsSync(join(book, to))),
			[],
		);
	});

test('no picture is left over', () => {
	const used = pages.flatMap(p => [...p.text.matchAll(/\(pictures\/([^)]+)\)/g)].map(m => m[1]));
	assert.deepEqual(readdirSync(join(book, 'pictures')).sort(), [...new Set(used)].sort());
});
