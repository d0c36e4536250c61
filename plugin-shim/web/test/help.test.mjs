/*
 * Every screen has its help, in both languages, and no help is of a screen that isn't there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const file = path => readFileSync(new URL(`../src/${path}`, import.meta.url), 'utf8');
const ru = JSON.parse(file('words/ru/help.json'));
const en = JSON.parse(file('words/en/help.json'));
const screens = [...file('app.tsx').matchAll(/^\t\['(\/[^']*)', \(\) => import/gm)].map(m => m[1]);

test('every screen has its help, and nothing else has', () => {
	assert.ok(screens.length > 30);
	assert.deepEqual(Object.keys(ru).sort(), [...screens, '*'].sort());
});

test('both languages say the same', () => {
	for (const [at, help] of Object.entries(ru)) {
		assert.equal(en[at]?.text.length, help.text.length, at);
		assert.deepEqual(en[at]?.clauses, help.clauses, at);
	}
});

test('help is short, and in its own language', () => {
	for (const [book, foreign] of [
		[ru, /[a-z]/i],
		[en, /[а-яё]/i],
	])
		for (const [at, { title, text }] of Object.entries(book))
			for (const p of [title, ...text]) {
				assert.ok(p.length > 3 && p.length < 320, `${at}: ${p.length}`);
				assert.ok(!foreign.test(p.replace(/CSV|UTF-8|Excel|PDF|Enter/g, '')), `${at}: ${p}`);
			}
});
