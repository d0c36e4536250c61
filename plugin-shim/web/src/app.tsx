/*
 * The start: words, session, address; then one screen at a time.
 *
 * Each screen is a file of its own that is fetched when it is first opened, so the first load
 * stays small. Without a session every address leads to sign-in and, after it, back to itself; on a
 * portal's page the portal is asked to hand the person over first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { signal } from '@preact/signals';
import { type ComponentType, render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { del, get, within } from './api.js';
import { keepFocus } from './focus.js';
import type { Lang } from './format.js';
import { Skeleton } from './parts/await.js';
import { Failed } from './parts/problem.js';
import { Shell } from './parts/shell.js';
import { place } from './place.js';
import { asProblem, type Problem } from './problem.js';
import { type Args, go, path, pick, query, startRouter } from './router.js';
import { leaveBehind, leftBehind, session } from './session.js';
import type { Session } from './types.js';
import { lang, moreWords, startWords, type Words } from './words.js';

type Screen = ComponentType<Args>;
type Fetch = () => Promise<{ default: Screen }>;

/** Where nothing is said of words, a screen wants them all. build.mjs reads this table. */
const screens: readonly (readonly [string, Fetch, Words?])[] = [
	['/', () => import('./screens/home.js'), 'first'],
	['/sign-in', () => import('./screens/sign-in.js'), 'visit'],
	['/plan', () => import('./screens/plan.js')],
	['/plan/items/:id', () => import('./screens/plan-item.js')],
	['/days', () => import('./screens/days.js')],
	['/days/:id', () => import('./screens/day.js')],
	['/days/:id/programme', () => import('./screens/programme.js')],
	['/days/:id/attendance', () => import('./screens/attendance.js')],
	['/attend/:id/:code', () => import('./screens/attend.js')],
	['/orders', () => import('./screens/orders.js')],
	['/orders/:id', () => import('./screens/order.js')],
	['/visits', () => import('./screens/visits.js')],
	['/visits/:id', () => import('./screens/visit.js'), 'visit'],
	['/unsent', () => import('./screens/unsent.js'), 'visit'],
	['/next-year', () => import('./screens/next-year.js')],
	['/needs', () => import('./screens/needs.js')],
	['/corrections', () => import('./screens/corrections.js')],
	['/corrections/:id', () => import('./screens/correction.js')],
	['/sittings', () => import('./screens/sittings.js')],
	['/sittings/:id', () => import('./screens/sitting.js')],
	['/control', () => import('./screens/control.js')],
	['/materials', () => import('./screens/materials.js')],
	['/materials/:id', () => import('./screens/material.js')],
	['/practices', () => import('./screens/practices.js')],
	['/practices/:id', () => import('./screens/practice.js')],
	['/growth', () => import('./screens/growth.js')],
	['/growth/method', () => import('./screens/growth-method.js')],
	['/growth/effects', () => import('./screens/growth-effects.js')],
	['/growth/agreement', () => import('./screens/growth-agreement.js')],
	['/growth/schools/:id', () => import('./screens/growth-school.js')],
	['/growth/people/:id', () => import('./screens/growth-person.js')],
	['/regulation', () => import('./screens/regulation.js')],
	['/settings', () => import('./screens/settings.js')],
	['/outbox', () => import('./screens/outbox.js')],
	['/imports', () => import('./screens/imports.js')],
	['/imports/:id', () => import('./screens/import.js')],
	['/jobs', () => import('./screens/jobs.js')],
	['/portals', () => import('./screens/portals.js')],
	['/school-year', () => import('./screens/school-year.js')],
	['/admin', () => import('./screens/admin.js')],
	['/admin/people', () => import('./screens/admin-people.js')],
	['/admin/people/:id', () => import('./screens/admin-person.js')],
	['/admin/access', () => import('./screens/admin-access.js')],
	['/admin/dictionaries', () => import('./screens/admin-dictionaries.js')],
	['/admin/rubrics', () => import('./screens/admin-rubrics.js')],
	['/admin/rubrics/:id', () => import('./screens/admin-rubric.js')],
	['/admin/frameworks', () => import('./screens/admin-frameworks.js')],
	['/admin/regulation', () => import('./screens/admin-regulation.js')],
	['/admin/audit', () => import('./screens/admin-audit.js')],
	['/admin/requests', () => import('./screens/admin-requests.js')],
	['/admin/requests/:id', () => import('./screens/admin-request.js')],
];
const missing: Fetch = () => import('./screens/missing.js');

const startProblem = signal<Problem | undefined>();

/** What this device keeps for its person. A portal's page keeps nothing. */
const device = () => import('./remembered.js');

/** A session whose sign-out never reached the server ends before anything is shown of it. */
async function current(): Promise<Session | null> {
	const now = await get<Session>('/session', {}, { keepSession: true, signal: within(10_000) });
	const left = leftBehind();
	leaveBehind(null);
	if (left !== now.csrf && left !== now.person) return now;
	session.value = now;
	await del('/session');
	return null;
}

async function askSession(): Promise<void> {
	startProblem.value = undefined;
	try {
		session.value = await current();
	} catch (e) {
		const problem = asProblem(e);
		const kept = problem.away && !place.page ? await recall() : undefined;
		if (problem.status === 401) session.value = null;
		else if (kept) session.value = kept;
		else startProblem.value = problem;
	}
}

const recall = () =>
	device()
		.then(d => d.recall())
		.catch(() => undefined);

/** A new session where the place has a way to one; whether it had. */
async function comeIn(): Promise<boolean> {
	try {
		if (!(await place.enter())) return false;
		await askSession();
	} catch (e) {
		startProblem.value = asProblem(e);
	}
	return true;
}

function Current() {
	const found = pick(screens, path.value);
	const fetchScreen = found?.value ?? missing;
	const words = screens.find(s => s[1] === fetchScreen)?.[2] ?? 'rest';
	const [shown, setShown] = useState<{ of: Fetch; screen: Screen } | undefined>();
	const [problem, setProblem] = useState<Problem | undefined>();
	useEffect(() => {
		let left = false;
		setProblem(undefined);
		Promise.all([fetchScreen(), moreWords(words)])
			.then(([m]) => !left && setShown({ of: fetchScreen, screen: m.default }))
			.catch(e => !left && setProblem(asProblem(e)));
		return () => {
			left = true;
		};
	}, [fetchScreen]);
	if (problem) return <Failed problem={problem} retry={() => location.reload()} />;
	if (shown?.of !== fetchScreen) return null;
	const Show = shown.screen;
	const shownTo = `${lang.value} ${session.value?.person} ${path.value}`;
	return <Show key={shownTo} {...(found?.args ?? {})} />;
}

/**
 * The person is here and the server answers: what an earlier page could not send goes now, and what may
 * be wanted without a network is fetched. Not wanted for the first picture, so after it. A session that
 * ended meanwhile takes nobody out of an open form: the form says so itself.
 */
async function settleIn(): Promise<void> {
	const who = session.value;
	if (!who || place.page) return;
	if (who.kept) {
		session.value = await current();
		return;
	}
	await (await import('./resume.js')).resume();
	if (window.top !== window) return;
	await (await device()).remember(who);
	await (await import('./ahead.js')).fetchAhead();
}
const settle = (): void => void settleIn().catch(() => undefined);

function App() {
	const who = session.value;
	const signingIn = path.value === '/sign-in';
	useEffect(() => {
		if (who !== null || signingIn) return;
		const from = path.value + (query.value.size ? `?${query.value}` : '') + location.hash;
		comeIn().then(done => done || go(`/sign-in?to=${encodeURIComponent(from)}`, 'replace'));
	}, [who, signingIn]);
	useEffect(() => {
		if (!who) return;
		const soon = setTimeout(settle, who.kept ? 0 : 1500);
		const again = who.kept ? setInterval(settle, 30_000) : 0;
		addEventListener('online', settle);
		return () => {
			clearTimeout(soon);
			clearInterval(again);
			removeEventListener('online', settle);
		};
	}, [who]);
	if (startProblem.value) return <Failed problem={startProblem.value} retry={askSession} />;
	if (who === undefined) return <Skeleton />;
	if (who === null && !signingIn) return null;
	return <Current />;
}

/** lang: of the portal around the screens; without it, what the browser remembers. */
export async function start(root: Element, wanted?: Lang): Promise<void> {
	startRouter();
	await Promise.all([startWords(wanted), askSession()]);
	root.textContent = '';
	keepFocus(root);
	render(
		<Shell>
			<App />
		</Shell>,
		root,
	);
}
