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
import { load } from './compile.mjs';

const whole = async lang => ({
	...(await load(`words/${lang}.ts`)).words,
	...(await load(`words/${lang}-rest.ts`)).words,
});
const ru = await whole('ru');
const en = await whole('en');
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
		/Enter|Delete|PDF|https?|make demo HOST=… TLS=1|\{value\}|CSV|zip|JSON|OneRoster|Moodle|LTI|(Client|Deployment) ID|Ctrl\+[KZ]|Esc/g;
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

/** Source files that a screen brings with it at once. */
function reached(file, seen = new Set()) {
	if (seen.has(file)) return seen;
	seen.add(file);
	const imports = readFileSync(file, 'utf8').matchAll(/^import [^;]*?from '(\.[^']+)\.js'/gms);
	for (const [, path] of imports)
		for (const end of ['.ts', '.tsx'])
			if (existsSync(join(dirname(file), path + end)))
				reached(join(dirname(file), path + end), seen);
	return seen;
}

test('the first load has the words of its screens', async () => {
	const first = (await load('words/ru.ts')).words;
	const files = ['main.tsx', 'app.tsx', 'screens/home.tsx', 'screens/sign-in.tsx'];
	for (const file of files.flatMap(f => [...reached(join(src, f))]))
		for (const [, key] of readFileSync(file, 'utf8').matchAll(/\b(?:t|word)\(\s*[`']([a-z_]+)/g))
			assert.ok(key in first, `${file}: ${key}`);
});
