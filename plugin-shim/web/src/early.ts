/*
 * Before the application has arrived: asks for the screen of this address and for what it shows first.
 *
 * Over a slow line each question that waits for another's answer costs half a second. This file is small and
 * comes first, so the screen, its words, the session and the first data are under way while the rest is
 * still being fetched. It knows the screens' files from the page (build.mjs) and imports nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
export {};

type Part = 'first' | 'visit' | 'rest';
interface Files {
	screens: Record<string, { files: string[]; words: Part }>;
	/** beyond the first load, by part and language */
	words: Record<Part, Record<string, string[]>>;
}
/** What a screen asks for first of all, by its pattern. */
const asks: Record<string, string> = {
	'/': '/next-steps',
	'/days/:id': '/days/:id',
	'/materials/:id': '/materials/:id',
	'/orders/:id': '/orders/:id',
	'/sittings/:id': '/sittings/:id',
	'/visits/:id': '/visits/:id',
};

const parts = (path: string): string[] => path.split('/').filter(Boolean);
const here = parts(location.pathname);
const fits = (pattern: string): boolean =>
	parts(pattern).length === here.length &&
	parts(pattern).every((p, i) => p.startsWith(':') || p === here[i]);

function language(): string {
	try {
		return localStorage.getItem('metodden.lang') === 'en' ? 'en' : 'ru';
	} catch {
		return 'ru';
	}
}

function ask(path: string): Promise<Response> {
	const answer = fetch(`/api/v1${path}`, {
		headers: { Accept: 'application/json', 'Accept-Language': language() },
		credentials: 'same-origin',
	});
	/* read to its end though nobody may take it: else it holds one of the browser's few connections */
	answer.then(a => a.clone().arrayBuffer()).catch(() => undefined);
	return answer;
}

/** The visit names its rubric and sheets, which its screen asks for next. */
async function sheetsOf(answers: Map<string, Promise<Response>>, path: string): Promise<void> {
	const answer = (await answers.get(path))?.clone();
	if (!answer?.ok) return;
	const visit: { rubric: { id: string }; sheets: { id: string; state: string }[] } =
		await answer.json();
	const open = visit.sheets.filter(s => s.state !== 'superseded');
	for (const next of [`/rubrics/${visit.rubric.id}`, ...open.map(s => `/sheets/${s.id}`)])
		answers.set(next, ask(next));
}

function start(): Map<string, Promise<Response>> {
	const page = document.querySelector<HTMLMetaElement>('meta[name=early]');
	const { screens, words } = JSON.parse(page?.content ?? '{"screens":{},"words":{}}') as Files;
	const pattern = Object.keys(screens).find(fits);
	const answers = new Map([['/session', ask('/session')]]);
	if (!pattern) return answers;
	const first = asks[pattern]?.replace(':id', here.at(-1) ?? '');
	if (first) answers.set(first, ask(first));
	if (pattern === '/visits/:id' && first) void sheetsOf(answers, first).catch(() => undefined);
	const screen = screens[pattern];
	for (const file of screen ? [...screen.files, ...(words[screen.words][language()] ?? [])] : []) {
		const link = document.createElement('link');
		link.rel = 'modulepreload';
		link.href = `/${file}`;
		document.head.append(link);
	}
	return answers;
}

/* Where the application was quicker there is nothing left to ask ahead. */
const to = globalThis as { earlyAnswers?: Map<string, Promise<Response>> };
to.earlyAnswers ??= start();
