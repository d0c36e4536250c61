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
