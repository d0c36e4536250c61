/*
 * The first load stays small: entry, its static imports, the Russian words and the first screen.
 *
 * Measured on what was really built; without a build the test fails and says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const out = process.env.WEB_OUT ?? fileURLToPath(new URL('../../../build/web', import.meta.url));
const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
const KiB = 1024;

function closure(name, seen = new Set()) {
	if (seen.has(name)) return seen;
	seen.add(name);
	for (const i of manifest.files[name].imports) closure(i, seen);
	return seen;
}
const load = (...names) => {
	const all = new Set(names.flatMap(n => [...closure(n)]));
	return [...all].reduce((sum, n) => sum + manifest.files[n].gzip, 0);
};
const screen = word =>
	Object.keys(manifest.files).find(n => manifest.files[n].source === `src/screens/${word}.tsx`);
const frame = load(manifest.entry, manifest.words);

test('first load within 45 KiB of script', () => {
	for (const first of ['home', 'sign-in']) {
		const size = load(manifest.early, manifest.entry, manifest.words, screen(first));
		assert.ok(size <= 45 * KiB, `${first}: ${size}`);
	}
});

test('style within 14 KiB', () => {
	assert.ok(manifest.files[manifest.style].gzip <= 14 * KiB);
});

test('a lazy screen within 20 KiB of its own', () => {
	for (const [name, file] of Object.entries(manifest.files))
		if (file.source?.startsWith('src/screens/')) {
			const own = load(manifest.entry, manifest.words, name) - frame;
			assert.ok(own <= 20 * KiB, `${file.source}: ${own}`);
		}
});

/** Our own pictures, and any library that draws. */
const draws =
	/(^|\/)(fan|chart|figure|growth|funnel|slope|quantile)[^/]*\.tsx?$|node_modules\/(d3|@observablehq|plot)/;
const drawing = name =>
	[...closure(screen(name))].flatMap(n => manifest.files[n].inputs.filter(i => draws.test(i)));

test('a visit sheet never waits for what draws pictures', () => {
	assert.deepEqual(drawing('visit'), []);
	assert.ok(drawing('growth-person').length > 0, 'a screen of pictures has them');
});

test('index.html carries no script or style of its own and calls nothing foreign', () => {
	const html = readFileSync(join(out, 'index.html'), 'utf8');
	assert.ok(!/<style|style=|<script(?![^>]*src=)|\son\w+=|https?:/i.test(html));
	for (const [, path] of html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g))
		assert.ok(manifest.files[path], path);
});
