/*
 * Bundles the screens into one folder of static files: hashed assets, index.html, manifest.json.
 *
 * Names carry a hash of the content so that they may be cached for ever; index.html, mount.js and sw.js
 * are the only files that change under their names. No script or style is ever written into index.html: the
 * content security policy forbids it. Runs on node 18, the version of Debian 12.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, '../../build/web'));

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const { metafile } = await build({
	absWorkingDir: here,
	entryPoints: {
		early: 'src/early.ts',
		app: 'src/main.tsx',
		mount: 'src/mount.ts',
		style: 'src/styles/style.css',
	},
	outdir: join(out, 'assets'),
	bundle: true,
	splitting: true,
	format: 'esm',
	target: ['es2022'],
	jsx: 'automatic',
	jsxImportSource: 'preact',
	minify: true,
	sourcemap: 'linked',
	legalComments: 'none',
	charset: 'utf8',
	entryNames: '[name]-[hash]',
	chunkNames: '[name]-[hash]',
	metafile: true,
	logLevel: 'warning',
});

/* Paths in the metafile are relative to absWorkingDir; ours are relative to the output. */
const name = path => relative(out, resolve(here, path)).split('\\').join('/');
const outputs = Object.entries(metafile.outputs).filter(([path]) => !path.endsWith('.map'));
const byEntry = entry => outputs.find(([, o]) => o.entryPoint === entry);

function withStaticImports(path, seen = new Set()) {
	if (seen.has(path)) return seen;
	seen.add(path);
	for (const i of metafile.outputs[path].imports)
		if (i.kind === 'import-statement') withStaticImports(i.path, seen);
	return seen;
}

const [app] = byEntry('src/main.tsx');
const [mount] = byEntry('src/mount.ts');
const [style] = byEntry('src/styles/style.css');
/* The catalogue of the default language is wanted at once, though it is a dynamic import. */
const [words] = byEntry('src/words/ru.ts');
const first = [...withStaticImports(app), ...withStaticImports(words)];

/* What each screen brings beyond the first load: src/early.ts asks for it before the application runs. */
const [early] = byEntry('src/early.ts');
const beyond = entry =>
	[...withStaticImports(byEntry(entry)[0])].filter(path => !first.includes(path)).map(name);
const wordsOf = (...parts) =>
	Object.fromEntries(
		['ru', 'en'].map(lang => [lang, parts.flatMap(p => beyond(`src/words/${lang}-${p}.ts`))]),
	);
const table = readFileSync(join(here, 'src/app.tsx'), 'utf8').matchAll(
	/\[\s*'(\/[^']*)',\s*\(\) => import\('\.\/(screens\/[^']+)\.js'\)(?:,\s*'(\w+)')?/g,
);
const files = {
	screens: Object.fromEntries(
		[...table].map(([, path, file, part]) => [
			path,
			{ files: beyond(`src/${file}.tsx`), words: part ?? 'rest' },
		]),
	),
	words: { first: {}, visit: wordsOf('visit'), rest: wordsOf('visit', 'rest') },
};

const preload = [...new Set(first)]
	.filter(path => path !== app)
	.map(path => `\t\t<link rel="modulepreload" href="/${name(path)}">\n`)
	.join('');
const html = readFileSync(join(here, 'src/index.html'), 'utf8')
	.replace('FILES', JSON.stringify(files))
	.replace('EARLY', `/${name(early)}`)
	.replace('STYLE', `/${name(style)}`)
	.replace('APP', `/${name(app)}`)
	.replace('\t\tPRELOAD\n', preload);
writeFileSync(join(out, 'index.html'), html);
/* What a portal's page imports: a name that stays, beside index.html. */
writeFileSync(
	join(out, 'mount.js'),
	`import { mount as on } from './${name(mount)}';
const style = new URL('./${name(style)}', import.meta.url).href;
export const mount = (box, place) => on(box, { ...place, style });
`,
);

/* What opens without a network: the frame, home, visits and their forms, in both languages. */
const kept = [
	'src/words/en.ts',
	'src/words/ru-visit.ts',
	'src/words/en-visit.ts',
	'src/words/ru-rest.ts',
	'src/words/en-rest.ts',
	'src/screens/home.tsx',
	'src/screens/visits.tsx',
	'src/screens/visit.tsx',
	'src/screens/unsent.tsx',
	'src/parts/home-kept.tsx',
	'src/remembered.ts',
	'src/resume.ts',
	'src/ahead.ts',
];
const shell = new Set([style, early, ...first]);
for (const entry of kept) for (const path of withStaticImports(byEntry(entry)[0])) shell.add(path);
const shellFiles = [...shell].map(path => `/${name(path)}`).sort();
/* The version is that of the page and of all it names. */
const version = createHash('sha256')
	.update(html + shellFiles.join())
	.digest('hex')
	.slice(0, 12);
await build({
	absWorkingDir: here,
	entryPoints: ['src/worker.ts'],
	outfile: join(out, 'sw.js'),
	bundle: true,
	format: 'iife',
	target: ['es2022'],
	minify: true,
	legalComments: 'none',
	define: { VERSION: JSON.stringify(version), SHELL: JSON.stringify(shellFiles) },
	logLevel: 'warning',
});

const built = {};
for (const [path, o] of outputs) {
	const content = readFileSync(resolve(here, path));
	built[name(path)] = {
		bytes: content.length,
		gzip: gzipSync(content, { level: 9 }).length,
		source: o.entryPoint ?? null,
		inputs: Object.keys(o.inputs),
		imports: o.imports.filter(i => i.kind === 'import-statement').map(i => name(i.path)),
	};
}
const manifest = {
	entry: name(app),
	style: name(style),
	words: name(words),
	shell: shellFiles.map(path => path.slice(1)),
	early: name(early),
	files: built,
};
writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, '\t')}\n`);
writeFileSync(join(out, '.stamp'), '');
