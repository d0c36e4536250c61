/*
 * Both catalogues say the same things, every word used in the sources exists, none is left over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { catalogue } from './compile.mjs';

const ru = await catalogue('ru');
const en = await catalogue('en');
const src = fileURLToPath(new URL('../src', import.meta.url));

function flat(tree, prefix = '') {
	return Object.entries(tree).flatMap(([k, v]) =>
		typeof v === 'string' ? [[prefix + k, v]] : flat(v, `${prefix}${k}.`),
	);
}
const PLURAL = /_(zero|one|few|many|other)$/;
/* order_other is a word, count_other a form of a plural: a plural has count_one */
const forms = new Set([ru, en].flatMap(tree => flat(tree).map(([k]) => k)));
const base = key => (forms.has(key.replace(PLURAL, '_one')) ? key.replace(PLURAL, '') : key);
const names = tree => new Set(flat(tree).map(([k]) => base(k)));
const params = text => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(m => m[1]).sort();

function sources(dir) {
	return readdirSync(dir, { withFileTypes: true }).flatMap(e =>
		e.isDirectory()
			? sources(join(dir, e.name))
			: /\.tsx?$/.test(e.name)
				? [readFileSync(join(dir, e.name), 'utf8')]
				: [],
	);
}
const code = sources(src).join('\n');

const product = new URL('../../../', import.meta.url);
const named = (path, form) =>
	new Set([...readFileSync(new URL(path, product), 'utf8').matchAll(form)].map(m => m[1]));

test('what the server names by a code has a word: capabilities and what the audit keeps', () => {
	const of = {
		capability: named('fcgi-app/access.def', /^CAPABILITY\((\w+)\)/gm),
		'audit.entity': named('sql/schema.sql', /rule\.audit\('(\w+)'/g),
	};
	for (const [group, codes] of Object.entries(of)) {
		assert.ok(codes.size > 50, group);
		for (const tree of [ru, en])
			for (const code of codes) assert.ok(names(tree).has(`${group}.${code}`), `${group}.${code}`);
	}
});

test('a dash in a sentence is a dash', () => {
	for (const tree of [ru, en])
		for (const [key, text] of flat(tree)) assert.doesNotMatch(text, /\s-\s/, key);
});

test('both catalogues have the same keys', () => {
	assert.deepEqual([...names(ru)].sort(), [...names(en)].sort());
});

test('plurals are complete in each language', () => {
	const need = { ru: ['one', 'few', 'many', 'other'], en: ['one', 'other'] };
	for (const [lang, tree] of [
		['ru', ru],
		['en', en],
	]) {
		const keys = new Set(flat(tree).map(([k]) => k));
		for (const k of keys)
			if (base(k) !== k)
				for (const form of need[lang]) assert.ok(keys.has(`${base(k)}_${form}`), `${lang} ${k}`);
	}
});

test('a sentence has the same places to fill in both languages', () => {
	const english = new Map(flat(en).map(([k, v]) => [k, v]));
	for (const [k, v] of flat(ru)) {
		const other = english.get(k) ?? english.get(`${base(k)}_other`);
		assert.deepEqual(params(v), params(other), k);
	}
});

test('no English letters in Russian words, no Russian ones in English', () => {
	for (const [k, v] of flat(en)) assert.ok(!/[а-яё]/i.test(v), k);
	const allowed =
		/Enter|Delete|PDF|https?|make demo HOST=… TLS=1|\{value\}|CSV|zip|JSON|OneRoster|Moodle|curlsecurityblockedhosts|curlsecurityallowedport|RSA|HTTP|LTI|(Client|Deployment) ID|Ctrl\+[KZ]|Esc/g;
	for (const [k, v] of flat(ru))
		assert.ok(!/[a-z]/i.test(v.replace(/\{\{\w+\}\}/g, '').replace(allowed, '')), k);
});

/* Families whose last part is a code from the server or a field name. */
const used = new Set([...code.matchAll(/\bt\(\s*'([\w.]+)'/g)].map(m => m[1]));
for (const m of code.matchAll(/[?:]\s*'([a-z_]+\.[a-z_]+)'/g)) used.add(m[1]);
for (const m of code.matchAll(/'(nav\.\w+)'/g)) used.add(m[1]);
const families = [
	...[...code.matchAll(/\bt\(`([\w.]+)\$\{/g)].map(m => m[1]),
	...[...code.matchAll(/\bword\(\s*'([\w.]+)'/g)].map(m => `${m[1]}.`),
	'state.day.',
	'state.order.',
	'state.plan.',
	'state.visit.',
	'state.sheet.',
	'state.material.',
	'state.practice.',
	'state.adoption.',
];

test('every word that the screens ask for exists', () => {
	const have = [...names(ru)];
	for (const key of used)
		assert.ok(
			have.some(k => k === key || k.startsWith(`${key}.`)),
			key,
		);
});

test('no word is left over', () => {
	for (const key of names(ru))
		assert.ok(used.has(key) || families.some(f => key.startsWith(f)), `unused: ${key}`);
});

/** The part of the catalogue that a file waits for by itself. */
const waitsFor = text => text.match(/moreWords\('(\w+)'\)/)?.[1];

/** Source files that a screen brings with it: at once, or later and without words of their own. */
function reached(file, seen = new Set()) {
	if (seen.has(file)) return seen;
	seen.add(file);
	const text = readFileSync(file, 'utf8');
	const at = path =>
		[`${path}.ts`, `${path}.tsx`].map(p => join(dirname(file), p)).find(existsSync);
	for (const [, path] of text.matchAll(/^import [^;]*?from '(\.[^']+)\.js'/gms))
		if (at(path)) reached(at(path), seen);
	if (!text.includes('moreWords('))
		for (const [, path] of text.matchAll(/\bimport\('(\.[^']+)\.js'\)/g))
			if (!waitsFor(readFileSync(at(path), 'utf8'))) reached(at(path), seen);
	return seen;
}

/** Words that a file asks for by their keys, whole ones and families. */
const asked = text =>
	[
		/\bt\(\s*'([\w.]+)'/g,
		/\bt\(`([\w.]+)\.\$\{/g,
		/\bword\(\s*'([\w.]+)'/g,
		/[?:]\s*'([a-z_]+\.[a-z_]+)'/g,
	].flatMap(form => [...text.matchAll(form)].map(m => m[1]));

/** What does with a part of the catalogue, by app.tsx's table and by its own waiting: [file, part]. */
const modest = [
	['main.tsx', 'first'],
	...[
		...readFileSync(join(src, 'app.tsx'), 'utf8').matchAll(
			/import\('\.\/(screens\/[^']+)\.js'\),\s*'(\w+)'/g,
		),
	].map(m => [`${m[1]}.tsx`, m[2]]),
	...readdirSync(join(src, 'parts'))
		.map(f => [`parts/${f}`, waitsFor(readFileSync(join(src, 'parts', f), 'utf8'))])
		.filter(([, part]) => part === 'visit'),
];

test('what wants a part of the catalogue finds its words there', async () => {
	const all = [...names(ru)];
	const known = (list, key) => list.some(k => k === key || k.startsWith(`${key}.`));
	for (const part of ['first', 'visit']) {
		const have = [
			...names(await catalogue('ru', part === 'first' ? ['first'] : ['first', 'visit'])),
		];
		const mine = modest.filter(m => m[1] === part);
		assert.ok(mine.length > 1, part);
		for (const [start] of mine)
			for (const file of reached(join(src, start)))
				for (const key of asked(readFileSync(file, 'utf8')))
					if (known(all, key)) assert.ok(known(have, key), `${start}, ${file}: ${key}`);
	}
});
