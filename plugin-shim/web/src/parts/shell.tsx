/*
 * The frame of every screen: sections, the person, language, sign-out.
 *
 * Narrow screens get one menu with everything in it; the sections stay real links at every width.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { del } from '../api.js';
import { place } from '../place.js';
import { asProblem } from '../problem.js';
import { go, path } from '../router.js';
import { hasRole, leaveBehind, session } from '../session.js';
import { lang, setLang, t } from '../words.js';
import { Icon, Sprite } from './icons.js';
import { Tools } from './tools.js';

const district = [
	'methodist',
	'centre_head',
	'department_head',
	'council_member',
	'council_secretary',
	'council_chair',
];
const people = [...district, 'school_head', 'teacher'];
type Section = readonly [href: string, words: string, roles?: readonly string[]];

/** What is used most comes first; roles who have no use for a page miss it. */
const sections: readonly Section[] = [
	['/', 'nav.home'],
	['/plan', 'nav.plan'],
	['/days', 'nav.days'],
	['/visits', 'nav.visits', people],
	['/materials', 'nav.materials', people],
	['/orders', 'nav.orders', [...district, 'clerk', 'school_head']],
	['/sittings', 'nav.sittings', [...district, 'clerk']],
	['/growth', 'nav.growth', people],
	['/next-year', 'nav.next_year', [...district, 'admin']],
	['/control', 'nav.control', district],
	['/corrections', 'nav.corrections', people],
	['/needs', 'nav.needs', people],
	['/practices', 'nav.practices', [...people, 'clerk']],
	['/school-year', 'nav.school_year', ['centre_head', 'admin']],
	['/imports', 'nav.imports', ['methodist', 'centre_head', 'school_head', 'admin']],
	['/jobs', 'nav.jobs', ['centre_head', 'admin']],
	['/portals', 'nav.portals', ['admin']],
	['/admin', 'nav.admin', ['admin', 'centre_head']],
	['/outbox', 'nav.portal', ['admin']],
];
/** So many fit into the line at the top on the narrowest window that has one; the menu holds the others. */
const IN_LINE = 7;

const ownSections = (): Section[] => sections.filter(([, , roles]) => !roles || hasRole(...roles));

const isHere = (href: string): boolean =>
	href === '/' ? path.value === '/' : path.value.startsWith(href);

const Sections = ({ of }: { of: readonly Section[] }) => (
	<>
		{of.map(([href, key]) => (
			<li key={href}>
				<a href={href} aria-current={isHere(href) ? 'page' : undefined}>
					{t(key)}
				</a>
			</li>
		))}
	</>
);

async function signOut(): Promise<void> {
	const { unsentCount } = await import('../resume.js');
	if ((await unsentCount()) > 0 && !confirm(t('unsent'))) return;
	const who = session.value;
	try {
		await del('/session');
	} catch (e) {
		if (who && asProblem(e).away) leaveBehind(who.csrf || who.person);
	} finally {
		await import('../remembered.js').then(d => d.forget()).catch(() => undefined);
		session.value = null;
		go('/sign-in');
	}
}

const LangSwitch = () => {
	const other = lang.value === 'ru' ? 'en' : 'ru';
	return (
		<button type="button" lang={other} onClick={() => setLang(other)}>
			{other === 'en' ? 'English' : 'Русский'}
		</button>
	);
};

function Menu({ label, children }: { label: ComponentChildren; children: ComponentChildren }) {
	const box = useRef<HTMLDetailsElement>(null);
	const at = path.value;
	useEffect(() => {
		if (box.current) box.current.open = false;
	}, [at]);
	const onKeyDown = (e: KeyboardEvent) => {
		if (e.key !== 'Escape' || !box.current?.open) return;
		box.current.open = false;
		box.current.querySelector('summary')?.focus();
	};
	return (
		<details class="menu" ref={box} onKeyDown={onKeyDown}>
			<summary>{label}</summary>
			<ul>{children}</ul>
		</details>
	);
}

const Person = () => {
	const who = session.value;
	if (!who) return null;
	const appointed = who.appointments.length > 0;
	return (
		<>
			<li class="menu-who">
				<b>{who.name}</b>
				{who.appointments.map(a => (
					<span key={a.role + a.organisation.id}>
						{a.post ?? t(`role.${a.role}`)}, {a.organisation.name}
						{a.acting && ` (${t('acting')})`}
					</span>
				))}
				{!appointed && <span>{who.roles.map(r => t(`role.${r}`)).join(', ')}</span>}
			</li>
			<li>
				<a href="/regulation">{t('nav.regulation')}</a>
			</li>
			<li>
				<a href="/settings">{t('nav.settings')}</a>
			</li>
			<li>
				<LangSwitch />
			</li>
			{!place.page && (
				<>
					<li>
						<a href="/unsent">{t('nav.unsent')}</a>
					</li>
					<li>
						<button type="button" onClick={signOut}>
							{t('sign_out')}
						</button>
					</li>
				</>
			)}
		</>
	);
};

export function Shell({ children }: { children: ComponentChildren }) {
	const who = session.value;
	const own = ownSections();
	/* A page has one banner and one main part: on a portal's page they are the portal's. */
	const [Bar, Main] = place.page ? (['div', 'div'] as const) : (['header', 'main'] as const);
	return (
		<>
			<Sprite />
			<a class="skip" href="#main">
				{t('skip')}
			</a>
			<Bar class="top">
				<a class="brand" href="/">
					<i />
					Методдень
				</a>
				{who && (
					<nav aria-label={t('nav.sections')}>
						<ul>
							<Sections of={own.slice(0, IN_LINE)} />
						</ul>
					</nav>
				)}
				{who && <Tools />}
				{who ? (
					<div class="top-who">
						<Menu
							label={
								<>
									<Icon name="menu" />
									<span class="menu-word">{t('menu')}</span>
									<span class="menu-name">{who.short}</span>
								</>
							}
						>
							<li class="menu-sections">
								<ul>
									<Sections of={own.slice(0, IN_LINE)} />
								</ul>
							</li>
							<Sections of={own.slice(IN_LINE)} />
							<Person />
						</Menu>
					</div>
				) : (
					<div class="top-who lang">
						<LangSwitch />
					</div>
				)}
			</Bar>
			<Main class="page" id="main" tabIndex={-1}>
				{children}
			</Main>
		</>
	);
}
