/*
 * The language of the screens: Russian by default, a complete English catalogue beside it.
 *
 * t() reads the language signal, so a screen that shows words is drawn again when the language
 * changes. Catalogues are separate files and only the chosen one is fetched; those of later.ts come
 * with the screens that ask for them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { signal } from '@preact/signals';
import i18next from 'i18next';
import * as format from './format.js';
import { later } from './words/later.js';

export const lang = signal<format.Lang>('ru');

const catalogue = {
	ru: () => import('./words/ru.js'),
	en: () => import('./words/en.js'),
};

function remembered(): format.Lang {
	try {
		return localStorage.getItem('metodden.lang') === 'en' ? 'en' : 'ru';
	} catch {
		return 'ru';
	}
}

const asked = new Set<keyof typeof later>();

async function add(area: keyof typeof later, to: format.Lang): Promise<void> {
	const { default: words } = await later[area][to]();
	i18next.addResourceBundle(to, 'translation', words, true, true);
}

/** The words of an area are here when this is done, now and after a change of language. */
export async function wordsOf(area: keyof typeof later): Promise<void> {
	asked.add(area);
	await add(area, lang.value);
}

export async function setLang(next: format.Lang): Promise<void> {
	const { words } = await catalogue[next]();
	i18next.addResourceBundle(next, 'translation', words, true, true);
	await Promise.all([...asked].map(area => add(area, next)));
	await i18next.changeLanguage(next);
	document.documentElement.lang = next;
	try {
		localStorage.setItem('metodden.lang', next);
	} catch {
		/* a browser without storage keeps the language until the page is closed */
	}
	lang.value = next;
}

export async function startWords(): Promise<void> {
	await i18next.init({
		lng: remembered(),
		fallbackLng: false,
		resources: {},
		interpolation: { escapeValue: false },
	});
	await setLang(remembered());
}

type Params = Record<string, string | number | undefined>;

export function t(key: string, params?: Params): string {
	const text = i18next.t(key, { lng: lang.value, ...params });
	return lang.value === 'ru' ? format.typeset(text) : text;
}

/** The word for a code that the server chose; the code itself when no catalogue knows it. */
export function word(group: string, code: string): string {
	const key = `${group}.${code}`;
	return i18next.exists(key, { lng: lang.value }) ? t(key) : code;
}

export const fullDate = (iso: string): string => format.fullDate(iso, lang.value);
export const dayMonth = (iso: string): string => format.dayMonth(iso, lang.value);
export const weekday = (iso: string): string => format.weekday(iso, lang.value);
export const percent = (value: number): string => format.percent(value, lang.value);
export const number = (value: number, digits = 0): string =>
	format.number(value, lang.value, digits);
export const monthShort = (iso: string): string => format.monthShort(iso, lang.value);
export const monthLong = (iso: string): string => format.monthLong(iso, lang.value);
