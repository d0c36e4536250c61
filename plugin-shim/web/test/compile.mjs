/*
 * Compiles modules of the screens for node, in one piece, so that tests run the very source.
 *
 * Preact, signals and i18next stay imports of node; only our own files are bundled.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');

export async function load(...sources) {
	/* inside the folder, so that node finds node_modules from the compiled file */
	const out = mkdtempSync(join(web, 'node_modules', '.test-'));
	try {
		await build({
			absWorkingDir: web,
			stdin: {
				contents: sources.map(s => `export * from './src/${s}';`).join('\n'),
				resolveDir: web,
			},
			outfile: join(out, 'module.mjs'),
			bundle: true,
			packages: 'external',
			platform: 'node',
			format: 'esm',
			target: 'node18',
			jsx: 'automatic',
			jsxImportSource: 'preact',
			logLevel: 'error',
		});
		return await import(pathToFileURL(join(out, 'module.mjs')).href);
	} finally {
		rmSync(out, { recursive: true, force: true });
	}
}

/** A language's words, the parts that are named or all of them. */
export async function catalogue(lang, parts = ['first', 'visit', 'rest']) {
	const files = parts.map(p => `words/${p === 'first' ? lang : `${lang}-${p}`}.ts`);
	return Object.assign({}, ...(await Promise.all(files.map(f => load(f)))).map(m => m.words));
}
