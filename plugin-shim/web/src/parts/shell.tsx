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
import { go, path } from '../router.js';
import { session } from '../session.js';
import { lang, setLang, t } from '../words.js';
import { Icon, Sprite } from './icons.js';

const sections = [
	['/', 'nav.home'],
	['/plan', 'nav.plan'],
	['/days', 'nav.days'],
	['/visits', 'nav.visits'],
	['/orders', 'nav.orders'],
	['/growth', 'nav.growth'],
] as const;

const isHere = (href: string): boolean =>
	href === '/' ? path.value === '/' : path.value.startsWith(href);

const Sections = () => (
	<>
		{sections.map(([href, key]) => (
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
	try {
		await del('/session');
	} finally {
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
	const place = who.appointments[0];
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
				{!place && <span>{who.roles.map(r => t(`role.${r}`)).join(', ')}</span>}
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
			<li>
				<button type="button" onClick={signOut}>
					{t('sign_out')}
				</button>
			</li>
		</>
	);
};

export function Shell({ children }: { children: ComponentChildren }) {
	const who = session.value;
	return (
		<>
			<Sprite />
			<a class="skip" href="#main">
				{t('skip')}
			</a>
			<header class="top">
				<a class="brand" href="/">
					<i />
					Методдень
				</a>
				{who && (
					<nav aria-label={t('nav.sections')}>
						<ul>
							<Sections />
						</ul>
					</nav>
				)}
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
									<Sections />
								</ul>
							</li>
							<Person />
						</Menu>
					</div>
				) : (
					<div class="top-who lang">
						<LangSwitch />
					</div>
				)}
			</header>
			<main class="page" id="main" tabIndex={-1}>
				{children}
			</main>
		</>
	);
}
